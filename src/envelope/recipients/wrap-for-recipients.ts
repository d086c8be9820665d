/** Wraps an existing data key for further recipients. */
import { checkMembers, checkOptions, TEXTS } from '../check-options.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import type { EncryptedDataKey } from '../header.ts';
import { createAwsKmsKeyring } from '../keyrings/aws-kms.ts';
import type { KeyringOptions } from '../keyrings/create-keyring.ts';
import type { KmsTarget } from '../keyrings/kms-calls.ts';
import { KEYRINGS } from '../source-kinds.ts';
import type { Keyring, ReadyEncryptionMaterials } from '../materials.ts';

/** Recipients to add: KMS keys, or keyrings. */
export type NewRecipients =
  { readonly keyIds: readonly string[] } | { readonly keyrings: readonly (Keyring | KeyringOptions)[] };

const RECIPIENT_KINDS = { keyIds: TEXTS, keyrings: KEYRINGS };

/**
 * Checks the recipients to add, the member `name`.
 * @throws {TypeError} if they are not an object with either `keyIds` or `keyrings`
 */
export function checkRecipients(to: unknown, name: string): void {
  checkOptions(to, RECIPIENT_KINDS, name);
  const { keyIds, keyrings } = to as { readonly keyIds?: readonly string[]; readonly keyrings?: unknown };
  if (keyIds ? keyIds.length === 0 || keyrings : !keyrings)
    throw new TypeError(`${name} must have either keyIds with at least one key ID, or keyrings.`);
  checkMembers(to as object, Object.keys(RECIPIENT_KINDS), name);
}

/** Returns the encrypted copies of the data key in `materials` for recipients that `checkRecipients` accepts. */
export async function wrapForRecipients(
  kmsFor: GetKmsClient,
  to: NewRecipients,
  { region, caller, grantTokens }: KmsTarget,
  materials: ReadyEncryptionMaterials,
): Promise<readonly EncryptedDataKey[]> {
  const target = { region, caller, grantTokens };
  const { keyIds, keyrings = [] } = to as Partial<Record<'keyIds', readonly string[]>> &
    Partial<Record<'keyrings', readonly (Keyring | KeyringOptions)[]>>;
  const keyring = keyIds
    ? createAwsKmsKeyring(kmsFor, { keyIds, ...target })
    : await (await import('../keyrings/create-keyring.ts')).createKeyrings(kmsFor, keyrings, target);
  return (await keyring.onEncrypt(materials)).encryptedDataKeys;
}
