/** `strongroom.services`: stand-ins for AWS services over one sandbox. Their code is loaded by the first call. */
import { SERVICE_METHODS, type Services } from './service-methods.ts';
import type { ServiceSandbox } from './service-store.ts';

type AnyMethod = (...args: readonly never[]) => Promise<unknown>;
type AnyServices = Readonly<Record<string, Readonly<Record<string, AnyMethod>>>>;

/** Returns an object with a member for each name in a table. */
function mapNames<T>(table: object, make: (name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.keys(table).map((name) => [name, make(name)]));
}

/** Creates the services of a sandbox. Programs that share what they hold in memory share this object. */
export function createServices(strongroom: ServiceSandbox): Services {
  let loading: Promise<Services> | undefined;
  const load = (): Promise<unknown> =>
    (loading ??= import('./load-services.ts').then(({ loadServices }) => loadServices(strongroom)));
  return mapNames(SERVICE_METHODS, (service) =>
    mapNames(
      SERVICE_METHODS[service as keyof Services],
      (method): AnyMethod =>
        async (...args) =>
          ((await load()) as AnyServices)[service]?.[method]?.(...args),
    ),
  ) as unknown as Services;
}
