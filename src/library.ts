/** What both entries of the library give: the Strongroom object with its envelope. */
import type { Strongroom } from './client/strongroom.ts';
import { createEnvelope, type Envelope } from './envelope/envelope.ts';
import type { EnvelopeDependencies } from './envelope/envelope-kms.ts';

/** One world with its envelope: what `globalThis.strongroom` is on the page. */
export type StrongroomLibrary = Omit<Strongroom, 'world'> & {
  readonly envelope: Envelope;
  world(id: string): StrongroomLibrary;
};

/** `strongroom` with its envelope, and so each of its worlds. `others`: what an envelope is given beside KMS. */
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
