/** Creates all services of a sandbox. Loaded by the first call of one. */
import { checkServiceInput } from './check-service-input.ts';
import { createBlastRadius } from './blast-radius/blast-radius.ts';
import { createLedger } from './ledger/ledger.ts';
import { createObjectStore } from './object-store/object-store.ts';
import { createOrders } from './orders/orders.ts';
import { createSecretStore } from './secret-store/secret-store.ts';
import type { ServiceSandbox } from './service-store.ts';
import type { Services } from './service-methods.ts';
import { createTenantTable } from './tenant-table/tenant-table.ts';
import { createVolumes } from './volumes/volumes.ts';

/** Creates the services of a sandbox. */
export function loadServices(strongroom: ServiceSandbox): Services {
  const ledger = createLedger(strongroom);
  return withChecks({
    ledger,
    objectStore: createObjectStore(strongroom),
    tenantTable: createTenantTable(strongroom, ledger),
    secretStore: createSecretStore(strongroom),
    orders: createOrders(strongroom, ledger),
    volumes: createVolumes(strongroom, ledger),
    blastRadius: createBlastRadius(strongroom, ledger),
  });
}

type AnyMethod = (input?: unknown) => Promise<unknown>;

/** Returns the services with methods that check their input first. */
function withChecks(services: Services): Services {
  const checked = Object.entries(services).map(([service, methods]) => {
    const own = Object.entries(methods as unknown as Readonly<Record<string, AnyMethod>>).map(
      ([method, call]): [string, AnyMethod] => [
        method,
        (input) => {
          checkServiceInput(service, method, input);
          return call(input);
        },
      ],
    );
    return [service, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(checked) as unknown as Services;
}
