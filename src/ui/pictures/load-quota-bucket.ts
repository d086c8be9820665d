import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import type { PictureSource } from './picture-source.ts';
import { quotaBuckets, type QuotaBuckets } from './quota-bucket.ts';

/** Newest events that are counted. */
const MAX_EVENTS = 1000;

/** Loads the request quotas of the accounts and Regions that were called, and their calls. Calls no KMS. */
export async function loadQuotaBucket({ strongroom, region }: PictureSource): Promise<QuotaBuckets> {
  const { sandbox } = strongroom;
  const { events, next } = await sandbox.events.query({ limit: MAX_EVENTS });
  const places = new Map([[`${DEFAULT_ACCOUNT}/${region}`, { account: DEFAULT_ACCOUNT, region }]]);
  for (const { record, sidecar } of events)
    if (sidecar?.quotaAccount !== undefined)
      places.set(`${sidecar.quotaAccount}/${record.awsRegion}`, {
        account: sidecar.quotaAccount,
        region: record.awsRegion,
      });
  const quotas = await Promise.all([...places.values()].map((place) => sandbox.quotas.list(place)));
  return { buckets: quotaBuckets(quotas.flat(), events), isPartial: next !== undefined };
}
