/** A valid call of each operation of the registry. An operation without one does not compile. */
import type { OPERATIONS } from '../../src/engine/operations/index.ts';
import type { HsmClusterView } from '../../src/model/hsm-cluster-view.ts';
import type { InputOf } from '../../src/model/operations.ts';
import type { KeyState } from '../../src/model/records.ts';
import { importInput, importMaterial } from '../engine/import/import-scene.ts';
import { sealBySubtle } from '../engine/import/seal-by-subtle.ts';
import { testWorld, type TestWorld } from '../engine/world.ts';

/** The operations that answer. */
export type Registered = keyof typeof OPERATIONS;

/** What a case works with. `key` is the key under test; the alias names it unless said otherwise. */
export interface Fixture {
  readonly world: TestWorld;
  readonly key: string;
  readonly other: string;
  readonly alias: string;
  readonly blob: Uint8Array;
  readonly policy: string;
  readonly grantId: string;
  readonly grantToken: string;
  /** The CloudHSM cluster that exists in each Region. */
  readonly cluster: () => Promise<HsmClusterView>;
}

export const ROOT = 'arn:aws:iam::111122223333:root';

/** Material of keys with imported key material. */
const MATERIAL = new Uint8Array(32).fill(9);

/** Imports the material of the cases into a key. The page of the SDK has no OpenSSL. */
export const importForTests = (world: TestWorld, key: string): Promise<string> =>
  importMaterial(world, key, MATERIAL, undefined, { seal: sealBySubtle });

const SYMMETRIC: InputOf<'CreateKey'> = { KeySpec: 'SYMMETRIC_DEFAULT' };

/** A fresh fixture: one world, two keys (the one under test as `make` says), an alias, a ciphertext, a grant. */
export async function fixture(make = SYMMETRIC): Promise<Fixture> {
  const world = await testWorld();
  const key = await world.key({ ...make, Tags: [{ TagKey: 'team', TagValue: 'red' }] });
  const other = await world.key();
  if (make.Origin === 'EXTERNAL') await importForTests(world, key);
  await world.ok('CreateAlias', { AliasName: 'alias/app', TargetKeyId: key });
  await world.ok('CreateAlias', { AliasName: 'alias/other', TargetKeyId: other });
  const { CiphertextBlob } =
    make === SYMMETRIC
      ? await world.ok('Encrypt', { KeyId: key, Plaintext: Uint8Array.of(1, 2, 3) })
      : { CiphertextBlob: undefined };
  const { Policy } = await world.ok('GetKeyPolicy', { KeyId: key });
  const { GrantId, GrantToken } = await world.ok('CreateGrant', {
    KeyId: key,
    GranteePrincipal: ROOT,
    RetiringPrincipal: ROOT,
    Operations: ['DescribeKey', 'RetireGrant'],
  });
  return {
    world,
    key,
    other,
    alias: 'alias/app',
    blob: CiphertextBlob ?? new Uint8Array(),
    policy: Policy ?? '',
    grantId: GrantId ?? '',
    grantToken: GrantToken ?? '',
    cluster: async () => {
      const [cluster] = await world.clusters.clusters();
      if (cluster === undefined) throw new Error('There is no cluster.');
      return cluster;
    },
  };
}

/** One operation's case. */
export interface Case<N extends Registered> {
  readonly input: (fixture: Fixture) => InputOf<N> | Promise<InputOf<N>>;
  /** How the key under test is made; a symmetric encryption key when not given. */
  readonly make?: InputOf<'CreateKey'>;
  /** The members of the output of that call, sorted. */
  readonly output: readonly string[];
  /** The state that `key` must be in; Enabled when not given. */
  readonly in?: KeyState;
  /** True where no key's state can matter. */
  readonly keyless?: true;
}

const onKey = ({ key }: Fixture) => ({ KeyId: key });
const METADATA = ['KeyMetadata'];

const SIGNING: InputOf<'CreateKey'> = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
const MAC: InputOf<'CreateKey'> = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
const AGREEMENT: InputOf<'CreateKey'> = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' };
const ENCAPSULATION: InputOf<'CreateKey'> = { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' };
const MULTI_REGION: InputOf<'CreateKey'> = { MultiRegion: true };
const EXTERNAL: InputOf<'CreateKey'> = { Origin: 'EXTERNAL' };
const WRAPPING = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const;
const MESSAGE = Uint8Array.of(1, 2, 3, 4);

/**
 * What a case makes with the key before the state of the key is changed: a signature, a MAC, a peer's public key, a
 * ciphertext.
 */
const made = new WeakMap<Fixture, Promise<Uint8Array>>();
const once = (fixture: Fixture, make: () => Promise<Uint8Array | undefined>): Promise<Uint8Array> => {
  const bytes = made.get(fixture) ?? make().then((value) => value ?? new Uint8Array());
  made.set(fixture, bytes);
  return bytes;
};

/** Replicates the key under test, and waits until the replica is enabled. */
async function createReplica({ world, key }: Fixture): Promise<undefined> {
  await world.ok('ReplicateKey', { KeyId: key, ReplicaRegion: 'eu-west-1' });
  await world.engine.advanceClock(5);
}

const newStore = async ({ cluster }: Fixture): Promise<InputOf<'CreateCustomKeyStore'>> => {
  const { id, trustAnchorCertificate } = await cluster();
  return {
    CustomKeyStoreName: 'store',
    CloudHsmClusterId: id,
    TrustAnchorCertificate: trustAnchorCertificate,
    KeyStorePassword: 'kmsPswd',
  };
};

const stores = new WeakMap<Fixture, Promise<{ CustomKeyStoreId: string }>>();

/** The key store of a fixture, DISCONNECTED: the same each time. */
function onStore(fixture: Fixture): Promise<{ CustomKeyStoreId: string }> {
  const create = async () => {
    const { CustomKeyStoreId = '' } = await fixture.world.ok('CreateCustomKeyStore', await newStore(fixture));
    return { CustomKeyStoreId };
  };
  const store = stores.get(fixture) ?? create();
  stores.set(fixture, store);
  return store;
}

/** The input of an import, made before the state of the key is changed: not every state allows the parameters. */
const imports = new WeakMap<Fixture, Promise<InputOf<'ImportKeyMaterial'>>>();
const importOnce = (fixture: Fixture): Promise<InputOf<'ImportKeyMaterial'>> => {
  const input =
    imports.get(fixture) ?? importInput(fixture.world, fixture.key, MATERIAL, undefined, { seal: sealBySubtle });
  imports.set(fixture, input);
  return input;
};

/** The table. */
export const CASES: { readonly [N in Registered]: Case<N> } = {
  CancelKeyDeletion: { input: onKey, output: ['KeyId'], in: 'PendingDeletion' },
  ConnectCustomKeyStore: { input: onStore, output: [], keyless: true },
  CreateAlias: { input: ({ key }) => ({ AliasName: 'alias/new', TargetKeyId: key }), output: [] },
  CreateCustomKeyStore: { input: newStore, output: ['CustomKeyStoreId'], keyless: true },
  CreateGrant: {
    input: ({ key }) => ({ KeyId: key, GranteePrincipal: ROOT, Operations: ['Encrypt'] }),
    output: ['GrantId', 'GrantToken'],
  },
  CreateKey: { input: () => ({ Description: 'case' }), output: METADATA, keyless: true },
  Decrypt: {
    input: ({ blob }) => ({ CiphertextBlob: blob }),
    output: ['EncryptionAlgorithm', 'KeyId', 'KeyMaterialId', 'Plaintext'],
  },
  Decapsulate: {
    make: ENCAPSULATION,
    input: async (f) => ({
      KeyId: f.key,
      EncapsulationAlgorithm: 'ML_KEM',
      SharedSecretCiphertextBlob: await once(
        f,
        async () =>
          (await f.world.ok('Encapsulate', { KeyId: f.key, EncapsulationAlgorithm: 'ML_KEM' }))
            .SharedSecretCiphertextBlob,
      ),
    }),
    output: ['EncapsulationAlgorithm', 'KeyId', 'SharedSecret'],
  },
  DeleteImportedKeyMaterial: { make: EXTERNAL, input: onKey, output: ['KeyId', 'KeyMaterialId'] },
  DeleteCustomKeyStore: { input: onStore, output: [], keyless: true },
  DeriveSharedSecret: {
    make: AGREEMENT,
    input: async (f) => ({
      KeyId: f.key,
      KeyAgreementAlgorithm: 'ECDH',
      PublicKey: await once(
        f,
        async () => (await f.world.ok('GetPublicKey', { KeyId: await f.world.key(AGREEMENT) })).PublicKey,
      ),
    }),
    output: ['KeyAgreementAlgorithm', 'KeyId', 'KeyOrigin', 'SharedSecret'],
  },
  DescribeCustomKeyStores: { input: onStore, output: ['CustomKeyStores', 'Truncated'], keyless: true },
  DisconnectCustomKeyStore: {
    async input(fixture) {
      const store = await onStore(fixture);
      await fixture.world.ok('ConnectCustomKeyStore', store);
      return store;
    },
    output: [],
    keyless: true,
  },
  Encapsulate: {
    make: ENCAPSULATION,
    input: ({ key }) => ({ KeyId: key, EncapsulationAlgorithm: 'ML_KEM' }),
    output: ['EncapsulationAlgorithm', 'KeyId', 'SharedSecret', 'SharedSecretCiphertextBlob'],
  },
  GenerateDataKeyPair: {
    input: ({ key }) => ({ KeyId: key, KeyPairSpec: 'ECC_NIST_P256' }),
    output: ['KeyId', 'KeyMaterialId', 'KeyPairSpec', 'PrivateKeyCiphertextBlob', 'PrivateKeyPlaintext', 'PublicKey'],
  },
  GenerateDataKeyPairWithoutPlaintext: {
    input: ({ key }) => ({ KeyId: key, KeyPairSpec: 'ECC_NIST_P256' }),
    output: ['KeyId', 'KeyMaterialId', 'KeyPairSpec', 'PrivateKeyCiphertextBlob', 'PublicKey'],
  },
  GenerateMac: {
    make: MAC,
    input: ({ key }) => ({ KeyId: key, MacAlgorithm: 'HMAC_SHA_256', Message: MESSAGE }),
    output: ['KeyId', 'Mac', 'MacAlgorithm'],
  },
  GetParametersForImport: {
    make: EXTERNAL,
    input: ({ key }) => ({ KeyId: key, ...WRAPPING }),
    output: ['ImportToken', 'KeyId', 'ParametersValidTo', 'PublicKey'],
  },
  GetPublicKey: {
    make: SIGNING,
    input: onKey,
    output: ['CustomerMasterKeySpec', 'KeyId', 'KeySpec', 'KeyUsage', 'PublicKey', 'SigningAlgorithms'],
  },
  Sign: {
    make: SIGNING,
    input: ({ key }) => ({ KeyId: key, SigningAlgorithm: 'ECDSA_SHA_256', Message: MESSAGE }),
    output: ['KeyId', 'Signature', 'SigningAlgorithm'],
  },
  UpdateCustomKeyStore: {
    input: async (fixture) => ({ ...(await onStore(fixture)), NewCustomKeyStoreName: 'renamed' }),
    output: [],
    keyless: true,
  },
  Verify: {
    make: SIGNING,
    input: async (f) => ({
      KeyId: f.key,
      SigningAlgorithm: 'ECDSA_SHA_256',
      Message: MESSAGE,
      Signature: await once(
        f,
        async () =>
          (await f.world.ok('Sign', { KeyId: f.key, SigningAlgorithm: 'ECDSA_SHA_256', Message: MESSAGE })).Signature,
      ),
    }),
    output: ['KeyId', 'SignatureValid', 'SigningAlgorithm'],
  },
  VerifyMac: {
    make: MAC,
    input: async (f) => ({
      KeyId: f.key,
      MacAlgorithm: 'HMAC_SHA_256',
      Message: MESSAGE,
      Mac: await once(
        f,
        async () =>
          (await f.world.ok('GenerateMac', { KeyId: f.key, MacAlgorithm: 'HMAC_SHA_256', Message: MESSAGE })).Mac,
      ),
    }),
    output: ['KeyId', 'MacAlgorithm', 'MacValid'],
  },
  DeleteAlias: { input: ({ alias }) => ({ AliasName: alias }), output: [] },
  DescribeKey: { input: onKey, output: METADATA },
  DisableKey: { input: onKey, output: [] },
  DisableKeyRotation: { input: onKey, output: [] },
  EnableKey: { input: onKey, output: [] },
  EnableKeyRotation: { input: onKey, output: [] },
  Encrypt: {
    input: ({ key }) => ({ KeyId: key, Plaintext: Uint8Array.of(1), EncryptionContext: { a: 'b' } }),
    output: ['CiphertextBlob', 'EncryptionAlgorithm', 'KeyId'],
  },
  GenerateDataKey: {
    input: ({ key }) => ({ KeyId: key, KeySpec: 'AES_256' }),
    output: ['CiphertextBlob', 'KeyId', 'KeyMaterialId', 'Plaintext'],
  },
  GenerateDataKeyWithoutPlaintext: {
    input: ({ key }) => ({ KeyId: key, NumberOfBytes: 1024 }),
    output: ['CiphertextBlob', 'KeyId', 'KeyMaterialId'],
  },
  GenerateRandom: { input: () => ({ NumberOfBytes: 32 }), output: ['Plaintext'], keyless: true },
  GetKeyLastUsage: { input: onKey, output: ['KeyCreationDate', 'KeyId', 'KeyLastUsage', 'TrackingStartDate'] },
  GetKeyPolicy: { input: onKey, output: ['Policy', 'PolicyName'] },
  GetKeyRotationStatus: { input: onKey, output: ['KeyId', 'KeyRotationEnabled'] },
  ImportKeyMaterial: {
    make: EXTERNAL,
    input: importOnce,
    output: ['KeyId', 'KeyMaterialId'],
  },
  ListAliases: { input: onKey, output: ['Aliases', 'Truncated'] },
  ListGrants: { input: onKey, output: ['Grants', 'Truncated'] },
  ListKeyPolicies: { input: onKey, output: ['PolicyNames', 'Truncated'] },
  ListKeyRotations: { input: onKey, output: ['Rotations', 'Truncated'] },
  ListKeys: { input: () => ({}), output: ['Keys', 'Truncated'], keyless: true },
  ListResourceTags: { input: onKey, output: ['Tags', 'Truncated'] },
  ListRetirableGrants: { input: () => ({ RetiringPrincipal: ROOT }), output: ['Grants', 'Truncated'], keyless: true },
  PutKeyPolicy: { input: ({ key, policy }) => ({ KeyId: key, Policy: policy }), output: [] },
  ReEncrypt: {
    input: ({ blob, other }) => ({ CiphertextBlob: blob, DestinationKeyId: other }),
    output: [
      'CiphertextBlob',
      'DestinationEncryptionAlgorithm',
      'DestinationKeyMaterialId',
      'KeyId',
      'SourceEncryptionAlgorithm',
      'SourceKeyId',
      'SourceKeyMaterialId',
    ],
  },
  ReplicateKey: {
    make: MULTI_REGION,
    input: ({ key }) => ({ KeyId: key, ReplicaRegion: 'eu-west-1' }),
    output: ['ReplicaKeyMetadata', 'ReplicaPolicy', 'ReplicaTags'],
  },
  RetireGrant: { input: ({ key, grantId }) => ({ KeyId: key, GrantId: grantId }), output: [] },
  RevokeGrant: { input: ({ key, grantId }) => ({ KeyId: key, GrantId: grantId }), output: [] },
  RotateKeyOnDemand: { input: onKey, output: ['KeyId'] },
  ScheduleKeyDeletion: { input: onKey, output: ['DeletionDate', 'KeyId', 'KeyState', 'PendingWindowInDays'] },
  TagResource: { input: ({ key }) => ({ KeyId: key, Tags: [{ TagKey: 'a', TagValue: 'b' }] }), output: [] },
  UntagResource: { input: ({ key }) => ({ KeyId: key, TagKeys: ['team'] }), output: [] },
  UpdateAlias: { input: ({ key }) => ({ AliasName: 'alias/other', TargetKeyId: key }), output: [] },
  UpdateKeyDescription: { input: ({ key }) => ({ KeyId: key, Description: '' }), output: [] },
  UpdatePrimaryRegion: {
    make: MULTI_REGION,
    input: async (f) => {
      await once(f, () => createReplica(f));
      return { KeyId: f.key, PrimaryRegion: 'eu-west-1' };
    },
    output: [],
  },
};
