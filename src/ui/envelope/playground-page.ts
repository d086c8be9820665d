import { html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, query, state } from 'lit/decorators.js';
import { toBase64 } from '../../base/base64.ts';
import { announce } from '../kit/announce.ts';
import type { DroppedFile } from '../kit/dropped-files.ts';
import { bytesExactly } from '../kit/format.ts';
import { saveTarget } from '../kit/save-file.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { allBytes, type ByteEntry } from '../operation-form/byte-entry.ts';
import { aliasesInUse } from '../page/aliases-in-use.ts';
import type { Recorder } from '../page/call-recorder.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS as COMPARISON } from './comparison-texts.ts';
import { contentIdentity, ENCRYPTED_EXTENSION, withFileIdentity } from './encrypted-name.ts';
import { decryptFile, encryptFile, type Sink } from './envelope-calls.ts';
import type { NamedBlob } from './message-head.ts';
import { fileRunFacts } from './encryption-sdk-code.ts';
import { FileBatches } from './file-batches.ts';
import { TEXTS as FILE_TEXTS } from './file-form-texts.ts';
import { findLeftOutPairs, keepLeftOutPairs } from './left-out-pairs.ts';
import { liveKeys } from './live-keys.ts';
import { keepPlaygroundDraft, readPlaygroundDraft, type PlaygroundDraft } from './playground-draft.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { PlaygroundOperation } from './playground-operation.ts';
import { playgroundPageStyles } from './playground-page.styles.ts';
import { TEXTS } from './playground-texts.ts';
import { TEXTS as RECIPIENTS } from './recipients-texts.ts';
import { codeCalls } from './run-calls.ts';
import { addRun, type FinishedRun } from './run-facts.ts';
import type { RunWatch } from './run-watch.ts';
import { FIRST_SETTINGS, type CHANGE_SETTINGS, type SEND_FILES, type StrongFileForm } from './strong-file-form.ts';
import type { CHANGE_TEXT, SEND_TEXT } from './strong-text-form.ts';
import '../kit/strong-bytes.ts';
import '../kit/strong-icon.ts';
import '../kit/strong-pairs.ts';
import '../kit/strong-progress.ts';
import './recipients-tab.ts';
import './strong-comparison.ts';
import './strong-envelope-picture.ts';
import './strong-file-form.ts';
import './strong-live-keys.ts';
import './strong-recipients.ts';
import './strong-run-code.ts';
import './strong-text-form.ts';

/** Encrypts and decrypts text and files, and shows every step with its bytes. */
@customElement('strong-playground-page')
export class StrongPlaygroundPage extends StrongPage {
  static override styles = [base, controls, tabBar, playgroundPageStyles];

  /** `text`, `file` or `recipients`. */
  @property() what = 'text';
  /** A key to use instead of `alias/playground`. */
  @property() keyId = '';

  @state() private names: readonly string[] = [];
  @state() key = PLAYGROUND_ALIAS;
  @state() pairs: Readonly<Record<string, string>> = { purpose: 'playground' };
  @state() plaintext: ByteEntry = { form: 'text', text: TEXTS.plaintext.example };
  @state() ciphertext: ByteEntry = { form: 'base64', text: '' };
  @state() private decrypted: Uint8Array | undefined;
  @state() private settings = FIRST_SETTINGS;
  /** The last encrypted file, to be decrypted with one click. */
  @state() private encryptedFile: NamedBlob | undefined;
  /** The last file that was encrypted, and the runs of this visit. */
  @state() private lastFile: File | undefined;
  @state() private finished: readonly FinishedRun[] = [];
  /** Why a file was not sent to be decrypted, or what to try after it was refused. */
  @state() private advice = '';

  private readonly batches = new FileBatches(this, () => this.context);
  private readonly operation = new PlaygroundOperation(this, () => this.context);

  @query('strong-file-form') private fileForm!: StrongFileForm;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('keyId') && this.keyId) this.key = this.keyId;
    if (changed.has('context')) void this.loadNames();
    if (!changed.has('context') && !changed.has('what')) return;
    this.operation.cancel();
    this.clear();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    Object.assign(this, readPlaygroundDraft());
  }

  override render() {
    const file = this.what === 'file';
    const recipients = this.what === 'recipients';
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead}</p>
      <nav aria-label=${TEXTS.inputType}>
        <a href=${href(['playground'])} aria-current=${ifDefined(file || recipients ? undefined : 'page')}
          >${TEXTS.text}</a
        >
        <a href=${href(['playground', 'file'])} aria-current=${ifDefined(file ? 'page' : undefined)}>${TEXTS.file}</a>
        <a href=${href(['playground', 'recipients'])} aria-current=${ifDefined(recipients ? 'page' : undefined)}
          >${RECIPIENTS.tab}</a
        >
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
        ${recipients ? nothing : file ? this.renderFile() : this.renderText()}
      </div>
      ${
        recipients
          ? html`<strong-recipients-tab
              .context=${this.context}
              .keyId=${this.key}
              .names=${this.names}
              .pairs=${this.pairs}
            ></strong-recipients-tab>`
          : this.renderOutcome()
      }`;
  }

  private renderText() {
    return html`<strong-text-form
      .entries=${{ plaintext: this.plaintext, ciphertext: this.ciphertext }}
      ?busy=${this.operation.isBusy}
      @strong-change-text=${this.onChangeText}
      @strong-send-text=${({ detail }: EventOf<typeof SEND_TEXT>) => (detail.field === 'plaintext' ? this.encrypt() : this.decrypt())}
    ></strong-text-form>`;
  }

  private onChangeText({ detail }: EventOf<typeof CHANGE_TEXT>) {
    this.edit(detail);
    if (detail.ciphertext) this.operation.ciphertextKey = undefined;
  }

  /** Stores what the user enters, and clears the results of earlier input. */
  private edit(change: Partial<PlaygroundDraft>) {
    Object.assign(this, change);
    keepPlaygroundDraft(this);
    if (!this.operation.isBusy) this.clear();
  }

  /** Clears every result. */
  private clear() {
    this.decrypted = undefined;
    this.advice = '';
    this.operation.clear();
  }

  private renderFile() {
    const { progress, isBusy } = this.operation;
    return html`<strong-file-form
        .settings=${this.settings}
        .pairs=${this.pairs}
        .names=${this.names}
        .encrypted=${this.encryptedFile}
        ?busy=${isBusy}
        @strong-change-settings=${this.onChangeSettings}
        @strong-send-files=${this.onSendFiles}
      ></strong-file-form>
      ${
        progress
          ? html`<strong-progress
              class="all"
              what=${progress.what}
              .done=${progress.bytesIn}
              .of=${progress.of}
              @strong-cancel=${() => this.operation.cancel()}
            ></strong-progress>`
          : nothing
      }`;
  }

  private renderOutcome() {
    const file = this.what === 'file';
    return html`${this.operation.renderProblem()}
    ${this.advice ? html`<p id="advice" class="advice" role="status">${this.advice}</p>` : nothing}
    ${
      this.decrypted && !file
        ? html`<section aria-labelledby="opened">
            <h2 id="opened">${TEXTS.plaintext.heading}</h2>
            <strong-bytes .bytes=${this.decrypted} form="text" what=${TEXTS.plaintext.what}></strong-bytes>
          </section>`
        : nothing
    }
    ${file ? this.renderFileOutcome() : nothing} ${this.batches.render()} ${this.operation.renderCalls(!file)}
    ${this.renderCode()} ${file ? this.renderComparison() : nothing}`;
  }

  private renderFileOutcome() {
    const { run, done, isCanceled } = this.operation.outcome;
    return html`<section aria-label=${TEXTS.files.picture}>
        ${done ? html`<p class="done">${isCanceled ? nothing : html`<strong-icon name="check"></strong-icon>`}${done}</p>` : nothing}
        ${this.operation.renderSteps()}
        <strong-envelope-picture .run=${run}></strong-envelope-picture>
      </section>
      <section>
        <strong-live-keys .list=${liveKeys} @strong-overwrite-keys=${() => this.clear()}></strong-live-keys>
      </section>
      ${
        run?.header
          ? html`<strong-recipients
              .keys=${run.header.encryptedDataKeys}
              .decryptedBy=${run.direction === 'decrypt' ? (run.key?.arn ?? '') : ''}
              .encryptionContext=${run.context}
            ></strong-recipients>`
          : nothing
      }`;
  }

  private renderCode() {
    const { run, calls, problem } = this.operation.outcome;
    if (this.operation.isBusy || problem || calls.length === 0) return nothing;
    return html`<section>
      <strong-run-code
        .calls=${codeCalls(calls)}
        .region=${this.context.region}
        .file=${run && fileRunFacts(run, this.context.region)}
      ></strong-run-code>
    </section>`;
  }

  private renderComparison() {
    return html`<section>
      <strong-comparison
        .runs=${this.finished}
        .file=${this.lastFile?.name ?? ''}
        ?busy=${this.operation.isBusy}
        @strong-run-again=${this.encryptAgain}
      ></strong-comparison>
    </section>`;
  }

  private async loadNames(): Promise<void> {
    const reply = await this.context.kms.call('ListAliases', { Limit: 100 });
    this.names = reply.ok ? aliasesInUse(reply.output) : [];
  }

  private encrypt() {
    if (!reportPairs(this.renderRoot)) return;
    return this.operation.start(async (recorder) => {
      if (this.key === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder, this.context);
      const { CiphertextBlob, KeyId } = await recorder.call('Encrypt', {
        KeyId: this.key,
        Plaintext: await allBytes(this.plaintext),
        EncryptionContext: { ...this.pairs },
      });
      this.ciphertext = { form: 'base64', text: toBase64(CiphertextBlob ?? new Uint8Array()) };
      keepPlaygroundDraft(this);
      this.operation.ciphertextKey = KeyId;
      announce(this, TEXTS.plaintext.encrypted);
    });
  }

  private decrypt() {
    if (!reportPairs(this.renderRoot)) return;
    return this.operation.start(async (recorder) => {
      const { Plaintext } = await recorder.call('Decrypt', {
        CiphertextBlob: await allBytes(this.ciphertext),
        EncryptionContext: { ...this.pairs },
      });
      this.decrypted = Plaintext;
      announce(this, TEXTS.ciphertext.decrypted);
    });
  }

  private onChangeSettings({ detail }: EventOf<typeof CHANGE_SETTINGS>) {
    this.settings = { ...this.settings, ...detail };
    if (!this.operation.isBusy) this.clear();
  }

  private onSendFiles({ detail: { direction, files, isList } }: EventOf<typeof SEND_FILES>) {
    if (!reportPairs(this.renderRoot) || !this.fileForm.check()) return;
    const [first] = files;
    if (!first) return;
    if (direction === 'decrypt') void (isList ? this.decryptFiles(files) : this.decryptFile(first.file));
    else if (isList || this.batches.isLarge(first.file)) this.encryptFiles(files);
    else void this.encryptFile(first.file);
  }

  private get encryption() {
    const { pairs, settings } = this;
    return {
      keyIds: [this.key, ...settings.furtherKeys.filter(Boolean)],
      requiredContextKeys: settings.leftOut.filter((name) => Object.hasOwn(pairs, name)),
    };
  }

  private encryptFiles(files: readonly DroppedFile[]) {
    const { pairs, settings, encryption } = this;
    this.batches.encrypt(files, { ...encryption, pairs, isNameStored: settings.isNameStored });
  }

  private encryptFile(file: File) {
    return this.operation.start(async (recorder, signal) => {
      const name = `${file.name}${ENCRYPTED_EXTENSION}`;
      const target = await saveTarget(name);
      if (!target) return;
      const watch = this.operation.watch(TEXTS.files.encrypting(file.name), file.size, signal);
      const kept = await this.encryptTo((stream) => target.write(stream, signal), file, recorder, watch);
      await keepLeftOutPairs(kept, this.encryption.requiredContextKeys);
      this.encryptedFile = { name, blob: kept };
      this.operation.finish(TEXTS.files.encrypted(name, bytesExactly(kept.size)));
    }, this.settings);
  }

  /** Encrypts the last file once more, to compare. Its output is not saved. */
  private encryptAgain() {
    const file = this.lastFile;
    if (!file) return undefined;
    return this.operation.start(async (recorder, signal) => {
      const watch = this.operation.watch(COMPARISON.encrypting(file.name), file.size, signal);
      await this.encryptTo((stream) => stream.pipeTo(new WritableStream()), file, recorder, watch);
    });
  }

  private async encryptTo<T>(sink: Sink<T>, file: File, recorder: Recorder, watch: RunWatch): Promise<T> {
    const { encryption, pairs, settings } = this;
    if (encryption.keyIds.includes(PLAYGROUND_ALIAS)) await ensurePlaygroundKey(recorder, this.context);
    const encryptionContext = settings.isNameStored ? withFileIdentity(pairs, file) : pairs;
    const source = { name: file.name, blob: file };
    const options = { ...encryption, encryptionContext };
    const { run, kept } = await encryptFile(recorder, this.context, source, options, sink, watch);
    this.lastFile = file;
    this.finished = await addRun(this.finished, run);
    return kept;
  }

  private async decryptFiles(files: readonly DroppedFile[]) {
    if (await this.hasPairsFor(files.map(({ file }) => file))) this.batches.decrypt(files, this.settings.reproduced);
  }

  private async decryptFile(encrypted: File) {
    if (this.operation.isBusy || !(await this.hasPairsFor([encrypted]))) return;
    const reproducedContext = this.settings.reproduced;
    if (this.batches.decryptLarge({ name: encrypted.name, blob: encrypted }, reproducedContext)) return;
    await this.operation.start(async (recorder, signal) => {
      const { name, type } = await contentIdentity({ name: encrypted.name, blob: encrypted });
      const target = await saveTarget(name);
      if (!target) return;
      const { kept } = await decryptFile(
        recorder,
        this.context,
        { name, blob: encrypted },
        (stream) => target.write(stream, signal),
        {
          ...this.operation.watch(TEXTS.files.decrypting(encrypted.name), encrypted.size, signal),
          reproducedContext,
        },
      );
      this.operation.finish(TEXTS.files.decrypted(name, bytesExactly(kept.size), type));
    }, this.settings);
    if (this.operation.outcome.mayLackPairs) this.advice = FILE_TEXTS.reproduced.refused;
  }

  /** Asks for the pairs that the files are known to leave out. Returns whether all have values. */
  private async hasPairsFor(files: readonly Blob[]): Promise<boolean> {
    const names = new Set((await Promise.all(files.map(findLeftOutPairs))).flat());
    const { reproduced } = this.settings;
    const missing = [...names].filter((name) => !reproduced[name]);
    if (missing.length === 0) return true;
    this.clear();
    const asked = Object.fromEntries(missing.map((name) => [name, '']));
    this.settings = { ...this.settings, reproduced: { ...reproduced, ...asked } };
    this.advice = FILE_TEXTS.reproduced.missing(missing);
    return false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-playground-page': StrongPlaygroundPage;
  }
}
