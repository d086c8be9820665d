/** The checks on a key policy before it is stored: size, language, principals that exist, and that the caller is not locked out. */
import { utf8 } from '../../base/bytes.ts';
import { KmsError } from '../../model/errors.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { KeyRecord } from '../../model/records.ts';
import { findPrincipal } from '../directory/principals.ts';
import type { CallContext } from '../operation.ts';
import { askKey } from './authorize.ts';
import { parseKeyPolicy } from './policy.ts';

/**
 * Accepts `text` as the policy of `key`, or throws: LimitExceededException (over 32,768 bytes), MalformedPolicyDocumentException
 * (language, unknown principals, lock-out unless `bypass`), InvalidArnException.
 */
export async function acceptPolicy(text: string, key: KeyRecord, bypass: boolean, context: CallContext): Promise<void> {
  const bytes = utf8(text).length;
  if (bytes > QUOTAS.policyBytes) {
    throw new KmsError('LimitExceededException', undefined, `The policy has ${bytes} bytes; a key policy may have ${QUOTAS.policyBytes}.`);
  }
  const policy = parseKeyPolicy(text);
  for (const { id, principals } of policy.statements) {
    for (const account of principals?.accounts ?? []) {
      if ((await context.reader.get('accounts', account)) === undefined) throw invalidPrincipal(id, account);
    }
    for (const arn of principals?.arns ?? []) {
      if ((await findPrincipal(context.reader, arn)) === undefined) throw invalidPrincipal(id, arn);
    }
  }
  if (bypass) return;
  if (!askKey(context.caller, 'kms:PutKeyPolicy', key, text, false, []).allowed) {
    throw new KmsError('MalformedPolicyDocumentException', 'The new key policy will not allow you to update the key policy in the future.');
  }
}

function invalidPrincipal(statement: string, principal: string): KmsError {
  return new KmsError(
    'MalformedPolicyDocumentException',
    'Policy contains a statement with one or more invalid principals.',
    `Statement ${statement} names ${principal}, which is not in this sandbox's directory.`,
  );
}
