import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FileValidation, ValidationCounts, ValidationReport } from '../../model/log-archive.ts';
import { announce } from '../kit/announce.ts';
import type { DroppedFile } from '../kit/dropped-files.ts';
import { count, moment } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import type { FileEvent, FilesEvent } from '../kit/strong-file-drop.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { TEXTS as ALL } from './archive-texts.ts';
import type { PathFile } from './archive-zip.ts';
import '../kit/strong-dialog.ts';
import '../kit/strong-file-drop.ts';
import '../page/strong-problem.ts';

const TEXTS = ALL.validate;

/** Rows of the table. The report of a foreign archive can have any number. */
const MAX_ROWS = 200;

/** A button that opens a dialog, which validates exported log files. */
@customElement('strong-validate-dialog')
export class StrongValidateDialog extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      td {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;

  @state() private report: ValidationReport | undefined;
  @state() private isRunning = false;
  @state() private isInvalidZip = false;
  @state() private problem: Problem | undefined;

  @query('strong-dialog') private dialog!: StrongDialog;

  override render() {
    return html`<button type="button" id="open" @click=${this.show}>${TEXTS.open}</button>
      <strong-dialog heading=${TEXTS.heading} cancel=${WORDS.close}>
        <p>${TEXTS.lead}</p>
        <strong-file-drop
          multiple
          label=${TEXTS.drop}
          action=${TEXTS.choose}
          ?disabled=${this.isRunning}
          @strong-file=${({ detail: { file } }: FileEvent) => this.validate([{ file, path: file.name }])}
          @strong-files=${({ detail: { files } }: FilesEvent) => this.validate(files)}
        ></strong-file-drop>
        <p role="status">${this.isRunning ? TEXTS.running : nothing}</p>
        ${this.isInvalidZip ? html`<p role="alert">${TEXTS.invalidZip}</p>` : nothing}
        ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
        ${this.report ? this.renderReport(this.report) : nothing}
      </strong-dialog>`;
  }

  private renderReport(report: ValidationReport) {
    const faults = report.files.filter(({ result }) => result !== 'valid');
    return html`<div id="report">
      <p>${this.summaryOf(report)}</p>
      ${report.gaps.map(
        ({ account, region, from, to }) =>
          html`<p role="note">${TEXTS.gap(account, region, moment(from), moment(to))}</p>`,
      )}
      ${faults.length === 0 ? nothing : this.renderFaults(faults)}
    </div>`;
  }

  private renderFaults(faults: readonly FileValidation[]) {
    return html`<table>
        <caption>
          ${TEXTS.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${TEXTS.columns.file}</th>
            <th scope="col">${TEXTS.columns.result}</th>
          </tr>
        </thead>
        <tbody>
          ${faults.slice(0, MAX_ROWS).map(
            ({ key, result, originalKey }) =>
              html`<tr data-result=${result}>
                <td class="code small">${key}</td>
                <td>
                  ${result === 'valid' ? nothing : TEXTS.results[result]}
                  ${originalKey === undefined ? nothing : html`<div class="small">${TEXTS.originalKey(originalKey)}</div>`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${faults.length > MAX_ROWS ? html`<p>${TEXTS.more(count(faults.length - MAX_ROWS))}</p>` : nothing}`;
  }

  private summaryOf({ digests, logs, files }: ValidationReport) {
    const numbers = ({ valid, invalid }: ValidationCounts) => [count(valid), count(valid + invalid)] as const;
    const isValid = files.every(({ result }) => result === 'valid');
    const hasDigests = digests.valid + digests.invalid > 0;
    return html`${TEXTS.digests(...numbers(digests))} ${TEXTS.logs(...numbers(logs))}
    ${hasDigests ? (isValid ? TEXTS.allValid : nothing) : TEXTS.noDigests}`;
  }

  private async show() {
    this.report = this.problem = undefined;
    this.isInvalidZip = false;
    await this.updateComplete;
    this.dialog.show();
  }

  private async validate(given: readonly DroppedFile[]) {
    this.isRunning = true;
    this.isInvalidZip = false;
    this.report = this.problem = undefined;
    try {
      const { toArchiveFiles } = await import('./archive-zip.ts');
      const files = await this.read(given);
      if (files !== undefined) {
        this.report = await this.context.strongroom.sandbox.events.validate(toArchiveFiles(files));
        const { digests, logs } = this.report;
        announce(this, TEXTS.digests(count(digests.valid), count(digests.valid + digests.invalid)));
        announce(this, TEXTS.logs(count(logs.valid), count(logs.valid + logs.invalid)));
      }
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.isRunning = false;
    }
  }

  /** Reads the files; of a ZIP file those in it. Undefined if a ZIP file cannot be read. */
  private async read(given: readonly DroppedFile[]): Promise<readonly PathFile[] | undefined> {
    const { isZip, readZip } = await import('./archive-zip.ts');
    const files: PathFile[] = [];
    for (const { file, path } of given) {
      const content = new Uint8Array(await file.arrayBuffer());
      try {
        files.push(...(isZip(content) ? readZip(content) : [{ path, content }]));
      } catch {
        this.isInvalidZip = true;
        return undefined;
      }
    }
    return files;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-validate-dialog': StrongValidateDialog;
  }
}
