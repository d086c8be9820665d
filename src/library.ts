/** Shared by both entries of the library: the Strongroom object with its envelope. */
import type { Strongroom } from './client/strongroom.ts';
import { createEnvelope, type Envelope } from './envelope/envelope.ts';
import type { EnvelopeDependencies } from './envelope/envelope-kms.ts';

/** The public object, also `globalThis.strongroom` on the page: `Strongroom` plus `envelope`. */
export type StrongroomLibrary = Omit<Strongroom, 'world'> & {
  readonly envelope: Envelope;
  world(id: string): StrongroomLibrary;
};

/**
 * Adds `envelope` to a client and to its other sandboxes.
 * @param others dependencies of the envelope other than KMS, such as the hash worker
 */
export function withEnvelope(
  strongroom: Strongroom,
  others: Omit<EnvelopeDependencies, 'kmsFor'> = {},
): StrongroomLibrary {
  return {
    ...strongroom,
    envelope: createEnvelope((region, caller) => strongroom.kms(region, caller), others),
    world: (id) => withEnvelope(strongroom.world(id), others),
  };
}
