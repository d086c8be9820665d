/** The way in for HTTP of a host: which requests open a sandbox. */
import { expect } from 'chai';
import type { HttpRequest } from '../../src/model/contract.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { createHost } from '../../src/worker/host.ts';

function host() {
  const opened: string[] = [];
  const made = createHost({
    openStorage: (world) => {
      opened.push(world);
      return Promise.resolve({ database: createMemoryDatabase(), state: { kind: 'memory', reason: 'a test' } });
    },
  });
  const post = (headers: Record<string, string>, body: string, method = 'POST') =>
    made.http('planted', { method, url: 'http://localhost/kms/planted/', headers, body } satisfies HttpRequest);
  return { post, opened };
}

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };

describe('HTTP of a host', () => {
  it('opens no sandbox for what a form can send', async () => {
    const { post, opened } = host();
    const answers = [
      await post({ 'content-type': 'application/x-www-form-urlencoded' }, 'a=b'),
      await post({ 'content-type': 'text/plain' }, '{"KeyId":"alias/a="}'),
      await post({ 'content-type': 'multipart/form-data; boundary=x' }, '--x--'),
      await post(JSON_TYPE, ''),
      await post({ ...JSON_TYPE, 'x-amz-target': 'TrentService.Nothing' }, '{}'),
      await post({ ...JSON_TYPE, 'x-amz-target': 'TrentService.ListKeys' }, '{}', 'GET'),
    ];
    expect(answers.map(({ status, body }) => [status, (JSON.parse(body) as { __type: string }).__type])).to.deep.equal([
      [400, 'SerializationException'],
      [400, 'UnknownOperationException'],
      [400, 'SerializationException'],
      [400, 'SerializationException'],
      [400, 'UnknownOperationException'],
      [400, 'UnknownOperationException'],
    ]);
    expect(opened).to.deep.equal([]);
  });

  it('opens the sandbox for a call, once', async () => {
    const { post, opened } = host();
    const call = { ...JSON_TYPE, 'x-amz-target': 'TrentService.ListKeys' };
    for (let times = 0; times < 2; times++)
      expect(await post(call, '{}').then(({ body }) => body)).to.contain('MissingAuthenticationTokenException');
    expect(opened).to.deep.equal(['planted']);
  });
});
