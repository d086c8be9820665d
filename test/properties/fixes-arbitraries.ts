/** Random policies, grants and calls for the properties of suggested fixes. */
import fc from 'fast-check';

export const A = '111122223333';
export const ADMIN = `arn:aws:iam::${A}:user/admin`;
export const ANN = `arn:aws:iam::${A}:user/ann`;
export const EVE = `arn:aws:iam::${A}:user/eve`;
export const BOB = 'arn:aws:iam::444455556666:user/bob';
const ROOT_A = `arn:aws:iam::${A}:root`;
const ROOT_B = 'arn:aws:iam::444455556666:root';
export const ROLE = `arn:aws:iam::${A}:role/App`;
export const SESSION = `arn:aws:sts::${A}:assumed-role/App/web`;
/** A session that no policy and no grant names. */
export const UNNAMED = `arn:aws:sts::${A}:assumed-role/App/batch`;
/** A session of STS with the tag `team`. It has a row by its access key. */
export const TAGGED = `arn:aws:sts::${A}:assumed-role/App/tagged`;
export const ENDPOINT = 'vpce-0123456789abcdef0';
export const CALLERS = [ANN, EVE, BOB, SESSION, UNNAMED, TAGGED] as const;
export const OPERATIONS = ['Encrypt', 'GenerateDataKey', 'Decrypt'] as const;

/** The principal that a policy names for a caller. */
export const principalOf = (caller: string): string => ([SESSION, UNNAMED, TAGGED].includes(caller) ? ROLE : caller);

/** The row of the access matrix that tells about a caller: a session has its own if a policy or grant names it. */
export function rowOf(caller: string, { key, grants }: Policies): string {
  if (caller === TAGGED) return TAGGED;
  const isNamed =
    key.some(({ Principal }) => (Principal as { AWS: unknown }).AWS === caller) ||
    grants.some(({ grantee }) => grantee === caller);
  return isNamed ? caller : principalOf(caller);
}

export type Statement = Readonly<Record<string, unknown>>;
export type Pairs = Readonly<Record<string, string>>;

export interface Asked {
  readonly caller: string;
  readonly operation: (typeof OPERATIONS)[number];
  readonly context: Pairs;
  /** Whether the request comes through the VPC endpoint. */
  readonly through?: boolean;
}

/** The policies and grants of one key. An undefined boundary is none. */
export interface Policies {
  readonly key: readonly Statement[];
  readonly ann: readonly Statement[];
  readonly bob: readonly Statement[];
  readonly role: readonly Statement[];
  readonly boundary: readonly Statement[] | undefined;
  /** Policy of the VPC endpoint. */
  readonly endpoint: readonly Statement[] | undefined;
  readonly grants: readonly {
    readonly grantee: string;
    readonly operations: readonly (typeof OPERATIONS)[number][];
    readonly constraint: Readonly<Record<string, Pairs>>;
  }[];
}

const value = fc.constantFrom('eu', 'us', '${aws:username}', 'e*');
export const context = fc.dictionary(fc.constantFrom('tenant', 'file', 'Team'), value, {
  maxKeys: 3,
  noNullPrototype: true,
});
const condition = fc.oneof(
  fc.constant<Statement>({}),
  fc.record({
    Condition: fc.record({
      StringEquals: fc.record({ 'kms:EncryptionContext:tenant': fc.constantFrom('eu', 'us') }),
    }),
  }),
  fc.constantFrom<Statement>(
    { Condition: { StringNotEquals: { 'kms:EncryptionContext:tenant': 'eu' } } },
    { Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'eu', 'kms:EncryptionContext:file': 'us' } } },
    { Condition: { Null: { 'kms:EncryptionContext:file': 'false' } } },
    { Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['tenant', 'file'] } } },
    { Condition: { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'Team' } } },
  ),
);
const merged = (parts: readonly Statement[]): Statement => Object.assign({}, ...parts) as Statement;
const statement = fc
  .tuple(
    fc.constantFrom<Statement>({ Effect: 'Allow' }, { Effect: 'Allow' }, { Effect: 'Deny' }),
    fc.constantFrom<Statement>(
      { Action: 'kms:Encrypt' },
      { Action: 'kms:GenerateDataKey*' },
      { Action: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'] },
      { Action: 'kms:*crypt' },
      { Action: 'kms:Decrypt' },
    ),
    fc.constant<Statement>({ Resource: '*' }),
    condition,
  )
  .map(merged);
const keyStatement = fc
  .tuple(
    statement,
    fc.constantFrom<Statement>(
      { Principal: { AWS: ROOT_A } },
      { Principal: { AWS: [ROOT_A, ROOT_B] } },
      { Principal: { AWS: ANN } },
      { Principal: { AWS: EVE } },
      { Principal: { AWS: ROLE } },
      { Principal: { AWS: SESSION } },
    ),
  )
  .map(merged);
const some = fc.array(statement, { maxLength: 2 });
const endpointStatement = fc
  .tuple(
    statement,
    fc.constantFrom<Statement>({ Principal: '*' }, { Principal: { AWS: ANN } }, { Principal: { AWS: ROLE } }),
  )
  .map(merged);
/** Identity policies of the role: some depend on the name of the session, or on its tags. */
const ofRole = fc.array(
  fc.oneof(
    { arbitrary: statement, weight: 3 },
    {
      arbitrary: statement.map((one) => ({ ...one, Condition: { StringLike: { 'aws:userid': '*:web' } } })),
      weight: 1,
    },
    {
      arbitrary: statement.map((one) => ({ ...one, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } })),
      weight: 1,
    },
  ),
  { maxLength: 2 },
);
export const policies = fc.record<Policies>({
  key: fc.array(keyStatement, { maxLength: 3 }),
  ann: some,
  bob: some,
  role: ofRole,
  boundary: fc.option(some, { nil: undefined, freq: 2 }),
  endpoint: fc.option(fc.array(endpointStatement, { maxLength: 2 }), { nil: undefined, freq: 2 }),
  grants: fc.array(
    fc.record({
      grantee: fc.constantFrom(ANN, EVE, BOB, ROLE, SESSION),
      operations: fc.oneof(fc.constant(OPERATIONS), fc.subarray([...OPERATIONS], { minLength: 1 })),
      constraint: fc.constantFrom<Readonly<Record<string, Pairs>>>(
        { EncryptionContextSubset: { tenant: 'eu' } },
        { EncryptionContextEquals: { tenant: 'eu', file: 'us' } },
        { EncryptionContextSubset: { team: 'e*' } },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
export const calls = fc.record<Asked>({
  caller: fc.constantFrom(ANN, ANN, EVE, BOB, SESSION, UNNAMED, TAGGED),
  operation: fc.constantFrom(...OPERATIONS),
  context,
  through: fc.boolean(),
});

/** Conditions on CreateGrant. */
export const grantConditions = fc.array(
  fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    Condition: fc.constantFrom<Statement>(
      { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'Decrypt'] } },
      { 'ForAnyValue:StringEquals': { 'kms:GrantOperations': ['Decrypt', 'GenerateDataKey'] } },
      { StringEquals: { 'kms:GranteePrincipal': [BOB, EVE] } },
      { StringNotEquals: { 'kms:GranteePrincipal': ROLE } },
      { StringLike: { 'kms:GranteePrincipal': `arn:aws:iam::${A}:*` } },
      { StringEquals: { 'kms:RetiringPrincipal': ADMIN } },
      { StringNotEqualsIfExists: { 'kms:RetiringPrincipal': ADMIN } },
      { StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextSubset' } },
      { StringNotEquals: { 'kms:GrantConstraintType': 'EncryptionContextEquals' } },
      { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } },
      { StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextEquals', 'kms:EncryptionContext:file': 'us' } },
      { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    ),
  }),
  { maxLength: 3 },
);
const constraints = fc.oneof(
  fc.constant<Statement>({}),
  fc
    .tuple(fc.constantFrom('EncryptionContextEquals', 'EncryptionContextSubset'), context)
    .filter(([, pairs]) => Object.keys(pairs).length > 0)
    .map(([type, pairs]): Statement => ({ Constraints: { [type]: pairs } })),
);
export const askedGrant = fc
  .tuple(
    fc.record({
      GranteePrincipal: fc.constantFrom(EVE, BOB, ROLE),
      Operations: fc.subarray(['Encrypt', 'Decrypt', 'GenerateDataKey', 'DescribeKey'] as const, { minLength: 1 }),
    }),
    constraints,
  )
  .map(([grant, constrained]) => ({ ...grant, ...constrained }));
export const parentGrant = fc.option(
  fc
    .tuple(fc.subarray(['Encrypt', 'Decrypt', 'DescribeKey'] as const, { minLength: 1 }), constraints)
    .map(([operations, constrained]): Statement => ({ Operations: ['CreateGrant', ...operations], ...constrained })),
  { nil: undefined, freq: 2 },
);

/** Contexts that are compared before and after a fix, in addition to random ones. */
export const CONTEXTS: readonly Pairs[] = [
  {},
  { tenant: 'eu' },
  { tenant: 'us' },
  { tenant: 'eu', file: 'us' },
  { file: 'eu' },
  { Team: 'eu' },
  { tenant: 'ann' },
];
