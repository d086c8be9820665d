/** The use of a plaintext data key in one run: lists it while it is in memory, and halts before it is used. */
import type { KeyList } from './held-keys.ts';
import type { RunWatch } from './run-watch.ts';
import type { MaterialsObserver } from './observed-materials.ts';
import type { ReadyDecryptionMaterials, ReadyEncryptionMaterials } from '../../envelope/materials.ts';
import type { OperationName } from '../../model/operations.ts';
import type { NextStep } from './step-gate.ts';

type Materials = ReadyEncryptionMaterials | ReadyDecryptionMaterials;

type UseWatch = Pick<RunWatch, 'gate' | 'signal'> & { readonly keys?: KeyList | undefined };

/** Observes the materials of one run. */
export class DataKeyUse implements MaterialsObserver {
  readonly #file: string;
  readonly #watch: UseWatch;
  readonly #onAnswer: () => void;
  #materials: Materials | undefined;
  #since = 0;

  /** @param onAnswer called when the data key has arrived, before the halt that follows */
  constructor(file: string, watch: UseWatch, onAnswer: () => void) {
    this.#file = file;
    this.#watch = watch;
    this.#onAnswer = onAnswer;
  }

  onMaterials(materials: Materials): void {
    this.#materials = materials;
    this.#since = performance.now();
    this.#watch.keys?.add('envelope', this.#file, materials.dataKey);
  }

  /** A copy of the plaintext data key, listed as a displayed one. Undefined before the envelope code has it. */
  copyForDisplay(): Uint8Array | undefined {
    const copy = this.#materials?.dataKey.slice();
    if (copy) this.#watch.keys?.add('display', this.#file, copy);
    return copy;
  }

  /** Milliseconds since the envelope code had the data key; 0 before. */
  heldMs(): number {
    return this.#materials ? performance.now() - this.#since : 0;
  }

  /** The first encrypted data key of an encryption. */
  get encryptedDataKey(): Uint8Array | undefined {
    const materials = this.#materials;
    return materials && 'encryptedDataKeys' in materials ? materials.encryptedDataKeys[0]?.ciphertext : undefined;
  }

  beforeCall(operation: OperationName): void {
    this.#watch.keys?.check();
    // Encrypt sends the data key to a further KMS key.
    if (operation === 'Encrypt') this.#onAnswer();
  }

  async before(next: NextStep): Promise<void> {
    this.#watch.keys?.check();
    if (next.kind !== 'store') this.#onAnswer();
    await this.#watch.gate?.halt(next, this.#watch.signal);
  }

  /** Whether the envelope code had a data key and its bytes are zeros now. */
  isOverwritten(): boolean {
    return this.#materials?.dataKey.every((byte) => byte === 0) ?? false;
  }
}
