import { Task, TaskStatus } from '@lit/task';
import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Settings } from '../../model/records.ts';
import { KEY_PAIR_SPEC_QUOTAS } from '../../model/request-quotas.ts';
import type { QuotaView } from '../../model/service-quotas.ts';
import { EverySecond } from '../kit/every-second.ts';
import { count } from '../kit/format.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import { toast } from '../kit/toast.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { StrongPage } from '../page/strong-page.ts';
import type { SET_REQUEST_QUOTAS } from '../settings/strong-request-quotas.ts';
import { foldable } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import type { StrongIncreaseDialog } from './increase-dialog.ts';
import { loadQuotas, MAX_EVENTS, RECENT_SECONDS, type QuotaData } from './load-quotas.ts';
import { TEXTS } from './quotas-texts.ts';
import type { REQUEST_INCREASE } from './render-increase.ts';
import '../page/strong-problem.ts';
import '../settings/strong-request-quotas.ts';
import './increase-dialog.ts';
import './strong-request-quota-table.ts';
import './strong-resource-quota-table.ts';

type Group = keyof typeof TEXTS.requests.groups;

const PAIR_QUOTAS: ReadonlySet<string> = new Set(Object.values(KEY_PAIR_SPEC_QUOTAS));

function groupOf({ code, scope, keySpecs, service }: QuotaView): Group {
  if (service !== undefined) return 'services';
  if (scope === 'custom key store') return 'stores';
  if (keySpecs !== undefined) return 'shared';
  return PAIR_QUOTAS.has(code) ? 'pairs' : 'operations';
}

/** Whether time alone changes what is shown: a level that refills, calls that become old, or a pending increase. */
function changesWithTime({ quotas, usage, isPaused }: QuotaData): boolean {
  if (isPaused) return false;
  return (
    usage.size > 0 ||
    quotas.some(
      ({ level, enforced = 0, increase }) =>
        (level !== undefined && level < Math.max(1, enforced)) || increase?.status === 'PENDING',
    )
  );
}

/** The request and resource quotas of the account in the Region. The levels are read once a second while visible. */
@customElement('strong-quotas-tab')
export class StrongQuotasTab extends StrongPage {
  static override styles = [
    base,
    controls,
    foldable,
    skeletonStyles,
    css`
      section {
        margin-top: 2rem;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }
      p {
        max-width: 84ch;
      }
      summary h3 {
        display: inline;
        margin-right: 0.5rem;
      }
      summary span {
        font-size: var(--t1);
        font-weight: 400;
      }
    `,
  ];

  @query('strong-increase-dialog') private dialog!: StrongIncreaseDialog;

  private problem: Problem | undefined;
  /** Whether a client made a call since the last read. */
  private isStale = false;
  private unsubscribe: (() => void) | undefined;

  readonly #loading = new Task(this, {
    args: () => [this.context] as const,
    task: ([{ strongroom, account, region }]) => {
      this.isStale = false;
      return loadQuotas(strongroom, { account, region });
    },
  });

  constructor() {
    super();
    new EverySecond(this, () => this.refresh());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A WorldController waits for a pause between changes. Continuous calls leave no pause.
    this.unsubscribe = this.context.strongroom.onChange(() => (this.isStale = true));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
  }

  override render() {
    const { value, error } = this.#loading;
    const problem = this.problem ?? (error === undefined ? undefined : problemOf(error));
    return html`${problem ? html`<strong-problem .problem=${problem}></strong-problem>` : nothing}
      ${value ? this.renderQuotas(value) : nothing} ${value || problem ? nothing : skeleton('table', 8)}
      <strong-increase-dialog
        .strongroom=${this.context.strongroom}
        @strong-increase-requested=${() => this.#loading.run()}
      ></strong-increase-dialog>`;
  }

  private renderQuotas({ quotas, usage, isUsagePartial, setting, isPaused }: QuotaData) {
    const requests = quotas.filter(({ kind }) => kind === 'request');
    const byGroup = Object.groupBy(requests, groupOf);
    return html`<section aria-labelledby="profile">
        <h2 id="profile">${TEXTS.profile.heading}</h2>
        <strong-request-quotas
          .value=${setting}
          @strong-set-request-quotas=${({ detail }: EventOf<typeof SET_REQUEST_QUOTAS>) => this.setProfile(detail)}
        ></strong-request-quotas>
        ${isPaused && setting !== 'off' ? html`<p role="note">${TEXTS.profile.paused}</p>` : nothing}
      </section>
      <section aria-labelledby="requests" @strong-request-increase=${this.openDialog}>
        <h2 id="requests">${TEXTS.requests.heading}</h2>
        <p class="soft">${TEXTS.requests.lead(RECENT_SECONDS)}</p>
        ${isUsagePartial ? html`<p role="note">${TEXTS.requests.partial(count(MAX_EVENTS))}</p>` : nothing}
        ${(Object.keys(TEXTS.requests.groups) as Group[]).map((group) => this.renderGroup(group, byGroup[group] ?? [], usage))}
      </section>
      <section aria-labelledby="resources" @strong-request-increase=${this.openDialog}>
        <h2 id="resources">${TEXTS.resources.heading}</h2>
        <p class="soft">${TEXTS.resources.lead}</p>
        <strong-resource-quota-table
          .quotas=${quotas.filter(({ kind }) => kind === 'resource')}
        ></strong-resource-quota-table>
      </section>`;
  }

  private renderGroup(group: Group, quotas: readonly QuotaView[], usage: QuotaData['usage']) {
    const name = TEXTS.requests.groups[group];
    const used = quotas.filter(({ code }) => usage.has(code)).length;
    return html`<details ?open=${group === 'shared'}>
      <summary>
        <h3>${name}</h3>
        <span class="soft">${TEXTS.requests.summary(quotas.length, used)}</span>
      </summary>
      <strong-request-quota-table label=${name} .quotas=${quotas} .usage=${usage}></strong-request-quota-table>
    </details>`;
  }

  private refresh() {
    const { value, status } = this.#loading;
    if (document.hidden || value === undefined || status === TaskStatus.PENDING) return;
    if (this.isStale || changesWithTime(value)) void this.#loading.run();
  }

  private openDialog({ detail }: EventOf<typeof REQUEST_INCREASE>) {
    return this.dialog.show(detail);
  }

  private async setProfile(change: Pick<Settings, 'requestQuotas'>): Promise<void> {
    this.problem = undefined;
    try {
      await this.context.strongroom.sandbox.settings.set(change);
      const { requestQuotas } = change;
      const { saved, divided } = TEXTS.profile;
      toast(this, saved(typeof requestQuotas === 'object' ? divided(count(requestQuotas.divideBy)) : requestQuotas));
    } catch (error) {
      this.problem = problemOf(error);
    }
    await this.#loading.run();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-quotas-tab': StrongQuotasTab;
  }
}
