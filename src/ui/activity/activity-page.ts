import { Task } from '@lit/task';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import type { EventCursor, EventQuery } from '../../model/audit.ts';
import { href } from '../page/router.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import { count } from '../kit/format.ts';
import { TEXTS } from './activity-texts.ts';
import {
  findEvents,
  timeOf,
  SWITCHES,
  TEXT_FILTERS,
  TIME_FILTERS,
  type FilterName,
  type FoundEvents,
  type TextFilter,
} from './event-filter.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import './export-dialog.ts';
import './strong-event.ts';
import './validate-dialog.ts';
import '../page/strong-problem.ts';

/** Events per page. */
const PAGE = 50;

/** A pause in typing after which the log is searched. */
const TYPING_PAUSE_MS = 120;

/** The audit log of the Region, newest first. */
@customElement('strong-activity-page')
export class StrongActivityPage extends StrongPage {
  static override styles = [
    base,
    controls,
    skeletonStyles,
    css`
      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
        gap: 0.75rem 1rem;
        margin-block: 1rem 0.5rem;
      }
      .error {
        color: var(--deny);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .row {
        min-height: 3rem;
        margin-bottom: 0.5rem;
      }
    `,
  ];

  /** `event` shows that event alone; the other parameters are the filters of event-filter.ts. */
  @property({ attribute: false }) query = new URLSearchParams();

  /** The filters as typed. The address follows. */
  @state() private typed = this.query;
  @state() private found: FoundEvents | undefined;
  /** ARNs of the callers to choose from. */
  @state() private callers: readonly string[] = [];
  @state() private problem: Problem | undefined;

  readonly #loading = new Task(this, {
    args: () => [this.context, this.typed] as const,
    task: async (_changed, { signal }) => {
      if (this.found) await new Promise((resolve) => setTimeout(resolve, TYPING_PAUSE_MS));
      signal.throwIfAborted();
      return this.load();
    },
    onComplete: (loaded) => Object.assign(this, { ...loaded, problem: undefined }),
    onError: (error) => (this.problem = problemOf(error)),
  });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      onChange: () => void this.#loading.run(),
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query')) this.typed = this.query;
    if (changed.has('context')) this.found = undefined;
  }

  override render() {
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead(this.context.region)}</p>
      <div class="row">
        <strong-export-dialog></strong-export-dialog><strong-validate-dialog></strong-validate-dialog>
      </div>
      <div class="filters" role="group" aria-label=${TEXTS.filters.label}>
        ${TEXT_FILTERS.map((name) => this.renderText(name))} ${TIME_FILTERS.map((name) => this.renderTime(name))}
      </div>
      <datalist id="callers">${this.callers.map((arn) => html`<option value=${arn}></option>`)}</datalist>
      <div class="row">
        ${SWITCHES.map((name) => this.renderSwitch(name))}
        ${this.typed.size > 0 ? html`<a class="button" href=${href(['activity'])}>${TEXTS.clearFilters}</a>` : nothing}
        <span class="soft small" role="status">${this.describeFound()}</span>
      </div>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${this.renderDamaged()} ${this.renderEvents(this.typed.get('event'))}`;
  }

  private renderText(name: TextFilter) {
    return html`<div class="field">
      <label for=${name}>${TEXTS.filters[name]}</label>
      <input
        id=${name}
        type="search"
        list=${ifDefined(name === 'caller' ? 'callers' : undefined)}
        .value=${live(this.typed.get(name) ?? '')}
        placeholder=${TEXTS.placeholders[name]}
        spellcheck="false"
        autocomplete="off"
        @input=${(event: Event) => this.filter(name, (event.target as HTMLInputElement).value)}
      />
    </div>`;
  }

  /** A time of the URL that cannot be read is an error: the field of the browser would show nothing. */
  private renderTime(name: (typeof TIME_FILTERS)[number]) {
    const text = this.typed.get(name);
    const error = text !== null && timeOf(text) === undefined ? TEXTS.invalidTime(text) : '';
    return html`<div class="field">
      <label for=${name}>${TEXTS.filters[name]}</label>
      <input
        id=${name}
        type="datetime-local"
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby="${name}-error"
        .value=${live(this.typed.get(name) ?? '')}
        @change=${(event: Event) => this.filter(name, (event.target as HTMLInputElement).value)}
      />
      <span id="${name}-error" class="error small">${error}</span>
    </div>`;
  }

  private renderSwitch(name: (typeof SWITCHES)[number]) {
    return html`<label class="choice"
      ><input
        type="checkbox"
        id=${name}
        .checked=${live(this.typed.has(name))}
        @change=${(event: Event) => this.filter(name, (event.target as HTMLInputElement).checked ? '1' : '')}
      />
      ${TEXTS.filters[name]}</label
    >`;
  }

  private describeFound() {
    const { found } = this;
    if (!found || this.typed.has('event')) return nothing;
    const { events, hidden, next } = found;
    const hiddenReads = hidden > 0 ? TEXTS.hidden(hidden, count(hidden)) : '';
    return html`${TEXTS.shown(events.length, count(events.length), next === undefined)} ${hiddenReads}`;
  }

  private renderDamaged() {
    const damaged = this.found?.damaged ?? [];
    return damaged.length === 0 ? nothing : html`<p role="note">${TEXTS.damaged(damaged.map(({ id }) => id))}</p>`;
  }

  private noEvents(isOneWanted: boolean) {
    const { region } = this.context;
    if (isOneWanted) return TEXTS.eventNotFound(region);
    return this.typed.size > 0 || this.found?.hidden ? TEXTS.noMatches : TEXTS.noEvents(region, href([]));
  }

  private renderEvents(wanted: string | null) {
    if (this.found === undefined) return this.problem ? nothing : skeleton('events', 10);
    const { events: shown, next } = this.found;
    const more =
      next && !wanted ? html`<p><button type="button" @click=${this.more}>${TEXTS.loadOlder}</button></p>` : nothing;
    if (shown.length === 0)
      return html`<p class="empty">${this.noEvents(wanted !== null)}</p>
        ${more}`;
    return html`<div>
        ${shown.map((event) => html`<strong-event .event=${event} ?open=${wanted !== null}></strong-event>`)}
      </div>
      ${more}`;
  }

  /** Filters as the user types. The address is replaced, so that one step back leaves the page. */
  private filter(name: FilterName, value: string) {
    const typed = new URLSearchParams(this.typed);
    typed.delete('event');
    if (value) typed.set(name, value);
    else typed.delete(name);
    this.typed = typed;
    history.replaceState(history.state, '', href(['activity'], Object.fromEntries(typed)));
  }

  private find(before?: EventCursor): Promise<FoundEvents> {
    const { strongroom, region } = this.context;
    const read = (query: EventQuery) => strongroom.sandbox.events.query(query);
    return findEvents(read, { query: this.typed, base: { region }, limit: PAGE, before });
  }

  private async load() {
    const { sandbox } = this.context.strongroom;
    const wanted = this.typed.get('event');
    const [found, principals] = await Promise.all([
      wanted ? this.findOne(wanted) : this.find(),
      sandbox.principals.list(),
    ]);
    return { callers: principals.flatMap(({ arn, sessions = [] }) => [arn, ...sessions]), found };
  }

  /** The event of the address, if it is in the Region. */
  private async findOne(eventId: string): Promise<FoundEvents> {
    const { strongroom, region } = this.context;
    return { ...(await strongroom.sandbox.events.query({ region, eventId })), hidden: 0 };
  }

  private async more(): Promise<void> {
    const { found } = this;
    if (!found?.next) return;
    const older = await this.find(found.next);
    if (found !== this.found) return;
    const damaged = [...(found.damaged ?? []), ...(older.damaged ?? [])];
    this.found = { ...older, events: [...found.events, ...older.events], hidden: found.hidden + older.hidden, damaged };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-activity-page': StrongActivityPage;
  }
}
