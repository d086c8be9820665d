/** The recording of this tab. It goes on while pages come and go, and a reload continues it. */
import { LabRecorder } from '../../../labs/recording/lab-recorder.ts';
import type { RecordedPart } from '../../../labs/recording/recorded-entry.ts';
import { newRecording, type Recording, type RecordingMark } from '../../../labs/recording/recording.ts';
import type { Lab } from '../../../labs/lab.ts';
import type { WorkerApi } from '../../../model/worker-api.ts';
import { browserStorage } from '../../page/browser-storage.ts';
import { servicesOf } from '../../page/services-of.ts';
import { typedEvent } from '../../kit/typed-event.ts';
import { relayLink } from '../../page/relay-link.ts';
import { readStoredDraft, storeDraft, type StoredDraft } from './stored-draft.ts';

/** A sandbox with its services. */
type Strongroom = Parameters<typeof servicesOf>[0];

/** How long to collect changes before they are stored, in milliseconds. */
const STORE_MS = 300;

/** Recording or draft have changed. */
export const CHANGE = typedEvent('strong-recording-change');

/** A recording with its draft. Fires `strong-recording-change`. */
export class RecordingSession extends EventTarget {
  #draft: StoredDraft;
  #recorder: LabRecorder | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #worker: () => WorkerApi | undefined;
  /** False: the browser refused to store the last change. */
  isStored = true;

  /** @param worker what the clients of this page call. Default: that of the app */
  constructor(worker: () => WorkerApi | undefined = () => relayLink.worker) {
    super();
    this.#worker = worker;
    this.#draft = readStoredDraft(browserStorage());
    addEventListener('pagehide', () => this.#store());
  }

  get recording(): Recording | undefined {
    return this.#draft.recording;
  }

  get lab(): Lab | undefined {
    return this.#draft.lab;
  }

  /** Whether the page records its own calls, and not only reads the log. */
  get isWatching(): boolean {
    return this.#worker() !== undefined;
  }

  /** Starts a new recording. The draft stays. */
  async start(strongroom: Strongroom, from: 'now' | 'log-start'): Promise<void> {
    this.#recorder?.release();
    await this.#open(strongroom, newRecording(strongroom.id)).start(from);
  }

  /** Continues the recording after a reload, or after it was stopped. */
  async continue(strongroom: Pick<Strongroom, 'world'>): Promise<void> {
    const { recording } = this.#draft;
    if (!recording || this.#recorder?.recording.isRunning) return;
    await this.#open(strongroom.world(recording.world), recording).start();
  }

  mark = (mark: RecordingMark): Promise<void> => this.#recorder?.mark(mark) ?? Promise.resolve();

  async stop(): Promise<void> {
    await this.#recorder?.stop();
    this.#store();
  }

  refresh = (): Promise<void> =>
    this.#recorder?.recording.isRunning === true ? this.#recorder.refresh() : Promise.resolve();

  /** Puts an entry into another part. */
  move(id: string, part: RecordedPart): void {
    const { recording } = this.#draft;
    if (this.#recorder) this.#recorder.move(new Set([id]), part);
    else if (recording) {
      const entries = recording.entries.map((entry) => (entry.id === id ? { ...entry, part } : entry));
      this.#change({ ...this.#draft, recording: { ...recording, entries } });
    }
  }

  setLab(lab: Lab): void {
    this.#change({ ...this.#draft, lab });
  }

  /** Deletes recording and draft. */
  remove(): void {
    this.#recorder?.release();
    this.#recorder = undefined;
    this.#change({});
    this.#store();
  }

  /** Ends it without deleting anything. */
  release(): void {
    this.#recorder?.release();
    clearTimeout(this.#timer);
  }

  #open(strongroom: Strongroom, recording: Recording): LabRecorder {
    this.#recorder = new LabRecorder(recording, {
      sandbox: strongroom.sandbox,
      worker: this.#worker(),
      services: servicesOf(strongroom),
      onChange: (changed) => this.#change({ ...this.#draft, recording: changed }),
    });
    return this.#recorder;
  }

  #change(draft: StoredDraft): void {
    this.#draft = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#store(), STORE_MS);
    CHANGE.dispatch(this);
  }

  #store(): void {
    clearTimeout(this.#timer);
    const isStored = storeDraft(browserStorage(), this.#draft);
    if (isStored === this.isStored) return;
    this.isStored = isStored;
    CHANGE.dispatch(this);
  }
}

let session: RecordingSession | undefined;

/** Returns the session of this tab. */
export const recordingSession = (): RecordingSession => (session ??= new RecordingSession());
