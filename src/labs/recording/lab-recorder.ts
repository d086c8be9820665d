/** Records a lab while its author does it: what the page asks its worker for, the audit log, and the author's marks. */
import type { Sandbox } from '../../model/sandbox.ts';
import type { WorkerApi } from '../../model/worker-api.ts';
import type { Services } from '../../services/service-methods.ts';
import { newestEventId } from '../event-reader.ts';
import { joinLog } from './join-log.ts';
import { readLog } from './read-log.ts';
import { recordServices, type ServiceOutcome } from './record-services.ts';
import {
  MAX_ENTRIES,
  type RecordedEntry,
  type RecordedPart,
  type ServiceKmsCall,
  type Values,
} from './recorded-entry.ts';
import { markRecording, type Recording, type RecordingMark } from './recording.ts';
import { recordWorker, type WorkerNote } from './record-worker.ts';

/** Where a recorder works. */
export interface RecorderOptions {
  readonly sandbox: Pick<Sandbox, 'events'>;
  /** Undefined: the page cannot record its calls, and the recording has what the log has. */
  readonly worker: WorkerApi | undefined;
  /** Those that the pages use. Undefined: calls of services are recorded as the calls of KMS beneath. */
  readonly services?: Services;
  readonly onChange: (recording: Recording) => void;
}

/** Records one sandbox. */
export class LabRecorder {
  #recording: Recording;
  readonly #options: RecorderOptions;
  #stopWorker: (() => void) | undefined;
  /** Calls of services that are not answered yet, each with the calls of KMS that it has made. */
  readonly #serving: ServiceKmsCall[][] = [];
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
    const { worker, sandbox, services } = this.#options;
    this.#stopWorker?.();
    if (from === 'now') {
      const mark = await newestEventId(sandbox);
      if (mark !== undefined) this.#change({ mark });
    }
    if (worker) {
      const stops = [recordWorker(worker, this.#recording.world, (note) => this.#take(note))];
      if (services) stops.push(recordServices(services, (service, input) => this.#serve(service, input)));
      this.#stopWorker = () => stops.forEach((stop) => stop());
    }
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

  /** A call of a service begins. What is called in KMS until its end is its own. */
  #serve(service: string, given: Values): (outcome: ServiceOutcome) => void {
    const calls: ServiceKmsCall[] = [];
    this.#serving.push(calls);
    return (outcome) => {
      this.#serving.splice(this.#serving.indexOf(calls), 1);
      const { caller: by, region, ...input } = given;
      const own = new Set(calls.map(({ id }) => id));
      // The log may have been read before the service answered.
      const entries = this.#recording.entries.filter(({ id }) => !own.has(id));
      if (entries.length >= MAX_ENTRIES) return this.#change({ entries, omitted: this.#recording.omitted + 1 });
      const from = { ...(typeof by === 'string' ? { by } : {}), ...(typeof region === 'string' ? { region } : {}) };
      const { part } = this.#recording;
      const id = `service-${++this.#count}`;
      this.#change({
        entries: [...entries, { kind: 'service', id, part, service, input, ...from, ...outcome, calls }],
      });
    };
  }

  #take(note: WorkerNote): void {
    const serving = this.#serving.at(-1);
    if (serving && note.kind === 'call' && note.id !== undefined) {
      serving.push({ ...note, id: note.id });
      return;
    }
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
