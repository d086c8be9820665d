/**
 * Request quotas of calls of STS and CloudTrail. A call counts for the account of its caller, also if it assumes a role
 * of another account; calls of AWS services do not count. Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
import type { CallSidecar } from '../../model/audit.ts';
import type { QuotaIncreasesRecord, Settings } from '../../model/records.ts';
import { serviceQuota } from '../../model/request-quotas.ts';
import type { ServiceCall } from '../../model/services/service-call.ts';
import type { Caller } from '../pipeline/caller.ts';
import { enforcedRate } from './quota-values.ts';
import type { BucketRate, RequestCharge, TokenBuckets } from './token-buckets.ts';

/** The quota of a call, and its reservation. */
export interface ServiceMetering {
  readonly sidecar: CallSidecar;
  /** The reservation to release at the end of the attempt. Undefined: the quota is used up. */
  readonly charge?: RequestCharge;
}

/** What throttling reads next to the call. */
export interface ServiceThrottling {
  readonly caller: Caller;
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
  readonly setting: Settings['requestQuotas'];
  readonly increases: QuotaIncreasesRecord;
}

/** Reserves one request of the quota of a call. Undefined: the call counts for none. */
export async function throttleService(
  buckets: TokenBuckets,
  { service, operation, region }: ServiceCall,
  { caller, now, setting, increases }: ServiceThrottling,
): Promise<ServiceMetering | undefined> {
  const quota = caller.principal.kind === 'service' ? undefined : serviceQuota(service, operation);
  if (quota === undefined) return undefined;
  const { account } = caller;
  const rate: BucketRate = {
    bucket: buckets.bucket(account, region, quota),
    perSecond: enforcedRate(quota, { account, region }, now, increases, setting),
  };
  await buckets.find(rate, now);
  const charge: RequestCharge = { rates: [rate], at: now };
  const { sidecar } = rate.bucket;
  return buckets.reserve(charge) === undefined ? { sidecar, charge } : { sidecar };
}
