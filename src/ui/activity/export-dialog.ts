import { consume } from '@lit/context';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { EventExport } from '../../model/log-archive.ts';
import { REGIONS } from '../../model/regions.ts';
import { announce } from '../kit/announce.ts';
import { formText } from '../kit/form-text.ts';
import { count } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { saveTarget } from '../kit/save-file.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS as ALL } from './archive-texts.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

const TEXTS = ALL.export;

const ZIP_NAME = 'cloudtrail-logs.zip';

/** A button that opens a dialog, which exports events as log files of CloudTrail in a ZIP file. */
@customElement('strong-export-dialog')
export class StrongExportDialog extends LitElement {
  static override styles = [base, controls];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;

  @state() private accounts: readonly string[] = [];
  @state() private running: AbortController | undefined;
  @state() private exported = 0;
  /** What became of the last export. */
  @state() private outcome = '';
  @state() private rangeError = '';
  @state() private problem: Problem | undefined;

  @query('strong-dialog') private dialog!: StrongDialog;

  override render() {
    return html`<button type="button" id="open" @click=${this.show}>${TEXTS.open}</button>
      <strong-dialog heading=${TEXTS.heading} cancel=${WORDS.close} @strong-close=${this.stop}>
        <p>${TEXTS.lead}</p>
        <form id="form" class="stack" @submit=${this.onSubmit}>
          ${this.renderTime('from')} ${this.renderTime('to')}
          <p id="time-hint" class="soft small">${TEXTS.emptyTime}</p>
          <span id="range-error" role="alert">${this.rangeError}</span>
          ${this.renderChoice('account', TEXTS.allAccounts, this.accounts, this.context.account)}
          ${this.renderChoice('region', TEXTS.allRegions, Object.keys(REGIONS), this.context.region)}
        </form>
        <p role="status">${this.running ? TEXTS.progress(this.exported, count(this.exported)) : this.outcome}</p>
        ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
        ${
          this.running
            ? html`<button slot="actions" type="button" id="stop" @click=${this.stop}>${TEXTS.stop}</button>`
            : html`<button slot="actions" type="submit" form="form" class="primary">${TEXTS.submit}</button>`
        }
      </strong-dialog>`;
  }

  private renderTime(name: 'from' | 'to') {
    return html`<div class="field">
      <label for=${name}>${TEXTS[name]}</label>
      <input
        id=${name}
        name=${name}
        type="datetime-local"
        aria-invalid=${this.rangeError ? 'true' : 'false'}
        aria-describedby="time-hint range-error"
      />
    </div>`;
  }

  private renderChoice(name: 'account' | 'region', all: string, choices: readonly string[], chosen?: string) {
    return html`<div class="field">
      <label for=${name}>${TEXTS[name]}</label>
      <select id=${name} name=${name}>
        <option value="">${all}</option>
        ${choices.map((choice) => html`<option value=${choice} ?selected=${choice === chosen}>${choice}</option>`)}
      </select>
    </div>`;
  }

  private async show() {
    this.outcome = this.rangeError = '';
    this.problem = undefined;
    try {
      this.accounts = (await this.context.strongroom.sandbox.accounts.list()).map(({ id }) => id);
    } catch (error) {
      this.problem = problemOf(error);
    }
    await this.updateComplete;
    this.dialog.show();
  }

  private stop() {
    this.running?.abort();
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const time = (name: string) => Date.parse(formText(data, name));
    const [from, to] = [time('from'), time('to')];
    const [account, region] = [formText(data, 'account'), formText(data, 'region')];
    this.rangeError = from > to ? TEXTS.invalidRange : '';
    if (this.rangeError) return;
    void this.export({
      ...(Number.isNaN(from) ? {} : { from }),
      ...(Number.isNaN(to) ? {} : { to }),
      ...(account ? { account } : {}),
      ...(region ? { region } : {}),
    });
  }

  private async export(options: EventExport) {
    const running = new AbortController();
    this.problem = undefined;
    this.outcome = '';
    this.exported = 0;
    try {
      const target = await saveTarget(ZIP_NAME);
      if (target === undefined) return;
      this.running = running;
      const { createZip } = await import('./archive-zip.ts');
      const files = this.context.strongroom.sandbox.events.export(options);
      await target.write(
        createZip(files, () => (this.exported += 1)),
        running.signal,
      );
      this.outcome = this.exported === 0 ? TEXTS.none : TEXTS.done(this.exported, count(this.exported));
    } catch (error) {
      if (running.signal.aborted) this.outcome = TEXTS.stopped;
      else if ((error as Error | null)?.name === 'ZipLimitError') this.outcome = TEXTS.tooLarge;
      else this.problem = problemOf(error);
    } finally {
      this.running = undefined;
    }
    if (this.outcome) announce(this, this.outcome);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-export-dialog': StrongExportDialog;
  }
}
