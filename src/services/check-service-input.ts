/**
 * Checks the inputs of services before anything is stored or KMS is called: programs pass any value. Each service
 * checks more, such as names and limits, and answers then in its own words.
 */
import { isRegionName } from '../model/regions.ts';
import { ServiceError } from './service-error.ts';
import type { Services } from './service-methods.ts';

/** What a member must be. Those with `?` can be absent. */
const KINDS = {
  name: { is: (value: unknown) => typeof value === 'string' && value !== '', as: 'a text that is not empty' },
  text: { is: (value: unknown) => typeof value === 'string', as: 'a text' },
  texts: {
    is: (value: unknown) => isRecord(value) && Object.values(value).every((one) => typeof one === 'string'),
    as: 'an object of texts',
  },
  record: { is: (value: unknown) => isRecord(value), as: 'an object' },
  integer: { is: (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0, as: 'an integer above 0' },
  flag: { is: (value: unknown) => typeof value === 'boolean', as: 'true or false' },
  bytes: {
    is: (value: unknown) => typeof value === 'string' || value instanceof Uint8Array,
    as: 'a text or a Uint8Array',
  },
  region: {
    is: (value: unknown) => typeof value === 'string' && isRegionName(value),
    as: 'a Region, such as us-east-1',
  },
} as const;

type Kind = keyof typeof KINDS;
type Members = Readonly<Record<string, Kind | `${Kind}?`>>;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const CALLER: Members = { caller: 'text?', region: 'region?' };
const TABLE: Members = { ...CALLER, TableName: 'name' };
const ITEM: Members = { ...TABLE, tenant: 'name', id: 'name' };
const BUCKET: Members = { ...CALLER, Bucket: 'name' };
const OBJECT: Members = { ...BUCKET, Key: 'name' };
const ENCRYPTED: Members = {
  ContentType: 'text?',
  ServerSideEncryption: 'name?',
  SSEKMSKeyId: 'name?',
  BucketKeyEnabled: 'flag?',
};
const SECRET: Members = { ...CALLER, SecretId: 'name' };
const VOLUME: Members = { ...CALLER, VolumeId: 'name' };

/**
 * Members by method. `undefined`: the method takes no input. Members that the service itself checks, with an error of
 * its own, are left out. The ledger and the blast radius check all of theirs.
 */
const INPUTS: {
  readonly [S in Exclude<keyof Services, 'ledger' | 'blastRadius'>]: {
    readonly [M in keyof Services[S]]: Members | undefined;
  };
} = {
  objectStore: {
    createBucket: { ...CALLER, Encryption: 'record?' },
    listBuckets: undefined,
    deleteBucket: BUCKET,
    putBucketEncryption: { ...BUCKET, Encryption: 'record' },
    putObject: { ...OBJECT, ...ENCRYPTED, Body: 'bytes' },
    getObject: OBJECT,
    listObjects: { ...BUCKET, Prefix: 'text?' },
    deleteObject: OBJECT,
    copyObject: { ...OBJECT, ...ENCRYPTED, CopySource: 'name' },
  },
  tenantTable: {
    createTable: { ...CALLER, KeyId: 'text?', tenantKeys: 'texts?' },
    listTables: undefined,
    setTenantKey: { ...TABLE, KeyId: 'name' },
    setLimits: TABLE,
    runLoad: { ...TABLE, requestsPerSecond: 'record', callers: 'texts?' },
    putItem: { ...TABLE, text: 'text' },
    getItem: ITEM,
    query: TABLE,
    deleteItem: ITEM,
    describeItems: { ...TABLE, tenant: 'name?' },
    addRecipient: { ...TABLE, KeyId: 'name' },
    addReplica: TABLE,
    createBackup: TABLE,
    deleteBackup: { ...CALLER, BackupName: 'name' },
    restore: { ...CALLER, BackupName: 'name' },
    migrate: { ...TABLE, KeyId: 'text?', tenantKeys: 'texts?' },
    shred: { ...TABLE, PendingWindowInDays: 'integer?' },
    shreddingReport: TABLE,
    verifyReport: { ...CALLER, document: 'text', signature: 'text', publicKey: 'text' },
  },
  secretStore: {
    createSecret: { ...CALLER, SecretString: 'text', KmsKeyId: 'text?' },
    putSecretValue: { ...SECRET, SecretString: 'text' },
    updateSecret: { ...SECRET, KmsKeyId: 'name' },
    getSecretValue: { ...SECRET, VersionId: 'text?', VersionStage: 'text?' },
    describeSecret: SECRET,
    listSecrets: undefined,
    deleteSecret: SECRET,
  },
  orders: {
    start: { ...CALLER, KeyId: 'name', maxUses: 'integer?', maxAgeSeconds: 'integer?', tenant: 'text?' },
    restart: undefined,
    write: { text: 'text' },
    read: { id: 'name' },
    state: undefined,
  },
  volumes: {
    createVolume: { ...CALLER, KmsKeyId: 'name' },
    listVolumes: undefined,
    attachVolume: VOLUME,
    detachVolume: VOLUME,
    write: { ...VOLUME, text: 'text' },
    read: VOLUME,
    deleteVolume: VOLUME,
  },
};

/** The name of the error of each service for a member that is not valid. */
const ERRORS: Readonly<Record<string, string>> = {
  objectStore: 'InvalidArgument',
  tenantTable: 'ValidationException',
  secretStore: 'InvalidParameterException',
  orders: 'ValidationException',
  volumes: 'InvalidParameterValue',
};

/**
 * Checks the input of a method.
 * @throws {TypeError} for an input that is not an object
 * @throws {ServiceError} for a member of another type, under the name of the service
 */
export function checkServiceInput(service: string, method: string, input: unknown): void {
  const methods = INPUTS[service as keyof typeof INPUTS] as Readonly<Record<string, Members | undefined>> | undefined;
  const members = methods?.[method];
  if (members === undefined) return;
  if (!isRecord(input)) throw new TypeError(`services.${service}.${method}: the input must be an object.`);
  for (const [member, kind] of Object.entries(members)) {
    const value = Object.hasOwn(input, member) ? input[member] : undefined;
    if (value === undefined && kind.endsWith('?')) continue;
    const { is, as } = KINDS[kind.replace('?', '') as Kind];
    if (!is(value)) throw ServiceError.at(member, ERRORS[service] ?? 'ValidationException', `${member} must be ${as}.`);
  }
}
