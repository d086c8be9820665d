import { html, nothing, type PropertyValues } from 'lit';
import { Task } from '@lit/task';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Capability, AwsOwnedKeyView } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import { href } from '../page/router.ts';
import { announce } from '../kit/announce.ts';
import { toast } from '../kit/toast.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { outputOf } from '../page/call-recorder.ts';
import { aliasRefusal } from './alias-refusal.ts';
import type { BulkAction } from './bulk-dialog.ts';
import { createManagedKey, createOwnedKey } from './create-example-key.ts';
import {
  conditionsOf,
  filterKeys,
  managedBy,
  queryOf,
  SORT_COLUMNS,
  sortKeys,
  type KeyCondition,
  type KeyRow,
  type SortBy,
} from './key-rows.ts';
import { ALL_KEYS, KEY_TABLES, OWNED } from './key-tables.ts';
import { TEXTS } from './keys-texts.ts';
import { createKey, isImported, loadConnectedStores, loadKeys } from './load-keys.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { count } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import type { CREATE_KEY, KeyStoreChoice, StrongCreateKey } from './strong-create-key.ts';
import type { CHANGE_CONDITIONS } from './strong-key-filter.ts';
import type { SELECT_KEYS, SORT_KEYS } from './strong-key-table.ts';
import { EXAMPLE_SERVICE } from './strong-owned-keys.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { keysPageStyles } from './keys-page.styles.ts';
import './strong-create-key.ts';
import './strong-key-filter.ts';
import './strong-key-table.ts';
import './strong-key-types.ts';
import '../page/strong-problem.ts';

/** The actions on several keys, in the order of their buttons. */
const ACTIONS = Object.keys(TEXTS.bulk.actions) as BulkAction[];

/** A change of the address. */
interface Change {
  readonly sort?: string;
  readonly manager?: string;
  readonly conditions?: readonly KeyCondition[];
}

/** The tables of keys: all, customer managed, AWS managed and AWS owned. */
@customElement('strong-keys-page')
export class StrongKeysPage extends StrongPage {
  static override styles = [base, controls, skeletonStyles, keysPageStyles];

  /** `filter`; `manager`: of KEY_TABLES, or OWNED; `sort`: a column, after a minus if descending; each condition. */
  @property({ attribute: false }) query = new URLSearchParams();

  @state() private rows: readonly KeyRow[] | undefined;
  /** The AWS owned keys of the Region, which the sandbox shows and AWS does not. */
  @state() private owned: readonly AwsOwnedKeyView[] = [];
  @state() private filter = '';
  /** Whether a narrow page shows the filters. A wide one always does. */
  @state() private showsFilters = false;
  /** ARNs of the selected keys. A key that the filters hide is not part of an action. */
  @state() private selected: ReadonlySet<string> = new Set();
  @state() private problem: Problem | undefined;
  @state() private creating = false;
  /** ID of a key that was created and whose alias was refused. */
  @state() private made: string | undefined;
  @state() private custody: Custody = 'native';
  @state() private capabilities: readonly Capability[] = [];
  @state() private keyStores: readonly KeyStoreChoice[] = [];
  @state() private createProblem: Problem | undefined;
  @state() private aliasError = '';
  @query('strong-bulk-dialog') private bulk!: HTMLElementTagNameMap['strong-bulk-dialog'];
  @query('strong-create-key') private dialog!: StrongCreateKey;

  readonly #loading = new Task(this, {
    args: () => [this.context] as const,
    task: (_args, { signal }) => this.load(signal),
    onComplete: () => (this.problem = undefined),
    onError: (error) => (this.problem = problemOf(error)),
  });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['keys', 'aliases'],
      onChange: () => void this.#loading.run(),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query')) this.filter = this.query.get('filter') ?? '';
    if (changed.has('context')) {
      this.rows = undefined;
      this.selected = new Set();
    }
  }

  override render() {
    return html`<div class="top">
        <h1>${TEXTS.title}</h1>
        <button type="button" class="primary" @click=${this.openDialog}>${TEXTS.create}</button>
      </div>
      <p class="soft">${TEXTS.lead(this.context.region)}</p>
      <strong-key-types></strong-key-types>
      <div class="bar ${this.showsFilters ? '' : 'folded'}">
        <button
          type="button"
          class="toggle"
          aria-expanded=${this.showsFilters ? 'true' : 'false'}
          @click=${() => (this.showsFilters = !this.showsFilters)}
        >
          ${TEXTS.filters(this.activeFilters)}
        </button>
        <div class="field filters">
          <label for="filter">${TEXTS.filter}</label>
          <input
            id="filter"
            type="search"
            placeholder=${TEXTS.filterHint}
            .value=${this.filter}
            @input=${this.onFilter}
          />
        </div>
        <div class="tables filters" role="group" aria-label=${TEXTS.keyType}>
          ${KEY_TABLES.map(
            ({ value, manager, texts }) =>
              html`<button
                type="button"
                aria-pressed=${!this.showsOwned && value === this.table.value}
                @click=${() => this.goTo({ manager: value })}
              >
                ${texts.name} <span class="soft">${this.rows ? count(managedBy(this.rows, manager).length) : ''}</span>
              </button>`,
          )}
          <button type="button" aria-pressed=${this.showsOwned} @click=${() => this.goTo({ manager: OWNED })}>
            ${TEXTS.tables.owned.name} <span class="soft">${count(this.owned.length)}</span>
          </button>
        </div>
      </div>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${this.showsOwned ? this.renderOwned() : this.renderKeys()}
      <strong-bulk-dialog .context=${this.context}></strong-bulk-dialog>
      <strong-create-key
        .region=${this.context.region}
        .custody=${this.custody}
        .capabilities=${this.capabilities}
        .keyStores=${this.keyStores}
        .problem=${this.createProblem}
        .aliasError=${this.aliasError}
        ?made=${this.made !== undefined}
        ?busy=${this.creating}
        @strong-create=${this.create}
        @strong-take-back=${this.takeBack}
      ></strong-create-key>`;
  }

  private renderOwned() {
    return html`<strong-owned-keys
      .keys=${this.owned}
      .region=${this.context.region}
      ?busy=${this.creating}
      @strong-make-owned=${this.makeOwned}
    ></strong-owned-keys>`;
  }

  private renderKeys() {
    const { rows, table } = this;
    if (rows === undefined) return this.problem ? nothing : skeleton('table', 8);
    const own = managedBy(rows, table.manager);
    if (own.length === 0 && table.manager === 'AWS') return this.renderNoManaged();
    if (rows.length === 0) return html`<p class="empty">${TEXTS.noKeys(this.context.region, href([]))}</p>`;
    if (own.length === 0) return html`<p class="empty" role="status">${table.texts.none}</p>`;
    const shown = this.ordered(filterKeys(own, this.filter, this.conditions));
    return html`<strong-key-filter
        class="filters ${this.showsFilters ? '' : 'folded'}"
        .rows=${own}
        .conditions=${this.conditions}
        @strong-conditions=${({ detail }: EventOf<typeof CHANGE_CONDITIONS>) => this.goTo({ conditions: detail })}
      ></strong-key-filter>
      ${
        shown.length === 0
          ? html`<p class="empty" role="status">${TEXTS.noMatches(this.filter)}</p>`
          : this.renderTable(shown, own.length)
      }`;
  }

  private renderTable(shown: readonly KeyRow[], all: number) {
    const chosen = shown.filter(({ arn }) => this.selected.has(arn));
    return html`<div class="row actions">
        <p class="soft small" role="status">
          ${chosen.length > 0 ? TEXTS.bulk.selected(chosen.length, count(chosen.length)) : TEXTS.shown(count(shown.length), all, count(all))}
        </p>
        ${chosen.length > 0 ? this.renderActions(chosen) : nothing}
      </div>
      <strong-key-table
        .rows=${shown}
        label=${this.table.texts.label}
        .sorting=${this.sorting}
        .selected=${this.selected}
        @strong-sort=${({ detail }: EventOf<typeof SORT_KEYS>) => this.sortBy(detail)}
        @strong-select=${({ detail }: EventOf<typeof SELECT_KEYS>) => (this.selected = detail)}
      ></strong-key-table>`;
  }

  private renderActions(chosen: readonly KeyRow[]) {
    return html`<div class="row" role="group" aria-label=${TEXTS.bulk.group}>
      ${ACTIONS.map(
        (action) =>
          html`<button
            type="button"
            class=${action === 'delete' ? 'danger' : ''}
            @click=${() => this.act(action, chosen)}
          >
            ${TEXTS.bulk.actions[action].name}
          </button>`,
      )}
      <button type="button" class="plain" @click=${() => (this.selected = new Set())}>${TEXTS.bulk.clear}</button>
    </div>`;
  }

  private renderNoManaged() {
    return html`<div class="empty stack">
      <p role="status">${TEXTS.tables.aws.none}</p>
      <button type="button" class="primary" ?disabled=${this.creating} @click=${this.makeManaged}>
        ${TEXTS.managed.create}
      </button>
      <p class="soft small">${TEXTS.managed.hint}</p>
    </div>`;
  }

  private async act(action: BulkAction, keys: readonly KeyRow[]) {
    try {
      await import('./bulk-dialog.ts');
      await this.bulk.show(action, keys);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  /** The table that the address names. Default: all keys. */
  private get table() {
    return KEY_TABLES.find(({ value }) => value === this.query.get('manager')) ?? ALL_KEYS;
  }

  private get showsOwned(): boolean {
    return this.query.get('manager') === OWNED;
  }

  /** Number of filters that can hide keys. */
  private get activeFilters(): number {
    return this.conditions.length + [this.filter, this.query.get('manager')].filter(Boolean).length;
  }

  private get conditions(): readonly KeyCondition[] {
    return conditionsOf(this.query);
  }

  private get sorting(): { readonly column: string; readonly descending: boolean } {
    const sort = this.query.get('sort') ?? '';
    return { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
  }

  private ordered(rows: readonly KeyRow[]): readonly KeyRow[] {
    const { column, descending } = this.sorting;
    const by = SORT_COLUMNS.find((one) => one === column);
    return by ? sortKeys(rows, by, descending) : rows;
  }

  private sortBy(by: SortBy) {
    const { column, descending } = this.sorting;
    this.goTo({ sort: `${column === by && !descending ? '-' : ''}${by}` });
  }

  /** Puts the filter into the address without a new entry in the history. */
  private onFilter(event: InputEvent) {
    this.filter = (event.target as HTMLInputElement).value;
    history.replaceState(history.state, '', this.address({}));
  }

  private goTo(change: Change) {
    location.hash = this.address(change);
  }

  /** The address of this page with `change` applied. */
  private address(change: Change): string {
    const { sort, manager } = {
      sort: this.query.get('sort') ?? '',
      manager: this.query.get('manager') ?? '',
      ...change,
    };
    return href(['keys'], { filter: this.filter, sort, manager, ...queryOf(change.conditions ?? this.conditions) });
  }

  /** Loads the tables. */
  private async load(signal: AbortSignal): Promise<void> {
    const { kms, strongroom, region } = this.context;
    const [owned, rows] = await Promise.all([strongroom.sandbox.awsOwnedKeys(), loadKeys(kms, strongroom)]);
    if (signal.aborted) return;
    this.owned = owned.filter((key) => key.region === region);
    this.rows = rows;
  }

  private makeManaged() {
    const said = () => TEXTS.managed.created;
    return this.make(() => createManagedKey(this.context), said);
  }

  private makeOwned() {
    return this.make(
      () => createOwnedKey(this.context),
      ({ KeyMetadata }) => TEXTS.ownedCreated(EXAMPLE_SERVICE, KeyMetadata?.Arn ?? ''),
    );
  }

  private async make<T>(create: () => Promise<T>, said: (made: T) => string) {
    this.creating = true;
    try {
      const made = await create();
      toast(this, said(made));
      await this.#loading.run();
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.creating = false;
    }
  }

  private async openDialog() {
    this.createProblem = this.made = undefined;
    this.aliasError = '';
    this.dialog.show();
    const { settings, capabilities } = this.context.strongroom.sandbox;
    try {
      this.custody = (await settings.get()).custody;
      [this.capabilities, this.keyStores] = await Promise.all([capabilities(), loadConnectedStores(this.context.kms)]);
    } catch (error) {
      this.createProblem = problemOf(error);
    }
  }

  /** Schedules the deletion of the key whose alias was refused. */
  private async takeBack() {
    const { kms } = this.context;
    this.createProblem = undefined;
    try {
      outputOf(await kms.call('ScheduleKeyDeletion', { KeyId: this.made ?? '', PendingWindowInDays: 7 }));
      this.dialog.close();
      toast(this, TEXTS.deletionScheduled(this.made ?? ''));
      await this.#loading.run();
    } catch (error) {
      this.createProblem = problemOf(error);
    }
  }

  private async create({ detail }: EventOf<typeof CREATE_KEY>) {
    const { alias } = detail;
    this.creating = true;
    this.createProblem = undefined;
    this.aliasError = '';
    try {
      // A key cannot be deleted at once, so known reasons to refuse the alias are checked before the key is created.
      this.aliasError = await aliasRefusal(alias, this.context);
      if (this.aliasError) {
        announce(this, this.aliasError, 'assertive');
        return;
      }
      const keyId = (this.made ??= await createKey(this.context.kms, detail));
      if (alias) outputOf(await this.context.kms.call('CreateAlias', { AliasName: alias, TargetKeyId: keyId }));
      this.dialog.close();
      toast(this, TEXTS.created(keyId, alias));
      // The next step of a key without material is its import.
      location.hash = href(['keys', keyId, ...(isImported(detail) ? ['material'] : [])]);
    } catch (error) {
      this.createProblem = problemOf(error);
    } finally {
      this.creating = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-keys-page': StrongKeysPage;
  }
}
