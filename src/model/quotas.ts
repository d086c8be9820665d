/** Resource quotas of AWS KMS. Source: the guide's page "Resource quotas" and the error texts recorded for them. */

/** The limits, by name. */
export const QUOTAS = {
  /** Customer managed keys per account and Region. */
  keys: 100_000,
  /** Aliases per key; `aws/` aliases do not count. */
  aliasesPerKey: 50,
  /** Bytes of a key policy document. */
  policyBytes: 32_768,
  /** Tags per key. */
  tagsPerKey: 50,
  /** Grants per customer managed key. */
  grantsPerKey: 50_000,
  /** On-demand rotations in the life of a key. */
  onDemandRotations: 25,
  /** Pairs of an encryption context in a grant constraint, and characters of a value there. */
  constraintPairs: 8,
  constraintValue: 384,
} as const;

/** The sentence of a LimitExceededException, in the form recorded for aliases. */
export function quotaText(quota: string, limit: number, usage: number): string {
  return `${quota} quota for this account in this region is ${limit}, current usage is ${usage}.`;
}
