import { css, html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import { fromBase64, toBase64 } from '../../base/base64.ts';
import type { Progress } from '../../envelope/frame-stream.ts';
import { href } from '../router.ts';
import { announce } from '../state/announce.ts';
import { Recorder, type CallRecord } from '../state/calls.ts';
import type { EnvelopeRun } from '../state/envelope-run.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from '../state/playground-key.ts';
import { problemOf, type Problem } from '../state/problem.ts';
import { saveTarget } from '../state/save-file.ts';
import { openFile, sealFile } from '../state/seal.ts';
import { bytesShort } from '../state/words.ts';
import { base, controls } from '../styles/shared.ts';
import type { FileEvent } from '../components/strong-file-drop.ts';
import { StrongPage } from './strong-page.ts';
import '../components/strong-bytes.ts';
import '../components/strong-call.ts';
import '../components/strong-envelope-picture.ts';
import '../components/strong-file-drop.ts';
import '../components/strong-pairs.ts';
import '../components/strong-problem.ts';

/** Encrypt text, seal and open files: every step with its bytes. */
@customElement('strong-playground-page')
export class StrongPlaygroundPage extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      nav {
        display: flex;
        gap: 1.25rem;
        margin-block: 1rem 1.5rem;
        border-bottom: 1px solid var(--line);
      }
      nav a {
        padding: 0.6rem 0;
        color: var(--text);
        text-decoration: none;
        border-bottom: 3px solid transparent;
      }
      nav a[aria-current] {
        border-color: var(--brass);
        font-weight: 650;
      }
      section {
        margin-top: 2rem;
      }
      progress {
        width: min(24rem, 100%);
        accent-color: var(--brass);
      }
    `,
  ];

  /** `text` or `file`. */
  @property() what = 'text';
  /** A key to use instead of `alias/playground`. */
  @property() keyId = '';

  @state() private names: readonly string[] = [];
  @state() private key = PLAYGROUND_ALIAS;
  @state() private pairs: Readonly<Record<string, string>> = { purpose: 'playground' };
  @state() private text = 'Attack at dawn.';
  @state() private ciphertext = '';
  @state() private plaintext: Uint8Array | undefined;
  @state() private calls: readonly CallRecord[] = [];
  @state() private run: EnvelopeRun | undefined;
  @state() private progress: (Progress & { readonly of: number }) | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy: AbortController | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('keyId') && this.keyId) this.key = this.keyId;
    if (changed.has('context')) void this.loadNames();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.busy?.abort();
  }

  override render() {
    return html`<h1>Playground</h1>
      <nav aria-label="What to work on">
        <a href=${href(['playground'])} aria-current=${ifDefined(this.what === 'text' ? 'page' : undefined)}>Text</a>
        <a href=${href(['playground', 'file'])} aria-current=${ifDefined(this.what === 'file' ? 'page' : undefined)}>File</a>
      </nav>
      <div class="stack">
        <div class="field">
          <label for="key">Key</label>
          <input
            id="key"
            list="keys"
            .value=${this.key}
            spellcheck="false"
            autocomplete="off"
            aria-describedby="key-hint"
            @change=${(event: Event) => (this.key = (event.target as HTMLInputElement).value.trim())}
          />
          <datalist id="keys">${this.names.map((name) => html`<option value=${name}></option>`)}</datalist>
          <span id="key-hint" class="soft small">Alias, key ID or ARN. ${PLAYGROUND_ALIAS} is made when there is none.</span>
        </div>
        <strong-pairs
          label="Encryption context"
          .pairs=${this.pairs}
          @strong-pairs=${({ detail }: CustomEvent<Record<string, string>>) => (this.pairs = detail)}
        ></strong-pairs>
        <span class="soft small">Not secret: it is logged in clear. It must be the same, pair for pair, to decrypt.</span>
        ${this.what === 'file' ? this.renderFile() : this.renderText()}
      </div>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing} ${this.renderOutcome()}`;
  }

  private renderText() {
    return html`<div class="field">
        <label for="text">Plaintext, up to 4,096 bytes</label>
        <textarea
          id="text"
          rows="3"
          .value=${this.text}
          @input=${(event: InputEvent) => (this.text = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </div>
      <button type="button" class="primary" ?disabled=${this.busy !== undefined} @click=${this.encrypt}>Encrypt</button>
      <div class="field">
        <label for="ciphertext">Ciphertext, base64</label>
        <textarea
          id="ciphertext"
          class="code"
          rows="5"
          spellcheck="false"
          .value=${this.ciphertext}
          @input=${(event: InputEvent) => (this.ciphertext = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </div>
      <button type="button" ?disabled=${this.busy !== undefined || this.ciphertext.trim() === ''} @click=${this.decrypt}>Decrypt</button>
      ${this.ciphertext.trim() === '' ? html`<span class="soft small">Decrypt needs a ciphertext: encrypt first, or paste one.</span>` : nothing}`;
  }

  private renderFile() {
    const { progress } = this;
    return html`<strong-file-drop
        label="Drop a file to seal, or"
        action="Choose a file to seal"
        ?disabled=${this.busy !== undefined}
        @strong-file=${this.seal}
      ></strong-file-drop>
      <strong-file-drop
        label="Drop a sealed file to open, or"
        action="Choose a sealed file"
        ?disabled=${this.busy !== undefined}
        @strong-file=${this.open}
      ></strong-file-drop>
      ${
        progress
          ? html`<div class="row">
              <progress max=${progress.of || 1} value=${progress.bytesIn} aria-label="Progress"></progress>
              <span class="small">${bytesShort(progress.bytesIn)} of ${bytesShort(progress.of)}</span>
              <button type="button" @click=${() => this.busy?.abort()}>Cancel</button>
            </div>`
          : nothing
      }`;
  }

  private renderOutcome() {
    return html`${
      this.what === 'text' && this.plaintext
        ? html`<section aria-labelledby="opened">
            <h2 id="opened">Plaintext</h2>
            <strong-bytes .bytes=${this.plaintext} form="text" what="plaintext"></strong-bytes>
          </section>`
        : nothing
    }
    ${this.what === 'file' ? html`<strong-envelope-picture .run=${this.run}></strong-envelope-picture>` : nothing}
    ${
      this.calls.length > 0
        ? html`<section aria-labelledby="calls">
            <h2 id="calls">Step by step</h2>
            ${this.calls.map((call) => html`<strong-call .call=${call}></strong-call>`)}
          </section>`
        : nothing
    }`;
  }

  private async loadNames(): Promise<void> {
    const reply = await this.context.kms.call('ListAliases', { Limit: 100 });
    this.names = reply.ok ? (reply.output.Aliases ?? []).map((alias) => alias.AliasName ?? '') : [];
  }

  private encrypt() {
    return this.work(async (recorder) => {
      if (this.key === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder);
      const { CiphertextBlob } = await recorder.call('Encrypt', {
        KeyId: this.key,
        Plaintext: new TextEncoder().encode(this.text),
        EncryptionContext: { ...this.pairs },
      });
      this.ciphertext = toBase64(CiphertextBlob ?? new Uint8Array());
      announce(this, 'Encrypted.');
    });
  }

  private decrypt() {
    return this.work(async (recorder) => {
      let blob: Uint8Array;
      try {
        blob = fromBase64(this.ciphertext.replace(/\s+/g, ''));
      } catch (error) {
        throw new TypeError('The ciphertext is not base64: check that nothing is missing at its ends. Nothing was sent.', { cause: error });
      }
      const { Plaintext } = await recorder.call('Decrypt', { CiphertextBlob: blob, EncryptionContext: { ...this.pairs } });
      this.plaintext = Plaintext;
      announce(this, 'Decrypted.');
    });
  }

  private seal({ detail: { file } }: FileEvent) {
    return this.work(async (recorder, signal) => {
      const target = await saveTarget(`${file.name}.sealed`);
      if (!target) return;
      if (this.key === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder);
      const place = { region: this.context.region, caller: this.context.caller };
      await sealFile(recorder, place, { name: file.name, blob: file }, this.key, this.pairs, (stream) => target.write(stream, signal), {
        signal,
        onRun: (run) => (this.run = run),
        onProgress: (progress) => (this.progress = { ...progress, of: file.size }),
      });
      announce(this, `Sealed: ${file.name}.`);
    });
  }

  private open({ detail: { file } }: FileEvent) {
    return this.work(async (recorder, signal) => {
      const place = { region: this.context.region, caller: this.context.caller };
      const name = file.name.replace(/\.sealed$/, '');
      const target = await saveTarget(name);
      if (!target) return;
      await openFile(recorder, place, { name, blob: file }, (stream) => target.write(stream, signal), {
        signal,
        onRun: (run) => (this.run = run),
        onProgress: (progress) => (this.progress = { ...progress, of: file.size }),
      });
      announce(this, `Opened: ${name}.`);
    });
  }

  /** One piece of work at a time; a cancelled one leaves no file and says so. */
  private async work(act: (recorder: Recorder, signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.busy) return;
    const busy = (this.busy = new AbortController());
    this.problem = undefined;
    this.plaintext = undefined;
    this.calls = [];
    const recorder = new Recorder(this.context.kms, () => (this.calls = [...recorder.calls]));
    try {
      await act(recorder, busy.signal);
    } catch (error) {
      if (busy.signal.aborted) announce(this, 'Cancelled. Nothing was saved.');
      else {
        this.problem = problemOf(error);
        announce(this, `${this.problem.name}. ${this.problem.words?.happened ?? this.problem.message}`, 'assertive');
      }
    } finally {
      this.busy = undefined;
      this.progress = undefined;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-playground-page': StrongPlaygroundPage;
  }
}
