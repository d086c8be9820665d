/** How a run over a file is observed and controlled. */
import type { Progress } from '../../envelope/frame-stream.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import type { LiveKeys } from './live-keys.ts';
import type { StepGate } from './step-gate.ts';

/** Callbacks of a run. */
export interface RunWatch {
  /** Called with the run so far, after each change. */
  readonly onRun?: (run: EnvelopeRun) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  /** Halts before the work on the file, and before the result is stored. A `SteppedRecorder` halts before calls. */
  readonly gate?: StepGate;
  /** Where plaintext data keys are listed while they are in memory. */
  readonly keys?: LiveKeys;
}
