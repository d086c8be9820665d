/** `strongroom.services`: stand-ins for AWS services over one sandbox. Their code is loaded by the first call. */
import { SERVICE_METHODS, type Services } from './service-methods.ts';
import type { ServiceSandbox } from './service-store.ts';

type AnyMethod = (...args: readonly never[]) => Promise<unknown>;

/** Creates the services of a sandbox. Programs that share what they hold in memory share this object. */
export function createServices(strongroom: ServiceSandbox): Services {
  let loading: Promise<Services> | undefined;
  const load = async (): Promise<Services> => {
    loading ??= import('./load-services.ts').then(({ loadServices }) => loadServices(strongroom));
    return loading;
  };
  const lazy = (service: keyof Services): unknown =>
    Object.fromEntries(
      Object.keys(SERVICE_METHODS[service]).map((method) => [
        method,
        async (...args: readonly never[]) => {
          const loaded = (await load())[service] as unknown as Readonly<Record<string, AnyMethod>>;
          return (loaded[method] as AnyMethod)(...args);
        },
      ]),
    );
  return Object.fromEntries(
    Object.keys(SERVICE_METHODS).map((service) => [service, lazy(service as keyof Services)]),
  ) as unknown as Services;
}
