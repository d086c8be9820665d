/** Loads what the Quotas page shows: quotas with their levels, and the recent calls that counted. */
import type { Strongroom } from '../../client/strongroom.ts';
import type { Settings } from '../../model/records.ts';
import type { QuotaView } from '../../model/service-quotas.ts';
import { usageByQuota, type QuotaUsage } from './quota-usage.ts';

/** How far back calls are counted, in simulated time. */
export const RECENT_SECONDS = 10;

/** The maximum number of events of one page of the audit log. */
export const MAX_EVENTS = 1000;

/** What the page shows. */
export interface QuotaData {
  readonly quotas: readonly QuotaView[];
  readonly usage: ReadonlyMap<string, QuotaUsage>;
  /** Whether `usage` counts only the newest of the recent events. */
  readonly isUsagePartial: boolean;
  readonly setting: Settings['requestQuotas'];
  readonly isPaused: boolean;
}

/** Loads the quotas of an account in a Region. */
export async function loadQuotas(
  { sandbox }: Strongroom,
  { account, region }: { readonly account: string; readonly region: string },
): Promise<QuotaData> {
  const [quotas, settings, { now, paused }] = await Promise.all([
    sandbox.quotas.list(account ? { account, region } : { region }),
    sandbox.settings.get(),
    sandbox.clock.state(),
  ]);
  const from = now.getTime() - RECENT_SECONDS * 1000;
  const { events, next } = await sandbox.events.query({ region, from, limit: MAX_EVENTS });
  return {
    quotas,
    usage: usageByQuota(events, account || settings.defaultAccount, quotas),
    isUsagePartial: next !== undefined,
    setting: settings.requestQuotas,
    isPaused: paused,
  };
}
