/**
 * Last use of each key, computed from the audit log. It is in no record, so using a key changes none. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
 */
import type { AuditEvent } from '../../model/audit.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { OPERATION_NAMES } from '../../model/operations.ts';
import type { Database } from '../../model/ports.ts';

/** Operations that count: the cryptographic ones that use a key. */
const TRACKED: ReadonlySet<string> = new Set(
  OPERATION_NAMES.filter((name) => OPERATION_FACTS[name].cryptographic && OPERATION_FACTS[name].usage !== undefined),
);

/** Number of segments per read. */
const CHUNK = 500;

/** Index of one engine. Reads nothing before the first query, and then only new segments. */
export class KeyLastUsage {
  readonly #database: Database;
  readonly #uses = new Map<string, AuditEvent>();
  #seq = 0;
  #folding: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns the newest successful use of the key, or undefined. */
  async of(keyArn: string): Promise<AuditEvent | undefined> {
    return (await this.all()).get(keyArn);
  }

  /** Returns the newest successful use of each key that has one, by key ARN. */
  async all(): Promise<ReadonlyMap<string, AuditEvent>> {
    this.#folding = this.#folding.then(() => this.#fold());
    await this.#folding;
    return this.#uses;
  }

  /** Reads from the newest segment back to the last known one: the first use found is the newest. */
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
