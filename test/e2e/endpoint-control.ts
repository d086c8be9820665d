/** The control paths: they need the token, and reset the sandbox. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import * as Kms from '@aws-sdk/client-kms';
import { startEndpoint, type PackedEndpoint } from './packed-endpoint.ts';

const TOKEN = 'a-token-of-this-test';

/** Of the documented example access key. */
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** The tests; `dir` is the folder with the installed package. */
export function endpointControl(dir: () => string): void {
  let endpoint: PackedEndpoint;
  const ask = (path: string, method: string, token?: string) =>
    fetch(endpoint.url + path, { method, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

  before(async () => {
    endpoint = await startEndpoint(dir(), [], { STRONGROOM_TOKEN: TOKEN });
  });
  after(() => endpoint.stop());

  it('takes the token of the environment, and refuses any other', async () => {
    assert.equal(endpoint.token, TOKEN);
    for (const token of [undefined, '', TOKEN.slice(1), `${TOKEN}x`, TOKEN.toUpperCase()])
      for (const [path, method] of [
        ['/reset', 'POST'],
        ['/state', 'GET'],
      ] as const)
        assert.equal((await ask(path, method, token)).status, 401, `${path} ${token}`);
    for (const authorization of [TOKEN, `Basic ${TOKEN}`, `Bearer  ${TOKEN}`, 'Bearer'])
      assert.equal((await fetch(`${endpoint.url}/state`, { headers: { authorization } })).status, 401, authorization);
    assert.equal((await fetch(`${endpoint.url}/state`, { headers: { authorization: `bearer ${TOKEN}` } })).status, 200);
    assert.equal((await ask('/reset', 'GET', TOKEN)).status, 405);
    assert.equal((await ask('/state', 'POST', TOKEN)).status, 405);
  });

  it('shows the state without secrets, and resets', async () => {
    const client = new Kms.KMSClient({
      region: 'us-east-1',
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET },
    });
    await client.send(new Kms.CreateKeyCommand({}));
    assert.equal((await client.send(new Kms.ListKeysCommand({}))).Keys?.length, 1);

    const text = await (await ask('/state', 'GET', TOKEN)).text();
    const state = JSON.parse(text) as { accounts: string[]; principals: string[]; clock: { paused: boolean } };
    assert.deepEqual(state.accounts, ['111122223333', '444455556666']);
    assert.ok(state.principals.includes('arn:aws:iam::111122223333:user/admin'));
    assert.equal(state.clock.paused, false);
    assert.ok(!text.includes(SECRET) && !text.includes(TOKEN));

    assert.equal((await ask('/reset', 'POST', TOKEN)).status, 200);
    assert.deepEqual((await client.send(new Kms.ListKeysCommand({}))).Keys, []);
  });
}
