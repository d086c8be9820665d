/** The registry: every operation of the SDK is here or in Pending, or this file does not compile. */
import type { OperationName } from '../../model/operations.ts';
import type { Operation } from '../operation.ts';
import { cancelKeyDeletion } from './cancel-key-deletion.ts';
import { createAlias } from './create-alias.ts';
import { createKey } from './create-key.ts';
import { decrypt } from './decrypt.ts';
import { deleteAlias } from './delete-alias.ts';
import { describeKey } from './describe-key.ts';
import { disableKey } from './disable-key.ts';
import { enableKey } from './enable-key.ts';
import { encrypt } from './encrypt.ts';
import { generateDataKeyWithoutPlaintext } from './generate-data-key-without-plaintext.ts';
import { generateDataKey } from './generate-data-key.ts';
import { generateRandom } from './generate-random.ts';
import { getKeyPolicy } from './get-key-policy.ts';
import { listAliases } from './list-aliases.ts';
import { listKeyPolicies } from './list-key-policies.ts';
import { listKeys } from './list-keys.ts';
import { listResourceTags } from './list-resource-tags.ts';
import { putKeyPolicy } from './put-key-policy.ts';
import { reEncrypt } from './re-encrypt.ts';
import { scheduleKeyDeletion } from './schedule-key-deletion.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateAlias } from './update-alias.ts';
import { updateKeyDescription } from './update-key-description.ts';

/** Operations that are not built yet. This union may only shrink. */
export type Pending =
  | 'ConnectCustomKeyStore'
  | 'CreateCustomKeyStore'
  | 'CreateGrant'
  | 'Decapsulate'
  | 'DeleteCustomKeyStore'
  | 'DeleteImportedKeyMaterial'
  | 'DeriveSharedSecret'
  | 'DescribeCustomKeyStores'
  | 'DisableKeyRotation'
  | 'DisconnectCustomKeyStore'
  | 'EnableKeyRotation'
  | 'Encapsulate'
  | 'GenerateDataKeyPair'
  | 'GenerateDataKeyPairWithoutPlaintext'
  | 'GenerateMac'
  | 'GetKeyLastUsage'
  | 'GetKeyRotationStatus'
  | 'GetParametersForImport'
  | 'GetPublicKey'
  | 'ImportKeyMaterial'
  | 'ListGrants'
  | 'ListKeyRotations'
  | 'ListRetirableGrants'
  | 'ReplicateKey'
  | 'RetireGrant'
  | 'RevokeGrant'
  | 'RotateKeyOnDemand'
  | 'Sign'
  | 'UpdateCustomKeyStore'
  | 'UpdatePrimaryRegion'
  | 'Verify'
  | 'VerifyMac';

/** The operations that answer. */
export const OPERATIONS: { readonly [N in Exclude<OperationName, Pending>]: Operation<N> } = {
  CancelKeyDeletion: cancelKeyDeletion,
  CreateAlias: createAlias,
  CreateKey: createKey,
  Decrypt: decrypt,
  DeleteAlias: deleteAlias,
  DescribeKey: describeKey,
  DisableKey: disableKey,
  EnableKey: enableKey,
  Encrypt: encrypt,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
  GenerateDataKey: generateDataKey,
  GenerateRandom: generateRandom,
  GetKeyPolicy: getKeyPolicy,
  ListAliases: listAliases,
  ListKeyPolicies: listKeyPolicies,
  ListKeys: listKeys,
  ListResourceTags: listResourceTags,
  PutKeyPolicy: putKeyPolicy,
  ReEncrypt: reEncrypt,
  ScheduleKeyDeletion: scheduleKeyDeletion,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAlias: updateAlias,
  UpdateKeyDescription: updateKeyDescription,
};

/** The operation `name`, or undefined while it is pending. */
export function operationNamed(name: OperationName): Operation<OperationName> | undefined {
  // Object.hasOwn: a name from outside may be "constructor".
  return Object.hasOwn(OPERATIONS, name) ? (OPERATIONS[name as keyof typeof OPERATIONS] as unknown as Operation<OperationName>) : undefined;
}
