import { html, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { EncryptionContext } from '../../envelope/encryption-context.ts';
import type { DroppedFile } from '../kit/dropped-files.ts';
import { TEXTS } from '../kit/kit-texts.ts';
import type { PageContext } from '../page/page-context.ts';
import { CHANGE_RUN } from '../page/running-files.ts';
import type { KeyringSettings } from './keyring-type.ts';
import type { Batch, EncryptBatch } from './file-batch.ts';
import type { FileRuns } from './file-runs.ts';
import { SHOW_RUNNING_FILES } from './show-running-files.ts';

/** Files from this size are processed in a list, in the background, not by the page itself. */
const MIN_BACKGROUND_BYTES = 64 * 2 ** 20;

/** The runs of this tab, once their code is loaded. */
let shared: FileRuns | undefined;
let isSwept = false;

/** Removes what tabs that were closed or crashed have left, once per visit. */
function removeAbandoned(): void {
  if (isSwept) return;
  isSwept = true;
  // Without a private file system nothing was left.
  import('../../envelope/files/output-folder.ts')
    .then(({ removeAbandonedFiles }) => removeAbandonedFiles())
    .catch(() => undefined);
}

/**
 * The lists of several files on a page, which are processed one after another. Their code is loaded with the first one.
 * A list stays until it is closed, also while other pages are open.
 */
export class FileBatches implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #context: () => PageContext;
  /** The code could not be loaded. */
  #isMissing = false;

  constructor(host: ReactiveControllerHost & EventTarget, context: () => PageContext) {
    this.#host = host;
    this.#context = context;
    host.addController(this);
  }

  hostConnected(): void {
    removeAbandoned();
    shared?.addEventListener(CHANGE_RUN.name, this.#update);
  }

  hostDisconnected(): void {
    shared?.removeEventListener(CHANGE_RUN.name, this.#update);
  }

  /** Encrypts `files`. */
  encrypt(files: readonly DroppedFile[], options: EncryptBatch = {}): void {
    // The Region and caller of now count, whatever is chosen while the code loads.
    const context = this.#context();
    void this.#start(({ encryptBatch }) => encryptBatch(context, files, options));
  }

  /** Whether `file` is too large for the page itself. */
  isLarge({ size }: Blob): boolean {
    return size >= MIN_BACKGROUND_BYTES;
  }

  /** Decrypts `files`. `reproducedContext`: pairs that they do not store. `keyring`: the settings of the form. */
  decrypt(files: readonly DroppedFile[], reproducedContext?: EncryptionContext, keyring?: KeyringSettings): void {
    const context = this.#context();
    void this.#start(({ decryptBatch }) => decryptBatch(context, files, reproducedContext, keyring));
  }

  /** Renders the lists, or nothing. */
  render() {
    if (this.#isMissing) return html`<p role="alert">${TEXTS.fileDrop.notLoaded}</p>`;
    const runs = shared?.runs ?? [];
    return runs.map(
      (run) =>
        html`<strong-file-batch
          .run=${run}
          @strong-close=${({ detail }: CustomEvent<boolean>) => shared?.close(run, detail)}
        ></strong-file-batch>`,
    );
  }

  async #start(create: (code: typeof import('./file-batch.ts')) => Batch) {
    this.#isMissing = false;
    try {
      const [code, { fileRuns }] = await Promise.all([
        import('./file-batch.ts'),
        import('./file-runs.ts'),
        import('./strong-file-batch.ts'),
        import('./strong-running-files.ts'),
      ]);
      shared = fileRuns;
      shared.addEventListener(CHANGE_RUN.name, this.#update);
      shared.start(create(code));
      SHOW_RUNNING_FILES.dispatch(this.#host, fileRuns);
    } catch {
      this.#isMissing = true;
      this.#update();
    }
  }

  readonly #update = () => this.#host.requestUpdate();
}
