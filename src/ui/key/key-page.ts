import { Task } from '@lit/task';
import { css, html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { KeyLocation } from '../../model/contract.ts';
import type { PlannedChange } from '../../services/blast-radius/blast-radius-types.ts';
import { href } from '../page/router.ts';
import { outputOf } from '../page/call-recorder.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { keyView, type KeyView } from '../page/key-view.ts';
import { WorldController } from '../page/world-controller.ts';
import { elsewhereOf } from '../page/find-key-elsewhere.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { announce } from '../kit/announce.ts';
import type { Undo } from '../kit/toast.ts';
import { toastOfKey } from '../page/key-toast.ts';
import { moment } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { TEXTS } from './key-texts.ts';
import type { DeletionEffects, SCHEDULE_DELETION, StrongDeleteKey } from './strong-delete-key.ts';
import type { KEY_ACTION, KeyAction } from './strong-key-actions.ts';
import { otherRegions } from './related-regions.ts';
import { keyChanges, undoCancellation, undoDeletion } from './key-changes.ts';
import { TABS, type TabRow } from './tabs.ts';
import { PAGE_TITLE } from '../page/page-context.ts';
import { StrongPage } from '../page/strong-page.ts';
import '../kit/strong-copy.ts';
import '../page/strong-problem.ts';
import './strong-delete-key.ts';
import './strong-key-actions.ts';
import '../page/strong-state.ts';

const DAY_MS = 86_400_000;

/** The page of a key: its name and state, and its tabs. */
@customElement('strong-key-page')
export class StrongKeyPage extends StrongPage {
  static override styles = [
    base,
    controls,
    tabBar,
    skeletonStyles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 2rem;
        margin-top: 0.5rem;
        padding: 0.35rem 0 0.35rem 1rem;
        border-left: var(--wall-width) solid var(--soft);
      }
      header.Enabled {
        border-color: var(--wall-fill);
      }
      header:is(.PendingDeletion, .PendingReplicaDeletion) {
        border-color: var(--deny);
      }
      .id {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.5rem;
      }
      .pending {
        display: grid;
        gap: 0.75rem;
        margin-top: 1rem;
        padding: 0.75rem 1rem;
        border: 1px solid var(--deny);
        background: var(--deny-tint);
      }
      header p {
        margin: 0;
      }
      h1 {
        overflow-wrap: anywhere;
      }
      /* What is not visible does not jump when the name and the tabs of the key come, and then the tab. */
      .loading,
      .loading ~ .content,
      .content > :is([loading], :not(:defined)) ~ .absent {
        visibility: hidden;
      }
      .absent {
        margin-block: 1.5rem 0;
      }
      .absent summary {
        min-height: var(--target);
        align-content: center;
        cursor: pointer;
      }
      .absent ul {
        display: grid;
        gap: 0.25rem;
        list-style: none;
      }
      .content:not(.wide) {
        max-width: 56rem;
      }
      h1 .mono {
        font-size: var(--t3);
      }
      strong-problem {
        margin-block: 0;
      }
      .refusal {
        margin-top: 1rem;
      }
    `,
  ];

  @property() keyId = '';
  @property() tab = '';

  @state() private key: KeyView | undefined;
  @state() private aliases: readonly string[] = [];
  @state() private problem: Problem | undefined;
  /** Why the last action was refused. */
  @state() private refusal: Problem | undefined;
  /** The effects of a deletion, for the dialog. */
  @state() private effects: DeletionEffects | undefined;
  /** The deletion that the dialog asks about. */
  @state() private deletion: PlannedChange | undefined;
  @state() private elsewhere: readonly KeyLocation[] = [];
  /** The tab whose code could not be loaded. */
  @state() private missing: string | undefined;

  @query('strong-delete-key') private dialog!: StrongDeleteKey;

  readonly #world = new WorldController(this, {
    strongroom: () => this.context.strongroom,
    stores: ['keys', 'aliases'],
    onChange: () => void this.#loading.run(),
  });

  readonly #loading = new Task(this, {
    args: () => [this.keyId, this.context] as const,
    task: ([keyId]) => this.load(keyId),
    onComplete: (shown) => Object.assign(this, { problem: undefined, elsewhere: [], ...shown }),
    onError: (error) => (this.problem = problemOf(error)),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tab')) void this.loadTab();
    if (!changed.has('keyId') && !changed.has('context')) return;
    this.key = this.problem = this.refusal = undefined;
    this.aliases = [];
    this.elsewhere = [];
  }

  protected override updated(): void {
    const tab = this.tab ? (TABS.find((row) => row.tab === this.tab)?.name ?? '') : '';
    PAGE_TITLE.dispatch(this, TEXTS.page.title(this.aliases[0] ?? this.keyId, tab));
  }

  override render() {
    const [alias] = this.aliases;
    const { key, aliases } = this;
    const shown = TABS.find(({ tab }) => tab === this.tab) ?? TABS[0];
    // The tabs depend on the key. The tab of the address is always shown: it explains why it is empty.
    const present = key ? TABS.filter((row) => row === shown || row.absent?.(key) === undefined) : [];
    const absent = key ? TABS.filter((row) => !present.includes(row)) : [];
    return html`<p><a href=${href(['keys'])}>${TEXTS.page.keys}</a></p>
      <header class=${key?.KeyState ?? ''}>
        <div>
          <h1>${alias ?? html`<span class="mono">${this.keyId}</span>`}</h1>
          ${
            key
              ? html`<p class="id">
                  <span class="soft small">${TEXTS.page.keyId}</span>
                  <span class="mono"
                    >${key.KeyId}<strong-copy .text=${key.KeyId} what=${TEXTS.page.copied}></strong-copy
                  ></span>
                </p>`
              : nothing
          }
        </div>
        ${
          key
            ? html`<div class="row">
                <strong-state .value=${key.KeyState}></strong-state>
                ${
                  key.KeySpec === 'SYMMETRIC_DEFAULT'
                    ? html`<a class="button" href=${href(['playground'], { key: this.keyId })}
                        >${TEXTS.page.openInPlayground}</a
                      >`
                    : nothing
                }
                ${
                  isAwsManaged(key)
                    ? nothing
                    : html`<strong-key-actions
                        .state=${key.KeyState}
                        @strong-key-action=${this.onAction}
                      ></strong-key-actions>`
                }
              </div>`
            : nothing
        }
      </header>
      ${key?.KeyState === 'PendingDeletion' ? this.renderPending(key) : nothing}
      ${key?.KeyState === 'PendingReplicaDeletion' ? this.renderPendingReplicas(key) : nothing}
      ${this.refusal ? html`<strong-problem class="refusal" .problem=${this.refusal}></strong-problem>` : nothing}
      <nav aria-label=${TEXTS.page.tabs} class=${key || this.problem ? '' : 'loading'}>
        ${present.map(({ tab, name }) => html`<a href=${href(['keys', this.keyId, ...(tab ? [tab] : [])])} aria-current=${ifDefined(tab === shown?.tab ? 'page' : undefined)}>${name}</a>`)}
      </nav>
      <div
        class="content ${shown?.wide ? 'wide' : ''}"
        @strong-key-changed=${() => this.#loading.run()}
        @strong-key-action=${this.onAction}
      >
        ${this.problem ? this.renderProblem(this.problem) : nothing}
        ${key && shown ? shown.render({ key, aliases, name: alias ?? this.keyId }) : nothing}
        ${key && shown && this.missing === shown.tab ? this.renderNotLoaded() : nothing}
        ${key || this.problem ? nothing : skeleton('facts', 6)}
        ${key && shown === TABS[0] && absent.length > 0 ? this.renderAbsent(key, absent) : nothing}
      </div>
      <strong-delete-key
        .aliases=${aliases}
        .effects=${this.effects}
        .related=${key ? otherRegions(key) : []}
        ?primary=${key?.MultiRegionConfiguration?.MultiRegionKeyType === 'PRIMARY'}
        @strong-schedule=${this.schedule}
      >
        <strong-blast-radius-panel .context=${this.context} .change=${this.deletion}></strong-blast-radius-panel>
      </strong-delete-key>`;
  }

  private renderPending({ DeletionDate }: KeyView) {
    return html`<section class="pending" aria-label=${TEXTS.pending.label}>
      <p>${TEXTS.pending.text(moment(DeletionDate))}</p>
      <div class="row">
        <button type="button" @click=${() => this.act('cancelDeletion')}>${TEXTS.actions.names.cancelDeletion}</button>
        <button type="button" class="danger" @click=${() => this.act('advance')}>${TEXTS.actions.names.advance}</button>
      </div>
    </section>`;
  }

  private renderPendingReplicas(key: KeyView) {
    const { pendingReplicas } = TEXTS;
    return html`<section class="pending" aria-label=${pendingReplicas.label}>
      <p>${pendingReplicas.text(key.PendingDeletionWindowInDays ?? 0, otherRegions(key))}</p>
      <div class="row">
        <button type="button" @click=${() => this.act('cancelDeletion')}>${TEXTS.actions.names.cancelDeletion}</button>
        <a class="button" href=${href(['keys', this.keyId, 'regionality'])}>${pendingReplicas.open}</a>
      </div>
    </section>`;
  }

  private readonly onAction = ({ detail }: EventOf<typeof KEY_ACTION>) => this.act(detail);

  private async act(action: KeyAction): Promise<void> {
    const { actions } = TEXTS;
    const { key } = this;
    const changes = keyChanges(this.context.kms, key?.KeyId ?? '');
    switch (action) {
      case 'enable':
        return this.attempt(changes.enable, actions.enabled, { run: changes.disable, done: actions.disabled });
      case 'disable':
        if (!(await this.mayDisable())) return;
        return this.attempt(changes.disable, actions.disabled, { run: changes.enable, done: actions.enabled });
      case 'cancelDeletion': {
        // The waiting period of a primary key with replicas has not started.
        const days = key?.PendingDeletionWindowInDays ?? (await this.daysLeft());
        return this.attempt(changes.cancelDeletion, actions.deletionCanceled, undoCancellation(changes, days));
      }
      case 'advance':
        return this.attempt(() => this.advance(), actions.advanced);
      case 'scheduleDeletion':
        return this.askToDelete();
    }
  }

  /** Asks, if something known would stop. */
  private async mayDisable(): Promise<boolean> {
    const { confirmChange } = await import('../blast-radius/confirm-change.ts');
    const change = { operation: 'DisableKey', KeyId: this.key?.Arn ?? '' } as const;
    return confirmChange(this.renderRoot as ShadowRoot, this.context, change);
  }

  /** Opens the dialog, and shows the effects of the deletion in it when they are loaded. */
  private async askToDelete() {
    const { Arn = '' } = this.key ?? {};
    this.effects = undefined;
    this.deletion = undefined;
    try {
      const { loadDeletionEffects } = await import('./load-deletion-effects.ts');
      this.deletion = { operation: 'ScheduleKeyDeletion', KeyId: Arn };
      void import('../blast-radius/blast-radius-panel.ts');
      this.dialog.show();
      const effects = await loadDeletionEffects(this.context, Arn);
      if (this.key?.Arn === Arn) this.effects = effects;
    } catch (error) {
      this.refusal = problemOf(error);
    }
  }

  private schedule({ detail: { days } }: EventOf<typeof SCHEDULE_DELETION>) {
    const changes = keyChanges(this.context.kms, this.key?.KeyId ?? '');
    const undo = undoDeletion(changes, this.key?.KeyState === 'Enabled');
    return this.attempt(() => changes.scheduleDeletion(days), TEXTS.actions.deletionScheduled, undo);
  }

  /** Days until the scheduled deletion, by the simulated clock. */
  private async daysLeft(): Promise<number> {
    const now = await this.context.strongroom.sandbox.clock.now();
    return ((this.key?.DeletionDate?.getTime() ?? 0) - now.getTime()) / DAY_MS;
  }

  /** Advances the clock until the key is deleted, and leaves its page. */
  private async advance() {
    const { clock } = this.context.strongroom.sandbox;
    const left = (this.key?.DeletionDate?.getTime() ?? 0) - (await clock.now()).getTime();
    await clock.advance(Math.max(0, Math.ceil(left / 1000)));
    location.hash = href(['keys']);
  }

  /** Runs an action and confirms it with `said`, or shows why it was refused. */
  private async attempt(what: () => Promise<unknown>, said: string, undo?: Undo): Promise<void> {
    this.refusal = undefined;
    try {
      await what();
      toastOfKey(this, this.aliases[0] ?? this.keyId, said, undo);
      // The button that was pressed may go with the state that it was for.
      this.renderRoot.querySelector('strong-key-actions')?.focus();
      await this.#loading.run();
    } catch (error) {
      this.refusal = problemOf(error);
      announce(this, this.refusal.message || this.refusal.name, 'assertive');
    }
  }

  private renderNotLoaded() {
    return html`<p>
      ${TEXTS.page.tabNotLoaded}
      <button type="button" @click=${() => location.reload()}>${WORDS.reloadPage}</button>
    </p>`;
  }

  /** Says once, below the first tab, which tabs the key does not have. */
  private renderAbsent(key: KeyView, absent: readonly TabRow[]) {
    return html`<details class="absent small soft">
      <summary>${TEXTS.page.absentTabs(absent.map(({ name }) => name))}</summary>
      <ul>
        ${absent.map((row) => html`<li><b>${row.name}.</b> ${row.absent?.(key)}</li>`)}
      </ul>
    </details>`;
  }

  private renderProblem(problem: Problem) {
    return html`<strong-problem
      .problem=${problem}
      .elsewhere=${this.elsewhere}
      .region=${this.context.region}
      .account=${this.context.account}
    ></strong-problem>`;
  }

  /** Loads the code of the tab. Its element is rendered meanwhile, and upgraded when the code is loaded. */
  private async loadTab(): Promise<void> {
    const { tab } = this;
    this.missing = undefined;
    try {
      await TABS.find((row) => row.tab === tab)?.load?.();
    } catch {
      this.missing = tab;
    }
  }

  /** Loads the key and its aliases, or the problem. */
  private async load(keyId: string) {
    const { kms, strongroom } = this.context;
    try {
      const key = outputOf(this.#world.saw(await kms.call('DescribeKey', { KeyId: keyId }))).KeyMetadata;
      const { Aliases = [] } = outputOf(this.#world.saw(await kms.call('ListAliases', { KeyId: keyId, Limit: 100 })));
      return { key: keyView(key), aliases: Aliases.map(({ AliasName = '' }) => AliasName) };
    } catch (error) {
      const problem = problemOf(error);
      const elsewhere = await elsewhereOf(problem, keyId, this.context, strongroom);
      // A key that was deleted meanwhile, by its due date or in another tab, has nothing to show and no actions.
      return { problem, elsewhere, ...(problem.name === 'NotFoundException' && { key: undefined, aliases: [] }) };
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-page': StrongKeyPage;
  }
}
