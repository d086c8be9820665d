/** Records a lab while its author does it: what the page asks its worker for, the audit log, and the author's marks. */
import type { Sandbox } from '../../model/sandbox.ts';
import type { WorkerApi } from '../../model/worker-api.ts';
import { newestEventId } from '../event-reader.ts';
import { joinLog } from './join-log.ts';
import { readLog } from './read-log.ts';
import { MAX_ENTRIES, type RecordedEntry, type RecordedPart } from './recorded-entry.ts';
import { markRecording, type Recording, type RecordingMark } from './recording.ts';
import { recordWorker, type WorkerNote } from './record-worker.ts';

/** Where a recorder works. */
export interface RecorderOptions {
  readonly sandbox: Pick<Sandbox, 'events'>;
  /** Undefined: the page cannot record its calls, and the recording has what the log has. */
  readonly worker: WorkerApi | undefined;
  readonly onChange: (recording: Recording) => void;
}

/** A sandbox that is recorded. */
export interface RecordedSandbox {
  readonly id: string;
  readonly sandbox: Pick<Sandbox, 'events'>;
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
      const complete = entries.map((entry) => (entry.id === note.id ? { ...entry, ...note, part: entry.part } : entry));
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
