import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { keyNames } from './event-parts.ts';
import { grantTickets, type GrantPicture } from './grant-ticket.ts';
import { loadEvents } from './load-events.ts';
import type { PictureSource } from './picture-source.ts';

/** Maximum number of grants in the picture: the newest. */
const MAX_GRANTS = 10;

/** Loads the customer managed keys, each with its grants. ListGrants would leave an event. */
export async function loadGrantTicket(source: PictureSource): Promise<GrantPicture> {
  const { strongroom, region } = source;
  const { sandbox } = strongroom;
  const [listed, events, { propagationDelaySeconds }, now] = await Promise.all([
    sandbox.keys.list(DEFAULT_ACCOUNT, region),
    loadEvents(source),
    sandbox.settings.get(),
    sandbox.clock.now(),
  ]);
  const all = grantTickets(events, propagationDelaySeconds);
  const tickets = all.slice(-MAX_GRANTS);
  const nameOf = keyNames(listed);
  const keys = listed
    .filter(({ manager }) => manager === 'CUSTOMER')
    .map(({ arn }) => ({ arn, name: nameOf(arn), tickets: tickets.filter(({ keyArn }) => keyArn === arn) }));
  return { keys, older: all.length - tickets.length, now: now.getTime() };
}
