/**
 * Notifies other tabs, and the page of this one, which records changed. For display only: notices may be late, merged
 * or missing.
 */
import { CHANGE_MESSAGE_VERSION, type AdvanceNotice, type ChangeMessage } from '../model/contract.ts';
import type { ChangedRecord, ChangedRecords } from '../model/records.ts';

/** Minimum interval between two messages in milliseconds. */
const MIN_INTERVAL_MS = 50;

/** Commits to include in the next message. */
interface Waiting {
  seq: number;
  changedSeq?: number;
  /** By store and key. */
  changes: Map<string, ChangedRecord> | 'all';
  storage?: true;
  advance?: AdvanceNotice;
}

/** A change of a sandbox: a commit, storage that started to fail or works again, or an advance of the clock. */
export interface Happening {
  /** Number of the newest commit. */
  readonly seq: number;
  readonly changes: ChangedRecords;
  readonly storage?: true;
  readonly advance?: AdvanceNotice;
}

/** Sends a message to the clients of the sandbox. */
export type PostChange = (message: ChangeMessage) => void;

/** Returns what posts to a BroadcastChannel. Undefined if the browser has none. */
export function postToChannel(name: string): PostChange | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(name);
  // In Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return (message) => {
    channel.postMessage(message);
  };
}

/** Sends merged ChangeMessages. */
export class ChangeNotifier {
  readonly #post: PostChange | undefined;
  readonly #waiting = new Map<string, Waiting>();
  #timer = false;

  /** Sends nothing without `post`. */
  constructor(post: PostChange | undefined) {
    this.#post = post;
  }

  /** Queues a notice. It is sent soon, in one message with other notices of `world`. */
  notify(world: string, { seq, changes, storage, advance }: Happening): void {
    if (this.#post === undefined) return;
    const waiting: Waiting = this.#waiting.get(world) ?? { seq, changes: new Map() };
    waiting.seq = Math.max(seq, waiting.seq);
    if (storage) waiting.storage = storage;
    if (advance) waiting.advance = advance;
    if (changes === 'all' || changes.length > 0) waiting.changedSeq = Math.max(seq, waiting.changedSeq ?? 0);
    if (changes === 'all') waiting.changes = 'all';
    else if (waiting.changes !== 'all')
      for (const change of changes) waiting.changes.set(`${change.store}/${change.key}`, change);
    this.#waiting.set(world, waiting);
    if (this.#timer) return;
    this.#timer = true;
    setTimeout(() => {
      this.#send();
    }, MIN_INTERVAL_MS);
  }

  #send(): void {
    this.#timer = false;
    for (const [world, { changes, ...others }] of this.#waiting) {
      this.#post?.({
        version: CHANGE_MESSAGE_VERSION,
        world,
        ...others,
        changes: changes === 'all' ? changes : [...changes.values()],
      });
    }
    this.#waiting.clear();
  }
}
