/** Generates seed documents that a new sandbox accepts. */
import fc from 'fast-check';
import type { SeedDocument, SeedKey } from '../../src/model/seed-document.ts';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';

const words = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
const tags = fc.dictionary(
  words.filter((word) => !word.startsWith('aws')),
  words,
  { maxKeys: 3 },
);
/** Omits members that are undefined. */
const some = <T extends object>(members: { readonly [M in keyof T]: fc.Arbitrary<T[M]> }) =>
  fc.record(members, { requiredKeys: [] });

const SPECS: readonly Pick<SeedKey, 'spec' | 'usage'>[] = [
  {},
  { spec: 'SYMMETRIC_DEFAULT' },
  { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' },
  { spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' },
];

const identityPolicy = (names: readonly string[]) =>
  fc.record({
    Version: fc.constant('2012-10-17'),
    Statement: fc.array(
      fc.record({
        Effect: fc.constantFrom('Allow', 'Deny'),
        Action: fc.constantFrom('kms:*', 'kms:Encrypt', 's3:*'),
        Resource: fc.constantFrom(
          '*',
          ...names.flatMap((name) => [`\${key.${name}}`, `arn:aws:kms:*:*:key/\${keyId.${name}}`]),
        ),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  });

const keyPolicy = (account: string, names: readonly string[]) =>
  identityPolicy(names).map((policy) => ({
    ...policy,
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
      ...policy.Statement.map((statement) => ({ ...statement, Principal: '*' })),
    ],
  }));

const own = (account: string, names: readonly string[]) =>
  some({
    description: words,
    tags,
    policy: keyPolicy(account, names),
    enabled: fc.constant(false),
    deletionInDays: fc.integer({ min: 7, max: 30 }),
  });

function keyOf(name: string, names: readonly string[]): fc.Arbitrary<SeedKey> {
  return fc
    .tuple(
      fc.constantFrom(ACCOUNT, OTHER),
      fc.constantFrom(...SPECS),
      fc.boolean(),
      fc.constantFrom('us-east-1', 'eu-central-1'),
    )
    .chain(([account, spec, isMultiRegion, region]) =>
      fc
        .record({
          own: own(account, names),
          replica: own(account, names),
          rotates: fc.boolean(),
          isImported: fc.boolean(),
        })
        .map(({ own: members, replica, rotates, isImported }): SeedKey => {
          const isSymmetric = spec.spec === undefined || spec.spec === 'SYMMETRIC_DEFAULT';
          const { enabled, ...rest } = members;
          if (isSymmetric && isImported) return { name, account, region, ...spec, origin: 'EXTERNAL', ...rest };
          return {
            name,
            account,
            region,
            ...spec,
            ...rest,
            ...(enabled === undefined ? {} : { enabled }),
            ...(isSymmetric && rotates ? { rotationPeriodInDays: 365 } : {}),
            ...(isMultiRegion ? { multiRegion: true, replicas: [{ region: 'eu-west-1', ...replica }] } : {}),
          };
        }),
    );
}

/** Documents with a paused clock: the time of a running one changes between two exports. */
export function seedDocuments(): fc.Arbitrary<SeedDocument> {
  return fc.uniqueArray(words, { maxLength: 4 }).chain((names) =>
    fc
      .record({
        keys: fc.tuple(...names.map((name) => keyOf(name, names))),
        policies: fc.array(identityPolicy(names), { maxLength: 2 }),
        tags,
        scps: fc.array(identityPolicy(names), { maxLength: 2 }),
        setting: fc.constantFrom<SeedDocument['settings']>(
          {},
          { requestQuotas: { divideBy: 2 } },
          { signatures: 'ignored' },
        ),
        aliased: fc.subarray(names),
        granted: fc.array(fc.constantFrom(...(names.length === 0 ? [''] : names)), { maxLength: 3 }),
      })
      .map(({ keys, policies, tags: principalTags, scps, setting, aliased, granted }): SeedDocument => ({
        version: 1,
        settings: setting ?? {},
        clock: { now: '2026-03-04T05:06:07.000Z', paused: true },
        accounts: [{ id: OTHER, organization: { id: 'o-abcdefghij', path: 'o-abcdefghij/r-ab12/' }, scps }],
        groups: [{ arn: `arn:aws:iam::${ACCOUNT}:group/team`, policies }],
        principals: [
          { arn: `arn:aws:iam::${ACCOUNT}:user/ana`, groups: ['team'], tags: principalTags, policies },
          { arn: `arn:aws:iam::${OTHER}:role/path/Job`, maxSessionDuration: 7200, policies },
          { arn: `arn:aws:sts::${OTHER}:assumed-role/Job/one`, sessionTags: principalTags },
        ],
        endpoints: [{ id: 'vpce-0abc', vpc: 'vpc-0abc' }],
        keys,
        aliases: aliased.map((name) => {
          const { region = 'us-east-1' } = keys.find((key) => key.name === name) as SeedKey;
          return { name: `alias/${name}-alias`, key: name, ...(region === 'us-east-1' ? {} : { region }) };
        }),
        grants: granted
          .filter((name) => keys.some((key) => key.name === name && key.origin === undefined))
          .map((name) => ({ key: name, grantee: `arn:aws:iam::${ACCOUNT}:user/ana`, operations: ['DescribeKey'] })),
      })),
  );
}
