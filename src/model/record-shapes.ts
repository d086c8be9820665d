/**
 * The value that each member of a stored record must have. Storage can lose or change data; a record that does not
 * match is damaged. Checked once, where a record leaves the database.
 */
import { KEY_SPECS } from './algorithms.ts';
import { STATES } from './key-states.ts';
import type {
  ClockRecord,
  FaultsRecord,
  ImportedMaterialRecord,
  KeyNamesRecord,
  MaterialRecord,
  QuotaIncreasesRecord,
  Records,
  SettingsRecord,
  StoreName,
} from './records.ts';

/** Whether a member is valid. `record`: the whole record, for members that replace each other. */
type MemberCheck = (value: unknown, record: Readonly<Record<string, unknown>>) => boolean;

/** One check per member: a member without one does not compile. */
type Shape<R> = { readonly [M in keyof Required<R>]: MemberCheck };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text: MemberCheck = (value) => typeof value === 'string';
const number: MemberCheck = (value) => typeof value === 'number' && Number.isFinite(value);
const divisor: MemberCheck = (value) => number(value, {}) && (value as number) >= 1;
const flag: MemberCheck = (value) => value === true;
const bytes: MemberCheck = (value) => value instanceof Uint8Array;
// By tag: some test environments in Node hide the class.
const cryptoKey: MemberCheck = (value) => Object.prototype.toString.call(value) === '[object CryptoKey]';
const document: MemberCheck = isObject;

const optional =
  (check: MemberCheck): MemberCheck =>
  (value, record) =>
    value === undefined || check(value, record);

const oneOf =
  (...values: readonly unknown[]): MemberCheck =>
  (value) =>
    values.includes(value);

const list =
  (check: MemberCheck): MemberCheck =>
  (value, record) =>
    Array.isArray(value) && value.every((one) => check(one, record));

const map =
  (check: MemberCheck): MemberCheck =>
  (value, record) =>
    isObject(value) && Object.values(value).every((one) => check(one, record));

const members =
  (shape: Readonly<Record<string, MemberCheck>>): MemberCheck =>
  (value) =>
    isObject(value) && Object.keys(shape).every((name) => (shape[name] as MemberCheck)(value[name], value));

const texts = map(text);
const ids = optional(texts);

/** A key policy: the text of a JSON object. */
const policyText: MemberCheck = (value) => {
  if (typeof value !== 'string') return false;
  try {
    return isObject(JSON.parse(value));
  } catch {
    return false;
  }
};

const CONNECTION_STATES = ['CONNECTED', 'CONNECTING', 'FAILED', 'DISCONNECTED', 'DISCONNECTING'];

const clusterConfiguration = members({ clusterId: text, backupHistory: text, trustAnchor: text, password: cryptoKey });

const proxyConfiguration = members({
  connectivity: oneOf('PUBLIC_ENDPOINT', 'VPC_ENDPOINT_SERVICE'),
  endpoint: text,
  path: text,
  vpcServiceName: optional(text),
  vpcServiceOwner: optional(text),
  accessKeyId: text,
  secret: cryptoKey,
});

const wrapped = members({ iv: bytes, sealed: bytes, by: cryptoKey });

const MATERIAL: Shape<MaterialRecord> = {
  id: text,
  keyId: text,
  materialId: text,
  version: number,
  createdAt: number,
  // Without native keys, the wrapped secret is the only material.
  keys: (value, record) =>
    value === undefined
      ? record.wrapped !== undefined ||
        (record.imported as ImportedMaterialRecord | undefined)?.state === 'PENDING_IMPORT'
      : isObject(value) && Object.keys(value).length > 0 && map(cryptoKey)(value, record),
  wrapped: optional(wrapped),
  imported: optional(
    members({
      description: optional(text),
      state: oneOf('IMPORTED', 'PENDING_IMPORT'),
      validTo: optional(number),
      asBytes: optional(flag),
    }),
  ),
  rotation: optional(members({ at: number, type: oneOf('AUTOMATIC', 'ON_DEMAND') })),
};

const GRANT: Shape<Records['grants']> = {
  id: text,
  keyArn: text,
  region: text,
  grantee: text,
  granteeIsService: optional(flag),
  retiring: optional(text),
  retiringIsService: optional(flag),
  operations: list(text),
  constraints: optional(
    members({ EncryptionContextEquals: ids, EncryptionContextSubset: ids, SourceArn: optional(text) }),
  ),
  name: optional(text),
  principalIds: ids,
  issuer: text,
  createdAt: number,
  endedAt: optional(number),
};

const SESSION: Shape<Records['sessions']> = {
  arn: text,
  version: optional(number),
  principalArn: text,
  policy: optional(document),
  tags: texts,
  issuedAt: number,
  transitiveTagKeys: optional(list(text)),
  sourceIdentity: optional(text),
};

const CLOCK: Shape<ClockRecord> = { name: text, offset: number, stoppedAt: optional(number) };

const SETTINGS: Shape<SettingsRecord> = {
  name: text,
  signatures: oneOf('required', 'ignored'),
  defaultAccount: text,
  durability: oneOf('relaxed', 'strict'),
  custody: oneOf('native', 'complete', 'strict'),
  requestQuotas: (value) => value === 'real' || value === 'off' || members({ divideBy: divisor })(value, {}),
  propagationDelaySeconds: number,
};

const QUOTAS: Shape<QuotaIncreasesRecord> = {
  name: text,
  increases: list(
    members({
      id: text,
      code: text,
      account: text,
      region: text,
      value: number,
      requestedAt: number,
      approvedAt: number,
    }),
  ),
};

const FAULTS: Shape<FaultsRecord> = { name: text, faults: isObject };

const KEY_NAMES: Shape<KeyNamesRecord> = { name: text, names: list(list(text)) };

/** Shapes of the store `world`, by the key of the record. */
const WORLD: Readonly<
  Record<
    string,
    | Shape<ClockRecord>
    | Shape<SettingsRecord>
    | Shape<QuotaIncreasesRecord>
    | Shape<FaultsRecord>
    | Shape<KeyNamesRecord>
  >
> = {
  clock: CLOCK,
  settings: SETTINGS,
  quotas: QUOTAS,
  faults: FAULTS,
  keyNames: KEY_NAMES,
};

const SHAPES: { readonly [S in Exclude<StoreName, 'world'>]: Shape<Records[S]> } = {
  keys: {
    arn: text,
    keyId: text,
    account: text,
    region: text,
    createdAt: number,
    description: text,
    spec: (value) => typeof value === 'string' && Object.hasOwn(KEY_SPECS, value),
    usage: oneOf('ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT', 'ENCAPSULATE_DECAPSULATE'),
    origin: oneOf('AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'),
    manager: oneOf('CUSTOMER', 'AWS'),
    ownedBy: optional(text),
    state: oneOf(...STATES),
    transition: optional(members({ to: oneOf(...STATES), at: number })),
    availableState: optional(oneOf('Enabled', 'Disabled')),
    multiRegion: optional(members({ primary: text, replicas: list(text) })),
    keyStoreId: optional(text),
    backingKey: optional(members({ keyHandle: text, backingKeyId: text })),
    xksKeyId: optional(text),
    // Only imported material can be missing.
    materialId: (value, record) => (value === undefined ? record.origin === 'EXTERNAL' : typeof value === 'string'),
    materials: number,
    materialExpiresAt: optional(number),
    imported: optional(members({ validTo: optional(number) })),
    policy: policyText,
    principalIds: ids,
    policyVersion: optional(number),
    tags: texts,
    earlierTags: optional(members({ tags: texts, until: number })),
    earlierAliases: optional(members({ names: list(text), until: number })),
    publicKey: optional(bytes),
    rotation: optional(members({ periodInDays: number, nextAt: number })),
    deletionAt: optional(number),
    dueAt: optional(number),
    pendingWindowInDays: optional(number),
  },
  materials: MATERIAL,
  aliases: {
    arn: text,
    name: text,
    account: text,
    region: text,
    targetArn: text,
    createdAt: number,
    updatedAt: number,
  },
  grants: GRANT,
  endedGrants: GRANT,
  accounts: {
    id: text,
    version: optional(number),
    name: optional(text),
    organization: optional(members({ id: text, path: text })),
    scps: optional(list(document)),
    rcps: optional(list(document)),
  },
  principals: {
    arn: text,
    version: optional(number),
    account: text,
    kind: oneOf('root', 'user', 'role', 'federated', 'service'),
    name: text,
    uniqueId: text,
    createdAt: number,
    policies: list(document),
    tags: texts,
    boundary: optional(document),
    groups: optional(list(text)),
    trustPolicy: optional(document),
    trustedIds: ids,
    maxSessionDuration: optional(number),
  },
  groups: { arn: text, version: optional(number), account: text, name: text, policies: list(document) },
  sessions: SESSION,
  endpoints: { id: text, version: optional(number), vpc: text, policy: optional(document) },
  policyVersions: { id: text, text },
  accessKeys: {
    id: text,
    callerArn: text,
    principalArn: text,
    sessionToken: optional(text),
    version: optional(number),
    createdAt: optional(number),
    expiresAt: optional(number),
    session: optional(members(SESSION)),
    secret: cryptoKey,
  },
  digestKeys: {
    fingerprint: text,
    region: text,
    privateKey: cryptoKey,
    publicKey: bytes,
    validFrom: number,
    validTo: number,
  },
  importParameters: {
    id: text,
    keyArn: text,
    wrappingAlgorithm: text,
    validTo: number,
    privateKey: (value, record) => (value === undefined ? record.wrapped !== undefined : cryptoKey(value, record)),
    wrapped: optional(wrapped),
  },
  keyStores: {
    id: text,
    account: text,
    region: text,
    name: text,
    type: oneOf('AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'),
    createdAt: number,
    state: oneOf(...CONNECTION_STATES),
    errorCode: optional(text),
    next: optional(members({ state: oneOf(...CONNECTION_STATES), errorCode: optional(text) })),
    dueAt: optional(number),
    cluster: (value, record) =>
      value === undefined ? record.type !== 'AWS_CLOUDHSM' : clusterConfiguration(value, {}),
    proxy: (value, record) => (value === undefined ? record.type === 'AWS_CLOUDHSM' : proxyConfiguration(value, {})),
  },
  serviceRecords: {
    id: text,
    scope: text,
    name: text,
    version: number,
    createdAt: number,
    updatedAt: number,
    value: document,
    body: optional(bytes),
  },
};

function shapeOf(store: StoreName, key: unknown): Readonly<Record<string, MemberCheck>> {
  return store === 'world' ? (WORLD[String(key)] ?? {}) : SHAPES[store];
}

/**
 * Returns the names of the members of a stored record that are missing or not valid. Members that the table does not
 * know are ignored: a later version may have written them.
 * @param key the key of the record in its store
 */
export function findDamagedMembers(store: StoreName, key: unknown, record: object): readonly string[] {
  const given = record as Readonly<Record<string, unknown>>;
  const shape = shapeOf(store, key);
  return Object.keys(shape).filter((name) => !(shape[name] as MemberCheck)(given[name], given));
}
