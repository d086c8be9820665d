import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { parseArn } from '../../model/arn.ts';
import type { AuditEvent } from '../../model/audit.ts';
import type { UpcomingTask } from '../../model/upcoming-tasks.ts';
import { ends, moment } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { callerWords } from '../page/principal-names.ts';
import { href } from '../page/router.ts';
import { base } from '../styles/shared.ts';
import { TEXTS } from './clock-texts.ts';

/** Tasks that ran, by their event, and the tab of the key that shows their result. */
const RAN = { RotateKey: 'rotation', DeleteKey: '', DeleteExpiredKeyMaterial: 'material' } as const;

/** The tasks of the simulated clock: those to come, with links to their keys, and the last that ran. */
@customElement('strong-task-list')
export class StrongTaskList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 1rem;
      }
      ol {
        list-style: none;
        margin: 0.25rem 0 0;
        padding: 0;
      }
      li {
        padding: 0.35rem 0;
        border-top: 1px solid var(--line);
      }
      time {
        display: block;
        font-size: var(--t1);
        color: var(--soft);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** The simulated time. Tasks until then have run, or are running. */
  @property({ attribute: false }) now: Date | undefined;
  /** In order of time; undefined while they load. */
  @property({ attribute: false }) upcoming: readonly UpcomingTask[] | undefined;
  /** Whether there are later tasks than these. */
  @property({ type: Boolean }) more = false;
  /** Events of the tasks that ran last, newest first; undefined while they load. */
  @property({ attribute: false }) ran: readonly AuditEvent[] | undefined;

  override render() {
    const { now, upcoming, ran } = this;
    const tasks = upcoming?.filter(({ at }) => now === undefined || at > now);
    // The lists are older than the clock: an advance goes on, or has just ended.
    const isBehind = tasks !== undefined && tasks.length < (upcoming?.length ?? 0);
    const unlisted = isBehind ? TEXTS.behind : undefined;
    return html`<section aria-labelledby="upcoming">
        <h3 id="upcoming">${TEXTS.upcoming.heading}</h3>
        ${
          tasks?.length
            ? html`<ol id="tasks">
                ${tasks.map((task) => html`<li>${renderTime(task.at)} ${this.renderTask(task)}</li>`)}
              </ol>`
            : html`<p class="soft small">${tasks ? (unlisted ?? TEXTS.upcoming.none) : WORDS.loading}</p>`
        }
        ${tasks?.length && this.more ? html`<p class="soft small">${TEXTS.upcoming.more(tasks.length)}</p>` : nothing}
      </section>
      <section aria-labelledby="ran">
        <h3 id="ran">${TEXTS.ran.heading}</h3>
        ${
          ran?.length
            ? html`<ol id="events">
                ${ran.map((event) => html`<li>${renderTime(new Date(event.at))} ${this.renderEvent(event)}</li>`)}
              </ol>`
            : html`<p class="soft small">${ran ? (unlisted ?? TEXTS.ran.none) : WORDS.loading}</p>`
        }
      </section>`;
  }

  private renderTask(task: UpcomingTask) {
    switch (task.kind) {
      case 'rotation':
      case 'deletion':
      case 'material-expiry':
      case 'state-change':
        return task.ownedBy === undefined
          ? html`${TEXTS.upcoming[task.kind]}, ${renderKey(task.keyArn)}`
          : html`${TEXTS.upcoming[task.kind]}, ${TEXTS.upcoming.awsOwned(task.ownedBy)}`;
      case 'tag-propagation':
      case 'alias-propagation':
        return html`${TEXTS.upcoming[task.kind]}, ${renderKey(task.keyArn)}`;
      case 'grant-propagation':
        return html`${task.change === 'created' ? TEXTS.upcoming.grantCreated : TEXTS.upcoming.grantEnded},
        ${renderKey(task.keyArn, 'grants')}`;
      case 'key-store-connection':
        return TEXTS.upcoming['key-store-connection'](task.keyStoreId, task.state === 'CONNECTING');
      case 'credential-expiry':
        return TEXTS.upcoming['credential-expiry'](callerWords(task.principal));
      case 'quota-increase':
        return TEXTS.upcoming['quota-increase'](task.code, task.region);
      default:
        // A newer worker can list kinds that this page does not know.
        return TEXTS.upcoming.other;
    }
  }

  private renderEvent({ record }: AuditEvent) {
    const name = record.eventName as keyof typeof RAN;
    return html`${TEXTS.ran[name]}, ${renderKey(record.resources?.[0]?.ARN ?? '', RAN[name], name === 'DeleteKey')}.
      <a href=${href(['activity'], { event: record.eventID })}>${TEXTS.viewEvent}</a>`;
  }
}

const renderTime = (at: Date) => html`<time datetime=${at.toISOString()}>${moment(at)}</time>`;

/** A key with a link to a tab of its page; without one if it is deleted. */
function renderKey(keyArn: string, tab = '', isDeleted = false) {
  const { region = '', resource = '' } = parseArn(keyArn) ?? {};
  const keyId = resource.replace(/^key\//, '');
  const id = html`<span class="mono">${ends(keyId)}</span>`;
  const link = html`<a href=${href(['keys', keyId, ...(tab ? [tab] : [])])}>${id}</a>`;
  return TEXTS.key(isDeleted ? id : link, region);
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-task-list': StrongTaskList;
  }
}
