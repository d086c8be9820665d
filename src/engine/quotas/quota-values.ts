/** Values of quotas: AWS's defaults, and the increases that are approved. */
import { RESOURCE_QUOTAS, type ResourceQuotaCode } from '../../model/quotas.ts';
import type { QuotaIncreaseRecord, QuotaIncreasesRecord, Settings } from '../../model/records.ts';
import { defaultRate, REQUEST_QUOTAS, type RequestQuota, type RequestQuotaCode } from '../../model/request-quotas.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import type { Reader } from '../transaction/reader.ts';

const NO_INCREASES: QuotaIncreasesRecord = { name: 'quotas', increases: [] };

/** An account in a Region. */
export interface QuotaPlace {
  readonly account: string;
  readonly region: string;
}

/** Reads the requests to increase quotas. */
export async function readQuotaIncreases(reader: Reader): Promise<QuotaIncreasesRecord> {
  const record = await reader.get('world', 'quotas');
  return record?.name === 'quotas' ? record : NO_INCREASES;
}

/** Returns the newest request to increase a quota, whether approved at `now` or not. */
export function findIncrease(
  { increases }: QuotaIncreasesRecord,
  code: string,
  { account, region }: QuotaPlace,
  isMeant: (increase: QuotaIncreaseRecord) => boolean = () => true,
): QuotaIncreaseRecord | undefined {
  return increases.findLast(
    (one) => one.code === code && one.account === account && one.region === region && isMeant(one),
  );
}

/** Returns the approved value of a quota at `now`, or `standard` if no increase is approved. */
export function appliedValue(
  record: QuotaIncreasesRecord,
  code: string,
  place: QuotaPlace,
  now: number,
  standard: number,
): number {
  if (record.increases.length === 0) return standard;
  return findIncrease(record, code, place, ({ approvedAt }) => approvedAt <= now)?.value ?? standard;
}

/** Returns the rate at which the sandbox throttles, in requests per second. */
export function enforcedRate(
  quota: RequestQuotaCode,
  place: QuotaPlace,
  now: number,
  record: QuotaIncreasesRecord,
  setting: Settings['requestQuotas'],
): number {
  const rate = appliedValue(record, quota, place, now, defaultRate(quota, place.region));
  const { shared }: RequestQuota = REQUEST_QUOTAS[quota];
  return shared && typeof setting === 'object' ? rate / setting.divideBy : rate;
}

/** Returns the value of a resource quota for an account in a Region. */
export async function resourceQuota(
  code: ResourceQuotaCode,
  place: QuotaPlace,
  { reader, now }: Pick<CallContext, 'reader' | 'now'>,
): Promise<number> {
  return appliedValue(await readQuotaIncreases(reader), code, place, now, RESOURCE_QUOTAS[code].value);
}
