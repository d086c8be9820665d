/** The control paths: they need the token, and reset the sandbox. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, it } from 'node:test';
import * as Kms from '@aws-sdk/client-kms';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
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

  it('contains what its seed document describes, after a reset too', async () => {
    const file = path.join(dir(), 'seed.json');
    const role = 'arn:aws:iam::111122223333:role/Reader';
    const trust = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' };
    const seed = {
      version: 1,
      principals: [{ arn: role, trustPolicy: { Version: '2012-10-17', Statement: [trust] } }],
      keys: [{ name: 'orders', description: 'Orders' }],
      aliases: [{ name: 'alias/orders', key: 'orders' }],
    };
    await writeFile(file, JSON.stringify(seed));
    const seeded = await startEndpoint(dir(), ['--seed', file], { STRONGROOM_TOKEN: TOKEN });
    try {
      const config = {
        region: 'us-east-1',
        endpoint: seeded.url,
        credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET },
      };
      const kms = new Kms.KMSClient(config);
      const describe = () => kms.send(new Kms.DescribeKeyCommand({ KeyId: 'alias/orders' }));
      const before = (await describe()).KeyMetadata;
      assert.equal(before?.Description, 'Orders');
      const assume = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'program' });
      const { Credentials } = await new STSClient(config).send(assume);
      const credentials = {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      };
      await assert.rejects(
        new Kms.KMSClient({ ...config, credentials }).send(new Kms.DescribeKeyCommand({ KeyId: 'alias/orders' })),
        { name: 'AccessDeniedException' },
      );
      const headers = { authorization: `Bearer ${TOKEN}` };
      assert.equal((await fetch(`${seeded.url}/reset`, { method: 'POST', headers })).status, 200);
      const after = (await describe()).KeyMetadata;
      assert.equal(after?.Description, 'Orders');
      assert.notEqual(after?.KeyId, before?.KeyId);
    } finally {
      await seeded.stop();
    }
  });
}
