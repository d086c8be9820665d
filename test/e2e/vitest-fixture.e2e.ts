/** `strongroom/vitest` of the packed library, in a project of its own. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { installPackedLibrary, type PackedLibrary } from './packed-library.ts';

const run = promisify(execFile);

const TESTS = `
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterEach, describe, expect, vi } from 'vitest';
import { createStrongroomTest, test } from 'strongroom/vitest';

const ANA = 'arn:aws:iam::111122223333:user/ana';
const seed = {
  version: 1,
  principals: [{ arn: ANA }],
  keys: [{ name: 'orders' }],
  aliases: [{ name: 'alias/orders', key: 'orders' }],
};
const seeded = createStrongroomTest({ seed });

for (const turn of [1, 2]) {
  test('has a sandbox of its own ' + turn, async ({ kms }) => {
    expect((await kms.listKeys()).Keys).toEqual([]);
    await kms.createKey({});
  });
}

test('moves the clock', async ({ kms, clock }) => {
  const { KeyMetadata: { KeyId } } = await kms.createKey({});
  await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
  await clock.advance(7 * 86400);
  await expect(kms.describeKey({ KeyId })).rejects.toThrow();
});

seeded('has what the seed describes', async ({ kms }) => {
  expect((await kms.describeKey({ KeyId: 'alias/orders' })).KeyMetadata.KeyState).toBe('Enabled');
});

describe('concurrent', () => {
  for (const turn of [1, 2, 3])
    seeded.concurrent('has a sandbox of its own, concurrently ' + turn, async ({ kms }) => {
      await kms.createKey({});
      expect((await kms.listKeys()).Keys).toHaveLength(2);
    });
  seeded.concurrent('fails concurrently', async ({ strongroom }) => {
    await strongroom.kms('us-east-1', ANA).describeKey({ KeyId: 'alias/orders' });
  });
});

const withKey = seeded.extend({
  key: async ({ kms }, use) => use((await kms.describeKey({ KeyId: 'alias/orders' })).KeyMetadata),
});
withKey('has a fixture that uses another', ({ key }) => {
  expect(key.KeyState).toBe('Enabled');
});

const failingFixture = seeded.extend({
  key: async ({ strongroom }, use) => use(await strongroom.kms('us-east-1', ANA).describeKey({ KeyId: 'alias/orders' })),
});
failingFixture('fails in a fixture', ({ key }) => {
  expect(key).toBeDefined();
});

const wrongSeed = createStrongroomTest({ seed: { version: 1, keys: [{ nam: 'orders' }] } });
wrongSeed('fails: a seed that is refused', async ({ kms }) => {
  await kms.listKeys();
});

describe('fake timers', () => {
  afterEach(() => vi.useRealTimers());
  seeded('answers under fake timers, from the fake time', async ({ strongroom, kms, clock }) => {
    vi.useFakeTimers({ now: new Date('2031-02-03T04:05:06Z') });
    expect((await clock.now()).toISOString()).toBe('2031-02-03T04:05:06.000Z');
    const { id } = await strongroom.sandbox.snapshots.take();
    const { KeyMetadata: { KeyId } } = await kms.createKey({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    const input = { KeyId, Message: new Uint8Array(1), SigningAlgorithm: 'RSASSA_PSS_SHA_256' };
    expect(await Promise.all(Array.from({ length: 30 }, () => kms.sign(input)))).toHaveLength(30);
    await clock.advance(400 * 86400);
    await strongroom.sandbox.snapshots.restore(id);
    expect((await kms.listKeys()).Keys).toHaveLength(1);
  });
});

seeded('fails: typed client', async ({ strongroom }) => {
  await strongroom.kms('us-east-1', ANA).encrypt({ KeyId: 'alias/orders', Plaintext: new Uint8Array(1) });
});

seeded('fails: AWS SDK, as a cause', async ({ strongroom, kms, requestHandler }) => {
  const { CiphertextBlob } = await kms.encrypt({ KeyId: 'alias/orders', Plaintext: new Uint8Array(1) });
  const { accessKeyId, secretAccessKey } = await strongroom.sandbox.accessKeys.create(ANA);
  const client = new KMSClient({ region: 'us-east-1', credentials: { accessKeyId, secretAccessKey }, requestHandler });
  try {
    await client.send(new DecryptCommand({ CiphertextBlob }));
  } catch (cause) {
    throw new Error('the report was not read', { cause });
  }
});

test('fails without a denial', () => {
  throw new Error('plain failure');
});
`;

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

describe('strongroom/vitest', () => {
  let library: PackedLibrary;
  let output = '';
  let results: Report['testResults'][number]['assertionResults'];
  const named = (title: string) => {
    const found = results.find((result) => result.title === title);
    assert.ok(found, title);
    return found;
  };

  before(async () => {
    library = await installPackedLibrary();
    const { dir } = library;
    // SDK and Vitest are the user's own: this tree's copies stand for them.
    for (const name of ['@aws-sdk', 'vitest'])
      await symlink(path.resolve('node_modules', name), path.join(dir, 'node_modules', name));
    await writeFile(path.join(dir, 'fixture.test.js'), TESTS);
    const example = /```js\n(import[^`]*strongroom\/vitest[^`]*)```/.exec(await readFile('docs/testing.md', 'utf8'));
    await writeFile(path.join(dir, 'example.test.js'), example?.[1] ?? '');
    const tool = path.resolve('node_modules/vitest/vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=result.json'];
    const env = { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined, NO_COLOR: '1' };
    output = await run(process.execPath, [tool, 'run', '--root', dir, ...reporters], {
      cwd: dir,
      timeout: 120_000,
      env,
    }).then(
      ({ stdout }) => stdout,
      ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
    );
    const report = JSON.parse(await readFile(path.join(dir, 'result.json'), 'utf8')) as Report;
    results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  });

  after(() => library.remove());

  it('gives each test a sandbox of its own, with its clock and its seed; the example of docs/testing.md passes', () => {
    const passed = results.filter(({ status }) => status === 'passed').map(({ title }) => title);
    assert.deepEqual(passed.sort(), [
      'an order cannot be read after the deletion of its key',
      'answers under fake timers, from the fake time',
      'has a fixture that uses another',
      'has a sandbox of its own 1',
      'has a sandbox of its own 2',
      'has a sandbox of its own, concurrently 1',
      'has a sandbox of its own, concurrently 2',
      'has a sandbox of its own, concurrently 3',
      'has what the seed describes',
      'moves the clock',
    ]);
  });

  it('says in the failure message what decided and what would allow the call', () => {
    const { failureMessages } = named('fails: typed client');
    const text = failureMessages.join('\n');
    assert.match(text, /user\/ana is not allowed to call Encrypt/);
    assert.match(text, /kms:Encrypt on arn:aws:kms:us-east-1:111122223333:key\//);
    assert.match(text, /Decided by: /);
    assert.match(text, /Suggested fix: /);
  });

  for (const title of ['fails concurrently', 'fails in a fixture'])
    it(`explains the denial of a test that ${title}`, () => {
      assert.match(named(title).failureMessages.join('\n'), /user\/ana is not allowed to call DescribeKey/);
    });

  it('fails a test with the place of the problem in its seed', () => {
    const { failureMessages } = named('fails: a seed that is refused');
    assert.match(failureMessages.join('\n'), /SeedError: keys\.0: Members are missing here: name\./);
  });

  it('finds the denial of an SDK client behind another error', () => {
    assert.match(output, /user\/ana is not allowed to call Decrypt/);
  });

  it('leaves other failures as they are', () => {
    assert.ok(!/Strongroom:/.test(named('fails without a denial').failureMessages.join('\n')));
  });
});
