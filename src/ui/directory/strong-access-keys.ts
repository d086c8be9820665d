import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AccessKeyView } from '../../model/contract.ts';
import { moment } from '../kit/format.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import '../kit/strong-copy.ts';
import '../kit/strong-dialog.ts';

/** What `strong-remove-key` carries: the id of the access key. */
export type RemoveKeyEvent = CustomEvent<{ readonly id: string }>;

/** The access keys of a principal, folded up; each can be removed after asking. Fires `strong-remove-key`. */
@customElement('strong-access-keys')
export class StrongAccessKeys extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      summary {
        cursor: pointer;
        min-height: var(--target);
        align-content: center;
      }
      td {
        vertical-align: middle;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) keys: readonly AccessKeyView[] = [];
  /** Each belongs to a session of a role, which is shown. */
  @property({ type: Boolean }) sessions = false;
  /** The key that the dialog asks about. */
  @state() private leaving = '';
  @query('strong-dialog') private dialog!: StrongDialog;

  override render() {
    const { keys, sessions } = this;
    const columns = ['Access key ID', ...(sessions ? ['Session'] : []), 'Made'];
    return html`<details>
        <summary>Access keys${sessions ? ' of its sessions' : ''} (${keys.length})</summary>
        ${
          keys.length === 0
            ? html`<p>None. Programs cannot sign as this caller; this page needs no key to be it.</p>`
            : html`<table role="table">
                <thead role="rowgroup">
                  <tr role="row">
                    ${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
                    <td role="cell"></td>
                  </tr>
                </thead>
                <tbody role="rowgroup">
                  ${keys.map((key) => this.renderRow(key))}
                </tbody>
              </table>`
        }
      </details>
      <strong-dialog heading="Remove access key ${this.leaving}">
        <p>
          Programs that sign with it are refused from now on: their security token is invalid. What they did stays in
          the log.
        </p>
        <button slot="actions" type="button" class="danger" @click=${this.confirm}>Remove</button>
      </strong-dialog>`;
  }

  private renderRow({ id, callerArn, createdAt }: AccessKeyView) {
    return html`<tr role="row">
      <td role="cell" data-label="Access key ID">
        <span><span class="mono">${id}</span> <strong-copy .text=${id} what="access key ID ${id}"></strong-copy></span>
      </td>
      ${this.sessions ? html`<td role="cell" data-label="Session">${callerArn.split('/').at(-1)}</td>` : nothing}
      <td role="cell" data-label="Made">${createdAt === undefined ? 'not noted' : moment(createdAt)}</td>
      <td role="cell">
        <button type="button" aria-label="Remove access key ${id}…" @click=${() => this.ask(id)}>Remove…</button>
      </td>
    </tr>`;
  }

  private ask(id: string) {
    this.leaving = id;
    this.dialog.show();
  }

  private confirm() {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('strong-remove-key', { detail: { id: this.leaving } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-access-keys': StrongAccessKeys;
  }
}
