import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { servicesOf } from '../page/services-of.ts';
import { keyNames } from './event-parts.ts';
import { loadEvents } from './load-events.ts';
import { MAX_ENVELOPES, envelopesOf, filesOf, recipientsOf, type EnvelopePicture } from './nested-envelopes.ts';
import type { PictureSource } from './picture-source.ts';

/** Loads the files of the ledger, and the ciphertexts of the audit log by their keys. */
export async function loadNestedEnvelopes(source: PictureSource): Promise<EnvelopePicture> {
  const { strongroom, region } = source;
  const [keys, events, items] = await Promise.all([
    strongroom.sandbox.keys.list(DEFAULT_ACCOUNT, region),
    loadEvents(source),
    servicesOf(strongroom).ledger.list({ kind: 'item' }),
  ]);
  const nameOf = keyNames(keys);
  const all = filesOf(items, keys, nameOf);
  const files = all.slice(-MAX_ENVELOPES);
  return {
    files,
    olderFiles: all.length - files.length,
    recipients: recipientsOf(keys, envelopesOf(events), nameOf),
    nameOf,
  };
}
