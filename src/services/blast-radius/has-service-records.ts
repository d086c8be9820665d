/** Whether a report would have anything to say: a few short reads, without the code of the services. */
import type { ServiceSandbox } from '../service-store.ts';

/** Scopes of which each dependent that services or the ledger record has at least one record. */
const SCOPES: readonly { readonly scope: string; readonly prefix?: string }[] = [
  { scope: 's3/buckets' },
  { scope: 'tenants/tables' },
  { scope: 'secrets/secrets' },
  { scope: 'orders/app' },
  { scope: 'volumes/volumes' },
  { scope: 'ledger', prefix: 'item/' },
  { scope: 'ledger', prefix: 'dataKey/' },
];

/** Whether the sandbox has records of something that can depend on a key. */
export async function hasServiceRecords({ sandbox }: ServiceSandbox): Promise<boolean> {
  const pages = await Promise.all(SCOPES.map((query) => sandbox.serviceRecords.list({ ...query, limit: 1 })));
  return pages.some(({ records }) => records.length > 0);
}
