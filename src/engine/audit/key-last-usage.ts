/**
 * Last use of each key, computed from the audit log. It is in no record, so using a key changes none. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
 */
import type { AuditEvent } from '../../model/audit.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { OPERATION_NAMES } from '../../model/operations.ts';
import type { Database } from '../../model/ports.ts';
import type { DamagedRecord } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';

/** Operations that count: the cryptographic ones that use a key. */
const TRACKED: ReadonlySet<string> = new Set(
  OPERATION_NAMES.filter((name) => OPERATION_FACTS[name].cryptographic && OPERATION_FACTS[name].usage !== undefined),
);

/** Number of segments per read. */
const CHUNK = 500;

/** The newest use of a key, and the number of its segment. */
export interface Use {
  readonly event: AuditEvent;
  readonly seq: number;
}

/** Index of one engine. Reads nothing before the first query, and then only new segments. */
export class KeyLastUsage {
  readonly #database: Database;
  readonly #uses = new Map<string, Use>();
  /** The newest damaged segment, and its number. */
  #damage: { readonly damaged: DamagedRecord; readonly seq: number } | undefined;
  #seq = 0;
  #folding: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Returns the newest successful use of the key, or undefined. Rejects with DamagedRecordError if a damaged segment
   * may contain a newer one.
   */
  async of(keyArn: string): Promise<AuditEvent | undefined> {
    await this.#refresh();
    const use = this.#uses.get(keyArn);
    if (this.#damage !== undefined && this.#damage.seq > (use?.seq ?? 0))
      throw new DamagedRecordError(this.#damage.damaged);
    return use?.event;
  }

  /** Returns the newest successful use of each key that has one, by key ARN, as far as the audit log can be read. */
  async all(): Promise<ReadonlyMap<string, Use>> {
    await this.#refresh();
    return this.#uses;
  }

  #refresh(): Promise<void> {
    const folding = this.#folding.then(() => this.#fold());
    // A failed read fails this query, and the next one reads again.
    this.#folding = folding.catch(() => undefined);
    return folding;
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
        const { damaged, seq } = segment;
        if (damaged !== undefined && seq > (this.#damage?.seq ?? 0)) this.#damage = { damaged, seq };
        for (const event of segment.events.toReversed()) this.#meet({ event, seq }, met);
        before = segment.seq;
      }
      more = segments.length === CHUNK && (before ?? 0) > this.#seq + 1;
    }
    this.#seq = newest;
  }

  #meet(use: Use, met: Set<string>): void {
    const { record } = use.event;
    if (record.errorCode !== undefined || !TRACKED.has(record.eventName)) return;
    for (const { ARN } of record.resources ?? []) {
      if (met.has(ARN)) continue;
      met.add(ARN);
      this.#uses.set(ARN, use);
    }
  }
}
