/** Lists the keys of the sandbox of a lab. */
import { parseArn } from '../model/arn.ts';
import type { Sandbox } from '../model/sandbox.ts';
import type { EventFact } from './event-facts.ts';
import type { KeyFact } from './lab-facts.ts';
import { memberAt } from './scope.ts';

/** Accounts and Regions, as `account region`. */
export type Places = ReadonlySet<string>;

/** Returns the places in which events, or the replicas that they create, are. */
export function placesOf(events: readonly EventFact[]): Places {
  const places = new Set<string>();
  for (const { account, region, keys, record, operation } of events) {
    places.add(`${account} ${region}`);
    for (const arn of keys) {
      const parsed = parseArn(arn);
      if (parsed !== undefined) places.add(`${parsed.account} ${parsed.region}`);
    }
    const replica = operation === 'ReplicateKey' ? memberAt(record, 'requestParameters.replicaRegion') : undefined;
    if (typeof replica === 'string') places.add(`${account} ${replica}`);
  }
  return places;
}

/** Lists the keys in places. It leaves no event. */
export async function readKeys({ keys }: Pick<Sandbox, 'keys'>, places: Places): Promise<readonly KeyFact[]> {
  const lists = await Promise.all(
    [...places].map(async (place) => {
      const [account = '', region = ''] = place.split(' ');
      const listed = await keys.list(account, region);
      return listed.map((key) => ({ ...key, account, region }) as unknown as KeyFact);
    }),
  );
  return lists.flat();
}
