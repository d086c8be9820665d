/**
 * Step 7 of the request pipeline: the group commit. Calls that finish while a transaction is in progress share the next
 * one. The segment number is the version check: if another host took it, the calls that read what that host changed are
 * retried.
 */
import type { AuditEvent } from '../../model/audit.ts';
import type { Batch, Database, Durability } from '../../model/ports.ts';
import type { Change, ChangedRecords } from '../../model/records.ts';
import type { Segment } from '../../model/segment.ts';
import type { RequestCharge, TokenBuckets } from '../quotas/token-buckets.ts';
import { changedRecord, namesTouchedBy } from './read-names.ts';
import type { Reader, ReadCache } from './reader.ts';

/** What one attempt wants to commit. */
export interface PendingCommit {
  readonly changes: readonly Change[];
  readonly events: readonly AuditEvent[];
  /** What the call counts for in request quotas. */
  readonly charge?: RequestCharge | undefined;
}

/** Commits an attempt, as `GroupCommitter.submit` does. */
export type SubmitCommit = (reader: Reader, outcome: PendingCommit) => Promise<number | undefined>;

/** A commit of this host: its segment and the records that it changed. */
export interface Commit {
  readonly segment: Segment;
  readonly changes: ChangedRecords;
}

interface Entry extends PendingCommit {
  readonly reader: Reader;
  readonly touched: readonly string[];
  readonly resolve: (seq: number | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Event-loop ticks to wait for more calls to join a commit: long enough to make the cost of a transaction small
 * compared with their work.
 */
const MAX_GATHER_TICKS = 4;

/** The committer of one engine. */
export class GroupCommitter {
  readonly #database: Database;
  readonly #cache: ReadCache;
  readonly #buckets: TokenBuckets;
  readonly #onCommit: (commit: Commit) => void;
  readonly #turn: (() => Promise<void>) | undefined;
  #seq: number;
  #queue: Entry[] = [];
  #pumping: Promise<void> | undefined;
  #exclusiveCount = 0;
  #alone: Promise<unknown> = Promise.resolve();
  /** Durability of the next transaction. */
  durability: Durability = 'relaxed';

  /**
   * @param seq number of the newest known segment
   * @param onCommit called with each commit of this host
   */
  constructor(
    database: Database,
    cache: ReadCache,
    buckets: TokenBuckets,
    seq: number,
    onCommit: (commit: Commit) => void,
    turn?: () => Promise<void>,
  ) {
    this.#database = database;
    this.#cache = cache;
    this.#buckets = buckets;
    this.#seq = seq;
    this.#onCommit = onCommit;
    this.#turn = turn;
  }

  /**
   * Commits an attempt and returns the commit number. Undefined for a conflict: a record that it read has changed, or
   * another host has used the quota that it counts for. Nothing was stored, and the call restarts at step 2.
   */
  submit(reader: Reader, outcome: PendingCommit): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...outcome, reader, touched: outcome.changes.flatMap(namesTouchedBy), resolve, reject });
      if (this.#exclusiveCount === 0) this.#start();
    });
  }

  /** Refreshes from commits of other hosts, for reads that commit nothing. Returns whether there were any. */
  async refresh(): Promise<boolean> {
    const last = await this.#database.lastSeq();
    if (last <= this.#seq) return false;
    // Up to `last`: another commit meanwhile would push the oldest of these out of the newest segments.
    const later = await this.#database.readSegments(last + 1, last - this.#seq);
    this.#invalidate(later.filter((segment) => segment.seq > this.#seq));
    return true;
  }

  /** Runs `attempt` while no other call of this host commits, for a call with too many conflicts. One at a time. */
  runExclusively<T>(attempt: (submit: SubmitCommit) => Promise<T>): Promise<T> {
    const turn = this.#alone.then(async () => {
      this.#exclusiveCount++;
      try {
        await this.#pumping;
        return await attempt((reader, outcome) => this.#commitImmediately(reader, outcome));
      } finally {
        this.#exclusiveCount--;
        if (this.#exclusiveCount === 0) this.#start();
      }
    });
    this.#alone = turn.catch(() => undefined);
    return turn;
  }

  #commitImmediately(reader: Reader, outcome: PendingCommit): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      void this.#commit([{ ...outcome, reader, touched: outcome.changes.flatMap(namesTouchedBy), resolve, reject }]);
    });
  }

  #start(): void {
    this.#pumping ??= this.#drain().finally(() => {
      this.#pumping = undefined;
      if (this.#exclusiveCount === 0 && this.#queue.length > 0) this.#start();
    });
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 && this.#exclusiveCount === 0) {
      await this.#waitForMoreCalls();
      await this.#commit(this.#queue.splice(0));
    }
  }

  /**
   * Waits for calls that are nearly done, as long as each tick brings some, up to a maximum: slow calls bring a few in
   * each of many ticks.
   */
  async #waitForMoreCalls(): Promise<void> {
    if (this.#turn === undefined) return;
    for (
      let before = 0, turns = 0;
      turns < MAX_GATHER_TICKS && this.#queue.length > before && this.#queue.length < this.#cache.activeReaders;
      turns++
    ) {
      before = this.#queue.length;
      await this.#turn();
    }
  }

  /**
   * Runs one transaction. A later entry of the batch that read what an earlier one changes is retried after the commit,
   * so that it sees the change.
   */
  async #commit(entries: readonly Entry[]): Promise<void> {
    const touched = new Set<string>();
    const conflicts = ({ reader }: Entry): boolean =>
      touched.size > 0 && [...touched].some((name) => reader.dependsOn(name));
    let going: Entry[] = [];
    const back: Entry[] = [];
    for (const entry of entries) {
      if (entry.reader.isStale || conflicts(entry)) back.push(entry);
      else {
        going.push(entry);
        for (const name of entry.touched) touched.add(name);
      }
    }
    let segment: Segment | undefined;
    const assemble = (): Batch | undefined => {
      const { admitted, levels } = this.#buckets.draw(going);
      if (admitted.length < going.length) {
        back.push(...going.filter((entry) => !admitted.includes(entry)));
        going = [...admitted];
      }
      if (going.length === 0) return undefined;
      segment = {
        seq: this.#seq + 1,
        events: going.flatMap((entry) => entry.events),
        touched: [...new Set(going.flatMap((entry) => entry.touched))],
        ...(levels === undefined ? {} : { levels }),
      };
      return { segment, changes: going.flatMap((entry) => entry.changes) };
    };
    try {
      const batch = assemble();
      if (batch !== undefined) {
        await this.#database.commit(
          batch,
          (later) => {
            this.#invalidate(later);
            back.push(...going.filter((entry) => entry.reader.isStale));
            going = going.filter((entry) => !entry.reader.isStale);
            segment = undefined;
            return assemble();
          },
          this.durability,
        );
      }
    } catch (error) {
      for (const entry of going) entry.reject(error);
      for (const entry of back) entry.resolve(undefined);
      // The segment may be stored all the same, and other hosts may have committed.
      await this.refresh().catch(() => undefined);
      return;
    }
    if (segment !== undefined) {
      this.#seq = segment.seq;
      this.#cache.invalidate(segment.touched);
      const changes = going.flatMap((entry) => entry.changes.map(changedRecord));
      this.#buckets.fold(segment);
      this.#onCommit({ segment, changes });
    }
    for (const entry of going) entry.resolve(segment?.seq);
    for (const entry of back) entry.resolve(undefined);
  }

  #invalidate(later: readonly Segment[]): void {
    for (const segment of later) {
      this.#cache.invalidateOthers(segment.touched);
      this.#buckets.fold(segment);
      this.#seq = Math.max(this.#seq, segment.seq);
    }
  }

  /**
   * Stores changes and events that were made elsewhere, over the sandbox as it was at segment `baseSeq`, in one
   * transaction. Returns false, and stores nothing, if the sandbox has a newer segment.
   */
  async adopt({ changes, events }: PendingCommit, baseSeq: number): Promise<boolean> {
    return this.runExclusively(async () => {
      await this.refresh();
      if (this.#seq !== baseSeq) return false;
      const touched = [...new Set(changes.flatMap(namesTouchedBy))];
      const segment: Segment = { seq: this.#seq + 1, events, touched };
      const taken: Segment[] = [];
      await this.#database.commit(
        { segment, changes },
        (later) => {
          taken.push(...later);
          return undefined;
        },
        this.durability,
      );
      this.#invalidate(taken);
      if (taken.length > 0) return false;
      this.#seq = segment.seq;
      this.#cache.invalidate(touched);
      this.#buckets.fold(segment);
      this.#onCommit({ segment, changes: changes.map(changedRecord) });
      return true;
    });
  }

  /** Clears the sandbox and stores `changes` as its new contents, in one transaction. Segment numbers continue. */
  async reset(changes: readonly Change[]): Promise<void> {
    await this.runExclusively(async () => {
      const batch = (): Batch => ({
        segment: { seq: this.#seq + 1, events: [], touched: ['*'] },
        changes,
        clear: true,
      });
      let next = batch();
      await this.#database.commit(
        next,
        (later) => {
          this.#invalidate(later);
          next = batch();
          return next;
        },
        this.durability,
      );
      this.#seq = next.segment.seq;
      this.#cache.invalidate(next.segment.touched);
      this.#buckets.fold(next.segment);
      this.#onCommit({ segment: next.segment, changes: 'all' });
    });
  }
}
