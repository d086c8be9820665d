import { Task } from '@lit/task';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AuditEvent, EventCursor, EventQuery } from '../../model/audit.ts';
import { href } from '../page/router.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import './strong-event.ts';
import '../page/strong-problem.ts';

const PAGE = 50;

/** The audit log of the Region, newest first. */
@customElement('strong-activity-page')
export class StrongActivityPage extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      .bar {
        margin-block: 1rem;
        align-items: end;
      }
      .bar .field {
        width: 16rem;
      }
    `,
  ];

  /** `event` opens that event; `key`, `operation`, `caller` and `errors` filter. */
  @property({ attribute: false }) query = new URLSearchParams();

  @state() private events: readonly AuditEvent[] | undefined;
  /** ARNs to choose from. */
  @state() private callers: readonly string[] = [];
  @state() private next: EventCursor | undefined;
  @state() private problem: Problem | undefined;

  readonly #loading = new Task(this, {
    args: () => [this.context, this.query] as const,
    task: () => this.load(),
    onComplete: ({ callers, events, next }) => Object.assign(this, { callers, events, next, problem: undefined }),
    onError: (error) => (this.problem = problemOf(error)),
  });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      onChange: () => void this.#loading.run(),
    });
  }

  override render() {
    const wanted = this.query.get('event');
    return html`<h1>Activity</h1>
      <p class="soft">
        All KMS events in ${this.context.region}, including denied and failed calls, as CloudTrail records. Newest
        first.
      </p>
      ${this.query.has('key') ? html`<p>Filtered by key: <span class="mono">${this.query.get('key')}</span></p>` : nothing}
      <div class="row bar">
        <div class="field">
          <label for="operation">Operation</label>
          <input
            id="operation"
            .value=${this.query.get('operation') ?? ''}
            placeholder="any"
            spellcheck="false"
            @change=${(event: Event) => this.narrow('operation', (event.target as HTMLInputElement).value.trim())}
          />
        </div>
        <div class="field">
          <label for="caller">Caller</label>
          <input
            id="caller"
            list="callers"
            .value=${this.query.get('caller') ?? ''}
            placeholder="any"
            spellcheck="false"
            autocomplete="off"
            @change=${(event: Event) => this.narrow('caller', (event.target as HTMLInputElement).value.trim())}
          />
          <datalist id="callers">${this.callers.map((arn) => html`<option value=${arn}></option>`)}</datalist>
        </div>
        <label class="choice"
          ><input
            type="checkbox"
            .checked=${this.query.has('errors')}
            @change=${(event: Event) => this.narrow('errors', (event.target as HTMLInputElement).checked ? '1' : '')}
          />
          Errors only</label
        >
        ${this.query.size > 0 ? html`<a class="button" href=${href(['activity'])}>Clear filters</a>` : nothing}
      </div>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${this.renderEvents(wanted)}`;
  }

  private renderEvents(wanted: string | null) {
    if (this.events === undefined) return this.problem ? nothing : html`<p class="soft">Loading…</p>`;
    const shown = wanted ? this.events.filter((event) => event.record.eventID === wanted) : this.events;
    if (shown.length === 0) {
      return html`<p>
        ${wanted ? `Event not found. Only the latest 1,000 events in ${this.context.region} are searched. Check the Region, or clear the filters.` : this.query.size > 0 ? 'No events match the filters.' : html`No events in ${this.context.region} yet. <a href=${href([])}>Encrypt a file on Home</a> to create some.`}
      </p>`;
    }
    return html`<div>
        ${shown.map((event) => html`<strong-event .event=${event} ?open=${event.record.eventID === wanted}></strong-event>`)}
      </div>
      ${this.next && !wanted ? html`<p><button type="button" @click=${this.more}>Load older events</button></p>` : nothing}`;
  }

  private narrow(name: string, value: string) {
    const query = Object.fromEntries(this.query);
    delete query.event;
    location.hash = href(['activity'], { ...query, [name]: value });
  }

  private get filter(): EventQuery {
    const key = this.query.get('key');
    const operation = this.query.get('operation');
    const caller = this.query.get('caller');
    return {
      region: this.context.region,
      limit: this.query.has('event') ? 1000 : PAGE,
      ...(key ? { keyArn: key } : {}),
      ...(operation ? { operation } : {}),
      ...(caller ? { principal: caller } : {}),
      ...(this.query.has('errors') ? { errorsOnly: true } : {}),
    };
  }

  private async load() {
    const { sandbox } = this.context.strongroom;
    const [page, principals] = await Promise.all([sandbox.events.query(this.filter), sandbox.principals.list()]);
    const callers = principals.flatMap(({ arn, sessions = [] }) => [arn, ...sessions]);
    return { callers, events: page.events, next: page.next };
  }

  private async more(): Promise<void> {
    if (!this.next) return;
    const page = await this.context.strongroom.sandbox.events.query({ ...this.filter, before: this.next });
    this.events = [...(this.events ?? []), ...page.events];
    this.next = page.next;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-activity-page': StrongActivityPage;
  }
}
