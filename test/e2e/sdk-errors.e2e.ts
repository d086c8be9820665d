/**
 * Through the unmodified AWS SDK, over a world in memory: each operation with success and with every error that the SDK
 * declares for it.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { KMS } from '@aws-sdk/client-kms';
import { createChangeNotices } from '../../src/client/change-notices.ts';
import { createSandboxClient } from '../../src/client/sandbox-client.ts';
import { STATE_ERRORS } from '../../src/model/key-states.ts';
import type { KmsErrorName } from '../../src/model/errors.ts';
import type { Change, GrantRecord } from '../../src/model/records.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { createHost } from '../../src/worker/host.ts';
import { ROOT, type Registered } from '../conformance/cases.ts';
import { aidOf } from './sdk/aid.ts';
import { DECLARED, REGISTERED } from './sdk/declared.ts';
import { OWN, UNREACHABLE, UNREACHABLE_EVERYWHERE, wayTo } from './sdk/refusals.ts';
import { PAGINATORS, paginates } from './sdk/paginators.ts';
import { refuses, succeeds, unreachable, type Fresh } from './sdk/run.ts';

/** Every answer of every call here: no error may come that a table calls unreachable. */
const seen = new Set<string>();

/**
 * A world of its own in memory, with a database that the test can fill. Bugs inside operations fail the test that meets
 * them.
 */
const fresh: Fresh = () => {
  const database = createMemoryDatabase();
  const onFault = (cause: unknown): void => {
    throw cause;
  };
  const host = createHost({
    openStorage: () => Promise.resolve({ database, state: { kind: 'memory', reason: 'test' } }),
    onFault,
  });
  const world = createSandboxClient(host, createChangeNotices(), 'default');
  const kms = new KMS({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    maxAttempts: 1,
    requestHandler: world.requestHandler(),
  });
  kms.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          seen.add(`${commandName?.replace(/Command$/, '')} ${(error as Error).name}`);
          throw error;
        }
      },
    { step: 'initialize' },
  );
  const grants = async (keyArn: string, count: number): Promise<void> => {
    const grant = { keyArn, region: 'us-east-1', grantee: ROOT, operations: ['Encrypt'], issuer: ROOT } as const;
    const changes: Change[] = Array.from({ length: count }, (_, n) => ({
      store: 'grants',
      after: { ...grant, id: n.toString(16).padStart(64, '0'), createdAt: n } satisfies GrantRecord,
    }));
    const seq = (await database.lastSeq()) + 1;
    await database.commit({ segment: { seq, events: [], touched: ['*'] }, changes }, () => undefined, 'relaxed');
  };
  return Promise.resolve({
    kms,
    aid: { ...aidOf(world), advance: (seconds) => world.sandbox.clock.advance(seconds), grants },
  });
};

const REACHABLE = DECLARED.filter(({ operation, name }) => wayTo(operation, name) !== undefined);
const PROBED = DECLARED.filter(({ operation, name }) => UNREACHABLE[operation]?.[name] !== undefined);

describe('the AWS SDK over a world in memory', () => {
  describe('does', () => {
    for (const operation of REGISTERED)
      it(operation, async () => assert.equal(await succeeds(operation, fresh), undefined));
  });

  describe('pages, one entry at a time,', () => {
    assert.ok(PAGINATORS.length > 0);
    for (const name of PAGINATORS)
      it(name, async () => assert.equal(await paginates(name, (await fresh()).kms), undefined));
  });

  it('meets no declared error that the tables leave out, and no entry of theirs is too much', () => {
    const declared = new Set(DECLARED.map(({ operation, name }) => `${operation} ${name}`));
    const everywhere = DECLARED.filter(({ name }) => UNREACHABLE_EVERYWHERE[name] !== undefined);
    const known = new Set(
      [...REACHABLE, ...PROBED, ...everywhere].map(({ operation, name }) => `${operation} ${name}`),
    );
    assert.deepEqual(
      [...declared].filter((pair) => !known.has(pair)),
      [],
    );
    assert.equal(
      REACHABLE.length + PROBED.length + everywhere.length,
      DECLARED.length,
      'each pair stands in one table only',
    );
    const rows = [OWN, UNREACHABLE].flatMap((table) =>
      Object.entries(table).flatMap(([operation, row]) => Object.keys(row).map((name) => `${operation} ${name}`)),
    );
    assert.deepEqual(
      rows.filter((pair) => !declared.has(pair)),
      [],
    );
    assert.equal(new Set(rows).size, rows.length, 'a pair is reachable or not');
  });

  describe('is refused with', () => {
    for (const pair of REACHABLE)
      it(`${pair.operation} ${pair.name}`, async () => assert.equal(await refuses(pair, fresh), undefined));
  });

  describe('is not refused with', () => {
    for (const pair of PROBED)
      it(`${pair.operation} ${pair.name}`, async () => assert.equal(await unreachable(pair, fresh), undefined));

    it('what nothing throws', () => {
      const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(path.join('src', file), 'utf8'))
        .join('\n');
      const thrown = new Set<string>([...source.matchAll(/KmsError\(\s*'(\w+)'/g)].map(([, name = '']) => name));
      for (const { name } of Object.values(STATE_ERRORS)) thrown.add(name);
      assert.ok(thrown.has('NotFoundException'), 'the search finds what is thrown');
      // Thrown where an operation broke, and nowhere else: `seen` is what tells of it.
      thrown.delete('KMSInternalException');
      assert.deepEqual(
        Object.keys(UNREACHABLE_EVERYWHERE).filter((name) => thrown.has(name)),
        [],
      );
    });

    it('any of those in a call made here', () => {
      const never = (pair: string): boolean => {
        const [operation, name] = pair.split(' ') as [Registered, KmsErrorName];
        return UNREACHABLE_EVERYWHERE[name] !== undefined || UNREACHABLE[operation]?.[name] !== undefined;
      };
      assert.ok(seen.size >= REACHABLE.length);
      assert.deepEqual([...seen].filter(never), []);
    });
  });
});
