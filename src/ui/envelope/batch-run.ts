/** One run over several files. It goes on while the pages change; a tab that is closed asks first. */
import { PauseSwitch } from '../../envelope/files/process-file.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { CHANGE_RUN } from '../page/running-files.ts';
import type { Batch, FileResult } from './file-batch.ts';

/** Progress of a stage in bytes, and bytes per second without pauses. */
export interface StageProgress {
  readonly done: number;
  readonly total: number;
  readonly rate: number;
}

/** What became of one file. */
export type Outcome =
  | { readonly state: 'waiting' | 'canceled' }
  | ({ readonly state: 'running' } & StageProgress)
  | ({ readonly state: 'saving'; readonly result: FileResult } & StageProgress)
  /** `savedIn`: name of the folder. `saveProblem`: why it could not be saved there. */
  | {
      readonly state: 'done';
      readonly result: FileResult;
      readonly savedIn?: string;
      readonly saveProblem?: Problem;
    }
  | { readonly state: 'failed'; readonly problem: Problem };

const WAITING: Outcome = { state: 'waiting' };

/** A download may still read a result after its list is closed. */
const KEEP_DOWNLOADED_MS = 10 * 60_000;

const askBeforeClosing = (event: BeforeUnloadEvent) => event.preventDefault();
let unfinishedRuns = 0;

/** Lets the browser ask before it closes the tab, while any run is unfinished. */
function countUnfinished(change: 1 | -1): void {
  unfinishedRuns += change;
  if (unfinishedRuns > 0) globalThis.addEventListener('beforeunload', askBeforeClosing);
  else globalThis.removeEventListener('beforeunload', askBeforeClosing);
}

/** Processes the files of a batch in order. A file that fails does not stop the others. Fires `strong-change-run`. */
export class BatchRun extends EventTarget {
  readonly batch: Batch;
  readonly finished: Promise<void>;
  readonly #abort = new AbortController();
  readonly #pauseSwitch = new PauseSwitch();
  #outcomes: readonly Outcome[];
  #isRunning = true;
  /** Start of the work on the present file, moved by the length of each pause. */
  #startedAt = 0;
  #pausedAt = 0;

  constructor(batch: Batch) {
    super();
    this.batch = batch;
    this.#outcomes = batch.files.map(() => WAITING);
    this.finished = this.#run();
  }

  /** One outcome per file. */
  get outcomes(): readonly Outcome[] {
    return this.#outcomes;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  get isPaused(): boolean {
    return this.#pauseSwitch.isPaused;
  }

  get isCanceled(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Files that are done, with their position. */
  get results(): readonly { readonly index: number; readonly result: FileResult }[] {
    return this.#outcomes.flatMap((outcome, index) =>
      outcome.state === 'done' || outcome.state === 'saving' ? [{ index, result: outcome.result }] : [],
    );
  }

  /** Bytes of input that are processed, and of all files. */
  get progress(): { readonly done: number; readonly total: number } {
    let [done, total] = [0, 0];
    for (const [index, { file }] of this.batch.files.entries()) {
      const outcome = this.#outcomes[index] ?? WAITING;
      total += file.size;
      if (outcome.state === 'running') done += outcome.done;
      else if (outcome.state !== 'waiting') done += file.size;
    }
    return { done, total };
  }

  pause(): void {
    if (!this.#isRunning || this.isPaused) return;
    this.#pausedAt = performance.now();
    this.#pauseSwitch.isPaused = true;
    this.#changed();
  }

  resume(): void {
    if (!this.isPaused) return;
    this.#startedAt += performance.now() - this.#pausedAt;
    this.#pauseSwitch.isPaused = false;
    this.#changed();
  }

  /** Ends the run. The present file leaves nothing; files that are done stay. */
  cancel(): void {
    this.#abort.abort(new DOMException('The files were canceled.', 'AbortError'));
    this.resume();
  }

  /** Replaces the outcome of a file, while it is saved for example. */
  put(index: number, outcome: Outcome): void {
    this.#outcomes = this.#outcomes.with(index, outcome);
    this.#changed();
  }

  /**
   * Ends the run and removes its results.
   * @param isDownloaded whether a download may still read them: they are then removed later
   */
  async dispose(isDownloaded: boolean): Promise<void> {
    this.cancel();
    await this.finished;
    const remove = async () => {
      for (const { result } of this.results) await result.remove?.();
    };
    if (isDownloaded) setTimeout(() => void remove(), KEEP_DOWNLOADED_MS);
    else await remove();
  }

  #changed(): void {
    CHANGE_RUN.dispatch(this);
  }

  async #run(): Promise<void> {
    countUnfinished(1);
    // Listeners are added after construction.
    await Promise.resolve();
    for (const [index, { file }] of this.batch.files.entries()) {
      await this.#whenResumed();
      if (this.isCanceled) this.put(index, { state: 'canceled' });
      else this.put(index, await this.#process(index, file));
    }
    this.#isRunning = false;
    countUnfinished(-1);
    this.#changed();
  }

  async #process(index: number, file: File): Promise<Outcome> {
    const { signal } = this.#abort;
    const total = file.size;
    this.#startedAt = performance.now();
    this.put(index, { state: 'running', done: 0, total, rate: 0 });
    const onProgress = ({ bytesIn: done }: { readonly bytesIn: number }) => {
      // Work may go on for a moment after a cancellation.
      if (this.#outcomes[index]?.state !== 'running') return;
      const rate = (done * 1000) / Math.max(1, performance.now() - this.#startedAt);
      this.put(index, { state: 'running', done, total, rate });
    };
    try {
      const watch = { signal, onProgress, pauseSwitch: this.#pauseSwitch };
      return { state: 'done', result: await this.batch.process(file, watch) };
    } catch (error) {
      return this.isCanceled ? { state: 'canceled' } : { state: 'failed', problem: problemOf(error) };
    }
  }

  async #whenResumed(): Promise<void> {
    while (this.isPaused)
      await new Promise((resolve) => this.#pauseSwitch.addEventListener('change', resolve, { once: true }));
  }
}
