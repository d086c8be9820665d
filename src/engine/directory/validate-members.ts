/** Validates the policies and tags of accounts, principals, groups and endpoints. */
import type { PrincipalInput } from '../../model/contract.ts';
import { KmsError } from '../../model/errors.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { QUOTAS } from '../../model/quotas.ts';
import { parseDocument, type PolicyKind } from '../authorization/policy/parse-policy.ts';

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

/**
 * Rejects an invalid document, and one that is too large.
 * @throws {TypeError}
 */
export function checkPolicy(document: PolicyDocument, kind: PolicyKind): void {
  const max = MAX_LENGTH_BY_KIND[kind];
  // JSON.stringify answers undefined for what is no document. The parser rejects that.
  const text = JSON.stringify(document) as string | undefined;
  if (text !== undefined && text.length > max)
    throw new TypeError(`The policy is ${text.length} characters. The maximum for this policy type is ${max}.`);
  try {
    parseDocument(document, kind);
  } catch (error) {
    if (error instanceof KmsError) throw new TypeError(error.note ?? error.message, { cause: error });
    throw error;
  }
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
  if (trustPolicy) checkPolicy(trustPolicy, 'trust');
  const seconds = maxSessionDuration ?? MIN_SESSION_SECONDS;
  if (!Number.isInteger(seconds) || seconds < MIN_SESSION_SECONDS || seconds > MAX_SESSION_SECONDS) {
    throw new TypeError(
      `maxSessionDuration must be an integer from ${MIN_SESSION_SECONDS} to ${MAX_SESSION_SECONDS} seconds.`,
    );
  }
}
