/** Changes that are not KMS calls: directory, clock, settings. They commit like calls, without an event. */
import type { Change } from '../../model/records.ts';
import type { GroupCommitter } from './group-commit.ts';
import type { Reader, ReadCache } from './reader.ts';

/** Result of one administrative action: changes, and the value to return once they are stored. */
export interface TransactionResult<T> {
  readonly changes: readonly Change[];
  readonly value: T;
}

/** Runs `act` until what it read is unchanged when its changes are stored. Actions without changes only read. */
export async function runTransaction<T>(
  cache: ReadCache,
  commits: GroupCommitter,
  act: (reader: Reader) => Promise<TransactionResult<T>>,
): Promise<T> {
  for (;;) {
    await commits.refresh();
    const reader = cache.openReader();
    try {
      const { changes, value } = await act(reader);
      const isDone =
        changes.length === 0 ? !reader.isStale : (await commits.submit(reader, { changes, events: [] })) !== undefined;
      if (isDone) return value;
    } finally {
      cache.close(reader);
    }
  }
}
