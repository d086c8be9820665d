import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RecordedEntry, RecordedPart } from '../../../labs/recording/recorded-entry.ts';
import { typedEvent } from '../../kit/typed-event.ts';
import { InLabLanguage } from '../../page/in-lab-language.ts';
import { callerTexts, labCallerWords } from '../../page/lab-caller-words.ts';
import { base, controls, stackedTables, tables } from '../../styles/shared.ts';
import { indexOfPart, partChoices, partWords } from './part-words.ts';
import { recordLabWords } from './record-lab-words.ts';

const words = () => recordLabWords().list;
/** Rows that are shown at first, and that each press adds. */
const PAGE = 50;

/** The author puts an entry into another part. */
export const MOVE = typedEvent<{ readonly id: string; readonly part: RecordedPart }>('strong-record-move');

function nameOf(entry: RecordedEntry): string {
  if (entry.kind === 'advance') return words().advance(entry.seconds);
  if (entry.kind === 'service') return entry.service;
  return entry.kind === 'call' ? entry.operation : entry.method;
}

/** The entries of a recording, and what each belongs to. Fires `strong-record-move`. */
@customElement('strong-recording-list')
export class StrongRecordingList extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }
      table {
        width: 100%;
      }
      caption {
        text-align: start;
        font-weight: 600;
        padding-bottom: 0.25rem;
      }
      td {
        overflow-wrap: anywhere;
      }
      select {
        min-width: 10rem;
        width: auto;
        max-width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly RecordedEntry[] = [];
  @state() private shown = PAGE;

  constructor() {
    super();
    new InLabLanguage(this, recordLabWords, callerTexts);
  }

  override render() {
    const { entries } = this;
    if (entries.length === 0) return html`<p class="soft">${words().empty}</p>`;
    const choices = partChoices(entries);
    const { columns } = words();
    const left = entries.length - this.shown;
    return html`<table>
        <caption>
          ${words().caption(entries.length)}
        </caption>
        <thead>
          <tr>
            ${Object.values(columns).map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${entries.slice(0, this.shown).map((entry, index) => this.renderEntry(entry, index, choices))}
        </tbody>
      </table>
      ${
        left > 0
          ? html`<button type="button" id="more" @click=${() => (this.shown += PAGE)}>
              ${words().more(Math.min(left, PAGE))}
            </button>`
          : nothing
      }`;
  }

  private renderEntry(entry: RecordedEntry, index: number, choices: readonly RecordedPart[]) {
    const { columns } = words();
    const name = nameOf(entry);
    const by =
      (entry.kind === 'call' || entry.kind === 'service') && entry.by !== undefined ? labCallerWords(entry.by) : '–';
    const error = entry.kind === 'advance' ? undefined : entry.error;
    const isLogged = entry.kind === 'call' && entry.source === 'log';
    const chosen = indexOfPart(choices, entry.part);
    return html`<tr>
      <td data-label=${columns.call}>
        ${index + 1}. ${name} ${isLogged ? html`<span class="soft small">(${words().log})</span>` : nothing}
      </td>
      <td data-label=${columns.by}>${by}</td>
      <td data-label=${columns.result}>${error ?? words().ok}</td>
      <td data-label=${columns.part}>
        <select
          aria-label=${words().partOf(name, index + 1)}
          @change=${({ target }: Event) => {
            const part = choices[Number((target as HTMLSelectElement).value)];
            if (part) MOVE.dispatch(this, { id: entry.id, part });
          }}
        >
          ${choices.map((part, at) => html`<option value=${at} .selected=${at === chosen}>${partWords(part)}</option>`)}
        </select>
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-recording-list': StrongRecordingList;
  }
}
