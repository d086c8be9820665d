import '@lit-labs/virtualizer';
import '../kit/deferred-resize-observer.ts';
import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { href } from '../page/router.ts';
import { day, ends, spokenKey } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { virtualRows } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { isInKeyStore, regionalityText, SORT_COLUMNS, tagTexts, type KeyRow, type SortBy } from './key-rows.ts';
import { TEXTS } from './keys-texts.ts';
import { keyTableStyles } from './key-table.styles.ts';
import '../kit/strong-copy.ts';
import '../kit/strong-icon.ts';
import '../page/strong-state.ts';

/** Asks to sort by a column. */
export const SORT_KEYS = typedEvent<SortBy>('strong-sort');

/** Tells which keys are selected, by ARN. */
export const SELECT_KEYS = typedEvent<ReadonlySet<string>>('strong-select');

/** Whether a customer can change the key, so that it can be selected for an action. */
const isSelectable = ({ manager }: KeyRow): boolean => manager === 'CUSTOMER';

/** The table of keys. Only the rows in view are rendered. Fires `strong-sort` and `strong-select`. */
@customElement('strong-key-table')
export class StrongKeyTable extends LitElement {
  static override styles = [base, controls, virtualRows, keyTableStyles];

  @property({ attribute: false }) rows: readonly KeyRow[] = [];
  @property() label = '';
  @property({ attribute: false }) sorting: { readonly column: string; readonly descending: boolean } = {
    column: '',
    descending: false,
  };
  /** ARNs of the selected keys. */
  @property({ attribute: false }) selected: ReadonlySet<string> = new Set();

  override render() {
    const { rows } = this;
    const selectable = rows.filter(isSelectable);
    const chosen = selectable.filter(({ arn }) => this.selected.has(arn)).length;
    const hasKeyStores = rows.some(isInKeyStore);
    const columns = SORT_COLUMNS.filter((column) => column !== 'keyStore' || hasKeyStores);
    return html`<div
      role="table"
      class=${hasKeyStores ? 'stores' : ''}
      aria-label=${this.label}
      aria-rowcount=${rows.length + 1}
    >
      <div role="rowgroup">
        <div role="row" class="head" aria-rowindex="1">
          <span role="columnheader">
            ${
              selectable.length > 0
                ? html`<input
                    type="checkbox"
                    aria-label=${TEXTS.bulk.selectAll}
                    .checked=${chosen === selectable.length}
                    .indeterminate=${chosen > 0 && chosen < selectable.length}
                    @change=${(event: Event) => this.selectAll(selectable, (event.target as HTMLInputElement).checked)}
                  />`
                : html`<span class="unseen">${TEXTS.bulk.select}</span>`
            }
          </span>
          ${columns.map((column) => this.renderHead(column))}
        </div>
      </div>
      <lit-virtualizer
        role="rowgroup"
        .items=${[...rows]}
        .keyFunction=${this.nameOf}
        .renderItem=${this.rendererOf(this.selected, hasKeyStores)}
      ></lit-virtualizer>
    </div>`;
  }

  private renderHead(by: SortBy) {
    const { column, descending } = this.sorting;
    const sorted = column === by ? (descending ? 'descending' : 'ascending') : undefined;
    return html`<span role="columnheader" class=${by} aria-sort=${ifDefined(sorted)}>
      <button type="button" class="plain" @click=${() => SORT_KEYS.dispatch(this, by)}>
        ${TEXTS.columns[by]}${sorted ? html`<strong-icon name="down" class=${sorted}></strong-icon>` : nothing}
      </button>
    </span>`;
  }

  private readonly nameOf = (row: unknown): string => (row as KeyRow).arn;

  /** A new function for each selection: the virtualizer renders its rows again for a new function only. */
  private rendererOf(selected: ReadonlySet<string>, hasKeyStores: boolean) {
    if (this.#renderer?.selected !== selected || this.#renderer.hasKeyStores !== hasKeyStores)
      this.#renderer = {
        selected,
        hasKeyStores,
        render: (row, index) => this.renderRow(row as KeyRow, index, hasKeyStores),
      };
    return this.#renderer.render;
  }
  #renderer:
    | {
        selected: ReadonlySet<string>;
        hasKeyStores: boolean;
        render: (row: unknown, index: number) => ReturnType<StrongKeyTable['renderRow']>;
      }
    | undefined;

  private renderRow(row: KeyRow, index: number, hasKeyStores: boolean) {
    const [alias, ...others] = row.aliases;
    const tags = tagTexts(row.tags);
    return html`<div role="row" aria-rowindex=${index + 2}>
      <span role="cell">${isSelectable(row) ? this.renderCheckbox(row) : nothing}</span>
      <span role="cell">
        <a href=${href(['keys', row.keyId])}>${alias ?? html`<span class="mono">${ends(row.keyId)}</span>`}</a>
        ${others.length > 0 ? html`<span class="soft small">${TEXTS.moreAliases(others.length)}</span>` : nothing}
        ${row.manager === 'AWS' ? html`<span class="managed small">${TEXTS.awsManaged}</span>` : nothing}
        <span class="narrow soft small">${row.spec}</span>
      </span>
      <span role="cell" class="mono keyId" title=${row.keyId}
        ><span aria-hidden="true">${ends(row.keyId)}</span><span class="unseen">${spokenKey(row.keyId)}</span
        ><strong-copy .text=${row.keyId} what=${spokenKey(row.keyId)}></strong-copy
      ></span>
      <span role="cell"><strong-state .value=${row.state}></strong-state></span>
      <span role="cell" class="spec"
        ><span class="mono">${row.spec}</span><span class="soft small">${TEXTS.usages[row.usage]}</span>${
          row.multiRegion ? html`<span class="soft small">${regionalityText(row.multiRegion)}</span>` : nothing
        }</span
      >
      ${hasKeyStores ? html`<span role="cell" class="keyStore">${this.renderKeyStore(row)}</span>` : nothing}
      <span role="cell" class="tags"
        ><span class="clamped small" title=${tags.join('\n')}>${tags.join(', ')}</span></span
      >
      <span role="cell" class="description"
        ><span class="clamped" title=${row.description.slice(0, 500)}>${row.description}</span></span
      >
      <span role="cell" class="used"
        >${row.lastUsedAt === undefined ? html`<span class="soft">${TEXTS.neverUsed}</span>` : day(row.lastUsedAt)}</span
      >
      <span role="cell" class="created">${day(row.createdAt)}</span>
    </div>`;
  }

  private renderKeyStore({ keyStoreId, keyStoreName }: KeyRow) {
    if (keyStoreId === undefined) return nothing;
    return html`<a href=${href(['key-stores', keyStoreId])} title=${keyStoreId}>${keyStoreName ?? keyStoreId}</a>`;
  }

  private renderCheckbox({ arn, keyId, aliases: [alias] }: KeyRow) {
    return html`<input
      type="checkbox"
      aria-label=${TEXTS.bulk.selectKey(alias ?? spokenKey(keyId))}
      .checked=${this.selected.has(arn)}
      @change=${(event: Event) => this.select(arn, (event.target as HTMLInputElement).checked)}
    />`;
  }

  private select(arn: string, isSelected: boolean) {
    const selected = new Set(this.selected);
    if (isSelected) selected.add(arn);
    else selected.delete(arn);
    SELECT_KEYS.dispatch(this, selected);
  }

  private selectAll(rows: readonly KeyRow[], isSelected: boolean) {
    SELECT_KEYS.dispatch(this, new Set(isSelected ? rows.map(({ arn }) => arn) : []));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-table': StrongKeyTable;
  }
}
