/** Records a lab while its author does it: what the page asks its worker for, the audit log, and the author's marks. */
import type { Sandbox } from '../../model/sandbox.ts';
import type { WorkerApi } from '../../model/worker-api.ts';
import { newestEventId } from '../event-reader.ts';
import { joinLog } from './join-log.ts';
import { readLog } from './read-log.ts';
import { MAX_ENTRIES, type RecordedEntry, type RecordedPart } from './recorded-entry.ts';
import { recordWorker, type WorkerNote } from './record-worker.ts';

/** What is stored of a recording. */
export interface Recording {
  /** ID of the sandbox. */
  readonly world: string;
  readonly isRunning: boolean;
  readonly entries: readonly RecordedEntry[];
  /** What new entries belong to. */
  readonly part: RecordedPart;
  /** ID of the last event that was read. Omitted: the log was empty. */
  readonly mark?: string;
  /** Number of calls that were left out, as there are too many. */
  readonly omitted: number;
  /** The sandbox was reset meanwhile, or the log does not go back to the start of the recording. */
  readonly isIncomplete: boolean;
}

/** Marks that an author sets. */
export type RecordingMark = 'start-ends' | 'task-begins' | 'task-ends' | 'was-mistake';

/** Where a recorder works. */
export interface RecorderOptions {
  readonly sandbox: Pick<Sandbox, 'events'>;
  /** Undefined: the page cannot record its calls, and the recording has what the log has. */
  readonly worker: WorkerApi | undefined;
  readonly onChange: (recording: Recording) => void;
}

/** A new recording of a sandbox. It is not running. */
export const newRecording = (world: string): Recording => ({
  world,
  isRunning: false,
  entries: [],
  part: { kind: 'start' },
  omitted: 0,
  isIncomplete: false,
});

/** The number of the next task. */
const nextTask = (entries: readonly RecordedEntry[]): number =>
  entries.reduce((next, { part }) => ('task' in part ? Math.max(next, part.task + 1) : next), 0);

/** The number of the next mistake of a task. */
const nextMistake = (entries: readonly RecordedEntry[], task: number): number =>
  entries.reduce(
    (next, { part }) => (part.kind === 'mistake' && part.task === task ? Math.max(next, part.mistake + 1) : next),
    0,
  );

/** Returns the recording after a mark. A mistake is everything of the task since it began or since its last mistake. */
export function markRecording(recording: Recording, mark: RecordingMark): Recording {
  const { entries, part } = recording;
  if (mark === 'start-ends' || mark === 'task-ends') return { ...recording, part: { kind: 'none' } };
  if (mark === 'task-begins') return { ...recording, part: { kind: 'task', task: nextTask(entries) } };
  if (part.kind !== 'task') return recording;
  const mistake: RecordedPart = { kind: 'mistake', task: part.task, mistake: nextMistake(entries, part.task) };
  const moved = entries.map((entry) =>
    entry.part.kind === 'task' && entry.part.task === part.task ? { ...entry, part: mistake } : entry,
  );
  return { ...recording, entries: moved };
}

/** Records one sandbox. */
export class LabRecorder {
  #recording: Recording;
  readonly #options: RecorderOptions;
  #stopWorker: (() => void) | undefined;
  #reading: Promise<void> | undefined;
  #count = 0;

  /** @param recording a new one, or one that is continued */
  constructor(recording: Recording, options: RecorderOptions) {
    this.#recording = recording;
    this.#options = options;
    this.#count = recording.entries.length;
  }

  get recording(): Recording {
    return this.#recording;
  }

  /**
   * Starts or continues.
   * @param from `now`, or `log-start` for everything that the log has; of a recording that is continued, neither
   */
  async start(from?: 'now' | 'log-start'): Promise<void> {
    const { worker, sandbox } = this.#options;
    this.#stopWorker?.();
    if (from === 'now') {
      const mark = await newestEventId(sandbox);
      if (mark !== undefined) this.#change({ mark });
    }
    if (worker) this.#stopWorker = recordWorker(worker, this.#recording.world, (note) => this.#take(note));
    this.#change({ isRunning: true });
    await this.refresh();
  }

  async stop(): Promise<void> {
    await this.refresh();
    this.#stopWorker?.();
    this.#stopWorker = undefined;
    this.#change({ isRunning: false });
  }

  /** Ends recording without reading the log again: the page is left. */
  release(): void {
    this.#stopWorker?.();
    this.#stopWorker = undefined;
  }

  async mark(mark: RecordingMark): Promise<void> {
    await this.refresh();
    this.#replace(markRecording(this.#recording, mark));
  }

  /** Puts entries into another part. */
  move(ids: ReadonlySet<string>, part: RecordedPart): void {
    const entries = this.#recording.entries.map((entry) => (ids.has(entry.id) ? { ...entry, part } : entry));
    this.#change({ entries });
  }

  /** Reads what the log has since the last time. */
  async refresh(): Promise<void> {
    // A reader that has begun may not see what this one is asked for.
    while (this.#reading) await this.#reading;
    this.#reading = this.#read().finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  async #read(): Promise<void> {
    const { events, isLost } = await readLog(this.#options.sandbox, this.#recording.mark);
    const { entries, part, omitted, isIncomplete } = this.#recording;
    const newest = events.at(-1)?.record.eventID;
    if (newest === undefined && !isLost) return;
    const joined = joinLog(entries, events, part);
    this.#change({
      entries: joined.slice(0, MAX_ENTRIES),
      omitted: omitted + Math.max(0, joined.length - MAX_ENTRIES),
      isIncomplete: isIncomplete || isLost,
      ...(newest === undefined ? {} : { mark: newest }),
    });
  }

  #take(note: WorkerNote): void {
    const { entries, part, omitted, isIncomplete } = this.#recording;
    if (note.kind === 'reset') {
      // What was made before no longer exists.
      const { mark: _mark, ...rest } = this.#recording;
      this.#replace({ ...rest, entries: [], isIncomplete: isIncomplete || entries.length > 0 });
      return;
    }
    // The log may have been read before the answer arrived.
    if (note.id !== undefined && entries.some(({ id }) => id === note.id)) {
      const complete = entries.map((entry) =>
        entry.id === note.id ? ({ ...entry, ...note, part: entry.part } as RecordedEntry) : entry,
      );
      this.#change({ entries: complete });
      return;
    }
    if (entries.length >= MAX_ENTRIES) {
      // A call is counted when the log is read.
      if (note.kind !== 'call') this.#change({ omitted: omitted + 1 });
      return;
    }
    const entry = { ...note, id: note.id ?? `${note.kind}-${++this.#count}`, part } as RecordedEntry;
    this.#change({ entries: [...entries, entry] });
  }

  #change(change: Partial<Recording>): void {
    this.#replace({ ...this.#recording, ...change });
  }

  #replace(recording: Recording): void {
    this.#recording = recording;
    this.#options.onChange(recording);
  }
}
