/** The use of a plaintext data key in one run: lists it while it is in memory, and halts before each step. */
import type { RunWatch } from './run-watch.ts';
import type { MaterialsObserver } from './observed-materials.ts';
import type { NextStep } from './step-gate.ts';

/** Observes the materials of one run. */
export class DataKeyUse implements MaterialsObserver {
  readonly #file: string;
  readonly #watch: Pick<RunWatch, 'gate' | 'keys' | 'signal'>;
  readonly #onAnswer: () => void;
  #dataKey: Uint8Array | undefined;

  /** @param onAnswer called when the data key has arrived, before the halt that follows */
  constructor(file: string, watch: Pick<RunWatch, 'gate' | 'keys' | 'signal'>, onAnswer: () => void) {
    this.#file = file;
    this.#watch = watch;
    this.#onAnswer = onAnswer;
  }

  onDataKey(dataKey: Uint8Array): void {
    this.#dataKey = dataKey;
    this.#watch.keys?.add('envelope', this.#file, dataKey);
  }

  async before(next: NextStep): Promise<void> {
    this.#watch.keys?.check();
    if (next.kind === 'encrypt' || next.kind === 'decrypt' || (next.kind === 'call' && next.operation === 'Encrypt'))
      this.#onAnswer();
    await this.#watch.gate?.halt(next, this.#watch.signal);
  }

  /** Whether the envelope code had a data key and its bytes are zeros now. */
  isOverwritten(): boolean {
    return this.#dataKey?.every((byte) => byte === 0) ?? false;
  }
}
