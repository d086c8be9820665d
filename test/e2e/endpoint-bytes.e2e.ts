/** `POST /kms/` takes the bytes of a body as they are: what is not UTF-8 is refused, not repaired. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { launch, startServer } from '../support/app.ts';

it('POST /kms/ refuses bodies that decoding would change', async () => {
  const server = await startServer();
  const browser = await launch();
  try {
    await browser.page.goto(server.url);
    await browser.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const post = (body: number[]) =>
      browser.page.evaluate(async (bytes) => {
        const response = await fetch('kms/', {
          method: 'POST',
          headers: { 'x-amz-target': 'TrentService.ListKeys', 'content-type': 'application/x-amz-json-1.1' },
          body: Uint8Array.from(bytes),
        });
        return [response.status, ((await response.json()) as { __type: string }).__type];
      }, body);
    const text = (body: string) => [...new TextEncoder().encode(body)];
    const quoted = (bytes: number[]) => [...text('{"x":"'), ...bytes, ...text('"}')];

    // Whole, it gets as far as the signature, which it has not.
    assert.deepEqual(await post(quoted([0xef, 0xbf, 0xbd])), [400, 'MissingAuthenticationTokenException']);
    for (const bytes of [[0xff], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xe2, 0x82]])
      assert.deepEqual(await post(quoted(bytes)), [400, 'SerializationException'], bytes.join());
    assert.deepEqual(await post([0xef, 0xbb, 0xbf, ...text('{}')]), [400, 'SerializationException']);
  } finally {
    await browser.close();
    await server.close();
  }
});
