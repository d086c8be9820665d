import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SeedError } from '../../client/seed-error.ts';
import type { Strongroom } from '../../client/strongroom.ts';
import type { ImportReport, SeedDocument, SeedProblem } from '../../model/seed-document.ts';
import { announce } from '../kit/announce.ts';
import { bytesShort } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { toast } from '../kit/toast.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './import-texts.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';
import './strong-import-report.ts';

/** Maximum size of a file in bytes. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Chooses a seed document, shows a preview by a dry run, imports it, and shows the differences. */
@customElement('strong-import-dialog')
export class StrongImportDialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .field {
        display: grid;
        gap: 0.35rem;
      }
      /* A column of the dialog is as wide as its widest part: nothing may be wider than the dialog. */
      .field,
      strong-import-report {
        min-width: 0;
      }
      input {
        width: 100%;
        min-width: 0;
      }
      .error {
        color: var(--deny);
      }
    `,
  ];

  @property({ attribute: false }) strongroom!: Strongroom;

  /** The document that the preview is about. */
  @state() private document: SeedDocument | undefined;
  @state() private report: ImportReport | undefined;
  @state() private problems: readonly SeedProblem[] = [];
  /** Why the file cannot be read. */
  @state() private fileError = '';
  @state() private problem: Problem | undefined;
  @state() private isBusy = false;
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('#document') private input!: HTMLInputElement;
  /** Number of the file that was chosen last: an earlier one may be checked after it. */
  #chosen = 0;

  /** Opens the dialog without a file. */
  async show(): Promise<void> {
    this.clear();
    await this.updateComplete;
    this.input.value = '';
    this.dialog.show();
  }

  override render() {
    const texts = TEXTS.dialog;
    const isDone = this.report?.dryRun === false;
    return html`<strong-dialog heading=${texts.heading} cancel=${isDone ? WORDS.close : WORDS.cancel}>
      <p>${texts.lead}</p>
      <div class="field" ?hidden=${isDone}>
        <label for="document">${texts.choose}</label>
        <input
          id="document"
          type="file"
          accept="application/json,.json"
          data-focus
          aria-invalid=${this.fileError === '' ? 'false' : 'true'}
          aria-describedby="document-error"
          @change=${this.choose}
        />
        <span id="document-error" class="error" role="alert">${this.fileError}</span>
      </div>
      ${this.isBusy ? html`<p role="status">${texts.checking}</p>` : nothing}
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <strong-import-report .problems=${this.problems} .report=${this.report}></strong-import-report>
      ${
        isDone
          ? nothing
          : html`<button
              slot="actions"
              type="button"
              class="primary"
              ?disabled=${this.isBusy || this.report === undefined}
              @click=${this.submit}
            >
              ${texts.submit}
            </button>`
      }
    </strong-dialog>`;
  }

  private clear() {
    this.document = undefined;
    this.report = undefined;
    this.problems = [];
    this.fileError = '';
    this.problem = undefined;
  }

  private async choose() {
    const number = ++this.#chosen;
    this.clear();
    const [file] = this.input.files ?? [];
    if (file === undefined) return;
    if (file.size > MAX_FILE_BYTES) {
      this.fileError = TEXTS.dialog.tooLarge(bytesShort(MAX_FILE_BYTES));
      return;
    }
    let document: SeedDocument;
    try {
      document = JSON.parse(await file.text()) as SeedDocument;
    } catch (error) {
      if (number === this.#chosen) this.fileError = TEXTS.dialog.notJson((error as Error).message);
      return;
    }
    if (number !== this.#chosen) return;
    await this.run(document, true, () => number === this.#chosen);
  }

  private async submit() {
    if (this.document === undefined) return;
    await this.run(this.document, false, () => true);
    if (this.report?.dryRun === false) toast(this, TEXTS.dialog.done);
  }

  private async run(document: SeedDocument, dryRun: boolean, isCurrent: () => boolean): Promise<void> {
    this.isBusy = true;
    try {
      const report = await this.strongroom.sandbox.import(document, { dryRun });
      if (!isCurrent()) return;
      this.document = document;
      this.report = report;
    } catch (error) {
      if (!isCurrent()) return;
      this.report = undefined;
      const { problems } = error as Partial<SeedError>;
      if (problems === undefined) this.problem = problemOf(error);
      else {
        this.problems = problems;
        announce(this, TEXTS.dialog.refused(problems.length), 'assertive');
      }
    } finally {
      if (isCurrent()) this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-import-dialog': StrongImportDialog;
  }
}
