/** Whatever a method of the sandbox is given, it stores no record that a later read calls damaged. */
import { inspect } from 'node:util';
import { expect } from 'chai';
import type { Database } from '../../src/model/ports.ts';
import { STORES } from '../../src/model/records.ts';
import { findDamagedMembers } from '../../src/model/record-shapes.ts';
import type { SandboxArguments, SandboxMethod } from '../../src/model/sandbox-methods.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { createHost } from '../../src/worker/host.ts';

const VALUES = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  '',
  'text',
  [],
  [undefined],
  [5],
  {},
  { a: undefined },
  { a: 5 },
  new Date(Number.NaN),
  new Uint8Array(1),
];
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] } as const;
const ACCOUNT = '111122223333';

/** Valid inputs. Each member of each is replaced by each value. */
const INPUTS: readonly (readonly [SandboxMethod, Readonly<Record<string, unknown>>])[] = [
  [
    'setSettings',
    {
      signatures: 'required',
      defaultAccount: ACCOUNT,
      durability: 'relaxed',
      custody: 'native',
      requestQuotas: { divideBy: 2 },
      propagationDelaySeconds: 1,
    },
  ],
  [
    'putAccount',
    {
      id: '777788889999',
      name: 'Third',
      organization: { id: 'o-abcdefghij', path: 'o-abcdefghij/r-abcd/' },
      scps: [],
      rcps: [],
    },
  ],
  [
    'putPrincipal',
    {
      arn: `arn:aws:iam::${ACCOUNT}:user/ana`,
      tags: { a: 'b' },
      policies: [ALLOW],
      boundary: ALLOW,
      groups: [],
      accessKey: false,
    },
  ],
  [
    'putPrincipal',
    { arn: `arn:aws:iam::${ACCOUNT}:role/r`, trustPolicy: null, maxSessionDuration: 3600, accessKey: false },
  ],
  [
    'putPrincipal',
    {
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Learner/s`,
      sessionPolicy: ALLOW,
      sessionTags: { a: 'b' },
      accessKey: true,
    },
  ],
  ['putGroup', { arn: `arn:aws:iam::${ACCOUNT}:group/g`, policies: [ALLOW] }],
  [
    'putEndpoint',
    {
      id: 'vpce-0123456789abcdef0',
      vpc: 'vpc-0123456789abcdef0',
      policy: { ...ALLOW, Statement: [{ ...ALLOW.Statement[0], Principal: '*' }] },
    },
  ],
  [
    'requestQuotaIncrease',
    { code: 'CryptographicOperationsSymmetric', value: 200_000, account: ACCOUNT, region: 'us-east-1' },
  ],
];

/** A database that notes the damaged members of what it stores. */
function watchedDatabase(damaged: string[]): Database {
  const database = createMemoryDatabase();
  const commit = database.commit.bind(database);
  database.commit = (batch, ...rest) => {
    for (const { store, after } of batch.changes)
      if (after !== undefined)
        for (const member of findDamagedMembers(store, Reflect.get(after, STORES[store].key), after))
          damaged.push(`${store}.${member}`);
    return commit(batch, ...rest);
  };
  return database;
}

describe('methods that store their input', () => {
  for (const [method, input] of INPUTS)
    it(`${method} of ${Object.keys(input).join(', ')} stores no damaged record`, async () => {
      const damaged: string[] = [];
      const faults: unknown[] = [];
      const host = createHost({
        openStorage: () => Promise.resolve({ database: watchedDatabase(damaged), state: { kind: 'memory' } }),
        onFault: (cause) => faults.push(cause),
      });
      const put = (given: object) =>
        host.sandbox('default', method, [given] as unknown as SandboxArguments<typeof method>);
      await put(input);
      for (const name of Object.keys(input))
        for (const value of VALUES) {
          const what = `${name}: ${inspect(value)}`;
          try {
            await put({ ...input, [name]: value });
          } catch (error) {
            // Service Quotas has errors of its own.
            if (method !== 'requestQuotaIncrease') expect(error, what).to.be.instanceOf(TypeError);
            expect((error as Error).message, what).to.not.match(/Cannot |is not a function|not iterable|undefined \(/);
          }
          expect(damaged, what).to.deep.equal([]);
        }
      expect(faults).to.deep.equal([]);
    });
});
