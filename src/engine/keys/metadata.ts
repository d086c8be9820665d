/** KeyMetadata: which member when. Source: recorded answers of CreateKey and DescribeKey. */
import type { KeyMetadata } from '../../model/sdk.ts';
import type { Json } from '../../model/audit.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { KeyRecord } from '../../model/records.ts';
import { recordDate } from '../audit/text.ts';

/** The metadata of `key` as the API gives it. */
export function keyMetadata(key: KeyRecord): KeyMetadata {
  const row = KEY_SPECS[key.spec];
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
    CustomerMasterKeySpec: key.spec as NonNullable<KeyMetadata['CustomerMasterKeySpec']>,
    KeySpec: key.spec,
    ...(key.usage === 'ENCRYPT_DECRYPT'
      ? { EncryptionAlgorithms: [...(row.encryptionAlgorithms ?? [])] as NonNullable<KeyMetadata['EncryptionAlgorithms']> }
      : {}),
    MultiRegion: false,
    CurrentKeyMaterialId: key.materialId,
  };
}

/** The metadata as CloudTrail logs it in the answer of CreateKey. Source: the guide's CreateKey log entry. */
export function loggedMetadata(key: KeyRecord): { readonly [member: string]: Json } {
  const { AWSAccountId, KeyId, Arn, Enabled, Description, KeyUsage, KeyState, Origin, KeyManager, KeySpec, EncryptionAlgorithms } = keyMetadata(key);
  return {
    aWSAccountId: AWSAccountId ?? '',
    keyId: KeyId ?? '',
    arn: Arn ?? '',
    creationDate: recordDate(key.createdAt),
    enabled: Enabled ?? false,
    description: Description ?? '',
    keyUsage: KeyUsage ?? '',
    keyState: KeyState ?? '',
    origin: Origin ?? '',
    keyManager: KeyManager ?? '',
    customerMasterKeySpec: KeySpec ?? '',
    keySpec: KeySpec ?? '',
    ...(EncryptionAlgorithms === undefined ? {} : { encryptionAlgorithms: EncryptionAlgorithms }),
    multiRegion: false,
    currentKeyMaterialId: key.materialId,
  };
}
