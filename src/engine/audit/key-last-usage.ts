/** The last use of each key, folded from the log: it lives in no record, so using a key changes none. Source: the operation GetKeyLastUsage. */
import type { AuditEvent } from '../../model/audit.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { OPERATION_NAMES } from '../../model/operations.ts';
import type { Database } from '../../model/ports.ts';

/** The operations that count: the cryptographic ones that use a key. */
const TRACKED: ReadonlySet<string> = new Set(
  OPERATION_NAMES.filter((name) => OPERATION_FACTS[name].cryptographic && OPERATION_FACTS[name].usage !== undefined),
);

/** Segments read at once. */
const CHUNK = 500;

/** What one engine has folded so far. Nothing is read before the first question; then only what came since. */
export class KeyLastUsage {
  readonly #database: Database;
  readonly #uses = new Map<string, AuditEvent>();
  #seq = 0;
  #folding: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The newest successful use of the key, or undefined. */
  async of(keyArn: string): Promise<AuditEvent | undefined> {
    this.#folding = this.#folding.then(() => this.#fold());
    await this.#folding;
    return this.#uses.get(keyArn);
  }

  /** Walks back from the newest segment to the last one known: the first use met of a key is its newest. */
  async #fold(): Promise<void> {
    const newest = await this.#database.lastSeq();
    const met = new Set<string>();
    let before: number | undefined;
    for (let more = newest > this.#seq; more;) {
      const segments = await this.#database.readSegments(before, CHUNK);
      for (const segment of segments) {
        if (segment.seq <= this.#seq) break;
        for (const event of segment.events.toReversed()) this.#meet(event, met);
        before = segment.seq;
      }
      more = segments.length === CHUNK && (before ?? 0) > this.#seq + 1;
    }
    this.#seq = newest;
  }

  #meet(event: AuditEvent, met: Set<string>): void {
    const { record } = event;
    if (record.errorCode !== undefined || !TRACKED.has(record.eventName)) return;
    for (const { ARN } of record.resources ?? []) {
      if (met.has(ARN)) continue;
      met.add(ARN);
      this.#uses.set(ARN, event);
    }
  }
}
