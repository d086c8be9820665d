/** The progress of labs in the storage of the browser. All tabs share it. */
import type { LabStore } from '../../labs/lab-ports.ts';

/** What the names of the stored items begin with. */
export const RUN_PREFIX = 'strongroom.labs.run.';

/** Where the browser stores nothing: as long as the page lives. */
const inMemory = new Map<string, string>();

/** The last part that runs alone, by lab: where the browser has no locks. */
const lastAlone = new Map<string, Promise<unknown>>();

/** Runs one part of a lab after the other, in this page. */
function runInOrder<T>(lab: string, run: () => Promise<T>): Promise<T> {
  const result = (lastAlone.get(lab) ?? Promise.resolve()).then(run);
  lastAlone.set(
    lab,
    result.catch(() => undefined),
  );
  return result;
}

/** Whether the store over `storage` has a run of the lab. */
export function hasRun(storage: Pick<Storage, 'getItem'> | undefined, lab: string): boolean {
  return inMemory.has(lab) || (storage?.getItem(RUN_PREFIX + lab) ?? null) !== null;
}

/** Whether the browser did not store the progress of a lab: a reload loses it. */
export const isKeptInMemory = (lab: string): boolean => inMemory.has(lab);

/**
 * A store over `storage`.
 * @param locks of the browser, over all tabs. It has none on a page that is not a secure context: calls
 *   of this page alone are then in order.
 */
export function createLabStore(
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined,
  locks: Pick<LockManager, 'request'> | null = (navigator as Partial<Navigator>).locks ?? null,
): LabStore {
  return {
    read(lab) {
      try {
        const text = inMemory.get(lab) ?? storage?.getItem(RUN_PREFIX + lab);
        return Promise.resolve(text ? (JSON.parse(text) as unknown) : undefined);
      } catch {
        // Not JSON: as if the lab had not been started.
        return Promise.resolve(undefined);
      }
    },
    write(lab, value) {
      const text = JSON.stringify(value);
      inMemory.delete(lab);
      try {
        if (storage) storage.setItem(RUN_PREFIX + lab, text);
        else inMemory.set(lab, text);
      } catch {
        inMemory.set(lab, text);
      }
      return Promise.resolve();
    },
    exclusive: (lab, run) => (locks ? locks.request(RUN_PREFIX + lab, run) : runInOrder(lab, run)),
  };
}
