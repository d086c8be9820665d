/**
 * Validates a key policy before it is stored: size, language, principals that exist, and that the caller is not locked
 * out.
 */
import { encodeUtf8 } from '../../base/bytes.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { KeyRecord, PrincipalIds } from '../../model/records.ts';
import { resolveUniqueIds } from '../directory/unique-ids.ts';
import { findPrincipal, isServicePrincipal } from '../directory/principals.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { Reader } from '../transaction/reader.ts';
import { evaluateResource, type AuthorizationInput } from '../authorization/authorize.ts';
import { INVALID_PRINCIPALS, parseKeyPolicy, type Statement } from '../authorization/policy/parse-policy.ts';
import { DOCUMENT, PolicyError } from '../authorization/policy/policy-error.ts';

/**
 * Validates `text` as the policy of `key`.
 * @throws {KmsError} LimitExceededException (over 32,768 bytes), MalformedPolicyDocumentException (language, unknown
 *   principals, lock-out unless `bypass`) or InvalidArnException
 */
export async function validateKeyPolicy(
  text: string,
  key: KeyRecord,
  bypass: boolean,
  asking: AuthorizationInput,
): Promise<void> {
  const bytes = encodeUtf8(text).length;
  if (bytes > QUOTAS.policyBytes) {
    const note = `The key policy is ${bytes} bytes. The maximum is ${QUOTAS.policyBytes} bytes.`;
    throw new PolicyError('TooLarge', { place: DOCUMENT, note, value: bytes, name: 'LimitExceededException' }).because(
      'policy-size',
    );
  }
  for (const statement of parseKeyPolicy(text).statements) await checkPrincipals(statement, asking);
  if (bypass) return;
  const resource: ResolvedResource = { role: 'key', kind: 'key', action: 'kms:PutKeyPolicy', arn: key.arn, key };
  const later = { ...asking.request, operation: 'PutKeyPolicy', crossAccount: false, resources: [resource] } as const;
  const { allowed } = await evaluateResource(
    { ...asking, request: later },
    resource,
    'kms:PutKeyPolicy',
    { policy: text },
    [],
  );
  // Recorded answers of PutKeyPolicy (test/conformance/errors.test.ts).
  const lockedOut = 'The new key policy will not allow you to update the key policy in the future.';
  if (!allowed) throw new PolicyError('LockOut', { place: DOCUMENT, text: lockedOut }).because('policy-lock-out');
}

/** Resolves the unique IDs of the users and roles in a policy. */
export function resolvePolicyPrincipals(text: string, reader: Reader): Promise<PrincipalIds> {
  const named = parseKeyPolicy(text).statements.flatMap(({ principals, notPrincipals }) => [principals, notPrincipals]);
  return resolveUniqueIds(new Set(named.flatMap((principals) => [...(principals?.arns ?? [])])), reader);
}

/**
 * Checks that every named account and principal exists in the directory. Services and identity providers are checked by
 * their form.
 */
async function checkPrincipals(
  { id, principals, notPrincipals }: Statement,
  { context }: AuthorizationInput,
): Promise<void> {
  for (const named of [principals, notPrincipals]) {
    if (named === undefined) continue;
    const refuse = (principal: string): PolicyError => {
      const place = { what: `Statement ${id}`, path: named.named.get(principal) ?? [], statement: id };
      const note = `Statement ${id}: principal ${principal} does not exist in this sandbox.`;
      return new PolicyError('UnknownPrincipal', { place, note, value: principal, text: INVALID_PRINCIPALS });
    };
    for (const account of named.accounts)
      if ((await context.reader.get('accounts', account)) === undefined) throw refuse(account);
    for (const arn of named.arns) if ((await findPrincipal(context.reader, arn)) === undefined) throw refuse(arn);
    for (const service of named.services) if (!isServicePrincipal(service)) throw refuse(service);
  }
}
