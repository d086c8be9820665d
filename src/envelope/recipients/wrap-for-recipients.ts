/** Wraps an existing data key for further recipients. */
import type { GetKmsClient } from '../envelope-kms.ts';
import type { EncryptedDataKey } from '../header.ts';
import { createAwsKmsKeyring } from '../keyrings/aws-kms.ts';
import type { KeyringOptions } from '../keyrings/create-keyring.ts';
import type { KmsTarget } from '../keyrings/kms-calls.ts';
import type { Keyring, ReadyEncryptionMaterials } from '../materials.ts';

/** Recipients to add: KMS keys, or keyrings. */
export type NewRecipients =
  { readonly keyIds: readonly string[] } | { readonly keyrings: readonly (Keyring | KeyringOptions)[] };

/** Returns the encrypted copies of the data key in `materials` for the recipients. */
export async function wrapForRecipients(
  kmsFor: GetKmsClient,
  to: NewRecipients,
  { region, caller, grantTokens }: KmsTarget,
  materials: ReadyEncryptionMaterials,
): Promise<readonly EncryptedDataKey[]> {
  const target = { region, caller, grantTokens };
  if (typeof (to as unknown) !== 'object' || (to as unknown) === null)
    throw new TypeError('The recipients to add must be an object with keyIds or keyrings.');
  const keyring =
    'keyIds' in to
      ? createAwsKmsKeyring(kmsFor, { keyIds: to.keyIds, ...target })
      : await (await import('../keyrings/create-keyring.ts')).createKeyrings(kmsFor, to.keyrings, target);
  const { encryptedDataKeys } = await keyring.onEncrypt(materials);
  if (encryptedDataKeys.length === 0) throw new TypeError('Name at least one recipient to add.');
  return encryptedDataKeys;
}
