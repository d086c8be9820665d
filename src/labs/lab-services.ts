/** The services of a sandbox, as steps of labs and checks use them. */
import { SERVICE_METHODS, type Services } from '../services/service-methods.ts';
import type { LedgerEntry } from './lab-facts.ts';
import type { LabServices } from './lab-ports.ts';
import type { LabValue } from './lab-value.ts';

type Method = (input: object) => Promise<unknown>;

/** Methods that take neither a caller nor a Region: the app and the ledger act for themselves. */
const WITHOUT_CALLER: ReadonlySet<string> = new Set(['ledger', 'orders']);

/**
 * Returns the port of labs to services. Pages that show a service must pass the same object: what a program holds in
 * memory is in that object.
 */
export function labServices(services: Services): LabServices {
  return {
    async call(service, method, input, { by, region }) {
      const known = Object.hasOwn(SERVICE_METHODS, service) ? SERVICE_METHODS[service as keyof Services] : {};
      if (!Object.hasOwn(known, method)) throw new TypeError(`No service has a method ${service}.${method}.`);
      const methods = services[service as keyof Services] as unknown as Readonly<Record<string, Method>>;
      const own = input as Readonly<Record<string, LabValue>>;
      const from = WITHOUT_CALLER.has(service) && method !== 'start' ? {} : { caller: by, region };
      return await methods[method]?.({ ...from, ...own });
    },
    ledger: async () => (await services.ledger.list()) as unknown as readonly LedgerEntry[],
  };
}
