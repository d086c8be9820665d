/** Creates a keyring from options. Each keyring loads on first use. */
import { KEYRING } from '../check-materials.ts';
import { checkKind, checkMembers, checkOptions, type Kind } from '../check-options.ts';
import { oneOf } from '../rare-kinds.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import type { Keyring } from '../materials.ts';
import { KEYRINGS, TARGET_KINDS, TARGET_MEMBERS } from '../source-kinds.ts';
import type { AwsKmsDiscoveryKeyringOptions } from './aws-kms-discovery.ts';
import type { AwsKmsEcdhKeyringOptions } from './aws-kms-ecdh.ts';
import type { AwsKmsHierarchyKeyringOptions } from './aws-kms-hierarchy.ts';
import type { AwsKmsRsaKeyringOptions } from './aws-kms-rsa.ts';
import type { AwsKmsKeyringOptions } from './aws-kms.ts';
import type { DataKeyPairKeyringOptions } from './data-key-pair.ts';
import type { KmsTarget } from './kms-calls.ts';
import { createMultiKeyring } from './multi-keyring.ts';
import type { RawAesKeyringOptions } from './raw-aes.ts';
import type { RawEcdhKeyringOptions } from './raw-ecdh.ts';
import type { RawRsaKeyringOptions } from './raw-rsa.ts';

/** Options of a keyring. `type` selects it. */
export type KeyringOptions =
  | ({ readonly type: 'aws-kms' } & AwsKmsKeyringOptions)
  | ({ readonly type: 'aws-kms-discovery' } & AwsKmsDiscoveryKeyringOptions)
  | ({ readonly type: 'aws-kms-rsa' } & AwsKmsRsaKeyringOptions)
  | ({ readonly type: 'aws-kms-ecdh' } & AwsKmsEcdhKeyringOptions)
  | ({ readonly type: 'aws-kms-hierarchy' } & AwsKmsHierarchyKeyringOptions)
  | ({ readonly type: 'data-key-pair' } & DataKeyPairKeyringOptions)
  | ({ readonly type: 'raw-aes' } & RawAesKeyringOptions)
  | ({ readonly type: 'raw-rsa' } & RawRsaKeyringOptions)
  | ({ readonly type: 'raw-ecdh' } & RawEcdhKeyringOptions)
  | { readonly type: 'multi'; readonly keyrings: readonly (Keyring | KeyringOptions)[] };

/** The members of each of several types. */
type MemberOf<Options> = Options extends unknown ? keyof Options : never;

type Create = (kmsFor: GetKmsClient, options: never) => Promise<Keyring>;

const CREATE: Readonly<Record<KeyringOptions['type'], Create>> = {
  'aws-kms': async (kmsFor, options: AwsKmsKeyringOptions) =>
    (await import('./aws-kms.ts')).createAwsKmsKeyring(kmsFor, options),
  'aws-kms-discovery': async (kmsFor, options: AwsKmsDiscoveryKeyringOptions) =>
    (await import('./aws-kms-discovery.ts')).createAwsKmsDiscoveryKeyring(kmsFor, options),
  'aws-kms-rsa': async (kmsFor, options: AwsKmsRsaKeyringOptions) =>
    (await import('./aws-kms-rsa.ts')).createAwsKmsRsaKeyring(kmsFor, options),
  'aws-kms-ecdh': async (kmsFor, options: AwsKmsEcdhKeyringOptions) =>
    (await import('./aws-kms-ecdh.ts')).createAwsKmsEcdhKeyring(kmsFor, options),
  'aws-kms-hierarchy': async (_, options: AwsKmsHierarchyKeyringOptions) =>
    (await import('./aws-kms-hierarchy.ts')).createAwsKmsHierarchyKeyring(options),
  'data-key-pair': async (kmsFor, options: DataKeyPairKeyringOptions) =>
    (await import('./data-key-pair.ts')).createDataKeyPairKeyring(kmsFor, options),
  'raw-aes': async (_, options: RawAesKeyringOptions) => (await import('./raw-aes.ts')).createRawAesKeyring(options),
  'raw-rsa': async (_, options: RawRsaKeyringOptions) => (await import('./raw-rsa.ts')).createRawRsaKeyring(options),
  'raw-ecdh': async (_, options: RawEcdhKeyringOptions) =>
    (await import('./raw-ecdh.ts')).createRawEcdhKeyring(options),
  multi: (kmsFor, { keyrings }: { readonly keyrings: readonly (Keyring | KeyringOptions)[] }) =>
    createKeyrings(kmsFor, keyrings, {}),
};

/** The members of the options of each type, without `type` and those of `KmsTarget`, which every keyring accepts. */
const MEMBERS: { readonly [T in KeyringOptions['type']]: readonly MemberOf<Extract<KeyringOptions, { type: T }>>[] } = {
  'aws-kms': ['keyIds', 'multiRegion'],
  'aws-kms-discovery': ['discoveryFilter'],
  'aws-kms-rsa': ['keyId', 'encryptionAlgorithm', 'publicKey'],
  'aws-kms-ecdh': ['keyId', 'curve', 'keyAgreement', 'recipientPublicKey', 'publicKey'],
  'aws-kms-hierarchy': ['branchKeyStore', 'branchKeyId', 'cacheTtlSeconds', 'maxCacheEntries', 'now'],
  'data-key-pair': ['keyNamespace', 'keyName', 'publicKey', 'privateKeyCiphertextBlob', 'keyId', 'keyPairContext'],
  'raw-aes': ['keyNamespace', 'keyName', 'wrappingKey'],
  'raw-rsa': ['keyNamespace', 'keyName', 'padding', 'publicKey', 'privateKey'],
  'raw-ecdh': ['curve', 'keyAgreement', 'senderPrivateKey', 'recipientPrivateKey', 'recipientPublicKey'],
  multi: ['keyrings'],
};

const TYPE = oneOf(CREATE);

const KEYRING_OR_OPTIONS: Kind = { ...KEYRING, what: `${KEYRING.what}, or options with a type` };

/**
 * Creates a keyring.
 * @throws {TypeError} for invalid options
 */
export async function createKeyring(kmsFor: GetKmsClient, options: KeyringOptions): Promise<Keyring> {
  checkOptions(options, TARGET_KINDS);
  const { type } = options;
  checkKind(type, 'type', TYPE);
  checkMembers(options, ['type', ...MEMBERS[type], ...TARGET_MEMBERS]);
  return CREATE[type](kmsFor, options as never);
}

/**
 * Creates one keyring from several: each generates or encrypts the data key, and each can decrypt it.
 * @param target Region, caller and grant tokens of keyrings that name none
 */
export async function createKeyrings(
  kmsFor: GetKmsClient,
  keyrings: readonly (Keyring | KeyringOptions)[],
  target: KmsTarget,
): Promise<Keyring> {
  checkKind(keyrings, 'keyrings', KEYRINGS);
  const isOptions = (one: Keyring | KeyringOptions): one is KeyringOptions => 'type' in (Object(one) as object);
  return createMultiKeyring(
    await Promise.all(
      keyrings.map(async (one, index) => {
        if (isOptions(one)) return createKeyring(kmsFor, { ...target, ...one });
        checkKind(one, `keyrings[${index}]`, KEYRING_OR_OPTIONS);
        return one;
      }),
    ),
  );
}
