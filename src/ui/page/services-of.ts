/** The services of a sandbox, one object per client: an app of them has its data key in memory. */
import type { Strongroom } from '../../client/strongroom.ts';
import type { Services } from '../../services/service-methods.ts';
import { createServices } from '../../services/services.ts';

const known = new WeakMap<Strongroom, Services>();

/** Returns the services of a client: its own, if it has them, so that the console of the browser shares them. */
export function servicesOf(strongroom: Strongroom & { readonly services?: Services }): Services {
  const services = strongroom.services ?? known.get(strongroom) ?? createServices(strongroom);
  known.set(strongroom, services);
  return services;
}
