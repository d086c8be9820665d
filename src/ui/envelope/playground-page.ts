import { html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import { toBase64 } from '../../base/base64.ts';
import { announce } from '../kit/announce.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { allBytes, type ByteEntry } from '../operation-form/byte-entry.ts';
import { aliasesInUse } from '../page/aliases-in-use.ts';
import { usesOtherKeyring } from './envelope-run.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { fileRunFacts } from './encryption-sdk-code.ts';
import { handOver, takeOver } from './hand-over.ts';
import { liveKeys } from './live-keys.ts';
import type { NamedBlob } from './message-head.ts';
import { keepPlaygroundDraft, readPlaygroundDraft, type PlaygroundDraft } from './playground-draft.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { PlaygroundOperation } from './playground-operation.ts';
import { PlaygroundFiles } from './playground-files.ts';
import { playgroundPageStyles } from './playground-page.styles.ts';
import { TEXTS } from './playground-texts.ts';
import { TEXTS as RECIPIENTS } from './recipients-texts.ts';
import { TEXTS as RECORDS } from './records-texts.ts';
import { codeCalls } from './run-calls.ts';
import type { CHANGE_TEXT, SEND_TEXT } from './strong-text-form.ts';
import '../kit/strong-bytes.ts';
import '../kit/strong-icon.ts';
import '../kit/strong-pairs.ts';
import './recipients-tab.ts';
import './records-tab.ts';
import './strong-comparison.ts';
import './strong-envelope-picture.ts';
import './strong-keyring-sequence.ts';
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

  private readonly operation = new PlaygroundOperation(
    this,
    () => this.context,
    () => {
      this.decrypted = undefined;
      this.files.advice = '';
    },
  );
  private readonly files = new PlaygroundFiles(this, this.operation, () => ({
    context: this.context,
    key: this.key,
    pairs: this.pairs,
    names: this.names,
    check: () => reportPairs(this.renderRoot),
    clear: () => this.operation.clear(),
  }));

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('keyId') && this.keyId) this.key = this.keyId;
    if (changed.has('context')) {
      void this.loadNames();
      void this.files.readBranchKeys();
    }
    if (!changed.has('context') && !changed.has('what')) return;
    this.operation.cancel();
    this.operation.clear();
    this.files.lastMessage = undefined;
    void this.takeOver();
  }

  /** Takes what the Inspector has laid ready: an encrypted file, or a ciphertext. */
  private async takeOver(): Promise<void> {
    const given = takeOver('playground');
    if (given && this.what === 'file') this.files.offer(given);
    else if (given) {
      const bytes = new Uint8Array(await given.blob.arrayBuffer());
      this.edit({ ciphertext: { form: 'base64', text: toBase64(bytes) } });
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    Object.assign(this, readPlaygroundDraft());
  }

  override render() {
    const file = this.what === 'file';
    const recipients = this.what === 'recipients';
    const records = this.what === 'records';
    const isOther = file || recipients || records;
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead}</p>
      <nav aria-label=${TEXTS.inputType}>
        <a href=${href(['playground'])} aria-current=${ifDefined(isOther ? undefined : 'page')}>${TEXTS.text}</a>
        <a href=${href(['playground', 'file'])} aria-current=${ifDefined(file ? 'page' : undefined)}>${TEXTS.file}</a>
        <a href=${href(['playground', 'recipients'])} aria-current=${ifDefined(recipients ? 'page' : undefined)}
          >${RECIPIENTS.tab}</a
        >
        <a href=${href(['playground', 'records'])} aria-current=${ifDefined(records ? 'page' : undefined)}
          >${RECORDS.tab}</a
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
        ${recipients || records ? nothing : file ? this.files.renderForm() : this.renderText()}
      </div>
      ${
        recipients
          ? html`<strong-recipients-tab
              .context=${this.context}
              .keyId=${this.key}
              .names=${this.names}
              .pairs=${this.pairs}
            ></strong-recipients-tab>`
          : records
            ? html`<strong-records-tab
                .context=${this.context}
                .keyId=${this.key}
                .pairs=${this.pairs}
              ></strong-records-tab>`
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
    if (!this.operation.isBusy) this.operation.clear();
  }

  private renderOutcome() {
    const file = this.what === 'file';
    const { advice, batches } = this.files;
    return html`${this.operation.renderProblem()}
    ${advice ? html`<p id="advice" class="advice" role="status">${advice}</p>` : nothing}
    ${
      this.decrypted && !file
        ? html`<section aria-labelledby="opened">
            <h2 id="opened">${TEXTS.plaintext.heading}</h2>
            <strong-bytes .bytes=${this.decrypted} form="text" what=${TEXTS.plaintext.what}></strong-bytes>
          </section>`
        : nothing
    }
    ${file ? this.renderFileOutcome() : this.renderInspect(this.ciphertextFile)} ${batches.render()}
    ${this.operation.renderCalls(!file)} ${this.renderCode()} ${file ? this.renderComparison() : nothing}`;
  }

  private renderFileOutcome() {
    const { run, done, isCanceled, calls } = this.operation.outcome;
    const shown = run ?? this.files.expected;
    return html`<section aria-label=${TEXTS.files.picture}>
        ${done ? html`<p class="done">${isCanceled ? nothing : html`<strong-icon name="check"></strong-icon>`}${done}</p>` : nothing}
        ${this.operation.isBusy ? nothing : this.renderInspect(this.files.lastMessage)} ${this.operation.renderSteps()}
        ${
          usesOtherKeyring(shown)
            ? html`<strong-keyring-sequence .run=${shown} .calls=${calls}></strong-keyring-sequence>`
            : html`<strong-envelope-picture .run=${run}></strong-envelope-picture>`
        }
      </section>
      <section>
        <strong-live-keys .list=${liveKeys} @strong-overwrite-keys=${() => this.operation.clear()}></strong-live-keys>
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

  /** A link that opens the Inspector with a file. */
  private renderInspect(file: NamedBlob | undefined) {
    if (!file) return nothing;
    return html`<p>
      <a class="inspect" href=${href(['inspector'])} @click=${() => handOver('inspector', file)}
        >${TEXTS.inspect(file.name)}</a
      >
    </p>`;
  }

  /** The ciphertext of the form, as the Inspector reads it. */
  private get ciphertextFile(): NamedBlob | undefined {
    const { text, file } = this.ciphertext;
    if (this.operation.isBusy || (!file && text.trim() === '')) return undefined;
    return { name: TEXTS.ciphertext.name, blob: file ?? new Blob([text]) };
  }

  private renderCode() {
    const { run, calls, problem } = this.operation.outcome;
    if (this.operation.isBusy || problem || (calls.length === 0 && !run)) return nothing;
    return html`<section>
      <strong-run-code
        .calls=${codeCalls(calls)}
        .region=${this.context.region}
        .file=${run && fileRunFacts(run, this.context.region, this.files.inputName)}
      ></strong-run-code>
    </section>`;
  }

  private renderComparison() {
    return html`<section>
      <strong-comparison
        .runs=${this.files.finished}
        .file=${this.files.lastFile?.name ?? ''}
        ?busy=${this.operation.isBusy}
        @strong-run-again=${this.files.encryptAgain}
      ></strong-comparison>
    </section>`;
  }

  private async loadNames(): Promise<void> {
    const reply = await this.context.kms.call('ListAliases', { Limit: 100 });
    this.names = reply.ok ? aliasesInUse(reply.output) : [];
  }

  private encrypt() {
    if (!reportPairs(this.renderRoot)) return;
    return this.operation.start(async (recorder, signal) => {
      if (this.key === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder, this.context);
      const { CiphertextBlob, KeyId } = await recorder.call('Encrypt', {
        KeyId: this.key,
        Plaintext: await allBytes(this.plaintext),
        EncryptionContext: { ...this.pairs },
      });
      // A ciphertext of another Region or caller is not that of the page now.
      signal.throwIfAborted();
      this.ciphertext = { form: 'base64', text: toBase64(CiphertextBlob ?? new Uint8Array()) };
      keepPlaygroundDraft(this);
      this.operation.ciphertextKey = KeyId;
      announce(this, TEXTS.plaintext.encrypted);
    });
  }

  private decrypt() {
    if (!reportPairs(this.renderRoot)) return;
    return this.operation.start(async (recorder, signal) => {
      const { Plaintext } = await recorder.call('Decrypt', {
        CiphertextBlob: await allBytes(this.ciphertext),
        EncryptionContext: { ...this.pairs },
      });
      signal.throwIfAborted();
      this.decrypted = Plaintext;
      announce(this, TEXTS.ciphertext.decrypted);
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-playground-page': StrongPlaygroundPage;
  }
}
