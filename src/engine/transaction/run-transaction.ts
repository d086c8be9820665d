/** Changes that are no KMS call: the directory, the clock, the settings. They commit as calls do, without an event. */
import type { Change } from '../../model/records.ts';
import type { Commits } from './group-commit.ts';
import type { Reader, WorldCache } from './reader.ts';

/** What one administrative act wants: changes, and the answer once they are stored. */
export interface Act<T> {
  readonly changes: readonly Change[];
  readonly value: T;
}

/** Runs `act` until what it read is still true when its changes are stored. Acts without changes only read. */
export async function administer<T>(
  cache: WorldCache,
  commits: Commits,
  act: (reader: Reader) => Promise<Act<T>>,
): Promise<T> {
  for (;;) {
    await commits.refresh();
    const reader = cache.open();
    try {
      const { changes, value } = await act(reader);
      const isDone =
        changes.length === 0 ? !reader.stale : (await commits.submit(reader, { changes, events: [] })) !== undefined;
      if (isDone) return value;
    } finally {
      cache.close(reader);
    }
  }
}
