/**
 * Step 7 of the corridor: the group commit. Calls that finish while a transaction is under way share the next one.
 * The number of the segment is the version check: when another host took it, what that host touched sends back the calls that read it.
 */
import type { AuditEvent } from '../../model/audit.ts';
import type { Batch, Database, Durability } from '../../model/ports.ts';
import type { Change, ChangedRecords, Segment } from '../../model/records.ts';
import { changedRecord, touchedBy } from './read-names.ts';
import type { Reader, WorldCache } from './reader.ts';

/** What one attempt wants committed. */
export interface Outcome {
  readonly changes: readonly Change[];
  readonly events: readonly AuditEvent[];
}

/** Commits what an attempt did, as `submit` of Commits says. */
export type Submit = (reader: Reader, outcome: Outcome) => Promise<number | undefined>;

/** A commit of this host: its number and the records that it changed. */
export interface Commit {
  readonly seq: number;
  readonly changes: ChangedRecords;
}

interface Entry extends Outcome {
  readonly reader: Reader;
  readonly touched: readonly string[];
  readonly resolve: (seq: number | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** Turns that a commit waits for calls that are nearly done: so long that a transaction for those that are there costs little beside their work. */
const MOST_TURNS = 4;

/** The committer of one engine. */
export class Commits {
  readonly #database: Database;
  readonly #cache: WorldCache;
  readonly #onCommit: (commit: Commit) => void;
  readonly #turn: (() => Promise<void>) | undefined;
  #seq: number;
  #queue: Entry[] = [];
  #pumping: Promise<void> | undefined;
  #held = 0;
  #alone: Promise<unknown> = Promise.resolve();
  /** How the next transaction waits for the disk. */
  durability: Durability = 'relaxed';

  /** `seq` is the number of the newest segment known; `onCommit` is called with each commit of this host. */
  constructor(
    database: Database,
    cache: WorldCache,
    seq: number,
    onCommit: (commit: Commit) => void,
    turn?: () => Promise<void>,
  ) {
    this.#database = database;
    this.#cache = cache;
    this.#seq = seq;
    this.#onCommit = onCommit;
    this.#turn = turn;
  }

  /**
   * Commits what an attempt did, and gives the number of the commit. Undefined: something that it read has changed since; nothing was
   * stored, and the call starts again at step 2.
   */
  submit(reader: Reader, outcome: Outcome): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...outcome, reader, touched: outcome.changes.flatMap(touchedBy), resolve, reject });
      if (this.#held === 0) this.#start();
    });
  }

  /** Learns what other hosts committed meanwhile: for readings that commit nothing and so would not hear of it. */
  async refresh(): Promise<void> {
    const last = await this.#database.lastSeq();
    if (last <= this.#seq) return;
    const later = await this.#database.segments(undefined, last - this.#seq);
    this.#learn(later.filter((segment) => segment.seq > this.#seq));
  }

  /** Runs `attempt` while nobody else of this host commits: for a call that was sent back too often. One at a time. */
  alone<T>(attempt: (submit: Submit) => Promise<T>): Promise<T> {
    const turn = this.#alone.then(async () => {
      this.#held++;
      try {
        await this.#pumping;
        return await attempt((reader, outcome) => this.#submitNow(reader, outcome));
      } finally {
        this.#held--;
        if (this.#held === 0) this.#start();
      }
    });
    this.#alone = turn.catch(() => undefined);
    return turn;
  }

  #submitNow(reader: Reader, outcome: Outcome): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      void this.#commit([{ ...outcome, reader, touched: outcome.changes.flatMap(touchedBy), resolve, reject }]);
    });
  }

  #start(): void {
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = undefined;
      if (this.#held === 0 && this.#queue.length > 0) this.#start();
    });
  }

  async #pump(): Promise<void> {
    while (this.#queue.length > 0 && this.#held === 0) {
      await this.#gather();
      await this.#commit(this.#queue.splice(0));
    }
  }

  /** Waits for calls that are nearly done, as long as each turn brings some, and not for ever: slow calls bring a few in each of many turns. */
  async #gather(): Promise<void> {
    if (this.#turn === undefined) return;
    for (
      let before = 0, turns = 0;
      turns < MOST_TURNS && this.#queue.length > before && this.#queue.length < this.#cache.underWay;
      turns++
    ) {
      before = this.#queue.length;
      await this.#turn();
    }
  }

  /** One transaction. A later entry of the batch that read what an earlier one changes is sent back, after the commit, so that it sees the change. */
  async #commit(entries: readonly Entry[]): Promise<void> {
    const touched = new Set<string>();
    const conflicts = ({ reader }: Entry): boolean =>
      touched.size > 0 && [...touched].some((name) => reader.hasRead(name));
    let going: Entry[] = [];
    const back: Entry[] = [];
    for (const entry of entries) {
      if (entry.reader.stale || conflicts(entry)) back.push(entry);
      else {
        going.push(entry);
        for (const name of entry.touched) touched.add(name);
      }
    }
    let segment: Segment | undefined;
    const assemble = (): Batch | undefined => {
      if (going.length === 0) return undefined;
      segment = {
        seq: this.#seq + 1,
        events: going.flatMap((entry) => entry.events),
        touched: [...new Set(going.flatMap((entry) => entry.touched))],
      };
      return { segment, changes: going.flatMap((entry) => entry.changes) };
    };
    try {
      const batch = assemble();
      if (batch !== undefined) {
        await this.#database.commit(
          batch,
          (later) => {
            this.#learn(later);
            back.push(...going.filter((entry) => entry.reader.stale));
            going = going.filter((entry) => !entry.reader.stale);
            segment = undefined;
            return assemble();
          },
          this.durability,
        );
      }
    } catch (error) {
      for (const entry of going) entry.reject(error);
      for (const entry of back) entry.resolve(undefined);
      this.#seq = await this.#database.lastSeq().catch(() => this.#seq);
      return;
    }
    if (segment !== undefined) {
      this.#seq = segment.seq;
      this.#cache.forget(segment.touched);
      this.#onCommit({ seq: segment.seq, changes: going.flatMap((entry) => entry.changes.map(changedRecord)) });
    }
    for (const entry of going) entry.resolve(segment?.seq);
    for (const entry of back) entry.resolve(undefined);
  }

  #learn(later: readonly Segment[]): void {
    for (const segment of later) {
      this.#cache.forget(segment.touched);
      this.#seq = Math.max(this.#seq, segment.seq);
    }
  }

  /** Empties the world and stores `changes` as its new beginning, in one transaction; the numbers go on. */
  async reset(changes: readonly Change[]): Promise<void> {
    await this.alone(async () => {
      const batch = (): Batch => ({
        segment: { seq: this.#seq + 1, events: [], touched: ['*'] },
        changes,
        clear: true,
      });
      let next = batch();
      await this.#database.commit(
        next,
        (later) => {
          this.#learn(later);
          next = batch();
          return next;
        },
        this.durability,
      );
      this.#seq = next.segment.seq;
      this.#cache.forget(next.segment.touched);
      this.#onCommit({ seq: next.segment.seq, changes: 'all' });
    });
  }
}
