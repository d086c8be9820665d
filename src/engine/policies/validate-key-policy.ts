/**
 * Validates a key policy before it is stored: size, language, principals that exist, and that the caller is not locked
 * out.
 */
import { encodeUtf8 } from '../../base/bytes.ts';
import { parseIdentityArn } from '../../model/arn.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { KeyRecord, PrincipalIds } from '../../model/records.ts';
import { resolveUniqueIds } from '../directory/unique-ids.ts';
import { findPrincipal, isServicePrincipal } from '../directory/principals.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import type { Reader } from '../transaction/reader.ts';
import { evaluateResource, type AuthorizationInput } from '../authorization/authorize.ts';
import { parseKeyPolicy, readKeyPolicy, type Statement } from '../authorization/policy/parse-policy.ts';
import { INVALID_PRINCIPALS } from '../authorization/policy/parse-principals.ts';
import { DOCUMENT, PolicyError } from '../authorization/policy/policy-error.ts';

/** Returns an error if a key policy is too large. */
function findSizeErrors(text: string): PolicyError[] {
  const bytes = encodeUtf8(text).length;
  if (bytes <= QUOTAS.policyBytes) return [];
  const note = `The key policy is ${bytes} bytes. The maximum is ${QUOTAS.policyBytes} bytes.`;
  const error = new PolicyError('TooLarge', { place: DOCUMENT, note, value: bytes, name: 'LimitExceededException' });
  return [error.because('policy-size')];
}

/**
 * Checks the size of a key policy.
 * @throws {PolicyError} LimitExceededException (over 32,768 bytes)
 */
export function checkKeyPolicySize(text: string): void {
  const [error] = findSizeErrors(text);
  if (error !== undefined) throw error;
}

/**
 * Validates `text` as the policy of `key`.
 * @throws {PolicyError} AWS's first error, with all others in `all`: LimitExceededException (over 32,768 bytes),
 *   MalformedPolicyDocumentException (language, unknown principals, lock-out unless `bypass`) or InvalidArnException
 */
export async function validateKeyPolicy(
  text: string,
  key: KeyRecord,
  bypass: boolean,
  asking: AuthorizationInput,
): Promise<void> {
  const errors = findSizeErrors(text);
  const read = readKeyPolicy(text);
  errors.push(...read.errors);
  for (const statement of read.policy.statements) errors.push(...(await findUnknownPrincipals(statement, asking)));
  if (!bypass && read.errors.length === 0) errors.push(...(await findLockOut(text, key, asking)));
  const [first] = errors;
  if (first === undefined) return;
  first.all = errors;
  throw first;
}

/** Returns an error if the caller could not change the policy afterwards. */
async function findLockOut(text: string, key: KeyRecord, asking: AuthorizationInput): Promise<readonly PolicyError[]> {
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
  return allowed ? [] : [new PolicyError('LockOut', { place: DOCUMENT, text: lockedOut }).because('policy-lock-out')];
}

/** Resolves the unique IDs of the users and roles in a policy. */
export function resolvePolicyPrincipals(text: string, reader: Reader): Promise<PrincipalIds> {
  const named = parseKeyPolicy(text).statements.flatMap(({ principals, notPrincipals }) => [principals, notPrincipals]);
  return resolveUniqueIds(new Set(named.flatMap((principals) => [...(principals?.arns ?? [])])), reader);
}

/**
 * Identity providers that a principal can name besides the ARNs of providers in IAM. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const WEB_IDENTITY_PROVIDERS: ReadonlySet<string> = new Set([
  'cognito-identity.amazonaws.com',
  'www.amazon.com',
  'graph.facebook.com',
  'accounts.google.com',
]);
const PROVIDER_RESOURCE = /^(saml|oidc)-provider\/[^*?]+$/;

/**
 * Finds the named accounts and principals that the directory does not have. Services and identity providers are checked
 * by their form.
 */
async function findUnknownPrincipals(
  { id, principals, notPrincipals }: Statement,
  { context }: AuthorizationInput,
): Promise<readonly PolicyError[]> {
  const errors: PolicyError[] = [];
  for (const named of [principals, notPrincipals]) {
    if (named === undefined) continue;
    const refuse = (principal: string, why = 'does not exist in this sandbox') => {
      const place = { what: `Statement ${id}`, path: named.named.get(principal) ?? [], statement: id };
      const note = `Statement ${id}: principal ${principal} ${why}.`;
      errors.push(new PolicyError('UnknownPrincipal', { place, note, value: principal, text: INVALID_PRINCIPALS }));
    };
    for (const account of named.accounts)
      if ((await context.reader.get('accounts', account)) === undefined) refuse(account);
    for (const arn of named.arns) if ((await findPrincipal(context.reader, arn)) === undefined) refuse(arn);
    for (const service of named.services)
      if (!isServicePrincipal(service)) refuse(service, 'is not a service principal such as s3.amazonaws.com');
    for (const provider of named.federated)
      if (
        !WEB_IDENTITY_PROVIDERS.has(provider) &&
        !PROVIDER_RESOURCE.test(parseIdentityArn(provider, 'iam')?.resource ?? '')
      )
        refuse(provider, 'is not an identity provider');
  }
  return errors;
}
