import type { KeyListing } from '../../model/contract.ts';
import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { servicesOf } from '../page/services-of.ts';
import { dataKeysOf, unrecoverableItems, type DataKeyPicture } from './data-key-copies.ts';
import { keyNames } from './event-parts.ts';
import { loadEvents } from './load-events.ts';
import type { PictureSource } from './picture-source.ts';

/** Maximum number of data keys in the picture: the newest. */
const MAX_DATA_KEYS = 6;

/** Loads the data keys of the audit log, and what programs hold of them. */
export async function loadDataKeyCopies(source: PictureSource): Promise<DataKeyPicture> {
  const { strongroom, region } = source;
  const { ledger } = servicesOf(strongroom);
  const [keys, events, held, items] = await Promise.all([
    strongroom.sandbox.keys.list(DEFAULT_ACCOUNT, region),
    loadEvents(source),
    ledger.list({ kind: 'dataKey' }),
    ledger.list({ kind: 'item' }),
  ]);
  const entries = [...held, ...items];
  const all = dataKeysOf(events, entries);
  const dataKeys = all.slice(-MAX_DATA_KEYS);
  const nameOf = keyNames(keys);
  const isMaker = ({ manager, spec }: KeyListing): boolean => manager === 'CUSTOMER' && spec === 'SYMMETRIC_DEFAULT';
  return {
    keys: keys.filter(isMaker).map(({ arn }) => nameOf(arn)),
    dataKeys,
    older: all.length - dataKeys.length,
    unrecoverable: unrecoverableItems(entries),
    nameOf,
  };
}
