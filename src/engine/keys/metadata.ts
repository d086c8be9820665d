/* eslint-disable @typescript-eslint/no-deprecated -- AWS still has CustomerMasterKeySpec, and so has this service. */
/** KeyMetadata of a key: which members it has. Source: recorded answers (test/conformance/operations.test.ts). */
import type { KeyMetadata } from '../../model/sdk.ts';
import type { Json } from '../../model/audit.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { ENUMS } from '../../model/shapes.ts';
import type { KeyRecord, KeyStoreRecord } from '../../model/records.ts';
import { multiRegionConfiguration } from './multi-region.ts';
import { redactParameters } from '../audit/request-parameters.ts';

/** The algorithms of a key, under the member for its usage. */
type Algorithms = Pick<
  KeyMetadata,
  'EncryptionAlgorithms' | 'SigningAlgorithms' | 'MacAlgorithms' | 'KeyAgreementAlgorithms' | 'EncapsulationAlgorithms'
>;

/** Member of the metadata and of the table of key specs by usage. */
const LISTS = {
  ENCRYPT_DECRYPT: ['EncryptionAlgorithms', 'encryptionAlgorithms'],
  SIGN_VERIFY: ['SigningAlgorithms', 'signingAlgorithms'],
  GENERATE_VERIFY_MAC: ['MacAlgorithms', 'macAlgorithms'],
  KEY_AGREEMENT: ['KeyAgreementAlgorithms', 'keyAgreementAlgorithms'],
  ENCAPSULATE_DECAPSULATE: ['EncapsulationAlgorithms', 'encapsulationAlgorithms'],
} as const;

/** Returns the algorithms of `key`. */
export function algorithmsOf({ spec, usage }: Pick<KeyRecord, 'spec' | 'usage'>): Algorithms {
  const [member, row] = LISTS[usage];
  return { [member]: [...(KEY_SPECS[spec][row] ?? [])] };
}

/** Returns CustomerMasterKeySpec, if its enum has the spec. It lacks the newer ones. */
export function customerMasterKeySpec({ spec }: Pick<KeyRecord, 'spec'>): Pick<KeyMetadata, 'CustomerMasterKeySpec'> {
  const known = ENUMS.CustomerMasterKeySpec.find((name) => name === spec);
  return known === undefined ? {} : { CustomerMasterKeySpec: known };
}

/**
 * Whether the metadata name the key material. Only symmetric encryption keys outside of custom key stores rotate. A
 * replica that is still Creating has none (recorded: test/engine/keys/multi-region.test.ts).
 */
const showsMaterial = ({ spec, state, keyStoreId, materialId }: KeyRecord): boolean =>
  spec === 'SYMMETRIC_DEFAULT' && keyStoreId === undefined && materialId !== undefined && state !== 'Creating';

/** Returns ExpirationModel and ValidTo: only while the material is imported (recorded). */
function expirationModel({ imported }: KeyRecord): Pick<KeyMetadata, 'ExpirationModel' | 'ValidTo'> {
  if (imported === undefined) return {};
  return imported.validTo === undefined
    ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
    : { ValidTo: new Date(imported.validTo), ExpirationModel: 'KEY_MATERIAL_EXPIRES' };
}

/**
 * Returns the metadata of `key` as the API does.
 * @param store its custom key store, if it is in one
 */
export function keyMetadata(key: KeyRecord, store?: KeyStoreRecord): KeyMetadata {
  const multiRegion = multiRegionConfiguration(key);
  return {
    AWSAccountId: key.account,
    KeyId: key.keyId,
    Arn: key.arn,
    CreationDate: new Date(key.createdAt),
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    ...(key.deletionAt !== undefined ? { DeletionDate: new Date(key.deletionAt) } : {}),
    Origin: key.origin,
    ...expirationModel(key),
    KeyManager: key.manager,
    ...customerMasterKeySpec(key),
    KeySpec: key.spec,
    ...algorithmsOf(key),
    ...(key.state === 'PendingReplicaDeletion' ? { PendingDeletionWindowInDays: key.pendingWindowInDays } : {}),
    MultiRegion: multiRegion !== undefined,
    ...(multiRegion === undefined ? {} : { MultiRegionConfiguration: multiRegion }),
    ...(key.keyStoreId === undefined ? {} : { CustomKeyStoreId: key.keyStoreId }),
    ...(store?.cluster === undefined ? {} : { CloudHsmClusterId: store.cluster.clusterId }),
    ...(key.xksKeyId === undefined ? {} : { XksKeyConfiguration: { Id: key.xksKeyId } }),
    ...(showsMaterial(key) ? { CurrentKeyMaterialId: key.materialId } : {}),
  };
}

/**
 * Returns the metadata as CloudTrail logs it in the response of CreateKey, with its spelling `aWSAccountId`. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-createkey.html
 */
export function cloudTrailKeyMetadata(key: KeyRecord, store?: KeyStoreRecord): Readonly<Record<string, Json>> {
  return redactParameters({ ...keyMetadata(key, store) });
}
