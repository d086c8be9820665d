/** The runs over files of this tab: pages and shell show the same ones. */
import { CHANGE_RUN } from '../page/running-files.ts';
import type { Batch } from './file-batch.ts';
import { BatchRun } from './batch-run.ts';

/** A list of runs. Fires `strong-change-run` when a run is added, changes or is closed. */
export class FileRuns extends EventTarget {
  #runs: readonly BatchRun[] = [];

  get runs(): readonly BatchRun[] {
    return this.#runs;
  }

  /** Starts a run. */
  start(batch: Batch): BatchRun {
    const run = new BatchRun(batch);
    run.addEventListener(CHANGE_RUN.name, this.#changed);
    this.#runs = [...this.#runs, run];
    this.#changed();
    return run;
  }

  /** Ends a run and removes its results. `isDownloaded`: see `BatchRun.dispose`. */
  close(run: BatchRun, isDownloaded: boolean): void {
    run.removeEventListener(CHANGE_RUN.name, this.#changed);
    this.#runs = this.#runs.filter((one) => one !== run);
    void run.dispose(isDownloaded);
    this.#changed();
  }

  readonly #changed = () => void CHANGE_RUN.dispatch(this);
}

/** The runs of this tab. */
export const fileRuns = new FileRuns();
