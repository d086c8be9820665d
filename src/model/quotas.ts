/**
 * Resource quotas of AWS KMS. Error texts as recorded (test/conformance/errors.test.ts). Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html#aliases-per-key
 */

/** Quotas by name. */
export const QUOTAS = {
  /** Customer managed keys per account and Region. */
  keys: 100_000,
  /** Aliases per key. `aws/` aliases do not count. */
  aliasesPerKey: 50,
  /** Key policy size in bytes. */
  policyBytes: 32_768,
  /** Tags per key. */
  tagsPerKey: 50,
  /** Tags of a principal or a session, and maximum lengths of a key and a value there in UTF-16 units. */
  tagsPerPrincipal: 50,
  tagKeyLength: 128,
  tagValueLength: 256,
  /** Grants per customer managed key. */
  grantsPerKey: 50_000,
  /** On-demand rotations over the lifetime of a key. */
  onDemandRotations: 25,
  /** Pairs of an encryption context in a grant constraint, and maximum length of a value there in characters. */
  constraintPairs: 8,
  constraintValue: 384,
} as const;

/**
 * Maximum size of a request in UTF-16 units: of an HTTP body, and of all texts in an input of the typed client. AWS
 * publishes no maximum. Exceeds every KMS request: a policy of the maximum length with every character escaped fits.
 */
export const MAX_REQUEST_LENGTH = 2 ** 20;

/** Maximum number of characters of a key policy in an input. The quota in bytes is smaller. */
export const MAX_POLICY_LENGTH = 131_072;

/** Message of a LimitExceededException, in the form recorded for aliases. */
export function quotaText(quota: string, limit: number, usage: number): string {
  return `${quota} quota for this account in this region is ${limit}, current usage is ${usage}.`;
}
