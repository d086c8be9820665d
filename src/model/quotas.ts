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
  /** Custom key stores per account and Region, of both types. */
  customKeyStores: 10,
  /** Pairs of an encryption context in a grant constraint, and maximum length of a value there in characters. */
  constraintPairs: 8,
  constraintValue: 384,
} as const;

/** One resource quota of Service Quotas. */
export interface ResourceQuota {
  /** Name in error texts. */
  readonly name: string;
  /** Quota code in Service Quotas. Omitted if it is not publicly known. */
  readonly awsCode?: `L-${string}`;
  /** AWS's default. */
  readonly value: number;
  /** What is counted. */
  readonly scope: 'account and Region' | 'key';
  readonly unit?: 'bytes';
  readonly adjustable: boolean;
  readonly error: 'LimitExceededException' | 'TagException';
}

/**
 * Resource quotas by code. Codes are those of the sandbox: the Service Quotas codes of some quotas are not publicly
 * known. Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export const RESOURCE_QUOTAS = {
  Keys: {
    name: 'AWS KMS keys',
    awsCode: 'L-C2F1777E',
    value: QUOTAS.keys,
    scope: 'account and Region',
    adjustable: true,
    error: 'LimitExceededException',
  },
  AliasesPerKey: {
    name: 'Aliases per key',
    awsCode: 'L-340F62FB',
    value: QUOTAS.aliasesPerKey,
    scope: 'key',
    adjustable: true,
    error: 'LimitExceededException',
  },
  GrantsPerKey: {
    name: 'Grants per key',
    awsCode: 'L-D594A657',
    value: QUOTAS.grantsPerKey,
    scope: 'key',
    adjustable: true,
    error: 'LimitExceededException',
  },
  CustomKeyStores: {
    name: 'Custom key stores',
    awsCode: 'L-F33DCFEB',
    value: QUOTAS.customKeyStores,
    scope: 'account and Region',
    adjustable: true,
    error: 'LimitExceededException',
  },
  KeyPolicySize: {
    name: 'Key policy document size',
    value: QUOTAS.policyBytes,
    scope: 'key',
    unit: 'bytes',
    adjustable: false,
    error: 'LimitExceededException',
  },
  OnDemandRotationsPerKey: {
    name: 'On-demand rotations per key',
    awsCode: 'L-0E66C9C0',
    value: QUOTAS.onDemandRotations,
    scope: 'key',
    adjustable: false,
    error: 'LimitExceededException',
  },
  TagsPerKey: {
    name: 'Tags per key',
    value: QUOTAS.tagsPerKey,
    scope: 'key',
    adjustable: false,
    error: 'TagException',
  },
} as const satisfies Record<string, ResourceQuota>;

/** A code of RESOURCE_QUOTAS. */
export type ResourceQuotaCode = keyof typeof RESOURCE_QUOTAS;

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
