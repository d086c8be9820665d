import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { KeyLocation } from '../../model/contract.ts';
import type { Progress } from '../../envelope/frame-stream.ts';
import { announce } from '../kit/announce.ts';
import { Recorder, type CallRecord } from '../page/call-recorder.ts';
import { elsewhereOf } from '../page/find-key-elsewhere.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { contextFor, SAMPLE } from './sample-file.ts';
import type { RunPlace } from './envelope-calls.ts';
import type { NamedBlob } from './message-head.ts';
import type { Kept } from '../page/kept-file.ts';
import { SNIPPET } from './sample-snippet.ts';
import { bytesExactly, duration } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import { href } from '../page/router.ts';
import type { FileEvent, FilesEvent } from '../kit/strong-file-drop.ts';
import { TEXTS } from './home-texts.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { FileBatches } from './file-batches.ts';
import { renderHomeHeading, type RunResult } from './home-heading.ts';
import { homePageStyles } from './home-page.styles.ts';
import { loadHomeParts } from './load-home-parts.ts';
import { keptKeyOf } from './load-kept-key.ts';
import { macOfKey } from './load-mac-of-key.ts';
import type { KeptKey, Opened, StrongKeptFile } from './strong-kept-file.ts';
import './strong-envelope-picture.ts';
import '../kit/strong-file-drop.ts';
import '../kit/strong-tabs.ts';
import '../page/strong-problem.ts';

/** Work that takes longer shows its progress. */
const PROGRESS_DELAY_MS = 400;

/** The experiments below the picture, by slot. */
const EXPERIMENTS = (['break', 'steal', 'code'] as const).map((id) => ({ id, label: TEXTS.experiment[id] }));

/** A longer decrypted text is not shown. */
const MAX_SHOWN_TEXT_BYTES = 4096;

/** The landing page: encrypts a file, shows every step, and offers tests that attack the result. */
@customElement('strong-home-page')
export class StrongHomePage extends StrongPage {
  static override styles = [base, controls, homePageStyles];

  @state() private run: EnvelopeRun | undefined;
  @state() private calls: readonly CallRecord[] = [];
  @state() private busy = false;
  @state() private working: { readonly what: string; readonly done: number; readonly of: number } | undefined;
  @state() private problem: Problem | undefined;
  @state() private elsewhere: readonly KeyLocation[] = [];
  @state() private kept: Kept | undefined;
  @state() private opened: Opened | undefined;
  @state() private kmsKey: KeptKey = { exists: true };
  /** True if a part of the page could not be loaded. */
  @state() private arePartsMissing = false;
  @state() private canceled = false;
  /** What the last run did: the heading shows it. */
  @state() private result: RunResult | undefined;
  /** True if the last run created the Playground key. */
  @state() private isKeyCreated = false;
  @state() private snippet: {
    readonly calls: readonly CallRecord[];
    readonly printed?: string;
    readonly problem?: Problem;
  } = { calls: [] };

  /** Until the file of the last visit is known. */
  @property({ type: Boolean, reflect: true, attribute: 'loading' }) isLoading = true;

  @query('strong-kept-file[primary]') private keptFile!: StrongKeptFile | null;
  #abort = new AbortController();
  private readonly batches = new FileBatches(this, () => this.context);

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['keys'],
      onChange: () => void this.loadKeyState(),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.showLastFile();
  }

  /** Shows the file of the last visit. It moves what is below it, which stays invisible until the file is known. */
  private async showLastFile() {
    const kept = await this.context.shelf.last();
    if (kept) await import('./strong-kept-file.ts').catch(() => undefined);
    this.kept ??= kept;
    this.isLoading = false;
    await this.loadKeyState();
  }

  protected override firstUpdated(): void {
    loadHomeParts().catch(() => {
      this.arePartsMissing = true;
    });
  }

  /** Clears the results of another caller or Region. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('context')) return;
    this.#abort.abort();
    this.run = this.problem = this.opened = this.result = undefined;
    this.calls = [];
    this.snippet = { calls: [] };
  }

  /** Loads whether the KMS key of the kept file exists. */
  private async loadKeyState() {
    const { kept } = this;
    if (!kept) return;
    const kmsKey = await keptKeyOf(this.context.strongroom.sandbox, kept.note.keyArn).catch(() => undefined);
    if (kmsKey && kept === this.kept) this.kmsKey = kmsKey;
  }

  override render() {
    return html`<header>
        ${renderHomeHeading(this.result)}
        <div class="act">
          ${this.result ? this.renderKept(true) : nothing}
          <button
            type="button"
            id="encrypt-sample"
            class=${this.result && this.kmsKey.exists ? '' : 'primary'}
            aria-disabled=${this.busy ? 'true' : 'false'}
            @click=${this.encryptSample}
          >
            ${TEXTS.encryptSample}
          </button>
          <strong-file-drop
            whole-window
            multiple
            label=${TEXTS.drop}
            action=${TEXTS.chooseFiles}
            ?disabled=${this.busy}
            @strong-file=${({ detail: { file } }: FileEvent) => (this.batches.isLarge(file) ? this.batches.encrypt([{ file, path: file.name }]) : this.encrypt({ name: file.name, blob: file }))}
            @strong-files=${({ detail }: FilesEvent) => this.batches.encrypt(detail.files)}
          ></strong-file-drop>
          ${this.result ? nothing : this.renderKept(false)}
        </div>
        ${
          this.working
            ? html`<strong-progress
                what=${this.working.what}
                .done=${this.working.done}
                .of=${this.working.of}
                @strong-cancel=${() => this.#abort.abort()}
              ></strong-progress>`
            : nothing
        }
        ${this.canceled ? html`<p>${TEXTS.canceled}</p>` : nothing} ${this.renderProblem()}
      </header>
      ${this.batches.render()}
      <strong-envelope-picture .run=${this.run}></strong-envelope-picture>
      ${this.renderCalls()}
      <strong-tabs class="part" label=${TEXTS.experiments} .tabs=${EXPERIMENTS}>
        <section slot="break">
          <p class="soft">${TEXTS.tampering.hint}</p>
          ${this.renderMissing()}
          <strong-tampering .kept=${this.kept} .open=${this.decryptCopy}></strong-tampering>
        </section>
        <strong-attack slot="steal" .macOf=${macOfKey(this.context.strongroom)}></strong-attack>
        <strong-snippet
          slot="code"
          .code=${SNIPPET}
          .calls=${this.snippet.calls}
          .printed=${this.snippet.printed}
          .problem=${this.snippet.problem}
          ?busy=${this.busy}
          @strong-run=${this.runCode}
        ></strong-snippet>
      </strong-tabs>
      <section class="part" aria-labelledby="keys">
        <h2 id="keys">${TEXTS.keys.heading}</h2>
        <div class="doors">
          <p>${TEXTS.keys.hint}</p>
          <p><a class="button" href=${href(['keys'])}>${TEXTS.keys.link}</a></p>
        </div>
      </section>
      <strong-continue-lab class="part"></strong-continue-lab>`;
  }

  private renderMissing() {
    if (!this.arePartsMissing) return nothing;
    return html`<p role="alert">
      ${TEXTS.partsMissing}
      <button type="button" @click=${() => location.reload()}>${TEXTS.reload}</button>
    </p>`;
  }

  private renderProblem() {
    if (!this.problem) return nothing;
    return html`<strong-problem
      .problem=${this.problem}
      .elsewhere=${this.elsewhere}
      .region=${this.context.region}
      .account=${this.context.account}
    ></strong-problem>`;
  }

  private renderKept(isResult: boolean) {
    if (!this.kept) return nothing;
    return html`<strong-kept-file
      .kept=${this.kept}
      .opened=${this.opened}
      .kmsKey=${this.kmsKey}
      ?primary=${isResult}
      ?busy=${this.busy}
      @strong-open=${this.decryptKept}
    ></strong-kept-file>`;
  }

  private renderCalls() {
    if (this.calls.length === 0) return nothing;
    const names = this.calls.map(({ operation }) => operation);
    return html`<details class="calls">
      <summary>${TEXTS.calls.summary(names.length, names.join(', '))}</summary>
      <p class="soft">
        ${this.isKeyCreated ? TEXTS.calls.hintKeyCreated(PLAYGROUND_ALIAS, href(['activity'])) : TEXTS.calls.hint(href(['activity']))}
      </p>
      ${this.calls.map((call) => html`<strong-call .call=${call}></strong-call>`)}
    </details>`;
  }

  private get place(): RunPlace {
    return this.context;
  }

  /** Decrypts a file for the experiments, as the current caller in the Region in which it was encrypted. */
  private readonly decryptCopy = async (encrypted: NamedBlob): Promise<Blob> => {
    const recorder = this.recorderIn(this.kept?.note.region ?? this.context.region);
    const { decryptFile } = await import('./envelope-calls.ts');
    const { kept } = await decryptFile(recorder, this.place, encrypted, (stream) =>
      new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob(),
    );
    return kept;
  };

  private recorderIn(region: string, onCall?: () => void): Recorder {
    return new Recorder(this.context.strongroom.kms(region, this.context.caller), onCall);
  }

  private encryptSample() {
    return this.encrypt({ name: SAMPLE.name, blob: new Blob([SAMPLE.text], { type: SAMPLE.type }) });
  }

  private async encrypt(file: NamedBlob) {
    await this.work(async () => {
      const { region, caller } = this.place;
      const recorder = this.recorderIn(region, () => (this.calls = [...recorder.calls]));
      this.calls = [];
      this.opened = undefined;
      this.isKeyCreated = await ensurePlaygroundKey(recorder, this.context);
      const context = contextFor({ name: file.name, type: file.blob.type });
      const { type, size: length } = file.blob;
      const note = { name: file.name, type, size: length, context, region, caller, sealedAt: Date.now() };
      const { encryptFile } = await import('./envelope-calls.ts');
      const { kept } = await encryptFile(
        recorder,
        this.place,
        file,
        { keyIds: [PLAYGROUND_ALIAS], encryptionContext: context },
        (stream) =>
          this.context.shelf.keep(stream, (sealedSize) => ({
            ...note,
            sealedSize,
            keyArn: recorder.last('GenerateDataKey')?.output.KeyId ?? '',
          })),
        { ...this.watch(TEXTS.encrypting(file.name), file.blob.size), onRun: (run) => (this.run = run) },
      );
      this.kept = kept;
      this.kmsKey = { exists: true };
      const { heldMs } = this.run ?? {};
      const { name, size: from, sealedSize: to } = kept.note;
      this.result = { direction: 'encrypt', name, from, to, heldMs };
      const size = bytesExactly(file.blob.size);
      announce(
        this,
        heldMs === undefined
          ? TEXTS.encrypted(file.name, size)
          : TEXTS.encryptedWith(file.name, size, duration(heldMs)),
      );
    });
  }

  private async decryptKept() {
    const { kept } = this;
    if (!kept) return;
    await this.work(async () => {
      const recorder = this.recorderIn(kept.note.region, () => (this.calls = [...recorder.calls]));
      this.calls = [];
      this.opened = undefined;
      this.isKeyCreated = false;
      const { decryptFile } = await import('./envelope-calls.ts');
      const { run, kept: blob } = await decryptFile(
        recorder,
        { ...this.place, region: kept.note.region },
        { name: kept.note.name, blob: kept.sealed },
        (stream) => new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob(),
        this.watch(TEXTS.decrypting(kept.note.name), kept.sealed.size),
      );
      this.run = run;
      const readable = kept.note.type.startsWith('text/') && blob.size <= MAX_SHOWN_TEXT_BYTES;
      this.result = {
        direction: 'decrypt',
        name: kept.note.name,
        from: kept.sealed.size,
        to: blob.size,
        heldMs: run.heldMs,
      };
      this.opened = { blob, text: readable ? await blob.text() : undefined };
      announce(this, TEXTS.decrypted(kept.note.name, bytesExactly(blob.size)));
    });
  }

  private async runCode() {
    if (this.busy) return;
    this.busy = true;
    const recorder = this.recorderIn(this.context.region, () => (this.snippet = { calls: [...recorder.calls] }));
    try {
      const { runSnippet } = await import('./run-sample-snippet.ts');
      this.snippet = { printed: await runSnippet(recorder), calls: recorder.calls };
    } catch (error) {
      this.snippet = { problem: problemOf(error), calls: recorder.calls };
    } finally {
      this.busy = false;
    }
  }

  /** Options of a run that shows its progress after PROGRESS_DELAY_MS and that the user can cancel. */
  private watch(what: string, of: number) {
    const startedAt = performance.now();
    return {
      signal: this.#abort.signal,
      onProgress: ({ bytesIn }: Progress) => {
        if (performance.now() - startedAt > PROGRESS_DELAY_MS) this.working = { what, done: bytesIn, of };
      },
    };
  }

  /** Runs one operation at a time and shows its error. A canceled one changes nothing. */
  private async work(act: () => Promise<void>) {
    if (this.busy) return;
    const { signal } = (this.#abort = new AbortController());
    this.busy = true;
    this.problem = undefined;
    this.canceled = false;
    try {
      await act();
      await this.updateComplete;
      // The next thing to do takes the place of the button that was pressed.
      this.keptFile?.focusButton();
    } catch (error) {
      // The picture may show a plaintext data key by now, of work that has failed.
      this.run = this.result = undefined;
      this.canceled = signal.aborted;
      if (signal.aborted) {
        this.calls = [];
        announce(this, TEXTS.canceled);
      } else await this.explain(error);
    } finally {
      this.busy = false;
      this.working = undefined;
    }
  }

  private async explain(error: unknown) {
    const { context } = this;
    const problem = problemOf(error);
    void this.loadKeyState();
    this.elsewhere = await elsewhereOf(problem, this.kept?.note.keyArn, context, context.strongroom);
    this.problem = problem;
    announce(this, TEXTS.failed(problem.name, problem.words?.happened ?? problem.message), 'assertive');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-home-page': StrongHomePage;
  }
}
