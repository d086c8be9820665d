import '@lit-labs/virtualizer';
import { html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { Task } from '@lit/task';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Capability, AwsOwnedKeyView } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import { href } from '../page/router.ts';
import { announce } from '../kit/announce.ts';
import { WORDS } from '../kit/kit-texts.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { outputOf } from '../page/call-recorder.ts';
import { filterKeys, managedBy, sortKeys, type KeyManager, type KeyRow, type SortBy } from './key-rows.ts';
import { TEXTS } from './keys-texts.ts';
import { loadKeys } from './load-keys.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { count, day, ends, spokenKey } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import type { CREATE_KEY, StrongCreateKey } from './strong-create-key.ts';
import { EXAMPLE_SERVICE } from './strong-owned-keys.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { keysPageStyles } from './keys-page.styles.ts';
import './strong-create-key.ts';
import '../kit/strong-icon.ts';
import '../page/strong-problem.ts';
import '../page/strong-state.ts';

/** The columns, in order. */
const COLUMNS: readonly SortBy[] = ['alias', 'keyId', 'state', 'description', 'created'];

/** One table of keys; `value` is its part of the address. */
interface KeyTable {
  readonly value: string;
  readonly manager?: KeyManager;
  readonly texts: (typeof TEXTS.tables)['all'];
}

const ALL: KeyTable = { value: '', texts: TEXTS.tables.all };
const TABLES: readonly KeyTable[] = [
  ALL,
  { value: 'customer', manager: 'CUSTOMER', texts: TEXTS.tables.customer },
  { value: 'aws', manager: 'AWS', texts: TEXTS.tables.aws },
];

/** The table of AWS owned keys; its part of the address. */
const OWNED = 'owned';

/** The tables of keys: all, customer managed, AWS managed and AWS owned. */
@customElement('strong-keys-page')
export class StrongKeysPage extends StrongPage {
  static override styles = [base, controls, keysPageStyles];

  /** `filter`; `manager`: a value of TABLES or OWNED; `sort`: a column, with a leading minus for descending. */
  @property({ attribute: false }) query = new URLSearchParams();

  @state() private rows: readonly KeyRow[] | undefined;
  /** The AWS owned keys of the Region, which the sandbox shows and AWS does not. */
  @state() private owned: readonly AwsOwnedKeyView[] = [];
  @state() private filter = '';
  @state() private problem: Problem | undefined;
  @state() private creating = false;
  /** ID of a key that was created and whose alias was refused. */
  @state() private made: string | undefined;
  /** The setting of this sandbox, for the dialog. */
  @state() private custody: Custody = 'native';
  @state() private capabilities: readonly Capability[] = [];
  @state() private createProblem: Problem | undefined;
  @state() private aliasError = '';
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
    if (changed.has('context')) this.rows = undefined;
  }

  override render() {
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead(this.context.region)}</p>
      <div class="bar">
        <div class="field">
          <label for="filter">${TEXTS.filter}</label>
          <input
            id="filter"
            type="search"
            placeholder=${TEXTS.filterHint}
            .value=${this.filter}
            @input=${this.onFilter}
          />
        </div>
        <div class="tables" role="group" aria-label=${TEXTS.keyType}>
          ${TABLES.map(
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
        <button type="button" class="primary" @click=${this.openDialog}>${TEXTS.create}</button>
      </div>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${this.showsOwned ? this.renderOwned() : this.renderTable(this.ordered(filterKeys(managedBy(this.rows ?? [], this.table.manager), this.filter)))}
      <strong-create-key
        .region=${this.context.region}
        .custody=${this.custody}
        .capabilities=${this.capabilities}
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

  private renderTable(rows: readonly KeyRow[]) {
    if (this.rows === undefined) return this.problem ? nothing : html`<p class="empty soft">${WORDS.loading}</p>`;
    if (this.rows.length === 0) {
      return html`<p class="empty">${TEXTS.noKeys(this.context.region, href([]))}</p>`;
    }
    const own = managedBy(this.rows, this.table.manager);
    if (own.length === 0) return html`<p class="empty" role="status">${this.table.texts.none}</p>`;
    if (rows.length === 0) return html`<p class="empty" role="status">${TEXTS.noMatches(this.filter)}</p>`;
    return html`<p class="soft small" role="status">
        ${TEXTS.shown(count(rows.length), own.length, count(own.length))}
      </p>
      <div role="table" aria-label=${this.table.texts.label} aria-rowcount=${rows.length + 1}>
        <div role="rowgroup">
          <div role="row" class="head" aria-rowindex="1">${COLUMNS.map((column) => this.renderHead(column))}</div>
        </div>
        <lit-virtualizer
          role="rowgroup"
          .items=${[...rows]}
          .keyFunction=${this.nameOf}
          .renderItem=${this.rendered}
        ></lit-virtualizer>
      </div>`;
  }

  private renderHead(by: SortBy) {
    const { column, descending } = this.sorting;
    const sorted = column === by ? (descending ? 'descending' : 'ascending') : undefined;
    return html`<span role="columnheader" aria-sort=${ifDefined(sorted)}>
      <button type="button" class="plain" @click=${() => this.sortBy(by)}>
        ${TEXTS.columns[by]}${sorted ? html`<strong-icon name="down" class=${sorted}></strong-icon>` : nothing}
      </button>
    </span>`;
  }

  /** The table that the address names. Default: all keys. */
  private get table() {
    return TABLES.find(({ value }) => value === this.query.get('manager')) ?? ALL;
  }

  private get showsOwned(): boolean {
    return this.query.get('manager') === OWNED;
  }

  private get sorting(): { readonly column: string; readonly descending: boolean } {
    const sort = this.query.get('sort') ?? '';
    return { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
  }

  private ordered(rows: readonly KeyRow[]): readonly KeyRow[] {
    const { column, descending } = this.sorting;
    const by = COLUMNS.find((one) => one === column);
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

  private goTo(change: { readonly sort?: string; readonly manager?: string }) {
    location.hash = this.address(change);
  }

  /** The address of this page with `change` applied. */
  private address(change: { readonly sort?: string; readonly manager?: string }): string {
    const now = { sort: this.query.get('sort') ?? '', manager: this.query.get('manager') ?? '', ...change };
    return href(['keys'], { filter: this.filter, sort: now.sort || undefined, manager: now.manager || undefined });
  }

  private readonly nameOf = (row: unknown): string => (row as KeyRow).arn;

  private readonly rendered = (row: unknown, index: number) => this.renderRow(row as KeyRow, index);

  private renderRow(row: KeyRow, index: number) {
    const [alias, ...others] = row.aliases;
    return html`<div role="row" aria-rowindex=${index + 2}>
      <span role="cell">
        <a href=${href(['keys', row.keyId])}>${alias ?? html`<span class="mono">${ends(row.keyId)}</span>`}</a>
        ${others.length > 0 ? html`<span class="soft small">${TEXTS.moreAliases(others.length)}</span>` : nothing}
        ${row.manager === 'AWS' ? html`<span class="managed small">${TEXTS.awsManaged}</span>` : nothing}
      </span>
      <span role="cell" class="mono wide" title=${row.keyId}
        ><span aria-hidden="true">${ends(row.keyId)}</span><span class="unseen">${spokenKey(row.keyId)}</span></span
      >
      <span role="cell"
        >${row.state ? html`<strong-state .value=${row.state}></strong-state>` : html`<span class="soft">${row.refused ?? '…'}</span>`}</span
      >
      <span role="cell" class="wide">${row.description ?? ''}</span>
      <span role="cell" class="wide">${day(row.created)}</span>
    </div>`;
  }

  /** Loads the tables. Rows are shown as they arrive. */
  private async load(signal: AbortSignal): Promise<void> {
    const { kms, strongroom, region } = this.context;
    const owned = await strongroom.sandbox.awsOwnedKeys();
    if (!signal.aborted) this.owned = owned.filter((key) => key.region === region);
    await loadKeys(
      kms,
      (rows) => {
        if (!signal.aborted) this.rows = rows;
      },
      signal,
    );
  }

  /** Creates an AWS owned key as a service. */
  private async makeOwned() {
    this.creating = true;
    try {
      const { strongroom, region } = this.context;
      await strongroom.kms(region, EXAMPLE_SERVICE).createKey({ Description: TEXTS.owned.description });
      announce(this, TEXTS.ownedCreated(EXAMPLE_SERVICE));
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
      this.capabilities = await capabilities();
    } catch (error) {
      this.createProblem = problemOf(error);
    }
  }

  /** Why `alias` cannot be created in this account and Region; empty when no reason is known. Records no event. */
  private async aliasRefusal(alias: string): Promise<string> {
    if (!alias) return '';
    if (alias.startsWith('alias/aws/')) return TEXTS.reservedAlias;
    const { strongroom, account, region } = this.context;
    const found = await strongroom.sandbox.whereIs(alias);
    return found.some((key) => key.account === account && key.region === region) ? TEXTS.takenAlias(alias, region) : '';
  }

  /** Schedules the deletion of the key whose alias was refused. */
  private async takeBack() {
    const { kms } = this.context;
    this.createProblem = undefined;
    try {
      outputOf(await kms.call('ScheduleKeyDeletion', { KeyId: this.made ?? '', PendingWindowInDays: 7 }));
      this.dialog.close();
      announce(this, TEXTS.deletionScheduled);
      await this.#loading.run();
    } catch (error) {
      this.createProblem = problemOf(error);
    }
  }

  private async create({ detail: { alias, description, usage, spec, custody } }: EventOf<typeof CREATE_KEY>) {
    this.creating = true;
    this.createProblem = undefined;
    this.aliasError = '';
    try {
      const { kms } = this.context;
      // A key cannot be deleted at once, so known reasons to refuse the alias are checked before the key is created.
      this.aliasError = await this.aliasRefusal(alias);
      if (this.aliasError) {
        announce(this, this.aliasError, 'assertive');
        return;
      }
      const input = { Description: description, KeyUsage: usage, KeySpec: spec };
      const keyId = (this.made ??= outputOf(await kms.call('CreateKey', input, { custody })).KeyMetadata?.KeyId ?? '');
      if (alias) outputOf(await kms.call('CreateAlias', { AliasName: alias, TargetKeyId: keyId }));
      this.dialog.close();
      announce(this, TEXTS.created(alias));
      location.hash = href(['keys', keyId]);
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
