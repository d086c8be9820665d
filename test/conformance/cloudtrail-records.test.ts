/**
 * Golden records: each expected record of cloudtrail-records.json beside the one that the engine writes for the same
 * call, member for member. IDs and times are normalised; equal ones must be equal in both records.
 */
import { expect } from 'chai';
import type { AuditEvent, CloudTrailRecord, Json } from '../../src/model/audit.ts';
import type { RequestContext } from '../../src/model/contract.ts';
import type { InputOf, OperationName, OutputOf } from '../../src/model/operations.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { importInput } from '../engine/import/import-scene.ts';
import { testWorld, type TestWorld } from '../engine/world.ts';
import expected from './cloudtrail-records.json' with { type: 'json' };

const ACCOUNT = '444455556666';
const OTHER_ACCOUNT = '777788889999';
const REGION = 'eu-west-1';
const MARTA = `arn:aws:iam::${ACCOUNT}:user/marta`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const BATCH = `arn:aws:sts::${ACCOUNT}:assumed-role/batch/job-17`;
const OUTSIDER = `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/batch/job-17`;
const NINA = `arn:aws:sts::${ACCOUNT}:federated-user/nina`;
const CONTEXT = { tenant: 'blue', doc: '42' };
const CLIENT: RequestContext = { 'aws:SourceIp': '198.51.100.24', 'aws:UserAgent': 'aws-sdk-js/3.900.0' };
const VIA_S3: RequestContext = { ...CLIENT, 'kms:ViaService': `s3.${REGION}.amazonaws.com` };
const MFA: RequestContext = { ...CLIENT, 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '4200' };
const VPCE: RequestContext = {
  'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718',
  'aws:VpcSourceIp': '10.0.0.7',
  'aws:UserAgent': 'aws-sdk-js/3.900.0',
};
const CONSOLE: RequestContext = { ...CLIENT, 'aws:UserAgent': 'strongroom-console' };
const ALLOW_ALL = [{ Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] }] as const;
const MESSAGE = new Uint8Array(32).fill(7);

/** A row of cloudtrail-records.json. */
interface Row {
  readonly name: string;
  readonly source: string;
  readonly basis: string;
  readonly caller: string;
  readonly record: Readonly<Record<string, Readonly<Record<string, Json>> | null | undefined>>;
  readonly absent?: readonly string[];
  readonly notBuilt?: string;
  readonly differs?: Readonly<Record<string, string>>;
}

const rows = expected.rows as unknown as readonly Row[];

/** The keys, accounts and callers of the expected records. */
interface Scene {
  readonly world: TestWorld;
  /** Makes a call as marta, or as `caller`, and returns its event. */
  event<N extends OperationName>(name: N, input: InputOf<N>, how?: How): Promise<AuditEvent>;
  /** Makes a call to prepare another one, and returns its output. */
  ok<N extends OperationName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>;
  key(input?: InputOf<'CreateKey'>): Promise<{ readonly id: string; readonly arn: string }>;
}

interface How {
  readonly caller?: string;
  readonly requestContext?: RequestContext;
}

async function createScene(): Promise<Scene> {
  const world = await testWorld(createMemoryDatabase());
  const { directory } = world.engine;
  await directory.putAccount({ id: OTHER_ACCOUNT });
  for (const arn of [MARTA, ROOT, NINA])
    await directory.putPrincipal({ arn, accessKey: true, ...(arn === ROOT ? {} : { policies: ALLOW_ALL }) });
  for (const [account, session] of [
    [ACCOUNT, BATCH],
    [OTHER_ACCOUNT, OUTSIDER],
  ] as const) {
    await directory.putPrincipal({
      arn: `arn:aws:iam::${account}:role/service/batch`,
      policies: ALLOW_ALL,
      accessKey: false,
    });
    await directory.putPrincipal({ arn: session });
  }
  await directory.putEndpoint({ id: 'vpce-0a1b2c3d4e5f60718', vpc: 'vpc-0a1b2c3d' });
  const reply = <N extends OperationName>(operation: N, input: InputOf<N>, how: How = {}) =>
    world.engine.call({
      operation,
      input,
      region: REGION,
      caller: MARTA,
      requestContext: CLIENT,
      // Signs digests.
      ...(operation === 'CreateKey' ? { custody: 'complete' as const } : {}),
      ...how,
    });
  const ok = async <N extends OperationName>(operation: N, input: InputOf<N>): Promise<OutputOf<N>> => {
    const { ...answer } = await reply(operation, input);
    if (!answer.ok) throw new Error(`${operation}: ${answer.error.name}: ${answer.error.message ?? ''}`);
    return answer.output as OutputOf<N>;
  };
  return {
    world,
    ok,
    event: async (operation, input, how) => {
      const { event } = await reply(operation, input, how);
      if (event === undefined) throw new Error(`${operation} left no event.`);
      return event;
    },
    key: async (input = {}) => {
      const { KeyMetadata } = await ok('CreateKey', input);
      return { id: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' };
    },
  };
}

type Make = (scene: Scene) => Promise<AuditEvent | CloudTrailRecord>;

/** A call whose input is the ID of a new key, and more. */
const onKey =
  <N extends OperationName>(operation: N, more: object = {}, how?: How): Make =>
  async ({ key, event }) =>
    event(operation, { KeyId: (await key()).id, ...more } as unknown as InputOf<N>, how);

/** The same with a key of another spec. */
const onSpec =
  <N extends OperationName>(operation: N, make: InputOf<'CreateKey'>, more: object, isByArn = false): Make =>
  async ({ key, event }) => {
    const { id, arn } = await key(make);
    return event(operation, { KeyId: isByArn ? arn : id, ...more } as unknown as InputOf<N>);
  };

const EXTERNAL = { Origin: 'EXTERNAL' } as const;
const EXPIRES = { ValidTo: new Date(Date.UTC(2026, 1, 20)), ExpirationModel: 'KEY_MATERIAL_EXPIRES' } as const;
const IN_SCENE = { region: REGION, caller: MARTA } as const;
const SIGNING = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
const MAC = { KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC' } as const;
const AGREEMENT = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' } as const;
const ENCAPSULATION = { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' } as const;
const SIGN = { MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256', Message: MESSAGE } as const;

/** The record of an action that KMS took by itself. */
async function serviceEvent({ world }: Scene, eventName: string): Promise<CloudTrailRecord> {
  const { events } = await world.engine.events({ operation: eventName });
  const [event] = events;
  if (event === undefined) throw new Error(`No ${eventName} was recorded.`);
  return event.record;
}

/** A key whose policy allows the other account to decrypt, and the event of a call across accounts. */
async function acrossAccounts({ key, ok, event }: Scene): Promise<AuditEvent> {
  const policy = (principals: readonly string[]): string =>
    JSON.stringify({
      Statement: principals.map((AWS) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' })),
    });
  const { arn } = await key({ Policy: policy([ROOT, `arn:aws:iam::${OTHER_ACCOUNT}:root`]) });
  const { CiphertextBlob } = await ok('Encrypt', { KeyId: arn, Plaintext: MESSAGE });
  return event('Decrypt', { CiphertextBlob }, { caller: OUTSIDER });
}

/** Creates a CloudHSM key store. Returns its ID and its cluster. */
async function newStore({ world, ok }: Scene): Promise<{ readonly id: string; readonly clusterId: string }> {
  const [cluster] = await world.clusters.clusters({ account: ACCOUNT, region: REGION });
  const { CustomKeyStoreId: id = '' } = await ok('CreateCustomKeyStore', {
    CustomKeyStoreName: 'hsm-lab',
    CloudHsmClusterId: cluster?.id,
    TrustAnchorCertificate: cluster?.trustAnchorCertificate,
    KeyStorePassword: 'kmsPswd',
  });
  return { id, clusterId: cluster?.id ?? '' };
}

/** Connects a new key store. Returns the input that creates a key in it. */
async function inStore(scene: Scene): Promise<InputOf<'CreateKey'>> {
  const { id } = await newStore(scene);
  await scene.ok('ConnectCustomKeyStore', { CustomKeyStoreId: id });
  await scene.world.engine.advanceClock(60);
  return { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: id };
}

/** Connects a new external key store. Returns the input that creates a key in it. */
async function inExternalStore({ world, ok }: Scene): Promise<InputOf<'CreateKey'>> {
  const { id, endpoint, path, credential } = await world.proxies.createProxy();
  await world.proxies.createExternalKey(id, { keyId: 'vault-key-01' });
  const { CustomKeyStoreId = '' } = await ok('CreateCustomKeyStore', {
    CustomKeyStoreName: 'vault',
    CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
    XksProxyConnectivity: 'PUBLIC_ENDPOINT',
    XksProxyUriEndpoint: endpoint,
    XksProxyUriPath: path,
    XksProxyAuthenticationCredential: {
      AccessKeyId: credential.accessKeyId,
      RawSecretAccessKey: credential.rawSecretAccessKey,
    },
  });
  await ok('ConnectCustomKeyStore', { CustomKeyStoreId });
  await world.engine.advanceClock(60);
  return { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId: 'vault-key-01' };
}

/** A call on a new key store, which is DISCONNECTED. */
const onStore =
  (operation: 'ConnectCustomKeyStore' | 'DeleteCustomKeyStore' | 'DescribeCustomKeyStores'): Make =>
  async (scene) =>
    scene.event(operation, { CustomKeyStoreId: (await newStore(scene)).id });

const ReplicaRegion = 'us-east-2';

const multiRegionKey = async ({ key }: Scene): Promise<string> => (await key({ MultiRegion: true })).id;

/** A primary key with a replica. */
async function replicated(scene: Scene): Promise<string> {
  const KeyId = await multiRegionKey(scene);
  await scene.ok('ReplicateKey', { KeyId, ReplicaRegion });
  await scene.world.engine.advanceClock(5);
  return KeyId;
}

/** Makes the call of each expected record, by its name. */
const CALLS: Readonly<Record<string, Make>> = {
  CreateKey: ({ event }) => event('CreateKey', {}),
  'CreateKey, imported material': ({ event }) => event('CreateKey', { Origin: 'EXTERNAL' }),
  GetParametersForImport: onSpec('GetParametersForImport', EXTERNAL, {
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_4096',
  }),
  ImportKeyMaterial: async ({ world, key, event }) =>
    event('ImportKeyMaterial', await importInput(world, (await key(EXTERNAL)).id, MESSAGE, EXPIRES, IN_SCENE)),
  DeleteImportedKeyMaterial: async ({ world, key, ok, event }) => {
    const { id } = await key(EXTERNAL);
    await ok('ImportKeyMaterial', await importInput(world, id, MESSAGE, EXPIRES, IN_SCENE));
    return event('DeleteImportedKeyMaterial', { KeyId: id });
  },
  DeleteExpiredKeyMaterial: async (scene) => {
    const { id } = await scene.key(EXTERNAL);
    await scene.ok('ImportKeyMaterial', await importInput(scene.world, id, MESSAGE, EXPIRES, IN_SCENE));
    await scene.world.engine.advanceClock(60 * 86_400);
    return serviceEvent(scene, 'DeleteExpiredKeyMaterial');
  },
  DescribeKey: onKey('DescribeKey'),
  GetPublicKey: onSpec('GetPublicKey', SIGNING, {}),
  GetKeyRotationStatus: onKey('GetKeyRotationStatus'),
  ListResourceTags: onKey('ListResourceTags'),
  ListKeyPolicies: onKey('ListKeyPolicies'),
  ListKeyRotations: onKey('ListKeyRotations'),
  GetKeyLastUsage: onKey('GetKeyLastUsage'),
  GetKeyPolicy: onKey('GetKeyPolicy'),
  ListAliases: ({ event }) => event('ListAliases', { Limit: 5 }),
  ListKeys: ({ event }) => event('ListKeys', { Limit: 100 }),
  ListGrants: onKey('ListGrants', { Limit: 10 }),
  ListRetirableGrants: ({ event }) =>
    event('ListRetirableGrants', { RetiringPrincipal: `arn:aws:iam::${ACCOUNT}:role/service/batch` }),
  EnableKey: onKey('EnableKey'),
  DisableKey: onKey('DisableKey'),
  UpdateKeyDescription: onKey('UpdateKeyDescription', { Description: 'ledger' }),
  PutKeyPolicy: async ({ key, event }) => {
    const row = rows.find(({ name }) => name === 'PutKeyPolicy') as Row;
    const Policy = row.record['requestParameters']?.['policy'] as string;
    return event('PutKeyPolicy', { KeyId: (await key()).id, Policy });
  },
  TagResource: onSpec('TagResource', {}, { Tags: [{ TagKey: 'team', TagValue: 'ledger' }] }, true),
  UntagResource: onSpec('UntagResource', {}, { TagKeys: ['team'] }, true),
  CreateAlias: async ({ key, event }) =>
    event('CreateAlias', { AliasName: 'alias/ledger', TargetKeyId: (await key()).id }),
  UpdateAlias: async ({ key, ok, event }) => {
    await ok('CreateAlias', { AliasName: 'alias/ledger', TargetKeyId: (await key()).id });
    return event('UpdateAlias', { AliasName: 'alias/ledger', TargetKeyId: (await key()).id });
  },
  DeleteAlias: async ({ key, ok, event }) => {
    await ok('CreateAlias', { AliasName: 'alias/ledger', TargetKeyId: (await key()).id });
    return event('DeleteAlias', { AliasName: 'alias/ledger' });
  },
  Encrypt: async ({ key, ok, event }) => {
    await ok('CreateAlias', { AliasName: 'alias/ledger', TargetKeyId: (await key()).id });
    return event('Encrypt', { KeyId: 'alias/ledger', Plaintext: MESSAGE, EncryptionContext: CONTEXT });
  },
  Decrypt: async ({ key, ok, event }) => {
    const sent = { KeyId: (await key()).id, Plaintext: MESSAGE, EncryptionContext: CONTEXT };
    const { CiphertextBlob } = await ok('Encrypt', sent);
    return event('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT }, { caller: BATCH });
  },
  GenerateDataKey: onKey('GenerateDataKey', { KeySpec: 'AES_256', EncryptionContext: CONTEXT }),
  GenerateDataKeyWithoutPlaintext: onKey('GenerateDataKeyWithoutPlaintext', { NumberOfBytes: 64 }),
  GenerateDataKeyPair: onKey('GenerateDataKeyPair', { KeyPairSpec: 'ECC_NIST_P256', EncryptionContext: CONTEXT }),
  GenerateDataKeyPairWithoutPlaintext: onKey('GenerateDataKeyPairWithoutPlaintext', { KeyPairSpec: 'ECC_NIST_P384' }),
  ReEncrypt: async ({ key, ok, event }) => {
    const from = await key();
    const sent = { KeyId: from.id, Plaintext: MESSAGE, EncryptionContext: CONTEXT };
    const { CiphertextBlob } = await ok('Encrypt', sent);
    return event('ReEncrypt', {
      CiphertextBlob,
      SourceEncryptionContext: CONTEXT,
      SourceKeyId: from.arn,
      DestinationKeyId: (await key()).id,
      DestinationEncryptionContext: { tenant: 'green' },
    });
  },
  Sign: onSpec('Sign', SIGNING, SIGN),
  Verify: async ({ key, ok, event }) => {
    const sent = { KeyId: (await key(SIGNING)).id, ...SIGN };
    const { Signature } = await ok('Sign', sent);
    return event('Verify', { ...sent, Signature });
  },
  DeriveSharedSecret: async ({ key, ok, event }) => {
    const { PublicKey } = await ok('GetPublicKey', { KeyId: (await key(AGREEMENT)).id });
    return event('DeriveSharedSecret', { KeyId: (await key(AGREEMENT)).id, KeyAgreementAlgorithm: 'ECDH', PublicKey });
  },
  Encapsulate: onSpec('Encapsulate', ENCAPSULATION, { EncapsulationAlgorithm: 'ML_KEM' }),
  Decapsulate: async ({ key, ok, event }) => {
    const sent = { KeyId: (await key(ENCAPSULATION)).id, EncapsulationAlgorithm: 'ML_KEM' } as const;
    const { SharedSecretCiphertextBlob } = await ok('Encapsulate', sent);
    return event('Decapsulate', { ...sent, SharedSecretCiphertextBlob });
  },
  GenerateMac: onSpec('GenerateMac', MAC, { MacAlgorithm: 'HMAC_SHA_384', Message: MESSAGE }),
  VerifyMac: async ({ key, ok, event }) => {
    const sent = { KeyId: (await key(MAC)).arn, MacAlgorithm: 'HMAC_SHA_384', Message: MESSAGE } as const;
    const { Mac } = await ok('GenerateMac', sent);
    return event('VerifyMac', { ...sent, Mac });
  },
  GenerateRandom: ({ event }) => event('GenerateRandom', { NumberOfBytes: 32 }),
  'GenerateDataKeyWithoutPlaintext with the wrong key': onSpec('GenerateDataKeyWithoutPlaintext', SIGNING, {
    KeySpec: 'AES_256',
  }),
  'DescribeKey, denied': async ({ world, key, event }) => {
    await world.engine.directory.putPrincipal({
      arn: `arn:aws:iam::${ACCOUNT}:role/service/batch`,
      policies: [],
      accessKey: false,
    });
    return event('DescribeKey', { KeyId: (await key()).id }, { caller: BATCH });
  },
  'Encrypt, dry run': onKey('Encrypt', { Plaintext: MESSAGE, DryRun: true }),
  CreateGrant: async ({ key, event }) =>
    event('CreateGrant', {
      KeyId: (await key()).arn,
      GranteePrincipal: `arn:aws:iam::${ACCOUNT}:role/service/batch`,
      Operations: ['Decrypt', 'RetireGrant'],
      Constraints: { EncryptionContextSubset: { tenant: 'blue' } },
    }),
  RetireGrant: async ({ key, ok, event }) => {
    const { id, arn } = await key();
    const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:role/service/batch`;
    const { GrantId } = await ok('CreateGrant', { KeyId: id, GranteePrincipal, Operations: ['RetireGrant'] });
    return event('RetireGrant', { KeyId: arn, GrantId }, { caller: BATCH });
  },
  RevokeGrant: async ({ key, ok, event }) => {
    const { id } = await key();
    const { GrantId = '' } = await ok('CreateGrant', { KeyId: id, GranteePrincipal: ROOT, Operations: ['Decrypt'] });
    return event('RevokeGrant', { KeyId: id, GrantId });
  },
  EnableKeyRotation: onKey('EnableKeyRotation', { RotationPeriodInDays: 365 }),
  DisableKeyRotation: onSpec('DisableKeyRotation', {}, {}, true),
  RotateKeyOnDemand: onKey('RotateKeyOnDemand'),
  RotateKey: async (scene) => {
    await scene.ok('RotateKeyOnDemand', { KeyId: (await scene.key()).id });
    return serviceEvent(scene, 'RotateKey');
  },
  'ScheduleKeyDeletion, primary key with replicas': async (scene) =>
    scene.event('ScheduleKeyDeletion', { KeyId: await replicated(scene), PendingWindowInDays: 30 }),
  ReplicateKey: async (scene) => scene.event('ReplicateKey', { KeyId: await multiRegionKey(scene), ReplicaRegion }),
  'CreateKey, replica': async (scene) => {
    await scene.ok('ReplicateKey', { KeyId: await multiRegionKey(scene), ReplicaRegion });
    return serviceEvent(scene, 'CreateKey');
  },
  SynchronizeMultiRegionKey: async (scene) => {
    await replicated(scene);
    return serviceEvent(scene, 'SynchronizeMultiRegionKey');
  },
  UpdatePrimaryRegion: async (scene) =>
    scene.event('UpdatePrimaryRegion', { KeyId: await replicated(scene), PrimaryRegion: ReplicaRegion }),
  'UpdatePrimaryRegion, new primary Region': async (scene) => {
    await scene.ok('UpdatePrimaryRegion', { KeyId: await replicated(scene), PrimaryRegion: ReplicaRegion });
    return serviceEvent(scene, 'UpdatePrimaryRegion');
  },
  ScheduleKeyDeletion: onKey('ScheduleKeyDeletion', { PendingWindowInDays: 12 }),
  CancelKeyDeletion: async ({ key, ok, event }) => {
    const { id } = await key();
    await ok('ScheduleKeyDeletion', { KeyId: id });
    return event('CancelKeyDeletion', { KeyId: id });
  },
  DeleteKey: async (scene) => {
    await scene.ok('ScheduleKeyDeletion', { KeyId: (await scene.key()).id, PendingWindowInDays: 7 });
    await scene.world.engine.advanceClock(8 * 86_400);
    return serviceEvent(scene, 'DeleteKey');
  },
  "Decrypt across accounts, caller's record": acrossAccounts,
  "Decrypt across accounts, owner's record": async (scene) => {
    const { record, copies = [] } = await acrossAccounts(scene);
    expect(copies).to.have.length(1);
    const [copy] = copies as [CloudTrailRecord];
    expect(copy.sharedEventID).to.equal(record.sharedEventID);
    expect(copy.requestID).to.equal(record.requestID);
    expect(copy.eventID).not.to.equal(record.eventID);
    return copy;
  },
  'GenerateDataKey by a service for a role session': async ({ key, event }) =>
    event(
      'GenerateDataKey',
      {
        KeyId: (await key()).arn,
        KeySpec: 'AES_256',
        EncryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::lab-bucket/report.csv' },
      },
      { caller: BATCH, requestContext: VIA_S3 },
    ),
  'DescribeKey by a root user': onKey('DescribeKey', {}, { caller: ROOT }),
  'DescribeKey by a federated user': onKey('DescribeKey', {}, { caller: NINA }),
  'DescribeKey by a role session with MFA': onKey('DescribeKey', {}, { caller: BATCH, requestContext: MFA }),
  'DescribeKey by a user with MFA': onKey('DescribeKey', {}, { requestContext: MFA }),
  'DescribeKey by a service': async ({ key, event }) => {
    const Statement = [{ AWS: ROOT }, { Service: 's3.amazonaws.com' }].map((Principal) => ({
      Effect: 'Allow',
      Principal,
      Action: 'kms:*',
      Resource: '*',
    }));
    const { arn } = await key({ Policy: JSON.stringify({ Statement }) });
    return event('DescribeKey', { KeyId: arn }, { caller: 's3.amazonaws.com', requestContext: {} });
  },
  'DescribeKey through a VPC endpoint': onKey('DescribeKey', {}, { requestContext: VPCE }),
  'CreateKey, CloudHSM key store': async (scene) => scene.event('CreateKey', await inStore(scene)),
  'Decrypt, CloudHSM key store': async (scene) => {
    const { arn } = await scene.key(await inStore(scene));
    const { CiphertextBlob } = await scene.ok('Encrypt', { KeyId: arn, Plaintext: MESSAGE });
    return scene.event('Decrypt', { CiphertextBlob, KeyId: arn });
  },
  'DeleteKey, CloudHSM key store': async (scene) => {
    const { arn } = await scene.key(await inStore(scene));
    await scene.ok('ScheduleKeyDeletion', { KeyId: arn, PendingWindowInDays: 7 });
    await scene.world.engine.advanceClock(8 * 86_400);
    return serviceEvent(scene, 'DeleteKey');
  },
  'CreateKey, external key store': async (scene) => scene.event('CreateKey', await inExternalStore(scene)),
  'Encrypt, external key store': async (scene) => {
    const { id } = await scene.key(await inExternalStore(scene));
    return scene.event('Encrypt', { KeyId: id, Plaintext: MESSAGE });
  },
  // The text of the specification of the proxy API. The page of the record has other words for it.
  'Decrypt, failure of an external key store': async (scene) => {
    const { arn } = await scene.key(await inExternalStore(scene));
    const { CiphertextBlob = new Uint8Array() } = await scene.ok('Encrypt', { KeyId: arn, Plaintext: MESSAGE });
    const altered = Uint8Array.from(CiphertextBlob);
    altered[altered.length - 1] = (altered.at(-1) as number) ^ 1;
    return scene.event('Decrypt', { CiphertextBlob: altered });
  },
  CreateCustomKeyStore: async (scene) => {
    const [cluster] = await scene.world.clusters.clusters({ account: ACCOUNT, region: REGION });
    return scene.event('CreateCustomKeyStore', {
      CustomKeyStoreName: 'hsm-lab',
      CloudHsmClusterId: cluster?.id,
      TrustAnchorCertificate: cluster?.trustAnchorCertificate,
      KeyStorePassword: 'kmsPswd',
    });
  },
  ConnectCustomKeyStore: onStore('ConnectCustomKeyStore'),
  DisconnectCustomKeyStore: async (scene) => {
    const { id } = await newStore(scene);
    await scene.ok('ConnectCustomKeyStore', { CustomKeyStoreId: id });
    return scene.event('DisconnectCustomKeyStore', { CustomKeyStoreId: id });
  },
  DeleteCustomKeyStore: onStore('DeleteCustomKeyStore'),
  UpdateCustomKeyStore: async (scene) => {
    const { id, clusterId } = await newStore(scene);
    const { id: CloudHsmClusterId } = await scene.world.clusters.createCluster({ backupOf: clusterId });
    return scene.event('UpdateCustomKeyStore', { CustomKeyStoreId: id, CloudHsmClusterId });
  },
  DescribeCustomKeyStores: onStore('DescribeCustomKeyStores'),
  'DescribeKey by the console': onKey('DescribeKey', {}, { requestContext: CONSOLE }),
};

function expectedRecord({ caller, record, absent = [] }: Row): Record<string, unknown> {
  const identity = (expected.callers as Readonly<Record<string, object>>)[caller];
  const whole = { ...expected.common, ...(identity === undefined ? {} : { userIdentity: identity }), ...record };
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !absent.includes(name)));
}

/**
 * What differs between two runs: UUIDs, 64 hex digits, unique IDs and access keys, IDs of key stores, clusters and keys
 * there, times.
 */
const IDS =
  /cks-[\da-f]{17}|cluster-[\da-z]{11}|bk-[\da-f]+|(?<="keyHandle": ")\d+|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|mrk-[\da-f]{32}|[\da-f]{64}|\b(?:AIDA|AROA|AKIA|ASIA)[A-Z\d]{16,17}\b|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d:\d\d [AP]M/g;

/** Replaces IDs by their kind and number, in the order of sorted members, and times by their form. */
function normalise(record: object): unknown {
  const known = new Map<string, string>();
  const name = (id: string): string => {
    if (/^\d{4}-|^[A-Z][a-z]/.test(id)) return id.replaceAll(/\d+/g, '0').replaceAll(/[A-Z][a-z]{2} |[AP]M/g, '');
    const kind = /^[A-Z]/.test(id) ? id.slice(0, 4) : id.includes('-') ? 'uuid' : 'hex';
    const numbered = known.get(id) ?? `${kind}-${known.size}`;
    known.set(id, numbered);
    return numbered;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(IDS, name);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const sorted = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(sorted.map(([member, inner]) => [member, walk(inner)]));
  };
  return walk(record);
}

/** Removes the member at `path` and returns whether it was there. */
function removeMember(record: Record<string, unknown>, path: string): boolean {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce<Record<string, unknown>>((at, name) => at[name] as Record<string, unknown>, record);
  return Object.hasOwn(holder, last) && delete holder[last];
}

describe('a CloudTrail record, beside the one of AWS', () => {
  for (const row of rows) {
    if (row.notBuilt !== undefined) continue;
    it(row.name, async () => {
      const make = CALLS[row.name];
      if (make === undefined) throw new Error(`No call is written for ${row.name}.`);
      const made = await make(await createScene());
      const actual = structuredClone('record' in made ? made.record : made) as unknown as Record<string, unknown>;
      const wanted = expectedRecord(row);
      for (const path of Object.keys(row.differs ?? {})) {
        const isHere = removeMember(actual, path);
        expect(isHere, `${path} differs`).not.to.equal(removeMember(wanted, path));
      }
      expect(normalise(actual)).to.deep.equal(normalise(wanted));
    });
  }

  it('has a source for each, and a reason where it cannot be made or differs', () => {
    for (const { name, source, notBuilt, differs = {} } of rows) {
      expect(source, name).to.match(/^https:\/\/docs\.aws\.amazon\.com\/[\w/-]+\.html$/);
      for (const reason of [...(notBuilt === undefined ? [] : [notBuilt]), ...Object.values(differs)])
        expect(reason, name).to.match(/^[A-Z].{20,}\.?$/);
      expect(Object.hasOwn(CALLS, name), name).to.equal(notBuilt === undefined);
    }
  });
});
