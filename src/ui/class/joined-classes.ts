/** The classes that were joined in this browser. */
import { classWorld, type ClassFile } from '../../class/class-file.ts';
import { isShownSandbox } from '../page/shown-sandbox.ts';

const PLACE = 'strongroom.classes';

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

/** A class that was joined. */
export interface JoinedClass {
  readonly file: ClassFile;
  /** Real time in milliseconds since 1970. */
  readonly joinedAt: number;
}

/** Whether a stored value has what the pages show. The whole file was checked before it was stored. */
function isJoined(value: unknown): value is JoinedClass {
  const { file, joinedAt } = Object(value) as { file?: unknown; joinedAt?: unknown };
  const { form, id, title, labs } = Object(file) as Partial<Record<keyof ClassFile, unknown>>;
  return (
    typeof joinedAt === 'number' &&
    form === 1 &&
    typeof id === 'string' &&
    isShownSandbox(classWorld(id)) &&
    typeof title === 'string' &&
    Array.isArray(labs) &&
    labs.every((lab) => typeof lab === 'string')
  );
}

/** Stores the classes that were joined. */
export class JoinedClasses {
  readonly #storage: Kept | undefined;

  constructor(storage: Kept | undefined) {
    this.#storage = storage;
  }

  /** The classes, oldest first. Invalid ones are left out. */
  all(): readonly JoinedClass[] {
    try {
      const value: unknown = JSON.parse(this.#storage?.getItem(PLACE) ?? '[]');
      return Array.isArray(value) ? value.filter(isJoined) : [];
    } catch {
      return [];
    }
  }

  find(id: string): JoinedClass | undefined {
    return this.all().find(({ file }) => file.id === id);
  }

  /** Stores a class in place of an earlier version. Returns false if the browser did not store it. */
  add(joined: JoinedClass): boolean {
    return this.#keep([...this.all().filter(({ file }) => file.id !== joined.file.id), joined]);
  }

  remove(id: string): void {
    this.#keep(this.all().filter(({ file }) => file.id !== id));
  }

  #keep(classes: readonly JoinedClass[]): boolean {
    try {
      this.#storage?.setItem(PLACE, JSON.stringify(classes));
      return this.#storage !== undefined;
    } catch {
      return false;
    }
  }
}
