import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { KmsClient } from '../../client/strongroom.ts';
import type { BlastRadiusReport, PlannedChange } from '../../services/blast-radius/blast-radius-types.ts';
import { TEXTS as RADIUS_TEXTS } from '../blast-radius/blast-radius-texts.ts';
import { loadBlastRadius } from '../blast-radius/load-blast-radius.ts';
import { outputOf } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { announce } from '../kit/announce.ts';
import { formText } from '../kit/form-text.ts';
import { count } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { base, controls } from '../styles/shared.ts';
import type { KeyRow } from './key-rows.ts';
import { TEXTS } from './keys-texts.ts';
import '../blast-radius/strong-blast-radius.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-state.ts';

const { bulk } = TEXTS;

/** An action on several keys. */
export type BulkAction = keyof typeof bulk.actions;

/** What became of one key. */
type Outcome = 'running' | 'done' | Problem;

/** The call of each action on one key. `data` holds the fields of the dialog. */
const CALLS: Readonly<Record<BulkAction, (kms: KmsClient, KeyId: string, data: FormData) => Promise<unknown>>> = {
  enable: async (kms, KeyId) => outputOf(await kms.call('EnableKey', { KeyId })),
  disable: async (kms, KeyId) => outputOf(await kms.call('DisableKey', { KeyId })),
  tag: async (kms, KeyId, data) => {
    const Tags = [{ TagKey: formText(data, 'name'), TagValue: formText(data, 'value') }];
    return outputOf(await kms.call('TagResource', { KeyId, Tags }));
  },
  delete: async (kms, KeyId, data) => {
    const PendingWindowInDays = Number(data.get('days'));
    return outputOf(await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays }));
  },
};

/** Actions with which something could stop, as operations. */
const STOPPING: Partial<Record<BulkAction, 'DisableKey' | 'ScheduleKeyDeletion'>> = {
  disable: 'DisableKey',
  delete: 'ScheduleKeyDeletion',
};

/**
 * What would stop. `loading`: it is not known yet. `unknown`: it could not be found out. `none`: nothing that the
 * sandbox has a record of could.
 */
type Radius = 'loading' | 'unknown' | 'none' | BlastRadiusReport;

/** The change that an action makes on keys. Undefined: nothing would stop with it. */
function changeOf(action: BulkAction, [first, ...others]: readonly KeyRow[]): PlannedChange | undefined {
  const operation = STOPPING[action];
  if (operation === undefined || first === undefined) return undefined;
  return { operation, KeyId: first.arn, OtherKeyIds: others.map(({ arn }) => arn) };
}

/**
 * Runs one action on several keys. `show()` lists them with the effect and the fields of the action; after the
 * confirmation each key shows what became of it.
 */
@customElement('strong-bulk-dialog')
export class StrongBulkDialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 1rem;
      }
      ul {
        list-style: none;
        max-height: 16rem;
        overflow: auto;
        border-block: 1px solid var(--line);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
        padding-block: 0.35rem;
        border-bottom: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .radius {
        max-height: 16rem;
        overflow: auto;
      }
      .failed {
        color: var(--deny);
      }
    `,
  ];

  @property({ attribute: false }) context!: PageContext;

  @state() private radius: Radius = 'none';
  @state() private action: BulkAction = 'enable';
  @state() private keys: readonly KeyRow[] = [];
  @state() private outcomes: ReadonlyMap<string, Outcome> = new Map();
  @state() private phase: 'asking' | 'running' | 'finished' = 'asking';
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;

  /** Opens the dialog for `action` on `keys`. */
  async show(action: BulkAction, keys: readonly KeyRow[]): Promise<void> {
    if (this.phase === 'running') return;
    const change = changeOf(action, keys);
    const radius: Radius = change === undefined ? 'none' : 'loading';
    Object.assign(this, { action, keys, radius, outcomes: new Map(), phase: 'asking' });
    await this.updateComplete;
    this.form.reset();
    this.dialog.show();
    if (change !== undefined) void this.#load(change, keys);
  }

  async #load(change: PlannedChange, keys: readonly KeyRow[]): Promise<void> {
    let radius: Radius;
    try {
      radius = (await loadBlastRadius(this.context, change)) ?? 'none';
    } catch {
      radius = 'unknown';
    }
    // The dialog can be open for other keys by now.
    if (this.keys === keys && this.radius === 'loading') this.radius = radius;
  }

  override render() {
    const { run, effect } = bulk.actions[this.action];
    const title = run(this.keys.length, count(this.keys.length));
    return html`<strong-dialog
      heading=${bulk.title(title)}
      cancel=${this.phase === 'asking' ? WORDS.cancel : WORDS.close}
    >
      <p>${effect}</p>
      <form id="form" @submit=${this.onSubmit}>
        ${this.phase === 'asking' ? [this.renderRadius(), this.renderFields()] : nothing}
        <!-- The list scrolls, so it can be reached with the keyboard. -->
        <ul aria-label=${bulk.keys} tabindex="0">
          ${this.keys.map((key) => this.renderKey(key))}
        </ul>
      </form>
      <p role="status">${this.phase === 'finished' ? this.summary : ''}</p>
      ${
        this.phase === 'finished'
          ? nothing
          : html`<button
              slot="actions"
              type="submit"
              form="form"
              class=${this.action === 'delete' ? 'danger' : 'primary'}
              aria-disabled=${this.phase === 'running' || this.radius === 'loading' ? 'true' : 'false'}
            >
              ${title}
            </button>`
      }
    </strong-dialog>`;
  }

  private renderRadius() {
    const { radius } = this;
    if (radius === 'none') return nothing;
    if (radius === 'loading') return html`<p role="status">${RADIUS_TEXTS.loading}</p>`;
    if (radius === 'unknown')
      return html`<p role="alert">${RADIUS_TEXTS.unknownEffects}</p>
        <label class="choice"><input type="checkbox" name="unknown" required />${RADIUS_TEXTS.confirmUnknown}</label>`;
    const { account, region } = this.context;
    return html`<strong-blast-radius
      class="radius"
      tabindex="0"
      role="region"
      aria-label=${RADIUS_TEXTS.heading}
      .report=${radius}
      account=${account}
      region=${region}
    ></strong-blast-radius>`;
  }

  private renderFields() {
    if (this.action === 'tag') {
      return html`<div class="field">
          <label for="name">${bulk.tagName}</label>
          <input id="name" name="name" required maxlength="128" autocomplete="off" data-focus />
        </div>
        <div class="field">
          <label for="value">${bulk.tagValue}</label>
          <input id="value" name="value" maxlength="256" autocomplete="off" />
        </div>`;
    }
    if (this.action !== 'delete') return nothing;
    return html`<div class="field">
        <label for="days">${bulk.days}</label>
        <input id="days" name="days" type="number" min="7" max="30" required value="30" data-focus />
      </div>
      <label class="choice"><input type="checkbox" name="sure" required />${bulk.confirm}</label>`;
  }

  private renderKey({ arn, keyId, aliases, state }: KeyRow) {
    const outcome = this.outcomes.get(arn);
    return html`<li>
      <span>${aliases.length > 0 ? aliases.join(', ') : html`<span class="mono">${keyId}</span>`}</span>
      ${this.phase === 'asking' ? html`<strong-state .value=${state}></strong-state>` : this.renderOutcome(outcome)}
    </li>`;
  }

  private renderOutcome(outcome: Outcome | undefined) {
    if (outcome === undefined) return html`<span class="soft">${bulk.waiting}</span>`;
    if (typeof outcome === 'string') return html`<span>${bulk[outcome]}</span>`;
    return html`<span class="failed small">${bulk.failed(outcome.name, outcome.message)}</span>`;
  }

  private get summary(): string {
    const done = [...this.outcomes.values()].filter((outcome) => outcome === 'done').length;
    return bulk.result(done, this.keys.length);
  }

  private async onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.phase !== 'asking' || this.radius === 'loading') return;
    const { kms } = this.context;
    const data = new FormData(this.form);
    const call = CALLS[this.action];
    this.phase = 'running';
    for (const { arn } of this.keys) {
      this.#put(arn, 'running');
      try {
        await call(kms, arn, data);
        this.#put(arn, 'done');
      } catch (error) {
        this.#put(arn, problemOf(error));
      }
    }
    this.phase = 'finished';
    announce(this, this.summary);
    await this.updateComplete;
    // The button that had the focus does not exist any longer.
    this.renderRoot.querySelector<HTMLElement>('ul')?.focus();
  }

  #put(arn: string, outcome: Outcome) {
    this.outcomes = new Map(this.outcomes).set(arn, outcome);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-bulk-dialog': StrongBulkDialog;
  }
}
