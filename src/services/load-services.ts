/** Creates all services of a sandbox. Loaded by the first call of one. */
import { createLedger } from './ledger/ledger.ts';
import { createObjectStore } from './object-store/object-store.ts';
import { createTenantTable } from './tenant-table/tenant-table.ts';
import type { ServiceSandbox } from './service-store.ts';
import type { Services } from './services.ts';

/** Creates the services of a sandbox. */
export function loadServices(strongroom: ServiceSandbox): Services {
  return {
    ledger: createLedger(strongroom),
    objectStore: createObjectStore(strongroom),
    tenantTable: createTenantTable(strongroom),
  };
}
