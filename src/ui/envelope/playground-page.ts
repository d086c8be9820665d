import { html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import { toBase64 } from '../../base/base64.ts';
import type { KeyLocation } from '../../model/contract.ts';
import type { Progress } from '../../envelope/frame-stream.ts';
import { href } from '../page/router.ts';
import { aliasesInUse } from '../page/aliases-in-use.ts';
import { announce } from '../kit/announce.ts';
import { Recorder, type CallRecord } from '../page/call-recorder.ts';
import { elsewhereOf } from '../page/find-key-elsewhere.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { saveTarget } from '../kit/save-file.ts';
import { decryptFile, encryptFile, type NamedBlob, type RunPlace, type RunWatch } from './envelope-calls.ts';
import { bytesExactly } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import type { FileEvent } from '../kit/strong-file-drop.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import { ciphertextFrom, keepPlaygroundDraft, readPlaygroundDraft, type PlaygroundDraft } from './playground-draft.ts';
import { StrongPage } from '../page/strong-page.ts';
import { playgroundPageStyles } from './playground-page.styles.ts';
import '../kit/strong-bytes.ts';
import '../page/strong-call.ts';
import './strong-envelope-picture.ts';
import '../kit/strong-file-drop.ts';
import '../kit/strong-icon.ts';
import '../page/strong-problem.ts';
import '../kit/strong-progress.ts';

/** Encrypt text, seal and open files: every step with its bytes. */
@customElement('strong-playground-page')
export class StrongPlaygroundPage extends StrongPage {
  static override styles = [base, controls, playgroundPageStyles];

  /** `text` or `file`. */
  @property() what = 'text';
  /** A key to use instead of `alias/playground`. */
  @property() keyId = '';

  @state() private names: readonly string[] = [];
  @state() key = PLAYGROUND_ALIAS;
  @state() pairs: Readonly<Record<string, string>> = { purpose: 'playground' };
  @state() text = 'Attack at dawn.';
  @state() ciphertext = '';
  @state() private plaintext: Uint8Array | undefined;
  /** The file that was sealed last, to be opened again by one press. */
  @state() private sealed: NamedBlob | undefined;
  /** What the last piece of work came to, in words. */
  @state() private done = '';
  @state() private cancelled = false;
  @state() private calls: readonly CallRecord[] = [];
  @state() private run: EnvelopeRun | undefined;
  @state() private progress: (Progress & { readonly of: number }) | undefined;
  @state() private problem: Problem | undefined;
  @state() private elsewhere: readonly KeyLocation[] = [];
  @state() private busy: AbortController | undefined;

  /** The key under which `ciphertext` was made here. */
  #madeUnder: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('keyId') && this.keyId) this.key = this.keyId;
    if (changed.has('context')) void this.loadNames();
    if (changed.has('context') || changed.has('what')) this.clear();
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
    return html`<h1>Playground</h1>
      <p class="soft">Call KMS by hand and look at every byte that goes in and comes out.</p>
      <nav aria-label="What to work on">
        <a href=${href(['playground'])} aria-current=${ifDefined(file ? undefined : 'page')}>Text</a>
        <a href=${href(['playground', 'file'])} aria-current=${ifDefined(file ? 'page' : undefined)}>File</a>
      </nav>
      <div class="two">
        <div class="field">
          <label for="key">Key</label>
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
          <span id="key-hint" class="soft small"
            >Alias, key ID or ARN. ${PLAYGROUND_ALIAS} is made when there is none.</span
          >
        </div>
        <div class="field">
          <strong-pairs
            label="Encryption context"
            .pairs=${this.pairs}
            @strong-pairs=${({ detail }: PairsEvent) => this.edit(detail ? { pairs: detail } : {})}
          ></strong-pairs>
          <span class="soft small">
            Not secret: it is logged in clear.
            ${file ? 'It is written into the sealed file, and checked when that is opened.' : 'To decrypt, give the same pairs again.'}
          </span>
        </div>
        ${file ? this.renderFile() : this.renderText()}
      </div>
      ${this.renderOutcome()}`;
  }

  private renderText() {
    const nothingThere = this.ciphertext.trim() === '';
    return html`<div class="field">
        <label for="text">Plaintext, up to 4,096 bytes</label>
        <textarea
          id="text"
          rows="5"
          .value=${this.text}
          aria-describedby="text-hint"
          @input=${(event: InputEvent) => this.edit({ text: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
        <span id="text-hint" class="soft small">What you enter here stays in this tab until you close the tab.</span>
        <div class="row">
          <button
            type="button"
            class="primary"
            aria-disabled=${this.busy !== undefined ? 'true' : 'false'}
            @click=${this.encrypt}
          >
            Encrypt
          </button>
        </div>
      </div>
      <div class="field">
        <label for="ciphertext">Ciphertext, base64</label>
        <textarea
          id="ciphertext"
          class="code"
          rows="5"
          spellcheck="false"
          .value=${this.ciphertext}
          @input=${this.onCiphertext}
        ></textarea>
        <div class="row">
          <button
            type="button"
            ?disabled=${nothingThere}
            aria-disabled=${this.busy !== undefined ? 'true' : 'false'}
            aria-describedby="decrypt-hint"
            @click=${this.decrypt}
          >
            Decrypt
          </button>
          <span id="decrypt-hint" class="soft small"
            >${nothingThere ? 'Encrypt first, or paste a ciphertext.' : 'The ciphertext names its key.'}</span
          >
        </div>
      </div>`;
  }

  private onCiphertext(event: InputEvent) {
    this.edit({ ciphertext: (event.target as HTMLTextAreaElement).value });
    this.#madeUnder = undefined;
  }

  /** Takes over what is entered and keeps it. Results are of what was entered before: they go. */
  private edit(change: Partial<PlaygroundDraft>) {
    Object.assign(this, change);
    keepPlaygroundDraft(this);
    if (!this.busy) this.clear();
  }

  /** Takes away every result. */
  private clear() {
    this.problem = this.plaintext = this.run = undefined;
    this.calls = [];
    this.done = '';
    this.cancelled = false;
  }

  private renderFile() {
    const { progress, busy, sealed } = this;
    return html`<strong-file-drop
        label="Drop a file to seal, or"
        action="Choose a file to seal"
        ?disabled=${busy !== undefined}
        @strong-file=${this.seal}
      ></strong-file-drop>
      <div>
        <strong-file-drop
          label="Drop a sealed file to open, or"
          action="Choose a sealed file"
          ?disabled=${busy !== undefined}
          @strong-file=${({ detail: { file } }: FileEvent) => this.open({ name: file.name, blob: file })}
        ></strong-file-drop>
        ${
          sealed
            ? html`<button
                type="button"
                aria-disabled=${busy !== undefined ? 'true' : 'false'}
                @click=${() => this.open(sealed)}
              >
                Open ${sealed.name} again
              </button>`
            : nothing
        }
      </div>
      ${
        progress
          ? html`<strong-progress
              class="all"
              what="Progress"
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
            .elsewhere=${this.elsewhere}
            .region=${this.context.region}
            .account=${this.context.account}
          ></strong-problem>`
        : nothing
    }
    ${
      this.plaintext && !file
        ? html`<section aria-labelledby="opened">
            <h2 id="opened">Plaintext</h2>
            <strong-bytes .bytes=${this.plaintext} form="text" what="plaintext"></strong-bytes>
          </section>`
        : nothing
    }
    ${
      file
        ? html`<section aria-label="The envelope">
            ${this.done ? html`<p class="done">${this.cancelled ? nothing : html`<strong-icon name="check"></strong-icon>`}${this.done}</p>` : nothing}
            <strong-envelope-picture .run=${this.run}></strong-envelope-picture>
          </section>`
        : nothing
    }
    ${
      this.calls.length > 0
        ? html`<section aria-labelledby="calls">
            <h2 id="calls">Step by step</h2>
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
      if (this.key === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder);
      const { CiphertextBlob, KeyId } = await recorder.call('Encrypt', {
        KeyId: this.key,
        Plaintext: new TextEncoder().encode(this.text),
        EncryptionContext: { ...this.pairs },
      });
      this.ciphertext = toBase64(CiphertextBlob ?? new Uint8Array());
      keepPlaygroundDraft(this);
      this.#madeUnder = KeyId;
      announce(this, 'Encrypted.');
    });
  }

  private decrypt() {
    if (!reportPairs(this.renderRoot)) return;
    return this.work(async (recorder) => {
      const { Plaintext } = await recorder.call('Decrypt', {
        CiphertextBlob: ciphertextFrom(this.ciphertext),
        EncryptionContext: { ...this.pairs },
      });
      this.plaintext = Plaintext;
      announce(this, 'Decrypted.');
    });
  }

  private seal({ detail: { file } }: FileEvent) {
    if (!reportPairs(this.renderRoot)) return;
    return this.work(async (recorder, signal) => {
      const name = `${file.name}.sealed`;
      const target = await saveTarget(name);
      if (!target) return;
      if (this.key === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder);
      const source = { name: file.name, blob: file };
      const watch = this.watch(file.size, signal);
      const { kept } = await encryptFile(
        recorder,
        this.place,
        source,
        this.key,
        this.pairs,
        (stream) => target.write(stream, signal),
        watch,
      );
      this.sealed = { name, blob: kept };
      this.tell(`Sealed and saved: ${name}, ${bytesExactly(kept.size)}.`);
    });
  }

  private open(sealed: NamedBlob) {
    return this.work(async (recorder, signal) => {
      const name = sealed.name.replace(/\.sealed$/, '');
      const target = await saveTarget(name);
      if (!target) return;
      const watch = this.watch(sealed.blob.size, signal);
      const { kept } = await decryptFile(
        recorder,
        this.place,
        { name, blob: sealed.blob },
        (stream) => target.write(stream, signal),
        watch,
      );
      this.tell(`Opened and saved: ${name}, ${bytesExactly(kept.size)}.`);
    });
  }

  private get place(): RunPlace {
    return { region: this.context.region, caller: this.context.caller };
  }

  private watch(of: number, signal: AbortSignal): RunWatch {
    return {
      signal,
      onRun: (run) => (this.run = run),
      onProgress: (progress) => (this.progress = { ...progress, of }),
    };
  }

  private tell(done: string) {
    this.done = done;
    announce(this, done);
  }

  /** One piece of work at a time; a cancelled one leaves no file and says so. */
  private async work(act: (recorder: Recorder, signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.busy) return;
    const busy = (this.busy = new AbortController());
    this.clear();
    const recorder = new Recorder(this.context.kms, () => (this.calls = [...recorder.calls]));
    try {
      await act(recorder, busy.signal);
    } catch (error) {
      // What the picture shows by now, a plaintext data key too, is of work that came to nothing.
      this.run = undefined;
      if (busy.signal.aborted) {
        this.calls = [];
        this.cancelled = true;
        this.tell('Cancelled. Nothing was saved.');
      } else await this.explain(error, recorder.calls.at(-1));
    } finally {
      this.busy = undefined;
      this.progress = undefined;
    }
  }

  private async explain(error: unknown, last: CallRecord | undefined): Promise<void> {
    const problem = problemOf(error);
    // A Decrypt without KeyId names its key in the ciphertext alone.
    const asked = (last?.input as { KeyId?: string } | undefined)?.KeyId ?? this.#madeUnder;
    this.elsewhere = await elsewhereOf(problem, asked, this.context, this.context.strongroom);
    this.problem = problem;
    announce(this, `${problem.name}. ${problem.words?.happened ?? problem.message}`, 'assertive');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-playground-page': StrongPlaygroundPage;
  }
}
