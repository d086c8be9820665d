import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { DroppedFile } from '../kit/dropped-files.ts';
import { TEXTS } from '../kit/kit-texts.ts';
import type { PageContext } from '../page/page-context.ts';
import type { Batch, EncryptBatch } from './file-batch.ts';

/**
 * The list of several files on a page, which are processed one after another. Its code is loaded with the first one. A
 * list belongs to its caller and Region: it goes when they change.
 */
export class FileBatches implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #context: () => PageContext;
  #batch: Batch | undefined;
  #batchContext: PageContext | undefined;
  /** The code could not be loaded. */
  #isMissing = false;

  constructor(host: ReactiveControllerHost, context: () => PageContext) {
    this.#host = host;
    this.#context = context;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#batch && this.#batchContext !== this.#context()) this.#batch = undefined;
  }

  /** Encrypts `files`. */
  encrypt(files: readonly DroppedFile[], options: EncryptBatch = {}): void {
    void this.#open(({ encryptBatch }) => encryptBatch(this.#context(), files, options));
  }

  /** Decrypts `files`. */
  decrypt(files: readonly DroppedFile[]): void {
    void this.#open(({ decryptBatch }) => decryptBatch(this.#context(), files));
  }

  /** Renders the list, or nothing. */
  render() {
    if (this.#isMissing) return html`<p role="alert">${TEXTS.fileDrop.notLoaded}</p>`;
    return this.#batch
      ? html`<strong-file-batch .batch=${this.#batch} @strong-close=${() => this.#show(undefined)}></strong-file-batch>`
      : nothing;
  }

  async #open(create: (code: typeof import('./file-batch.ts')) => Batch) {
    this.#isMissing = false;
    try {
      const [code] = await Promise.all([import('./file-batch.ts'), import('./strong-file-batch.ts')]);
      this.#batchContext = this.#context();
      this.#show(create(code));
    } catch {
      this.#isMissing = true;
      this.#show(undefined);
    }
  }

  #show(batch: Batch | undefined) {
    this.#batch = batch;
    this.#host.requestUpdate();
  }
}
