import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { announce } from '../kit/announce.ts';
import { bytesExactly, count } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { download } from '../kit/save-file.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './batch-texts.ts';
import type { NamedBlob } from './envelope-calls.ts';
import type { Batch } from './file-batch.ts';
import '../kit/strong-icon.ts';

/** The list is closed; its results are dropped. */
const CLOSE = typedEvent('strong-close');

/** Between two downloads: browsers drop downloads that start at the same time. */
const DOWNLOAD_PAUSE_MS = 300;

/** What became of one file. */
type Outcome =
  | { readonly state: 'waiting' | 'canceled' }
  | { readonly state: 'running'; readonly done: number }
  | { readonly state: 'done'; readonly result: NamedBlob }
  | { readonly state: 'failed'; readonly problem: Problem };

const WAITING: Outcome = { state: 'waiting' };

/**
 * Processes several files in order, with a row for each: sizes, state, and its result to download. A file that fails
 * does not stop the others. Removing the element stops the work. Fires `strong-close`.
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

  @property({ attribute: false }) batch!: Batch;

  @state() private outcomes: readonly Outcome[] = [];
  @state() private isRunning = false;
  @state() private isSaving = false;

  #abort = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  /** The files can be dropped anywhere in the window. */
  protected override firstUpdated(): void {
    this.scrollIntoView({ block: 'nearest' });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('batch')) void this.run();
  }

  override render() {
    const { files, direction } = this.batch;
    const results = this.results.length;
    return html`<section aria-labelledby="heading">
      <div class="row">
        <h2 id="heading">${TEXTS.heading[direction](count(files.length))}</h2>
        <div class="row">
          ${
            this.isRunning
              ? html`<button type="button" class="cancel" @click=${() => this.#abort.abort()}>${WORDS.cancel}</button>`
              : html`<button type="button" class="close" @click=${() => CLOSE.dispatch(this)}>${TEXTS.close}</button>`
          }
          <button
            type="button"
            class="primary all"
            ?hidden=${results === 0}
            aria-disabled=${this.isRunning || this.isSaving ? 'true' : 'false'}
            @click=${this.saveAll}
          >
            ${TEXTS.downloadAll(results, count(results))}
          </button>
        </div>
      </div>
      <p class="soft small">${this.isRunning ? TEXTS.running : this.summary} ${TEXTS.kept}</p>
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
            ${files.map(({ path, file }, index) => this.renderRow(path, file.size, this.outcomes[index] ?? WAITING))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private renderRow(path: string, size: number, outcome: Outcome) {
    const { columns } = TEXTS;
    return html`<tr>
      <td data-label=${columns.file}>${path}</td>
      <td data-label=${columns.size} class="size">${bytesExactly(size)}</td>
      <td data-label=${columns.result}>
        ${outcome.state === 'done' ? this.renderResult(outcome.result) : TEXTS.noResult}
      </td>
      <td data-label=${columns.state}>${this.renderState(path, size, outcome)}</td>
    </tr>`;
  }

  private renderResult({ name, blob }: NamedBlob) {
    return html`<div>
      ${name}<br /><span class="soft small">${TEXTS.resultDetail(bytesExactly(blob.size), blob.type)}</span>
    </div>`;
  }

  private renderState(path: string, size: number, outcome: Outcome) {
    switch (outcome.state) {
      case 'running':
        return html`<progress
          max=${Math.max(1, size)}
          .value=${outcome.done}
          aria-label=${TEXTS.progressOf(path)}
        ></progress>`;
      case 'done':
        return html`<button
          type="button"
          aria-label=${TEXTS.downloadOne(outcome.result.name)}
          @click=${() => download(outcome.result.blob, outcome.result.name)}
        >
          ${TEXTS.download}
        </button>`;
      case 'failed':
        return this.renderFailure(outcome.problem);
      default:
        return TEXTS.states[outcome.state];
    }
  }

  private renderFailure({ name, message, words }: Problem) {
    return html`<div>
      <span class="failed">${words?.happened ?? TEXTS.failed}</span>
      ${words ? html`<br />${words.next}` : nothing}<br /><span class="mono"
        >${name}${message ? `: ${message}` : ''}</span
      >
    </div>`;
  }

  private get results(): readonly NamedBlob[] {
    return this.outcomes.flatMap((outcome) => (outcome.state === 'done' ? [outcome.result] : []));
  }

  private get summary(): string {
    const failed = this.outcomes.filter(({ state }) => state === 'failed').length;
    return TEXTS.summary[this.batch.direction](this.results.length, this.batch.files.length, failed);
  }

  /** Processes the files of the batch. Another batch, or the removal of the element, ends it. */
  private async run(): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const { files, process } = this.batch;
    this.outcomes = files.map(() => WAITING);
    this.isRunning = true;
    const put = (index: number, outcome: Outcome) => {
      if (this.#abort.signal === signal) this.outcomes = this.outcomes.with(index, outcome);
    };
    const isAborted = () => signal.aborted;
    for (const [index, { file }] of files.entries()) {
      if (isAborted()) break;
      put(index, { state: 'running', done: 0 });
      try {
        const onProgress = ({ bytesIn }: { bytesIn: number }) => put(index, { state: 'running', done: bytesIn });
        put(index, { state: 'done', result: await process(file, { signal, onProgress }) });
      } catch (error) {
        put(index, isAborted() ? { state: 'canceled' } : { state: 'failed', problem: problemOf(error) });
      }
    }
    if (this.#abort.signal !== signal) return;
    this.outcomes = this.outcomes.map((outcome) => (outcome === WAITING ? { state: 'canceled' } : outcome));
    this.isRunning = false;
    if (this.isConnected) announce(this, this.summary);
  }

  private async saveAll() {
    if (this.isRunning || this.isSaving) return;
    this.isSaving = true;
    for (const { blob, name } of this.results) {
      if (!this.isConnected) break;
      download(blob, name);
      await new Promise((resolve) => setTimeout(resolve, DOWNLOAD_PAUSE_MS));
    }
    this.isSaving = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-file-batch': StrongFileBatch;
  }
}
