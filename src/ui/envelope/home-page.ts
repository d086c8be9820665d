import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { KeyLocation } from '../../model/contract.ts';
import type { Progress } from '../../envelope/frame-stream.ts';
import { announce } from '../kit/announce.ts';
import { Recorder, type CallRecord } from '../page/call-recorder.ts';
import { elsewhereOf } from '../page/find-key-elsewhere.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { contextFor, SAMPLE } from './sample-file.ts';
import { decryptFile, encryptFile, type NamedBlob, type RunPlace } from './envelope-calls.ts';
import type { Kept } from '../page/kept-file.ts';
import { runSnippet, SNIPPET } from './sample-snippet.ts';
import { bytesExactly, duration } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import { href } from '../page/router.ts';
import type { StrongEnvelopePicture } from './strong-envelope-picture.ts';
import type { FileEvent } from '../kit/strong-file-drop.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { homePageStyles } from './home-page.styles.ts';
import { keptKeyOf } from './load-kept-key.ts';
import { macOfKey } from './load-mac-of-key.ts';
import type { KeptKey, Opened } from './strong-kept-file.ts';
import '../page/strong-call.ts';
import './strong-envelope-picture.ts';
import '../kit/strong-file-drop.ts';
import './strong-kept-file.ts';
import '../page/strong-problem.ts';
import '../kit/strong-progress.ts';
import '../page/strong-snippet.ts';

/** Milliseconds after which work shows how far it has come. */
const MOMENT = 400;

/** How much of an opened text is shown. */
const READABLE = 4096;

/** The landing page: one button seals a real file and shows all of it; then the visitor may try to break it. */
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
  /** The code of the experiments could not be loaded. */
  @state() private areExperimentsMissing = false;
  @state() private cancelled = false;
  @state() private madeKey = false;
  @state() private snippet: {
    readonly calls: readonly CallRecord[];
    readonly printed?: string;
    readonly problem?: Problem;
  } = { calls: [] };

  @query('strong-envelope-picture') private picture!: StrongEnvelopePicture;
  #abort = new AbortController();

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['keys'],
      onChange: () => void this.lookAtKey(),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.context.shelf.last().then((kept) => {
      this.kept ??= kept;
      return this.lookAtKey();
    });
  }

  /** Loads the experiments once the page is drawn: they stand below it. */
  protected override firstUpdated(): void {
    void Promise.all([import('./strong-tampering.ts'), import('./strong-attack.ts')]).catch(() => {
      this.areExperimentsMissing = true;
    });
  }

  /** Another caller or Region: what is shown was of the one before. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('context') || this.busy) return;
    this.run = this.problem = this.opened = undefined;
    this.calls = [];
    this.snippet = { calls: [] };
  }

  /** Finds out whether the kept file can still be opened. */
  private async lookAtKey() {
    const { kept } = this;
    if (!kept) return;
    const kmsKey = await keptKeyOf(this.context.strongroom.sandbox, kept.note.keyArn).catch(() => undefined);
    if (kmsKey && kept === this.kept) this.kmsKey = kmsKey;
  }

  override render() {
    return html`<header>
        <h1>Seal a file under a KMS key, here in your browser.</h1>
        <p class="lead soft">
          Strongroom is AWS KMS without the cloud: the same operations, errors and formats, with real keys in your
          browser, offline, with no account. Learn on it, show it, build on it.
        </p>
        <div class="act">
          <button type="button" class="primary" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.sealSample}>
            Seal a sample file
          </button>
          <strong-file-drop
            label="or drop your own file here"
            ?disabled=${this.busy}
            @strong-file=${this.onFile}
          ></strong-file-drop>
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
        ${this.cancelled ? html`<p>Cancelled. Nothing was kept.</p>` : nothing}
      </header>
      <strong-envelope-picture .run=${this.run}></strong-envelope-picture>
      ${this.renderProblem()} ${this.renderKept()} ${this.renderCalls()}
      <section class="part" aria-labelledby="break">
        <h2 id="break">Now try to break it</h2>
        <p class="soft">Say first what you expect, then see.</p>
        ${this.renderMissing()}
        <strong-tampering .kept=${this.kept} .open=${this.openAgain}></strong-tampering>
      </section>
      <section class="part" aria-labelledby="steal">
        <h2 id="steal">Try to steal the key</h2>
        <strong-attack .macOf=${macOfKey(this.context.strongroom)}></strong-attack>
      </section>
      <section class="part" aria-labelledby="code">
        <h2 id="code">Use it from code</h2>
        <strong-snippet
          .code=${SNIPPET}
          .calls=${this.snippet.calls}
          .printed=${this.snippet.printed}
          .problem=${this.snippet.problem}
          ?busy=${this.busy}
          @strong-run=${this.runCode}
        ></strong-snippet>
      </section>
      <section class="part" aria-labelledby="keys">
        <h2 id="keys">Make keys of your own</h2>
        <div class="doors">
          <p>
            Aliases, tags, policies, deletion with its waiting period: the console of KMS, for as many keys as you like.
          </p>
          <p><a class="button" href=${href(['keys'])}>Open Keys</a></p>
        </div>
      </section>`;
  }

  private renderMissing() {
    if (!this.areExperimentsMissing) return nothing;
    return html`<p role="alert">
      The experiments could not be loaded. Strongroom may have been updated since you opened it.
      <button type="button" @click=${() => location.reload()}>Reload page</button>
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

  private renderKept() {
    if (!this.kept) return nothing;
    return html`<strong-kept-file
      .kept=${this.kept}
      .opened=${this.opened}
      .kmsKey=${this.kmsKey}
      ?busy=${this.busy}
      @strong-open=${this.openKept}
    ></strong-kept-file>`;
  }

  private renderCalls() {
    if (this.calls.length === 0) return nothing;
    return html`<section class="part" aria-labelledby="calls">
      <h2 id="calls">What your program asked of KMS</h2>
      <p class="soft">
        ${this.madeKey ? html`There was no ${PLAYGROUND_ALIAS} here yet, so it was made first. ` : nothing}Each line is
        a real call, and each is in
        <a href=${href(['activity'])}>Activity</a>.
      </p>
      ${this.calls.map((call) => html`<strong-call .call=${call}></strong-call>`)}
    </section>`;
  }

  private get place(): RunPlace {
    return { region: this.context.region, caller: this.context.caller };
  }

  /** Opens a sealed file for the experiments, under the caller of now in the Region where it was sealed. */
  private readonly openAgain = async (sealed: NamedBlob): Promise<Blob> => {
    const recorder = this.recorderIn(this.kept?.note.region ?? this.context.region);
    const { kept } = await decryptFile(recorder, this.place, sealed, (stream) =>
      new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob(),
    );
    return kept;
  };

  private recorderIn(region: string, onCall?: () => void): Recorder {
    return new Recorder(this.context.strongroom.kms(region, this.context.caller), onCall);
  }

  private sealSample() {
    return this.seal({ name: SAMPLE.name, blob: new Blob([SAMPLE.text], { type: SAMPLE.type }) });
  }

  private onFile({ detail: { file } }: FileEvent) {
    return this.seal({ name: file.name, blob: file });
  }

  private async seal(file: NamedBlob) {
    await this.work(async () => {
      const { region, caller } = this.place;
      const recorder = this.recorderIn(region, () => (this.calls = [...recorder.calls]));
      this.calls = [];
      this.opened = undefined;
      this.madeKey = await ensurePlaygroundKey(recorder);
      const context = contextFor(file.name);
      const note = {
        name: file.name,
        type: file.blob.type,
        size: file.blob.size,
        context,
        region,
        caller,
        sealedAt: Date.now(),
      };
      const { kept } = await encryptFile(
        recorder,
        this.place,
        file,
        PLAYGROUND_ALIAS,
        context,
        (stream) =>
          this.context.shelf.keep(stream, (sealedSize) => ({
            ...note,
            sealedSize,
            keyArn: recorder.last('GenerateDataKey')?.output.KeyId ?? '',
          })),
        { ...this.watch(`Sealing ${file.name}`, file.blob.size), onRun: (run) => (this.run = run) },
      );
      this.kept = kept;
      this.kmsKey = { exists: true };
      const held = this.run?.heldMs;
      announce(
        this,
        `Sealed: ${file.name}, ${bytesExactly(file.blob.size)}.${held === undefined ? '' : ` The data key was in memory for ${duration(held)}.`}`,
      );
    });
  }

  private async openKept() {
    const { kept } = this;
    if (!kept) return;
    await this.work(async () => {
      const recorder = this.recorderIn(kept.note.region, () => (this.calls = [...recorder.calls]));
      this.calls = [];
      this.opened = undefined;
      this.madeKey = false;
      const { run, kept: blob } = await decryptFile(
        recorder,
        { ...this.place, region: kept.note.region },
        { name: kept.note.name, blob: kept.sealed },
        (stream) => new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob(),
        this.watch(`Opening ${kept.note.name}`, kept.sealed.size),
      );
      this.run = run;
      const readable = kept.note.type.startsWith('text/') && blob.size <= READABLE;
      this.opened = { blob, text: readable ? await blob.text() : undefined };
      announce(this, `Opened: ${kept.note.name}, ${bytesExactly(blob.size)}.`);
    });
  }

  private async runCode() {
    if (this.busy) return;
    this.busy = true;
    const recorder = this.recorderIn(this.context.region, () => (this.snippet = { calls: [...recorder.calls] }));
    try {
      this.snippet = { printed: await runSnippet(recorder), calls: recorder.calls };
    } catch (error) {
      this.snippet = { problem: problemOf(error), calls: recorder.calls };
    } finally {
      this.busy = false;
    }
  }

  /** Shows how far a file has come once it has taken a moment, and ends it when the visitor cancels. */
  private watch(what: string, of: number) {
    const begun = performance.now();
    return {
      signal: this.#abort.signal,
      onProgress: ({ bytesIn }: Progress) => {
        if (performance.now() - begun > MOMENT) this.working = { what, done: bytesIn, of };
      },
    };
  }

  /** Does one piece of work: one at a time, its error shown. A cancelled one changes nothing and says so. */
  private async work(act: () => Promise<void>) {
    if (this.busy) return;
    const { signal } = (this.#abort = new AbortController());
    this.busy = true;
    this.problem = undefined;
    this.cancelled = false;
    try {
      await act();
      await this.updateComplete;
      this.picture.scrollIntoView({ block: 'nearest' });
    } catch (error) {
      // What the picture shows by now, a plaintext data key too, is of work that came to nothing.
      this.run = undefined;
      this.cancelled = signal.aborted;
      if (signal.aborted) {
        this.calls = [];
        announce(this, 'Cancelled. Nothing was kept.');
      } else await this.explain(error);
    } finally {
      this.busy = false;
      this.working = undefined;
    }
  }

  private async explain(error: unknown) {
    const { context } = this;
    const problem = problemOf(error);
    void this.lookAtKey();
    this.elsewhere = await elsewhereOf(problem, this.kept?.note.keyArn, context, context.strongroom);
    this.problem = problem;
    announce(this, `${problem.name}. ${problem.words?.happened ?? problem.message}`, 'assertive');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-home-page': StrongHomePage;
  }
}
