import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { servicesOf } from '../page/services-of.ts';
import { heartbeatOf, statePlaces, type KeyLifecycle } from './key-lifecycle.ts';
import type { PictureSource } from './picture-source.ts';

/** Newest events of a key that are searched for changes of its state. */
const MAX_EVENTS = 1000;

/** Loads the customer managed keys by state, and the heartbeat of the app. Calls no KMS. */
export async function loadKeyLifecycle({ strongroom, region }: PictureSource): Promise<KeyLifecycle> {
  const { sandbox } = strongroom;
  const [keys, app, now] = await Promise.all([
    sandbox.keys.list(DEFAULT_ACCOUNT, region),
    servicesOf(strongroom).ledger.list({ kind: 'appEvent' }),
    sandbox.clock.now(),
  ]);
  const arns = [...new Set(app.flatMap(({ key }) => (key === undefined ? [] : [key])))];
  // Newest first, and events of one millisecond in their order.
  const pages = await Promise.all(arns.map((keyArn) => sandbox.events.query({ keyArn, limit: MAX_EVENTS })));
  const events = pages.flatMap((page) => page.events.toReversed());
  const heartbeat = heartbeatOf(app, events);
  return {
    places: statePlaces(keys.filter(({ manager }) => manager === 'CUSTOMER')),
    now: now.getTime(),
    ...(heartbeat && { heartbeat }),
  };
}
