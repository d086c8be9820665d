/** Halts a run before each of its steps, until the user continues. */
import type { OperationName } from '../../model/operations.ts';
import type { Direction } from './envelope-run.ts';
import { typedEvent } from '../kit/typed-event.ts';

/** The run halts, continues or ends. */
export const CHANGE_GATE = typedEvent('strong-change-gate');

/** The step that comes next: a call to KMS, the work on the file, or storing the result. */
export type NextStep =
  /** `subject`: the key, alias or key spec of the request, or ''. */
  | { readonly kind: 'call'; readonly operation: OperationName; readonly subject: string }
  | { readonly kind: Direction }
  | { readonly kind: 'store' };

/** One run step by step. Fires `strong-change-gate`. */
export class StepGate extends EventTarget {
  #next: NextStep | undefined;
  #continue: (() => void) | undefined;
  #isOpen = false;

  /** The step before which the run halts; undefined while it works. */
  get next(): NextStep | undefined {
    return this.#next;
  }

  /** Halts before `next`. Rejects with the reason of `signal` when that is aborted. */
  async halt(next: NextStep, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isOpen) return;
    this.#next = next;
    const continued = new Promise<void>((resolve, reject) => {
      this.#continue = resolve;
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    CHANGE_GATE.dispatch(this);
    await continued.finally(() => {
      this.#next = this.#continue = undefined;
      CHANGE_GATE.dispatch(this);
    });
  }

  /** Makes the next step. */
  step(): void {
    this.#continue?.();
  }

  /** Makes all further steps without a halt. */
  open(): void {
    this.#isOpen = true;
    this.#continue?.();
  }
}
