import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { announce } from '../kit/announce.ts';
import { bytesExactly, bytesShort, count } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { download } from '../kit/save-file.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { CHANGE_RUN } from '../page/running-files.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './batch-texts.ts';
import type { BatchRun, Outcome, StageProgress } from './batch-run.ts';
import type { FileResult } from './file-batch.ts';
import { canSaveToFolder, chooseFolder, downloadResults, saveToFolder } from './save-results.ts';
import '../kit/strong-icon.ts';

/** The list is closed; its results are dropped. `detail`: whether a download may still read them. */
const CLOSE = typedEvent<boolean>('strong-close');

/**
 * Shows a run over several files, with a row for each: sizes, progress, state, and its result to save. The run goes on
 * without the element. Fires `strong-close`.
 */
@customElement('strong-file-batch')
export class StrongFileBatch extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      :host {
        display: block;
        margin-block: 1.5rem;
      }
      section {
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        background: var(--raised);
      }
      .row {
        justify-content: space-between;
        margin-bottom: 0.5rem;
      }
      .scroll {
        max-height: 28rem;
        overflow: auto;
      }
      td {
        overflow-wrap: anywhere;
      }
      td.size,
      td button {
        white-space: nowrap;
        overflow-wrap: normal;
      }
      @media (min-width: 44.01rem) {
        td:is(:first-child, :nth-child(3)) {
          min-width: 11rem;
        }
      }
      .failed {
        color: var(--deny);
        font-weight: 600;
      }
      progress {
        width: 8rem;
        accent-color: var(--brass);
      }
    `,
  ];

  @property({ attribute: false }) run!: BatchRun;

  @state() private isSaving = false;
  @state() private folderProblem: Problem | undefined;

  /** Whether a download may still read the results. */
  #isDownloaded = false;
  /** The run whose changes are shown. */
  #observed: BatchRun | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observe(undefined);
  }

  /** The files can be dropped anywhere in the window. */
  protected override firstUpdated(): void {
    this.scrollIntoView({ block: 'nearest' });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.isConnected) this.observe(this.run);
    if (changed.has('run')) this.#isDownloaded = false;
  }

  override render() {
    const { run } = this;
    const { files, direction, place } = run.batch;
    return html`<section aria-labelledby="heading">
      <div class="row">
        <h2 id="heading">${TEXTS.heading[direction](files.length, count(files.length))}</h2>
        <div class="row">${run.isRunning ? this.renderControls() : this.renderSaving()}</div>
      </div>
      <p class="soft small">${this.summary} ${TEXTS.calledAs(place.caller, place.region)} ${TEXTS.kept}</p>
      ${this.folderProblem ? html`<div role="alert">${this.renderFailure(this.folderProblem)}</div>` : nothing}
      <!-- The list scrolls, so it can be reached with the keyboard. -->
      <div class="scroll" tabindex="0" role="region" aria-label=${TEXTS.files}>
        <table>
          <thead>
            <tr>
              <th scope="col">${TEXTS.columns.file}</th>
              <th scope="col">${TEXTS.columns.size}</th>
              <th scope="col">${TEXTS.columns.result}</th>
              <th scope="col">${TEXTS.columns.state}</th>
            </tr>
          </thead>
          <tbody>
            ${files.map(({ path, file }, index) => this.renderRow(path, file.size, run.outcomes[index]))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private renderControls() {
    const { run } = this;
    return html`<button type="button" class="pause" @click=${() => (run.isPaused ? run.resume() : run.pause())}>
        ${run.isPaused ? TEXTS.resume : TEXTS.pause}
      </button>
      <button type="button" class="cancel" @click=${() => run.cancel()}>${WORDS.cancel}</button>`;
  }

  private renderSaving() {
    const results = this.run.results.length;
    const disabled = this.isSaving ? 'true' : 'false';
    return html`<button
        type="button"
        class="close"
        aria-disabled=${disabled}
        @click=${() => this.isSaving || CLOSE.dispatch(this, this.#isDownloaded)}
      >
        ${TEXTS.close}
      </button>
      ${
        canSaveToFolder()
          ? html`<button
              type="button"
              class="folder"
              ?hidden=${results === 0}
              aria-disabled=${disabled}
              @click=${this.saveToFolder}
            >
              ${TEXTS.saveToFolder}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="primary all"
        ?hidden=${results === 0}
        aria-disabled=${disabled}
        @click=${this.saveAll}
      >
        ${TEXTS.downloadAll(results, count(results))}
      </button>`;
  }

  private renderRow(path: string, size: number, outcome: Outcome | undefined) {
    const { columns } = TEXTS;
    return html`<tr>
      <td data-label=${columns.file}>${path}</td>
      <td data-label=${columns.size} class="size">${bytesExactly(size)}</td>
      <td data-label=${columns.result}>
        ${outcome && 'result' in outcome ? this.renderResult(outcome.result) : TEXTS.noResult}
      </td>
      <td data-label=${columns.state}>${outcome ? this.renderState(path, outcome) : nothing}</td>
    </tr>`;
  }

  private renderResult({ name, blob, signature }: FileResult) {
    const detail = TEXTS.resultDetail(bytesExactly(blob.size), blob.type);
    return html`<div>
      ${name}<br /><span class="soft small">${detail}</span>${
        this.run.batch.direction === 'decrypt'
          ? html`<br /><span class="soft small signature"
                >${signature ? TEXTS.signature.verified(signature) : TEXTS.signature.none}</span
              >`
          : nothing
      }
    </div>`;
  }

  private renderState(path: string, outcome: Outcome) {
    switch (outcome.state) {
      case 'running':
      case 'saving':
        return this.renderProgress(path, outcome);
      case 'done':
        return this.renderDone(outcome);
      case 'failed':
        return this.renderFailure(outcome.problem);
      default:
        return TEXTS.states[outcome.state];
    }
  }

  private renderProgress(path: string, outcome: StageProgress & Pick<Outcome, 'state'>) {
    const { done, total, rate, state } = outcome;
    const { direction } = this.run.batch;
    const [shownDone, shownTotal] = [bytesShort(done), bytesShort(total)];
    const stage = state === 'saving' ? TEXTS.stages.saving : TEXTS.stages[direction];
    return html`<div>
      <progress max=${Math.max(1, total)} .value=${done} aria-label=${TEXTS.progressOf(path)}></progress><br /><span
        class="soft small"
        >${
          this.run.isPaused && state === 'running'
            ? TEXTS.stages.paused(shownDone, shownTotal)
            : stage(shownDone, shownTotal, bytesShort(rate))
        }</span
      >
    </div>`;
  }

  private renderDone({ result, savedIn, saveProblem }: Extract<Outcome, { state: 'done' }>) {
    return html`<div>
      <button type="button" aria-label=${TEXTS.downloadOne(result.name)} @click=${() => this.saveOne(result)}>
        ${TEXTS.download}
      </button>
      ${savedIn === undefined ? nothing : html`<br /><span class="soft small">${TEXTS.savedInFolder(savedIn)}</span>`}
      ${saveProblem ? this.renderFailure(saveProblem) : nothing}
    </div>`;
  }

  private renderFailure({ name, message, words }: Problem) {
    return html`<div>
      <span class="failed">${words?.happened ?? TEXTS.failed}</span>
      ${words ? html`<br />${words.next}` : nothing}<br /><span class="mono"
        >${name}${message ? `: ${message}` : ''}</span
      >
    </div>`;
  }

  private get summary(): string {
    const { run } = this;
    if (run.isPaused) return TEXTS.paused;
    if (run.isRunning) return TEXTS.running;
    const failed = run.outcomes.filter(({ state }) => state === 'failed').length;
    return TEXTS.summary[run.batch.direction](run.results.length, run.batch.files.length, failed);
  }

  private observe(run: BatchRun | undefined) {
    if (run === this.#observed) return;
    this.#observed?.removeEventListener(CHANGE_RUN.name, this.#update);
    this.#observed = run;
    run?.addEventListener(CHANGE_RUN.name, this.#update);
    // The end of the run is announced while its list is shown.
    if (run?.isRunning) void run.finished.then(() => run === this.#observed && announce(this, this.summary));
  }

  readonly #update = () => this.requestUpdate();

  private saveOne({ blob, name }: FileResult) {
    this.#isDownloaded = true;
    download(blob, name);
  }

  private async saveAll() {
    if (this.isSaving) return;
    this.isSaving = this.#isDownloaded = true;
    await downloadResults(this.run, () => !this.isConnected);
    this.isSaving = false;
  }

  private async saveToFolder() {
    if (this.isSaving) return;
    this.isSaving = true;
    this.folderProblem = undefined;
    try {
      const folder = await chooseFolder();
      if (folder) await saveToFolder(this.run, folder);
    } catch (error) {
      this.folderProblem = problemOf(error);
    } finally {
      this.isSaving = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-file-batch': StrongFileBatch;
  }
}
