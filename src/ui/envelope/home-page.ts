import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { PLAYGROUND_ALIAS } from './playground-key.ts';
import { SNIPPET } from './sample-snippet.ts';
import { base, controls } from '../styles/shared.ts';
import { href } from '../page/router.ts';
import type { FileEvent, FilesEvent } from '../kit/strong-file-drop.ts';
import { TEXTS } from './home-texts.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { FileBatches } from './file-batches.ts';
import { renderHomeHeading } from './home-heading.ts';
import { homePageStyles } from './home-page.styles.ts';
import { HomeRuns } from './home-runs.ts';
import { loadHomeParts } from './load-home-parts.ts';
import { macOfKey } from './load-mac-of-key.ts';
import type { StrongKeptFile } from './strong-kept-file.ts';
import './strong-envelope-picture.ts';
import '../kit/strong-file-drop.ts';
import '../kit/strong-tabs.ts';
import '../page/strong-problem.ts';

/** The experiments below the picture, by slot. */
const EXPERIMENTS = (['break', 'steal', 'code'] as const).map((id) => ({ id, label: TEXTS.experiment[id] }));

/** The landing page: encrypts a file, shows every step, and offers tests that attack the result. */
@customElement('strong-home-page')
export class StrongHomePage extends StrongPage {
  static override styles = [base, controls, homePageStyles];

  /** True if a part of the page could not be loaded. */
  @state() private arePartsMissing = false;

  /** Until the file of the last visit is known. */
  @property({ type: Boolean, reflect: true, attribute: 'loading' }) isLoading = true;

  @query('strong-kept-file[primary]') private keptFile!: StrongKeptFile | null;
  private readonly batches = new FileBatches(this, () => this.context);
  private readonly runs = new HomeRuns(
    this,
    () => this.context,
    // The next thing to do takes the place of the button that was pressed.
    () => this.keptFile?.focusButton(),
  );

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['keys'],
      onChange: () => void this.runs.loadKeyState(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.showLastFile();
  }

  /** Shows the file of the last visit. It moves what is below it, which stays invisible until the file is known. */
  private async showLastFile() {
    const kept = await this.context.shelf.last();
    if (kept) await import('./strong-kept-file.ts').catch(() => undefined);
    this.runs.showKept(kept);
    this.isLoading = false;
    await this.runs.loadKeyState();
  }

  protected override firstUpdated(): void {
    loadHomeParts().catch(() => {
      this.arePartsMissing = true;
    });
  }

  /** Clears the results of another caller or Region. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('context')) this.runs.reset();
  }

  override render() {
    const { runs } = this;
    const { result, isBusy, isCanceled, working, kept, kmsKey, run, snippet } = runs.state;
    return html`<header>
        ${renderHomeHeading(result)}
        <div class="act">
          ${result ? this.renderKept(true) : nothing}
          <button
            type="button"
            id="encrypt-sample"
            class=${result && kmsKey.exists ? '' : 'primary'}
            aria-disabled=${isBusy ? 'true' : 'false'}
            @click=${runs.encryptSample}
          >
            ${TEXTS.encryptSample}
          </button>
          <strong-file-drop
            whole-window
            multiple
            label=${TEXTS.drop}
            action=${TEXTS.chooseFiles}
            ?disabled=${isBusy}
            @strong-file=${({ detail: { file } }: FileEvent) => (this.batches.isLarge(file) ? this.batches.encrypt([{ file, path: file.name }]) : runs.encrypt({ name: file.name, blob: file }))}
            @strong-files=${({ detail }: FilesEvent) => this.batches.encrypt(detail.files)}
          ></strong-file-drop>
          ${result ? nothing : this.renderKept(false)}
        </div>
        ${
          working
            ? html`<strong-progress
                what=${working.what}
                .done=${working.done}
                .of=${working.of}
                @strong-cancel=${() => runs.cancel()}
              ></strong-progress>`
            : nothing
        }
        ${isCanceled ? html`<p>${TEXTS.canceled}</p>` : nothing} ${this.renderProblem()}
      </header>
      ${this.batches.render()}
      <strong-envelope-picture .run=${run}></strong-envelope-picture>
      ${this.renderCalls()}
      <strong-tabs class="part" label=${TEXTS.experiments} .tabs=${EXPERIMENTS}>
        <section slot="break">
          <p class="soft">${TEXTS.tampering.hint}</p>
          ${this.renderMissing()}
          <strong-tampering .kept=${kept} .open=${runs.decryptCopy}></strong-tampering>
        </section>
        <strong-attack slot="steal" .macOf=${macOfKey(this.context.strongroom)}></strong-attack>
        <strong-snippet
          slot="code"
          .code=${SNIPPET}
          .calls=${snippet.calls}
          .printed=${snippet.printed}
          .problem=${snippet.problem}
          ?busy=${isBusy}
          @strong-run=${runs.runCode}
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
    const { problem, elsewhere } = this.runs.state;
    if (!problem) return nothing;
    return html`<strong-problem
      .problem=${problem}
      .elsewhere=${elsewhere}
      .region=${this.context.region}
      .account=${this.context.account}
    ></strong-problem>`;
  }

  private renderKept(isResult: boolean) {
    const { kept, opened, kmsKey, isBusy } = this.runs.state;
    if (!kept) return nothing;
    return html`<strong-kept-file
      .kept=${kept}
      .opened=${opened}
      .kmsKey=${kmsKey}
      ?primary=${isResult}
      ?busy=${isBusy}
      @strong-open=${this.runs.decryptKept}
    ></strong-kept-file>`;
  }

  private renderCalls() {
    const { calls, isKeyCreated } = this.runs.state;
    if (calls.length === 0) return nothing;
    const names = calls.map(({ operation }) => operation);
    return html`<details class="calls">
      <summary>${TEXTS.calls.summary(names.length, names.join(', '))}</summary>
      <p class="soft">
        ${isKeyCreated ? TEXTS.calls.hintKeyCreated(PLAYGROUND_ALIAS, href(['activity'])) : TEXTS.calls.hint(href(['activity']))}
      </p>
      ${calls.map((call) => html`<strong-call .call=${call}></strong-call>`)}
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-home-page': StrongHomePage;
  }
}
