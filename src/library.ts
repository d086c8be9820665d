/** Shared by both entries of the library: the Strongroom object with its envelope and services. */
import type { Strongroom } from './client/strongroom.ts';
import { createEnvelope, type Envelope } from './envelope/envelope.ts';
import type { EnvelopeDependencies } from './envelope/envelope-kms.ts';
import type { Services } from './services/service-methods.ts';
import { createServices } from './services/services.ts';

/** The public object, also `globalThis.strongroom` on the page: `Strongroom` plus `envelope` and `services`. */
export type StrongroomLibrary = Omit<Strongroom, 'world'> & {
  readonly envelope: Envelope;
  /** Stand-ins for AWS services that use KMS, and the ledger of what programs hold. */
  readonly services: Services;
  /** Returns the API of another sandbox: the same object each time. */
  world(id: string): StrongroomLibrary;
};

/**
 * Adds `envelope` and `services` to a client and to its other sandboxes.
 * @param others dependencies of the envelope other than KMS, such as the hash worker
 */
export function withEnvelope(
  strongroom: Strongroom,
  others: Omit<EnvelopeDependencies, 'kmsFor'> = {},
): StrongroomLibrary {
  // One object per sandbox: an app of the services has its data key in memory.
  const worlds = new Map<string, StrongroomLibrary>();
  const wrap = (client: Strongroom): StrongroomLibrary => {
    const library = {
      ...client,
      envelope: createEnvelope((region, caller) => client.kms(region, caller), others),
      services: createServices(client),
      world: (id: string) => worlds.get(id) ?? wrap(client.world(id)),
    };
    worlds.set(client.id, library);
    return library;
  };
  return wrap(strongroom);
}
