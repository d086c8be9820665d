import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { AuditEvent } from '../../model/audit.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { href } from '../page/router.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { announce } from '../kit/announce.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import { count, moment } from '../kit/format.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { activityStyles } from './activity-page.styles.ts';
import { TEXTS } from './activity-texts.ts';
import type { FoundEvents } from './event-filter.ts';
import { EventSearch, MAX_WHOLE } from './event-search.ts';
import { callerOf } from './event-words.ts';
import { ALL_REGIONS, FILTER_ROWS } from './filter-rows.ts';
import { SavedQueries, type SavedQuery } from './saved-queries.ts';
import type { CHANGE_ACCOUNTS } from './strong-account-pair.ts';
import type { CHANGE_FILTERS } from './strong-filter-bar.ts';
import type { CHANGE_QUERIES } from './strong-saved-queries.ts';
import type { CHANGE_LANES } from './strong-timeline.ts';
import { LANE_KINDS, type LaneKind } from './timeline.ts';
import './export-dialog.ts';
import './strong-event-detail.ts';
import './strong-event-table.ts';
import './strong-filter-bar.ts';
import './strong-saved-queries.ts';
import './validate-dialog.ts';
import '../page/strong-problem.ts';

/** A pause in typing after which the log is searched. */
const TYPING_PAUSE_MS = 120;

/** Distance from the top of the page at which new events would move what the user reads. Pixels. */
const READING = 200;

/** The views, and the parameters of the address that filter nothing. */
const VIEWS = ['table', 'timeline', 'accounts'] as const;
const NO_FILTERS: ReadonlySet<string> = new Set(['view', 'by', 'left', 'right', 'event']);

/** The audit log: a table, a timeline or two accounts side by side, and single events. */
@customElement('strong-activity-page')
export class StrongActivityPage extends StrongPage {
  static override styles = [base, controls, skeletonStyles, tabBar, activityStyles];

  /** `event` shows that event; `view`, `by`, `left` and `right` choose a view; the others are the filters. */
  @property({ attribute: false }) query = new URLSearchParams();

  /** The filters and the view as chosen. The address follows. */
  @state() private typed = this.query;
  @state() private isAscending = false;
  /** The event of the address: undefined while it is loaded, null if it does not exist. */
  @state() private event: AuditEvent | null | undefined;
  /** ARNs of the callers to choose from. */
  @state() private callers: readonly string[] = [];
  @state() private accounts: readonly string[] = [];
  @state() private saved: readonly SavedQuery[] = [];
  @state() private problem: Problem | undefined;

  private readonly search = new EventSearch(this, {
    scope: () => ({ filters: this.filters, region: this.context.region, isWhole: this.view !== 'table' }),
    read: () => (query, options) => this.context.strongroom.sandbox.events.query(query, options),
    onFound: () => this.#loadChoices(),
  });
  /** The filters of the last search. */
  #searched: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new WorldController(this, { strongroom: () => this.context.strongroom, onChange: () => this.#onChange() });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#searched = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query')) this.typed = this.query;
    if (changed.has('context')) {
      this.saved = this.#queries.list();
      this.search.forget();
      this.#searched = undefined;
    }
    if (changed.has('query') || changed.has('context')) void this.#showEvent();
    if (this.view === 'timeline') void import('./strong-timeline.ts');
    if (this.view === 'accounts') void import('./strong-account-pair.ts');
  }

  protected override updated(): void {
    const filters = this.filters.toString();
    if (this.typed.has('event')) return;
    if (filters !== this.#searched) {
      this.#searched = filters;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#search(), this.search.found ? TYPING_PAUSE_MS : 0);
      // Not during the update, which the search requests again.
    } else if (this.view !== 'table' && this.search.isIncomplete) queueMicrotask(() => void this.search.more());
  }

  /** The saved queries of the sandbox that is open. */
  get #queries(): SavedQueries {
    return new SavedQueries(browserStorage(), this.context.strongroom.id);
  }

  /** The address without what filters nothing. */
  private get filters(): URLSearchParams {
    return new URLSearchParams([...this.typed].filter(([name]) => !NO_FILTERS.has(name)));
  }

  private get view(): (typeof VIEWS)[number] {
    return VIEWS.find((view) => view === this.typed.get('view')) ?? 'table';
  }

  override render() {
    const isEvent = this.typed.has('event');
    return html`<h1>${TEXTS.title}</h1>
      ${[this.problem, this.search.problem].map((problem) =>
        problem ? html`<strong-problem .problem=${problem}></strong-problem>` : nothing,
      )}
      ${isEvent ? this.renderEvent() : nothing}
      <div ?hidden=${isEvent}>${isEvent && !this.search.found ? nothing : this.renderLog()}</div>`;
  }

  private renderLog() {
    const { isSearching, isStale } = this.search;
    const region = this.typed.get('region') ?? this.context.region;
    return html`<p class="soft">${region === ALL_REGIONS ? TEXTS.leadAllRegions : TEXTS.lead(region)}</p>
      <strong-filter-bar
        .filters=${this.listAddress}
        .callers=${this.callers}
        @strong-filters=${({ detail }: EventOf<typeof CHANGE_FILTERS>) => this.change(detail)}
        >${this.renderToolbar()}</strong-filter-bar
      >
      <strong-saved-queries
        .queries=${this.saved}
        ?savable=${this.filters.size > 0}
        @strong-change-queries=${this.changeQueries}
      ></strong-saved-queries>
      <nav aria-label=${TEXTS.views.label}>${VIEWS.map((view) => this.renderViewLink(view))}</nav>
      <div class="row status">
        <span class="soft small" role="status">${this.describeFound()}</span>
        ${isSearching ? html`<button type="button" @click=${() => this.search.stop()}>${TEXTS.stop}</button>` : nothing}
        ${
          isStale && !isSearching
            ? html`<button type="button" @click=${() => void this.#search()}>${TEXTS.showNew}</button>`
            : nothing
        }
      </div>
      ${this.renderDamaged()} ${this.renderFound()}`;
  }

  /** What can be done with the events, next to the filters. */
  private renderToolbar() {
    return html`${
        FILTER_ROWS.some(({ name }) => this.typed.has(name)) || this.typed.has('text')
          ? html`<a class="button" href=${href(['activity'])}>${TEXTS.clearFilters}</a>`
          : nothing
      }<strong-export-dialog></strong-export-dialog><strong-validate-dialog></strong-validate-dialog>`;
  }

  private renderViewLink(view: (typeof VIEWS)[number]) {
    const query = { ...Object.fromEntries(this.listAddress), view: view === 'table' ? undefined : view };
    return html`<a href=${href(['activity'], query)} aria-current=${ifDefined(view === this.view ? 'page' : undefined)}
      >${TEXTS.views[view]}</a
    >`;
  }

  private describeFound() {
    const { found, progress, isSearching, isCut, loaded } = this.search;
    if (isSearching && progress) return TEXTS.searched(count(progress.searched), moment(progress.reached));
    if (isSearching && loaded > 0) return TEXTS.loaded(count(loaded));
    if (!found) return TEXTS.searching;
    const { events, hidden, next, isStopped } = found;
    const hiddenReads = hidden > 0 ? TEXTS.hidden(hidden, count(hidden)) : '';
    const isAll = next === undefined && !isStopped;
    return html`${TEXTS.shown(events.length, count(events.length), isAll)} ${hiddenReads}
    ${isStopped ? TEXTS.stopped : ''} ${isCut && this.view !== 'table' ? TEXTS.cut(count(MAX_WHOLE)) : ''}`;
  }

  private renderDamaged() {
    const damaged = this.search.found?.damaged ?? [];
    return damaged.length === 0 ? nothing : html`<p role="note">${TEXTS.damaged(damaged.map(({ id }) => id))}</p>`;
  }

  private noEvents() {
    return this.filters.size > 0 || this.search.found?.hidden
      ? TEXTS.noMatches
      : TEXTS.noEvents(this.context.region, href([]));
  }

  private renderFound() {
    const { found, isSearching, isCut, problem } = this.search;
    if (found === undefined) return problem ? nothing : skeleton('events', 10);
    const isPartial = found.next !== undefined || found.isStopped === true;
    return html`${
      found.events.length === 0 && !isSearching
        ? html`<p class="empty">${this.noEvents()}</p>`
        : this.renderView(found, isPartial)
    }${
      isPartial && !isSearching && (this.view === 'table' || !isCut)
        ? html`<p><button type="button" @click=${() => void this.search.more()}>${TEXTS.loadOlder}</button></p>`
        : nothing
    }`;
  }

  private renderView({ events }: FoundEvents, isPartial: boolean) {
    const filters = this.listAddress;
    if (this.view === 'timeline')
      return html`<strong-timeline
        .events=${events}
        by=${LANE_KINDS.find((kind) => kind === this.typed.get('by')) ?? 'key'}
        .filters=${filters}
        @strong-lanes=${({ detail }: EventOf<typeof CHANGE_LANES>) => this.changeView<LaneKind>({ by: detail })}
      ></strong-timeline>`;
    if (this.view === 'accounts') {
      const left = this.typed.get('left') ?? this.context.account;
      const right = this.typed.get('right') ?? this.accounts.find((account) => account !== left) ?? left;
      return html`<strong-account-pair
        .events=${events}
        .accounts=${[...new Set([...this.accounts, left, right])]}
        left=${left}
        right=${right}
        .filters=${filters}
        @strong-accounts=${({ detail }: EventOf<typeof CHANGE_ACCOUNTS>) => this.changeView({ ...detail })}
      ></strong-account-pair>`;
    }
    const isAscending = this.isAscending && !isPartial;
    return html`<strong-event-table
      .events=${isAscending ? events.toReversed() : events}
      ?ascending=${isAscending}
      ?partial=${isPartial}
      .filters=${filters}
      @strong-sort-events=${() => (this.isAscending = !this.isAscending)}
      @strong-near-end=${() => this.search.moreByScrolling()}
    ></strong-event-table>`;
  }

  private renderEvent() {
    const { event } = this;
    const back = html`<p>
      <a href=${href(['activity'], Object.fromEntries(this.listAddress))}>${TEXTS.backToEvents}</a>
    </p>`;
    if (event === undefined) return html`${back} ${this.problem ? nothing : skeleton('facts', 10)}`;
    if (event === null)
      return html`${back}
        <p class="empty">${TEXTS.eventNotFound}</p>`;
    const { eventName, errorCode } = event.record;
    return html`${back}
      <h2 class="event">${eventName} ${errorCode ? html`<span class="failed">${errorCode}</span>` : nothing}</h2>
      <p class="soft">${moment(event.at)} · ${callerOf(event)}</p>
      <strong-event-detail .event=${event}></strong-event-detail>`;
  }

  /** The address of the list that an event was opened from. The same object while it does not change. */
  private get listAddress(): URLSearchParams {
    const address = new URLSearchParams(this.typed);
    address.delete('event');
    if (address.toString() !== this.#listAddress.toString()) this.#listAddress = address;
    return this.#listAddress;
  }
  #listAddress = new URLSearchParams();

  /** Filters as the user types. The address is replaced, so that one step back leaves the page. */
  private change(address: URLSearchParams) {
    this.typed = address;
    history.replaceState(history.state, '', href(['activity'], Object.fromEntries(address)));
  }

  private changeView<Value extends string>(parameters: Readonly<Record<string, Value>>) {
    this.change(new URLSearchParams({ ...Object.fromEntries(this.listAddress), ...parameters }));
  }

  private changeQueries({ detail }: EventOf<typeof CHANGE_QUERIES>) {
    const { kind, name } = detail;
    const isStored =
      kind === 'save'
        ? this.#queries.save({ name, filters: this.listAddress.toString() })
        : kind === 'rename'
          ? this.#queries.rename(name, detail.to)
          : this.#queries.delete(name);
    this.saved = this.#queries.list();
    if (isStored) announce(this, TEXTS.saved.done[kind](name));
    else announce(this, TEXTS.saved.notStored, 'assertive');
  }

  /** A search that is quick is repeated at once, unless that would move what the user reads. */
  #onChange(): void {
    const { search } = this;
    if (!search.isSearching && !this.typed.has('event') && scrollY <= READING && search.isQuick) void this.#search();
    else {
      search.isStale = true;
      this.requestUpdate();
    }
  }

  /** Searches from the newest event, and again if the log has changed meanwhile. */
  async #search(): Promise<void> {
    await this.search.search();
    const { isStale, isSearching, found } = this.search;
    if (isStale && !isSearching && found?.isStopped !== true) this.#onChange();
  }

  async #loadChoices(): Promise<void> {
    const { sandbox } = this.context.strongroom;
    try {
      const [principals, accounts] = await Promise.all([sandbox.principals.list(), sandbox.accounts.list()]);
      this.callers = principals.flatMap(({ arn, sessions = [] }) => [arn, ...sessions]);
      this.accounts = accounts.map(({ id }) => id);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  async #showEvent(): Promise<void> {
    const eventId = this.typed.get('event');
    // Of the address before.
    this.problem = undefined;
    if (eventId === null) return;
    const isIt = ({ record, copies = [] }: AuditEvent) =>
      [record, ...copies].some(({ eventID }) => eventID === eventId);
    // A query refuses an empty value.
    this.event = eventId === '' ? null : this.search.found?.events.find(isIt);
    if (this.event !== undefined) return;
    try {
      const { events } = await this.context.strongroom.sandbox.events.query({ eventId, limit: 1 });
      if (this.typed.get('event') === eventId) this.event = events[0] ?? null;
    } catch (error) {
      if (this.typed.get('event') === eventId) this.problem = problemOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-activity-page': StrongActivityPage;
  }
}
