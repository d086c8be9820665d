/** Reads and stores folds of the audit log. */
import type { LogFold } from '../../model/log-fold.ts';
import type { Database } from '../../model/ports.ts';
import { checksumOf } from './term-hash.ts';

/** Identity of a fold. */
export type FoldName = Pick<LogFold, 'id' | 'version'>;

/** A fold that was read. */
export interface FoundFold {
  /** Number of the last segment that is included. */
  readonly last: number;
  /** The value that was stored. */
  readonly value: unknown;
}

const checksumOfFold = ({ id, last, version, data }: Omit<LogFold, 'checksum'>): number =>
  checksumOf(`${id} ${last} ${version} ${data}`, []);

/** Reads a fold. Undefined: it is missing, damaged, of another version, or cannot be read. */
export async function readFold(database: Database, { id, version }: FoldName): Promise<FoundFold | undefined> {
  try {
    const fold = await database.readLogFold(id);
    if (fold?.version !== version || typeof fold.data !== 'string' || checksumOfFold(fold) !== fold.checksum)
      return undefined;
    return { last: fold.last, value: JSON.parse(fold.data) as unknown };
  } catch {
    return undefined;
  }
}

/** Stores a value, which JSON can represent. Does not reject: without the fold, it is computed again. */
export async function storeFold(database: Database, name: FoldName, last: number, value: unknown): Promise<void> {
  const fold = { ...name, last, data: JSON.stringify(value) };
  await database.writeLogFold({ ...fold, checksum: checksumOfFold(fold) }).catch(() => undefined);
}
