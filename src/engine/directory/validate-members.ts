/** Validates the policies and tags of accounts, principals, groups and endpoints. */
import { isAccountId } from '../../model/arn.ts';
import type { AccountInput, PrincipalInput } from '../../model/contract.ts';
import { KmsError } from '../../model/errors.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { DocumentKind, PolicyFinding } from '../../model/policy-check.ts';
import { findDocumentErrors, parseDocument, type PolicyKind } from '../authorization/policy/parse-policy.ts';
import { findingOf } from '../authorization/policy/policy-error.ts';

/**
 * Maximum size of a policy in characters without white space, by what it is attached to. An identity policy has the
 * largest size that IAM allows anywhere, that of an inline policy of a role. Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html,
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
 */
const MAX_LENGTH_BY_KIND: Readonly<Record<PolicyKind, number>> = {
  identity: 10_240,
  boundary: 6144,
  session: 2048,
  scp: 10_240,
  rcp: 5120,
  endpoint: 20_480,
  // The default quota; an account can raise it to 4,096.
  trust: 2048,
  key: QUOTAS.policyBytes,
};

const MAX_LENGTH_OF = new Map(Object.entries(MAX_LENGTH_BY_KIND));

/** Why a document is too large for its kind; undefined if it is not. */
function findSizeError(document: PolicyDocument, max: number): string | undefined {
  // JSON.stringify answers undefined for what is no document. The parser rejects that.
  const length = (JSON.stringify(document) as string | undefined)?.length ?? 0;
  return length > max ? `The policy is ${length} characters. The maximum for this policy type is ${max}.` : undefined;
}

/**
 * Returns every error for which `checkPolicy` would reject a document.
 * @throws {TypeError} if the kind does not exist
 */
export function findPolicyErrors(document: PolicyDocument, kind: DocumentKind): readonly PolicyFinding[] {
  const max = MAX_LENGTH_OF.get(kind);
  if (max === undefined || (kind as PolicyKind) === 'key')
    throw new TypeError('kind must be identity, boundary, session, scp, rcp, endpoint or trust.');
  const tooLarge = findSizeError(document, max);
  const errors = findDocumentErrors(document, kind).map(findingOf);
  return tooLarge === undefined
    ? errors
    : [{ severity: 'error', code: 'TooLarge', path: [], says: tooLarge }, ...errors];
}

/**
 * Rejects an invalid document, and one that is too large.
 * @throws {TypeError}
 */
export function checkPolicy(document: PolicyDocument, kind: PolicyKind): void {
  const tooLarge = findSizeError(document, MAX_LENGTH_BY_KIND[kind]);
  if (tooLarge !== undefined) throw new TypeError(tooLarge);
  try {
    parseDocument(document, kind);
  } catch (error) {
    if (error instanceof KmsError) throw new TypeError(error.note ?? error.message, { cause: error });
    throw error;
  }
}

/** Rejects anything but a valid document, and undefined and null, which stand for none. */
export function checkOptionalPolicy(document: PolicyDocument | null | undefined, kind: PolicyKind): void {
  if (document !== undefined && document !== null) checkPolicy(document, kind);
}

/** Rejects anything but an array of valid documents. */
export function checkPolicies(documents: readonly PolicyDocument[], kind: PolicyKind, what: string): void {
  if (!Array.isArray(documents))
    throw new TypeError(`${what} must be an array of policy documents. Pass an empty array to remove them.`);
  for (const document of documents as readonly PolicyDocument[]) checkPolicy(document, kind);
}

/**
 * Rejects tags that are not an object with string values, or exceed IAM's limits. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function checkTags(tags: unknown, what: string): void {
  if (tags === undefined) return;
  const isRecord = typeof tags === 'object' && tags !== null && !Array.isArray(tags);
  if (!isRecord || !Object.values(tags).every((value) => typeof value === 'string'))
    throw new TypeError(`${what} must be an object with string values.`);
  const entries = Object.entries(tags as Readonly<Record<string, string>>);
  const { tagsPerPrincipal: max, tagKeyLength, tagValueLength } = QUOTAS;
  if (entries.length > max) throw new TypeError(`${what}: ${entries.length} tags. The maximum is ${max}.`);
  const fits = ([key, value]: [string, string]) =>
    key.length >= 1 && key.length <= tagKeyLength && value.length <= tagValueLength;
  if (!entries.every(fits)) {
    throw new TypeError(
      `${what}: a tag key has 1 to ${tagKeyLength} characters, a tag value at most ${tagValueLength}.`,
    );
  }
}

/**
 * Rejects an invalid ID, name or organization of an account.
 * @throws {TypeError}
 */
export function checkAccountMembers({
  id,
  name,
  organization,
}: Pick<AccountInput, 'id' | 'name' | 'organization'>): void {
  if (typeof (id as unknown) !== 'string' || !isAccountId(id))
    throw new TypeError('An account ID must be a string of 12 digits.');
  if (name !== undefined && name !== null && typeof (name as unknown) !== 'string')
    throw new TypeError('The name of an account must be a string. Pass null to remove it.');
  if (
    organization !== undefined &&
    organization !== null &&
    (typeof organization.id !== 'string' || typeof organization.path !== 'string')
  ) {
    throw new TypeError('The organization of an account must have an id and a path.');
  }
}

/**
 * Rejects groups of a principal that are not an array of names.
 * @throws {TypeError}
 */
export function checkGroupNames(groups: unknown): void {
  if (groups !== undefined && !(Array.isArray(groups) && groups.every((name) => typeof name === 'string')))
    throw new TypeError('The groups of a user must be an array of group names. Pass an empty array to remove them.');
}

/** Limits of the maximum session duration of a role in seconds. */
const MIN_SESSION_SECONDS = 3600;
const MAX_SESSION_SECONDS = 43_200;

/**
 * Rejects an invalid trust policy or maximum session duration, and both for a principal that is no role. Source:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function checkRoleMembers(
  { trustPolicy, maxSessionDuration }: Pick<PrincipalInput, 'trustPolicy' | 'maxSessionDuration'>,
  isRole: boolean,
): void {
  if (!isRole && (trustPolicy !== undefined || maxSessionDuration !== undefined))
    throw new TypeError('Only roles can have a trust policy and a maximum session duration.');
  checkOptionalPolicy(trustPolicy, 'trust');
  const seconds = maxSessionDuration ?? MIN_SESSION_SECONDS;
  if (!Number.isInteger(seconds) || seconds < MIN_SESSION_SECONDS || seconds > MAX_SESSION_SECONDS) {
    throw new TypeError(
      `maxSessionDuration must be an integer from ${MIN_SESSION_SECONDS} to ${MAX_SESSION_SECONDS} seconds.`,
    );
  }
}
