/**
 * Arguments and results of `sandbox.quotas`: what Service Quotas shows and does for AWS KMS, and the request quotas of
 * STS and CloudTrail.
 */
import type { ResourceQuotaCode } from './quotas.ts';
import type { RequestQuotaCode } from './request-quotas.ts';
import type { KeySpec } from './sdk.ts';
import type { ServiceName } from './services/service-call.ts';

/** Code of a quota. */
export type QuotaCode = RequestQuotaCode | ResourceQuotaCode;

/** Which quotas to list. */
export interface QuotaListOptions {
  /** Default: the default account. */
  readonly account?: string;
  /** Default: `us-east-1`. */
  readonly region?: string;
}

/** Input of `sandbox.quotas.requestIncrease`. */
export interface QuotaIncreaseInput extends QuotaListOptions {
  /** `code` or `awsCode` of a listed quota. */
  readonly code: string;
  /** The new value, greater than the present one. */
  readonly value: number;
}

/** A request to increase a quota. Times are simulated time in milliseconds since 1970. */
export interface QuotaIncrease {
  readonly id: string;
  readonly code: QuotaCode;
  readonly account: string;
  readonly region: string;
  readonly value: number;
  /** Status in Service Quotas. A pending request is approved at `approvedAt`. */
  readonly status: 'PENDING' | 'APPROVED';
  readonly requestedAt: number;
  readonly approvedAt: number;
}

/** How much of its request quota a custom key store has left. */
export interface KeyStoreQuotaLevel {
  /** CustomKeyStoreId. */
  readonly id: string;
  readonly name: string;
  /** How many requests the quota allows at this time. Omitted if request quotas are off. */
  readonly level?: number;
}

/** A quota of an account in a Region. */
export interface QuotaView {
  readonly code: QuotaCode;
  /** Quota code in Service Quotas. Omitted if it is not publicly known. */
  readonly awsCode?: string;
  /** Name in Service Quotas; of STS and CloudTrail, a description. */
  readonly name: string;
  readonly kind: 'request' | 'resource';
  readonly account: string;
  readonly region: string;
  /** `requests per second`, `bytes`, or what is counted: `count`. */
  readonly unit: 'requests per second' | 'bytes' | 'count';
  /** What the value applies to. */
  readonly scope: 'account and Region' | 'key' | 'custom key store';
  /** AWS's default in this Region. */
  readonly default: number;
  /** The default, or the value of the last approved increase. */
  readonly value: number;
  /** Whether AWS increases it on request. */
  readonly adjustable: boolean;
  /** The newest request to increase it. */
  readonly increase?: QuotaIncrease;
  /**
   * Request quotas: the rate that the sandbox enforces, which is `value`, divided if the setting `requestQuotas`
   * divides the quota. Omitted if request quotas are off.
   */
  readonly enforced?: number;
  /**
   * Request quotas of the account: how many requests the quota allows at this time. Omitted if request quotas are off.
   */
  readonly level?: number;
  /** Request quotas of custom key stores: each key store of the account in the Region, with its level. */
  readonly keyStores?: readonly KeyStoreQuotaLevel[];
  /** Resource quotas of account and Region: how many exist. */
  readonly used?: number;
  /** Request quotas: the operations that count: of AWS KMS, or of `service`. */
  readonly operations?: readonly string[];
  /** The service that has the quota. Omitted: AWS KMS. */
  readonly service?: ServiceName;
  /** Shared request quotas: the key specs of the keys whose use counts. */
  readonly keySpecs?: readonly KeySpec[];
}

/**
 * Error names of Service Quotas that `requestIncrease` rejects with. Source:
 * https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html
 */
export type ServiceQuotasErrorName =
  'IllegalArgumentException' | 'NoSuchResourceException' | 'QuotaExceededException' | 'ResourceAlreadyExistsException';
