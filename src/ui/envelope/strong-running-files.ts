import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bytesShort } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { href } from '../page/router.ts';
import { CHANGE_RUN } from '../page/running-files.ts';
import { base, controls } from '../styles/shared.ts';
import type { BatchRun } from './batch-run.ts';
import { TEXTS } from './batch-texts.ts';
import type { FileRuns } from './file-runs.ts';

/** Pages that show the list of the files itself. */
const PAGES_WITH_LIST: readonly string[] = ['home', 'playground'];

/** A short note on files that are processed in the background, for the pages that do not show their list. */
@customElement('strong-running-files')
export class StrongRunningFiles extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      section {
        position: sticky;
        bottom: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: center;
        padding: 0.5rem 1.5rem;
        border-top: 1px solid var(--line);
        background: var(--raised);
      }
      progress {
        width: 8rem;
        accent-color: var(--brass);
      }
    `,
  ];

  @property({ attribute: false }) runs!: FileRuns;
  /** Name of the page that is open. */
  @property() page = '';

  #observed: FileRuns | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observe(undefined);
  }

  protected override willUpdate(): void {
    if (this.isConnected) this.observe(this.runs);
  }

  override render() {
    if (PAGES_WITH_LIST.includes(this.page)) return nothing;
    return this.runs.runs.map((run) => this.renderRun(run));
  }

  private renderRun(run: BatchRun) {
    const { direction, files } = run.batch;
    const { done, total } = run.progress;
    const ended = run.outcomes.filter(({ state }) => state !== 'waiting' && state !== 'running');
    const failed = ended.filter(({ state }) => state === 'failed').length;
    return html`<section aria-label=${TEXTS.background.label}>
      <span
        >${
          run.isRunning
            ? TEXTS.background[direction](ended.length, files.length)
            : TEXTS.summary[direction](run.results.length, files.length, failed)
        }
        ${run.isPaused ? TEXTS.paused : nothing}</span
      >
      ${
        run.isRunning
          ? html`<progress max=${Math.max(1, total)} .value=${done} aria-label=${TEXTS.background.progress}></progress>
              <span class="soft small">${TEXTS.background.bytes(bytesShort(done), bytesShort(total))}</span>
              <button type="button" class="pause" @click=${() => (run.isPaused ? run.resume() : run.pause())}>
                ${run.isPaused ? TEXTS.resume : TEXTS.pause}
              </button>
              <button type="button" class="cancel" @click=${() => run.cancel()}>${WORDS.cancel}</button>`
          : nothing
      }
      <a class="button" href=${href(['playground', 'file'])}>${TEXTS.background.show}</a>
    </section>`;
  }

  private observe(runs: FileRuns | undefined) {
    if (runs === this.#observed) return;
    this.#observed?.removeEventListener(CHANGE_RUN.name, this.#update);
    this.#observed = runs;
    runs?.addEventListener(CHANGE_RUN.name, this.#update);
  }

  readonly #update = () => this.requestUpdate();
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-running-files': StrongRunningFiles;
  }
}
