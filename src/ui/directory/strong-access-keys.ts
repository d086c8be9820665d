import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AccessKeyView } from '../../model/contract.ts';
import { moment } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './directory-texts.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import '../kit/strong-copy.ts';
import '../kit/strong-dialog.ts';

/** The person deletes the access key with this ID. */
export const REMOVE_KEY = typedEvent<{ readonly id: string }>('strong-remove-key');

const WORDS = TEXTS.accessKeys;

/** The access keys of a principal, collapsed. A dialog confirms each deletion. Dispatches REMOVE_KEY. */
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
  /** The keys belong to sessions of a role, which are shown. */
  @property({ type: Boolean }) sessions = false;
  /** The key that the dialog is about. */
  @state() private leaving = '';
  @query('strong-dialog') private dialog!: StrongDialog;

  override render() {
    const { keys, sessions } = this;
    const columns = [WORDS.id, ...(sessions ? [WORDS.session] : []), WORDS.created];
    return html`<details>
        <summary>${(sessions ? WORDS.headingOfSessions : WORDS.heading)(keys.length)}</summary>
        ${
          keys.length === 0
            ? html`<p>${WORDS.none}</p>`
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
      <strong-dialog heading=${WORDS.dialog(this.leaving)}>
        <p>${WORDS.dialogText}</p>
        <button slot="actions" type="button" class="danger" @click=${this.confirm}>${WORDS.confirm}</button>
      </strong-dialog>`;
  }

  private renderRow({ id, callerArn, createdAt }: AccessKeyView) {
    return html`<tr role="row">
      <td role="cell" data-label=${WORDS.id}>
        <span><span class="mono">${id}</span> <strong-copy .text=${id} what=${WORDS.copyWhat(id)}></strong-copy></span>
      </td>
      ${this.sessions ? html`<td role="cell" data-label=${WORDS.session}>${callerArn.split('/').at(-1)}</td>` : nothing}
      <td role="cell" data-label=${WORDS.created}>${createdAt === undefined ? WORDS.unknown : moment(createdAt)}</td>
      <td role="cell">
        <button type="button" aria-label=${WORDS.deleteLabel(id)} @click=${() => this.ask(id)}>${WORDS.delete}</button>
      </td>
    </tr>`;
  }

  private ask(id: string) {
    this.leaving = id;
    this.dialog.show();
  }

  private confirm() {
    this.dialog.close();
    REMOVE_KEY.dispatch(this, { id: this.leaving });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-access-keys': StrongAccessKeys;
  }
}
