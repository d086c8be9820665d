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
  /** Grants per customer managed key. */
  grantsPerKey: 50_000,
  /** On-demand rotations over the lifetime of a key. */
  onDemandRotations: 25,
  /** Pairs of an encryption context in a grant constraint, and maximum length of a value there in characters. */
  constraintPairs: 8,
  constraintValue: 384,
} as const;

/** Message of a LimitExceededException, in the form recorded for aliases. */
export function quotaText(quota: string, limit: number, usage: number): string {
  return `${quota} quota for this account in this region is ${limit}, current usage is ${usage}.`;
}
