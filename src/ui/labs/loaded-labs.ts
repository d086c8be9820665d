/** The labs that were loaded from files, in the storage of the browser. */
import type { Lab } from '../../labs/lab.ts';
import { isShownSandbox, LAB_PREFIX } from '../page/shown-sandbox.ts';

const PLACE = 'strongroom.labs.loaded';

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

/** Whether a stored value has what a list shows of a lab. The whole lab was checked when it was loaded. */
function isLab(value: unknown): value is Lab {
  const { form, id, tasks, texts } = Object(value) as Partial<Record<keyof Lab, unknown>>;
  return (
    form === 1 &&
    typeof id === 'string' &&
    isShownSandbox(`${LAB_PREFIX}${id}`) &&
    Array.isArray(tasks) &&
    typeof (Object(texts) as { en?: { title?: unknown } }).en?.title === 'string'
  );
}

/** Stores labs that were loaded from files. */
export class LoadedLabs {
  readonly #storage: Kept | undefined;

  constructor(storage: Kept | undefined) {
    this.#storage = storage;
  }

  /** The labs, oldest first. Invalid ones are left out. */
  all(): readonly Lab[] {
    try {
      const value: unknown = JSON.parse(this.#storage?.getItem(PLACE) ?? '[]');
      return Array.isArray(value) ? value.filter(isLab) : [];
    } catch {
      return [];
    }
  }

  /** Stores a lab in place of an earlier one of its ID. Returns false if the browser did not store it. */
  add(lab: Lab): boolean {
    return this.#keep([...this.all().filter(({ id }) => id !== lab.id), lab]);
  }

  remove(id: string): void {
    this.#keep(this.all().filter((lab) => lab.id !== id));
  }

  #keep(labs: readonly Lab[]): boolean {
    try {
      this.#storage?.setItem(PLACE, JSON.stringify(labs));
      return this.#storage !== undefined;
    } catch {
      return false;
    }
  }
}
