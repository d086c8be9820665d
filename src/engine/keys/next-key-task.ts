/** What the simulated clock will do to a key next. */
import type { KeyRecord } from '../../model/records.ts';
import type { UpcomingKeyTask } from '../../model/upcoming-tasks.ts';

/** A task of a key, and its time in milliseconds since 1970. */
export interface KeyTask {
  readonly kind: UpcomingKeyTask['kind'];
  readonly at: number;
}

/**
 * Returns the time of the next automatic rotation. Only an enabled key rotates, and of related multi-Region keys only
 * the primary key, which rotates all. Sources: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotating-multi-region-keys.html
 */
function rotationAt({ rotation, state, multiRegion, region }: KeyRecord): number | undefined {
  const isShared = multiRegion !== undefined && multiRegion.primary !== region;
  return state === 'Enabled' && !isShared ? rotation?.nextAt : undefined;
}

/** Time of each kind of task. Of tasks with the same time, the first in this table runs first. */
const TIMES: Readonly<Record<KeyTask['kind'], (key: KeyRecord) => number | undefined>> = {
  'state-change': ({ transition }) => transition?.at,
  'material-expiry': ({ materialExpiresAt }) => materialExpiresAt,
  deletion: ({ deletionAt }) => deletionAt,
  rotation: rotationAt,
};

/** Returns the tasks of a key in the order in which they run. */
export function keyTasks(key: KeyRecord): readonly KeyTask[] {
  const kinds = Object.keys(TIMES) as KeyTask['kind'][];
  return kinds
    .flatMap((kind) => {
      const at = TIMES[kind](key);
      return at === undefined ? [] : [{ kind, at }];
    })
    .sort((one, other) => one.at - other.at);
}

/** Returns the next task of a key, or undefined if there is none. */
export function nextKeyTask(key: KeyRecord): KeyTask | undefined {
  return keyTasks(key)[0];
}
