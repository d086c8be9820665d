import { html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import { toBase64 } from '../../base/base64.ts';
import type { KeyLocation } from '../../model/contract.ts';
import type { Progress } from '../../envelope/frame-stream.ts';
import { href } from '../page/router.ts';
import { aliasesInUse } from '../page/aliases-in-use.ts';
import { announce } from '../kit/announce.ts';
import { causeOfRefusal, keepCiphertexts } from '../page/ciphertext-cause.ts';
import { Recorder, type CallRecord } from '../page/call-recorder.ts';
import { elsewhereOf } from '../page/find-key-elsewhere.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { saveTarget } from '../kit/save-file.ts';
import { decryptFile, encryptFile, type NamedBlob, type RunWatch } from './envelope-calls.ts';
import { bytesExactly } from '../kit/format.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import type { FileEvent, FilesEvent } from '../kit/strong-file-drop.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import { TEXTS } from './playground-texts.ts';
import { contentIdentity, ENCRYPTED_EXTENSION, withFileIdentity } from './encrypted-name.ts';
import { FileBatches } from './file-batches.ts';
import { keepPlaygroundDraft, readPlaygroundDraft, type PlaygroundDraft } from './playground-draft.ts';
import { allBytes, type ByteEntry } from '../operation-form/byte-entry.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { CHANGE_TEXT, SEND_TEXT } from './strong-text-form.ts';
import { StrongPage } from '../page/strong-page.ts';
import { playgroundPageStyles } from './playground-page.styles.ts';
import '../kit/strong-bytes.ts';
import '../page/strong-call.ts';
import './strong-envelope-picture.ts';
import '../kit/strong-file-drop.ts';
import '../kit/strong-icon.ts';
import '../page/strong-problem.ts';
import '../kit/strong-progress.ts';
import './strong-text-form.ts';

/** Encrypts and decrypts text and files, and shows every step with its bytes. */
@customElement('strong-playground-page')
export class StrongPlaygroundPage extends StrongPage {
  static override styles = [base, controls, tabBar, playgroundPageStyles];

  /** `text` or `file`. */
  @property() what = 'text';
  /** A key to use instead of `alias/playground`. */
  @property() keyId = '';

  @state() private names: readonly string[] = [];
  @state() key = PLAYGROUND_ALIAS;
  @state() pairs: Readonly<Record<string, string>> = { purpose: 'playground' };
  @state() plaintext: ByteEntry = { form: 'text', text: TEXTS.plaintext.example };
  @state() ciphertext: ByteEntry = { form: 'base64', text: '' };
  @state() private decrypted: Uint8Array | undefined;
  @state() private isNameStored = true;
  /** The last encrypted file, to be decrypted with one click. */
  @state() private encryptedFile: NamedBlob | undefined;
  /** Text of the result of the last operation. */
  @state() private done = '';
  @state() private canceled = false;
  @state() private calls: readonly CallRecord[] = [];
  @state() private run: EnvelopeRun | undefined;
  @state() private progress: (Progress & { readonly what: string; readonly of: number }) | undefined;
  @state() private problem: Problem | undefined;
  /** Why the ciphertext could not be decrypted, where the page knows it. */
  @state() private cause = '';
  @state() private elsewhere: readonly KeyLocation[] = [];
  @state() private busy: AbortController | undefined;

  private readonly batches = new FileBatches(this, () => this.context);

  /** ARN of the key under which `ciphertext` was encrypted here. */
  #ciphertextKey: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('keyId') && this.keyId) this.key = this.keyId;
    if (changed.has('context')) void this.loadNames();
    if (!changed.has('context') && !changed.has('what')) return;
    this.busy?.abort();
    this.clear();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    Object.assign(this, readPlaygroundDraft());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.busy?.abort();
  }

  override render() {
    const file = this.what === 'file';
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead}</p>
      <nav aria-label=${TEXTS.inputType}>
        <a href=${href(['playground'])} aria-current=${ifDefined(file ? undefined : 'page')}>${TEXTS.text}</a>
        <a href=${href(['playground', 'file'])} aria-current=${ifDefined(file ? 'page' : undefined)}>${TEXTS.file}</a>
      </nav>
      <div class="two">
        <div class="field">
          <label for="key">${TEXTS.key}</label>
          <input
            id="key"
            list="keys"
            .value=${this.key}
            spellcheck="false"
            autocomplete="off"
            aria-describedby="key-hint"
            @input=${(event: Event) => this.edit({ key: (event.target as HTMLInputElement).value.trim() })}
          />
          <datalist id="keys">${this.names.map((name) => html`<option value=${name}></option>`)}</datalist>
          <span id="key-hint" class="soft small">${TEXTS.keyHint(PLAYGROUND_ALIAS)}</span>
        </div>
        <div class="field">
          <strong-pairs
            label=${TEXTS.context.label}
            logged
            .pairs=${this.pairs}
            @strong-pairs=${({ detail }: PairsEvent) => this.edit(detail ? { pairs: detail } : {})}
          ></strong-pairs>
          <span class="soft small"> ${file ? TEXTS.context.hintFile : TEXTS.context.hintText} </span>
        </div>
        ${
          file
            ? this.renderFile()
            : html`<strong-text-form
                .entries=${{ plaintext: this.plaintext, ciphertext: this.ciphertext }}
                ?busy=${this.busy !== undefined}
                @strong-change-text=${this.onChangeText}
                @strong-send-text=${({ detail }: EventOf<typeof SEND_TEXT>) => (detail.field === 'plaintext' ? this.encrypt() : this.decrypt())}
              ></strong-text-form>`
        }
      </div>
      ${this.renderOutcome()}`;
  }

  private onChangeText({ detail }: EventOf<typeof CHANGE_TEXT>) {
    this.edit(detail);
    if (detail.ciphertext) this.#ciphertextKey = undefined;
  }

  /** Stores what the user enters, and clears the results of earlier input. */
  private edit(change: Partial<PlaygroundDraft>) {
    Object.assign(this, change);
    keepPlaygroundDraft(this);
    if (!this.busy) this.clear();
  }

  /** Clears every result. */
  private clear() {
    this.problem = this.decrypted = this.run = undefined;
    this.cause = '';
    this.calls = [];
    this.done = '';
    this.canceled = false;
  }

  private renderFile() {
    const { progress, busy, encryptedFile } = this;
    return html`<label class="choice all"
        ><input
          id="store-name"
          type="checkbox"
          .checked=${this.isNameStored}
          @change=${() => (this.isNameStored = !this.isNameStored)}
        />${TEXTS.files.storeName}</label
      >
      <strong-file-drop
        multiple
        whole-window
        label=${TEXTS.files.dropPlain}
        action=${TEXTS.files.choosePlain}
        folder-action=${TEXTS.files.chooseFolder}
        @strong-files=${this.onFiles}
        ?disabled=${busy !== undefined}
        @strong-file=${this.onFile}
      ></strong-file-drop>
      <div>
        <strong-file-drop
          multiple
          label=${TEXTS.files.dropEncrypted}
          action=${TEXTS.files.chooseEncrypted}
          @strong-files=${({ detail }: FilesEvent) => this.batches.decrypt(detail.files)}
          ?disabled=${busy !== undefined}
          @strong-file=${({ detail: { file } }: FileEvent) => this.decryptFile({ name: file.name, blob: file })}
        ></strong-file-drop>
        ${
          encryptedFile
            ? html`<button
                type="button"
                aria-disabled=${busy !== undefined ? 'true' : 'false'}
                @click=${() => this.decryptFile(encryptedFile)}
              >
                ${TEXTS.files.decryptAgain(encryptedFile.name)}
              </button>`
            : nothing
        }
      </div>
      ${
        progress
          ? html`<strong-progress
              class="all"
              what=${progress.what}
              .done=${progress.bytesIn}
              .of=${progress.of}
              @strong-cancel=${() => this.busy?.abort()}
            ></strong-progress>`
          : nothing
      }`;
  }

  private renderOutcome() {
    const file = this.what === 'file';
    return html`${
      this.problem
        ? html`<strong-problem
            .problem=${this.problem}
            .cause=${this.cause}
            .elsewhere=${this.elsewhere}
            .region=${this.context.region}
            .account=${this.context.account}
          ></strong-problem>`
        : nothing
    }
    ${
      this.decrypted && !file
        ? html`<section aria-labelledby="opened">
            <h2 id="opened">${TEXTS.plaintext.heading}</h2>
            <strong-bytes .bytes=${this.decrypted} form="text" what=${TEXTS.plaintext.what}></strong-bytes>
          </section>`
        : nothing
    }
    ${
      file
        ? html`<section aria-label=${TEXTS.files.picture}>
            ${this.done ? html`<p class="done">${this.canceled ? nothing : html`<strong-icon name="check"></strong-icon>`}${this.done}</p>` : nothing}
            <strong-envelope-picture .run=${this.run}></strong-envelope-picture>
          </section>`
        : nothing
    }
    ${this.batches.render()}
    ${
      this.calls.length > 0
        ? html`<section aria-labelledby="calls">
            <h2 id="calls">${TEXTS.calls}</h2>
            ${this.calls.map((call, index) => html`<strong-call .call=${call} ?open=${!file && index === this.calls.length - 1}></strong-call>`)}
          </section>`
        : nothing
    }`;
  }

  private async loadNames(): Promise<void> {
    const reply = await this.context.kms.call('ListAliases', { Limit: 100 });
    this.names = reply.ok ? aliasesInUse(reply.output) : [];
  }

  private encrypt() {
    if (!reportPairs(this.renderRoot)) return;
    return this.work(async (recorder) => {
      if (this.key === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder, this.context);
      const { CiphertextBlob, KeyId } = await recorder.call('Encrypt', {
        KeyId: this.key,
        Plaintext: await allBytes(this.plaintext),
        EncryptionContext: { ...this.pairs },
      });
      this.ciphertext = { form: 'base64', text: toBase64(CiphertextBlob ?? new Uint8Array()) };
      keepPlaygroundDraft(this);
      this.#ciphertextKey = KeyId;
      announce(this, TEXTS.plaintext.encrypted);
    });
  }

  private decrypt() {
    if (!reportPairs(this.renderRoot)) return;
    return this.work(async (recorder) => {
      const { Plaintext } = await recorder.call('Decrypt', {
        CiphertextBlob: await allBytes(this.ciphertext),
        EncryptionContext: { ...this.pairs },
      });
      this.decrypted = Plaintext;
      announce(this, TEXTS.ciphertext.decrypted);
    });
  }

  private encryptFile(file: File) {
    if (this.batches.isLarge(file)) this.encryptFiles([{ file, path: file.name }]);
    if (this.batches.isLarge(file) || !reportPairs(this.renderRoot)) return;
    return this.work(async (recorder, signal) => {
      const name = `${file.name}${ENCRYPTED_EXTENSION}`;
      const target = await saveTarget(name);
      if (!target) return;
      if (this.key === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder, this.context);
      const { kept } = await encryptFile(
        recorder,
        this.context,
        { name: file.name, blob: file },
        this.key,
        this.isNameStored ? withFileIdentity(this.pairs, file) : this.pairs,
        (stream) => target.write(stream, signal),
        this.watch(TEXTS.files.encrypting(file.name), file.size, signal),
      );
      this.encryptedFile = { name, blob: kept };
      this.showResult(TEXTS.files.encrypted(name, bytesExactly(kept.size)));
    });
  }

  /** Encrypts a file; an encrypted one that was dropped outside of both areas is to be decrypted. */
  private onFile({ detail: { file, isOutside } }: FileEvent) {
    return isOutside && file.name.endsWith(ENCRYPTED_EXTENSION)
      ? this.decryptFile({ name: file.name, blob: file })
      : this.encryptFile(file);
  }

  private onFiles({ detail: { files, isOutside } }: FilesEvent) {
    if (isOutside && files.every(({ file }) => file.name.endsWith(ENCRYPTED_EXTENSION))) this.batches.decrypt(files);
    else this.encryptFiles(files);
  }

  private encryptFiles(files: FilesEvent['detail']['files']) {
    if (!reportPairs(this.renderRoot)) return;
    const { key: keyId, pairs, isNameStored } = this;
    this.batches.encrypt(files, { keyId, pairs, isNameStored });
  }

  private decryptFile(encrypted: NamedBlob) {
    if (this.batches.decryptLarge(encrypted)) return;
    return this.work(async (recorder, signal) => {
      const { name, type } = await contentIdentity(encrypted);
      const target = await saveTarget(name);
      if (!target) return;
      const { kept } = await decryptFile(
        recorder,
        this.context,
        { name, blob: encrypted.blob },
        (stream) => target.write(stream, signal),
        this.watch(TEXTS.files.decrypting(encrypted.name), encrypted.blob.size, signal),
      );
      this.showResult(TEXTS.files.decrypted(name, bytesExactly(kept.size), type));
    });
  }

  private watch(what: string, of: number, signal: AbortSignal): RunWatch {
    return {
      signal,
      onRun: (run) => (this.run = run),
      onProgress: (progress) => (this.progress = { ...progress, what, of }),
    };
  }

  private showResult(done: string) {
    this.done = done;
    announce(this, done);
  }

  /** Runs one operation at a time and shows its error. A canceled one leaves no file. */
  private async work(act: (recorder: Recorder, signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.busy) return;
    const busy = (this.busy = new AbortController());
    this.clear();
    const recorder = new Recorder(this.context.kms, () => (this.calls = [...recorder.calls]));
    try {
      await act(recorder, busy.signal);
      keepCiphertexts(this.context.strongroom, recorder.calls);
    } catch (error) {
      // The picture may show a plaintext data key by now, of work that has failed.
      this.run = undefined;
      if (busy.signal.aborted) {
        this.calls = [];
        this.canceled = true;
        this.showResult(TEXTS.files.canceled);
      } else await this.explain(error, recorder.calls.at(-1));
    } finally {
      this.busy = undefined;
      this.progress = undefined;
    }
  }

  private async explain(error: unknown, last: CallRecord | undefined): Promise<void> {
    const problem = problemOf(error);
    // The request of a Decrypt without KeyId does not name its key; only the ciphertext does.
    const asked = (last?.input as { KeyId?: string } | undefined)?.KeyId ?? this.#ciphertextKey;
    this.elsewhere = await elsewhereOf(problem, asked, this.context, this.context.strongroom);
    this.cause = causeOfRefusal(this.context.strongroom, problem, last);
    this.problem = problem;
    announce(this, TEXTS.failed(problem.name, problem.words?.happened ?? problem.message), 'assertive');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-playground-page': StrongPlaygroundPage;
  }
}
