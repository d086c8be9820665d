import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fromBase64 } from '../../base/base64.ts';
import type { ShreddingPath } from '../../services/tenant-table/shredding-report.ts';
import { ends } from '../kit/format.ts';
import { download } from '../kit/save-file.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { REPORT_TEXTS as TEXTS, VERIFY_COMMANDS } from './report-texts.ts';
import type { SignedShreddingReport } from './service-action.ts';
import '../kit/strong-copy.ts';

/** Asks to verify the signature of the shown report. */
export const VERIFY_REPORT = typedEvent('strong-verify-report');

/** A shredding report: its paths as a table, the signed files, and the commands that verify them. */
@customElement('strong-shredding-report')
export class StrongShreddingReport extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }
      table {
        min-width: 56rem;
      }
      td {
        overflow-wrap: anywhere;
      }
      .open {
        font-weight: 650;
        color: var(--deny);
      }
      pre {
        padding: 0.75rem;
        border: 1px solid var(--line);
        background: var(--raised);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) value!: SignedShreddingReport;
  /** Result of the verification. Omitted: it was not verified. */
  @property({ attribute: false }) isVerified: boolean | undefined;

  override render() {
    const { open, paths, tenant, table, at, withoutKeys, limits } = this.value.report;
    const { columns } = TEXTS;
    return html`<h4 id="heading">${TEXTS.heading(tenant, table)}</h4>
      <p><span id="open">${TEXTS.open(open, paths.length)}</span> ${TEXTS.at(at)}</p>
      ${
        paths.length === 0
          ? html`<p>${TEXTS.noPaths}</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="heading">
              <table>
                <thead>
                  <tr>
                    ${Object.values(columns).map((name) => html`<th scope="col">${name}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${paths.map((path) => this.renderPath(path))}
                </tbody>
              </table>
            </div>`
      }
      ${withoutKeys.length === 0 ? nothing : this.renderList(TEXTS.withoutKeys, withoutKeys)}
      ${this.renderList(TEXTS.limits, limits)} ${this.renderFiles()}`;
  }

  private renderPath({ kind, id, region, backup, program, edkSha, key, keyState, eventId, ...path }: ShreddingPath) {
    const reason = TEXTS.reasons[path.reason];
    return html`<tr>
      <td>${[TEXTS.kinds[kind], backup ?? program, region].filter((part) => part !== undefined).join(', ')}</td>
      <td>${id}</td>
      <td><span class="mono" title=${edkSha}>${ends(edkSha)}</span></td>
      <td class="mono">${key}</td>
      <td>${keyState ?? (kind === 'data-key' ? '' : TEXTS.noKey)}</td>
      <td>
        ${eventId === undefined ? '' : html`<a href=${href(['activity'], { event: eventId })}>${ends(eventId)}</a>`}
      </td>
      <td class=${path.isOpen ? 'open' : ''}>${path.isOpen ? TEXTS.isOpen(reason) : TEXTS.isClosed(reason)}</td>
    </tr>`;
  }

  private renderList(title: string, items: readonly string[]) {
    return html`<h5>${title}</h5>
      <ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
  }

  private renderFiles() {
    const { document, signature, publicKey } = this.value.signed;
    const save = (id: keyof typeof TEXTS.save, name: string, part: BlobPart) =>
      html`<button type="button" id=${id} @click=${() => download(new Blob([part]), name)}>${TEXTS.save[id]}</button>`;
    return html`<h5>${TEXTS.verify}</h5>
      <p>${TEXTS.verifyLead}</p>
      <div class="row">
        ${save('document', 'report.json', document)} ${save('signature', 'report.sig', fromBase64(signature))}
        ${save('publicKey', 'key.pem', publicKey)}
      </div>
      ${(Object.keys(VERIFY_COMMANDS) as (keyof typeof VERIFY_COMMANDS)[]).map(
        (program) =>
          html`<p>${TEXTS.commands[program]}</p>
            <pre>${VERIFY_COMMANDS[program]}</pre>
            <strong-copy .text=${VERIFY_COMMANDS[program]} what=${TEXTS.copy(TEXTS.commands[program])}></strong-copy>`,
      )}
      <div class="row">
        <button type="button" id="verify" @click=${() => VERIFY_REPORT.dispatch(this)}>${TEXTS.verifyHere}</button>
        <span role="status" id="verified"
          >${this.isVerified === undefined ? '' : this.isVerified ? TEXTS.verified : TEXTS.notVerified}</span
        >
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-shredding-report': StrongShreddingReport;
  }
}
