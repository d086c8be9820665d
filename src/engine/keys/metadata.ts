/* eslint-disable @typescript-eslint/no-deprecated -- AWS still has CustomerMasterKeySpec, and so has this service. */
/** KeyMetadata: which member when. Source: recorded answers of CreateKey and DescribeKey. */
import type { KeyMetadata } from '../../model/sdk.ts';
import type { Json } from '../../model/audit.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { ENUMS } from '../../model/shapes.ts';
import type { KeyRecord } from '../../model/records.ts';
import { redactParameters } from '../audit/request-parameters.ts';

/** The one list of algorithms that a key has, by its usage. */
type Algorithms = Pick<
  KeyMetadata,
  'EncryptionAlgorithms' | 'SigningAlgorithms' | 'MacAlgorithms' | 'KeyAgreementAlgorithms' | 'EncapsulationAlgorithms'
>;

/** Usage -> the member of the metadata and of the table of key specs. */
const LISTS = {
  ENCRYPT_DECRYPT: ['EncryptionAlgorithms', 'encryptionAlgorithms'],
  SIGN_VERIFY: ['SigningAlgorithms', 'signingAlgorithms'],
  GENERATE_VERIFY_MAC: ['MacAlgorithms', 'macAlgorithms'],
  KEY_AGREEMENT: ['KeyAgreementAlgorithms', 'keyAgreementAlgorithms'],
  ENCAPSULATE_DECAPSULATE: ['EncapsulationAlgorithms', 'encapsulationAlgorithms'],
} as const;

/** The algorithms of `key`. */
export function algorithmsOf({ spec, usage }: Pick<KeyRecord, 'spec' | 'usage'>): Algorithms {
  const [member, row] = LISTS[usage];
  return { [member]: [...(KEY_SPECS[spec][row] ?? [])] };
}

/** CustomerMasterKeySpec, where its enum has the spec: the newer ones it lacks. */
export function customerMasterKeySpec({ spec }: Pick<KeyRecord, 'spec'>): Pick<KeyMetadata, 'CustomerMasterKeySpec'> {
  const known = ENUMS.CustomerMasterKeySpec.find((name) => name === spec);
  return known === undefined ? {} : { CustomerMasterKeySpec: known };
}

/** The metadata of `key` as the API gives it. */
export function keyMetadata(key: KeyRecord): KeyMetadata {
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
    KeyManager: key.manager,
    ...customerMasterKeySpec(key),
    KeySpec: key.spec,
    ...algorithmsOf(key),
    MultiRegion: false,
    // Symmetric encryption keys alone have materials that rotate.
    ...(key.spec === 'SYMMETRIC_DEFAULT' ? { CurrentKeyMaterialId: key.materialId } : {}),
  };
}

/** The metadata as CloudTrail logs it in the answer of CreateKey. Source: the guide's CreateKey log entry, with its odd `aWSAccountId`. */
export function cloudTrailKeyMetadata(key: KeyRecord): Readonly<Record<string, Json>> {
  return redactParameters({ ...keyMetadata(key) });
}
