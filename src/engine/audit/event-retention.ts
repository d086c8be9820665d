/**
 * Drops the events of old segments, so that a long-lived process does not grow with each call. Whatever is computed
 * from the audit log reads them first, so that it stays exact without them.
 */
import type { Database } from '../../model/ports.ts';
import type { Commit } from '../transaction/group-commit.ts';

/** Events beyond the limit that are dropped together: reading the log for each call would cost more than the call. */
const MAX_EXCESS = 1_000;

/** Retention of one engine, which makes all commits of its sandbox. */
export class EventRetention {
  readonly #drop: (upTo: number) => Promise<void>;
  readonly #keep: number;
  readonly #folds: readonly (() => Promise<unknown>)[];
  /** The segments that still have their events, oldest first. */
  #segments: { readonly seq: number; readonly events: number }[] = [];
  #total = 0;
  #isDropping = false;

  private constructor(drop: (upTo: number) => Promise<void>, keep: number, folds: readonly (() => Promise<unknown>)[]) {
    this.#drop = drop;
    this.#keep = keep;
    this.#folds = folds;
  }

  /**
   * Returns the retention, or undefined if all events are kept.
   * @param keep number of newest events to keep; undefined: all
   * @param folds each reads all new segments into what it computes from the audit log
   */
  static create(
    database: Database,
    keep: number | undefined,
    folds: readonly (() => Promise<unknown>)[],
  ): EventRetention | undefined {
    if (keep === undefined || database.dropEvents === undefined) return undefined;
    return new EventRetention((upTo) => database.dropEvents?.(upTo) ?? Promise.resolve(), keep, folds);
  }

  /** Counts the events of a commit, and drops old ones once there are enough of them. */
  noteCommit({ segment, changes }: Commit): void {
    const { seq, events } = segment;
    // A reset has emptied the log.
    if (changes === 'all') {
      this.#segments = [];
      this.#total = 0;
    }
    this.#segments.push({ seq, events: events.length });
    this.#total += events.length;
    if (this.#isDropping || this.#total < this.#keep + MAX_EXCESS) return;
    this.#isDropping = true;
    // A failed drop is tried again at the next commit.
    void this.#dropOld()
      .catch(() => undefined)
      .finally(() => {
        this.#isDropping = false;
      });
  }

  async #dropOld(): Promise<void> {
    const segments = this.#segments;
    let end = 0;
    let kept = this.#total;
    for (; end < segments.length - 1; end++) {
      const left = kept - (segments[end]?.events ?? 0);
      if (left < this.#keep) break;
      kept = left;
    }
    const last = segments[end - 1];
    if (last === undefined) return;
    for (const fold of this.#folds) await fold();
    await this.#drop(last.seq);
    // Not after a reset meanwhile.
    if (segments !== this.#segments) return;
    for (const { events } of segments.splice(0, end)) this.#total -= events;
  }
}
