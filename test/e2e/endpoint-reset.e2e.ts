/** A reset of the endpoint's sandbox: no request meets the documented access key before another one replaces it. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as Kms from '@aws-sdk/client-kms';
import { openEndpointSandbox } from '../../src/endpoint/endpoint-sandbox.ts';
import { ADMIN_CREDENTIALS } from '../../src/model/documented-world.ts';
import type { HttpRequest } from '../../src/model/contract.ts';

/** Signs ListKeys with the documented access key. */
async function signListKeys(): Promise<HttpRequest> {
  let signed: HttpRequest | undefined;
  const client = new Kms.KMSClient({
    region: 'us-east-1',
    endpoint: 'http://localhost:4599',
    credentials: ADMIN_CREDENTIALS,
    maxAttempts: 1,
    requestHandler: {
      handle: ({ headers, body }: { headers: Record<string, string>; body: Uint8Array | string }) => {
        signed = { method: 'POST', url: 'http://localhost:4599/', headers, body: Buffer.from(body).toString() };
        return Promise.reject(new Error('Not sent.'));
      },
    },
  });
  await client.send(new Kms.ListKeysCommand({})).catch(() => undefined);
  assert.ok(signed);
  return signed;
}

it('refuses the documented access key in every request that a reset overtakes', async () => {
  const request = await signListKeys();
  const { sandbox } = await openEndpointSandbox({ freshCredentials: true });
  // Loads what the first request loads.
  assert.equal((await sandbox.http(request)).status, 400);
  for (let round = 0; round < 60; round++) {
    // Requests at every step of their way through the sandbox.
    const requests: ReturnType<typeof sandbox.http>[] = [];
    for (let at = 0; at < 20; at++) {
      requests.push(sandbox.http(request));
      if (round % 2) await Promise.resolve();
    }
    for (let tick = 0; tick < round % 10; tick++) await new Promise(setImmediate);
    const first = sandbox.reset();
    requests.push(sandbox.http(request));
    const second = sandbox.reset();
    requests.push(sandbox.http(request));
    for (const { status } of await Promise.all(requests)) assert.equal(status, 400);
    assert.notEqual((await first).accessKeyId, (await second).accessKeyId);
  }
});

it('answers with the access key of a reset, and with the documented one where it is kept', async () => {
  const request = await signListKeys();
  const { sandbox } = await openEndpointSandbox({ freshCredentials: false });
  assert.deepEqual(await sandbox.reset(), ADMIN_CREDENTIALS);
  assert.equal((await sandbox.http(request)).status, 200);
});
