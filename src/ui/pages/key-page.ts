import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { KeyMetadata, Tag } from '../../model/sdk.ts';
import type { AuditEvent } from '../../model/audit.ts';
import type { KeyElsewhere } from '../../model/contract.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { href } from '../router.ts';
import { announce } from '../state/announce.ts';
import { outputOf } from '../state/calls.ts';
import { elsewhereOf } from '../state/elsewhere.ts';
import { problemOf, type Problem } from '../state/problem.ts';
import { moment } from '../state/words.ts';
import { base, controls, tables } from '../styles/shared.ts';
import type { ScheduleEvent, StrongDeleteKey } from '../components/strong-delete-key.ts';
import type { PolicyEvent } from '../components/strong-policy-editor.ts';
import { StrongPage } from './strong-page.ts';
import '../components/strong-copy.ts';
import '../components/strong-delete-key.ts';
import '../components/strong-event.ts';
import '../components/strong-pairs.ts';
import '../components/strong-policy-editor.ts';
import '../components/strong-problem.ts';
import '../components/strong-state.ts';

/** The tabs; the first one has no name in the address. */
const TABS = [
  { tab: '', name: 'General' },
  { tab: 'policy', name: 'Key policy' },
  { tab: 'aliases', name: 'Aliases' },
  { tab: 'tags', name: 'Tags' },
  { tab: 'activity', name: 'Activity' },
] as const;

const SETTLE = 150;

/** One key: what it is, its names, tags and policy, and what its state allows. */
@customElement('strong-key-page')
export class StrongKeyPage extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 2rem;
        margin-top: 0.5rem;
        padding: 0.35rem 0 0.35rem 1rem;
        border-left: var(--wall-width) solid var(--wall-fill);
      }
      header p {
        margin: 0;
      }
      h1 {
        overflow-wrap: anywhere;
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 0 clamp(0.85rem, 2vw, 1.5rem);
        margin-block: 1.25rem 1.5rem;
        border-bottom: 1px solid var(--line);
      }
      nav a {
        padding: 0.6rem 0;
        min-height: var(--target);
        color: var(--text);
        text-decoration: none;
        border-bottom: 3px solid transparent;
      }
      nav a[aria-current] {
        border-color: var(--brass);
        font-weight: 650;
      }
      .content {
        max-width: 56rem;
      }
      h1 .mono {
        font-size: var(--t3);
      }
      .content .stack {
        width: 100%;
      }
      .content > *,
      section {
        width: 100%;
      }
      section {
        margin-top: 1rem;
      }
      strong-problem {
        margin-block: 0;
      }
      .row input {
        flex: 1 1 14rem;
        max-width: 34rem;
      }
      .names {
        list-style: none;
        max-width: 36rem;
      }
      .names li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        padding-block: 0.4rem;
        border-bottom: 1px solid var(--line);
      }
      dd.mono {
        display: flex;
        align-items: center;
        gap: 0.25rem;
      }
    `,
  ];

  @property() keyId = '';
  @property() tab = '';

  @state() private key: KeyMetadata | undefined;
  @state() private aliases: readonly string[] = [];
  @state() private tags: readonly Tag[] = [];
  @state() private policy: string | undefined;
  @state() private events: readonly AuditEvent[] = [];
  @state() private problem: Problem | undefined;
  @state() private elsewhere: readonly KeyElsewhere[] = [];
  /** The alias that another key has, after AWS said so. */
  @state() private taken: string | undefined;
  @query('strong-delete-key') private dialog!: StrongDeleteKey;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe = () => {};
  /** Of two loads under way the later one counts. */
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.context.strongroom.onChange(({ touched }) => {
      if (!touched.some((name) => name === '*' || /^(keys|aliases)\//.test(name))) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.load(), SETTLE);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const other = changed.has('keyId') || changed.has('context');
    if (other) {
      this.key = this.policy = undefined;
      this.aliases = this.tags = this.events = [];
    }
    if (other || changed.has('tab')) {
      this.problem = this.taken = undefined;
      this.elsewhere = [];
      void this.load();
    }
  }

  override render() {
    const [alias] = this.aliases;
    return html`<p><a href=${href(['keys'])}>All keys</a></p>
      <header>
        <h1>${alias ?? html`<span class="mono">${this.keyId}</span>`}</h1>
        ${
          this.key
            ? html`<p class="row">
                <strong-state .value=${this.key.KeyState ?? ''}></strong-state>
                <a class="button" href=${href(['playground'], { key: this.keyId })}>Use in the playground</a>
              </p>`
            : nothing
        }
      </header>
      <nav aria-label="Parts of this key">
        ${TABS.map(({ tab, name }) => html`<a href=${href(['keys', this.keyId, ...(tab ? [tab] : [])])} aria-current=${ifDefined(tab === this.tab ? 'page' : undefined)}>${name}</a>`)}
      </nav>
      <div class="content stack">
        ${this.problem ? this.renderProblem(this.problem) : nothing} ${this.key ? this.renderTab(this.key) : nothing}
        ${this.key || this.problem ? nothing : html`<p class="soft">Loading…</p>`}
      </div>
      <strong-delete-key .aliases=${this.aliases} @strong-schedule=${this.schedule}></strong-delete-key>`;
  }

  private renderProblem(problem: Problem) {
    const { taken } = this;
    return html`<strong-problem .problem=${problem} .elsewhere=${this.elsewhere} .region=${this.context.region} .account=${this.context.account}>
      ${taken ? html`<button type="button" @click=${() => this.nameIt('UpdateAlias', taken)}>Move ${taken} to this key</button>` : nothing}
    </strong-problem>`;
  }

  private renderTab(key: KeyMetadata): TemplateResult {
    switch (this.tab) {
      case 'policy':
        return html`<strong-policy-editor .policy=${this.policy} @strong-policy=${this.savePolicy}></strong-policy-editor>`;
      case 'aliases':
        return this.renderAliases();
      case 'tags':
        return this.renderTags();
      case 'activity':
        return html`${this.events.length === 0 ? html`<p>No call has used this key yet.</p>` : nothing}
          <div>${this.events.map((event) => html`<strong-event .event=${event}></strong-event>`)}</div>
          <p><a href=${href(['activity'], { key: key.Arn })}>All events of this key</a></p>`;
      default:
        return this.renderGeneral(key);
    }
  }

  private renderGeneral(key: KeyMetadata) {
    const pending = key.KeyState === 'PendingDeletion';
    return html`<dl class="facts">
        <dt>ARN</dt>
        <dd class="mono"><span>${key.Arn}</span><strong-copy .text=${key.Arn ?? ''} what="the ARN"></strong-copy></dd>
        <dt>Created</dt>
        <dd>${moment(key.CreationDate)}</dd>
        ${
          pending
            ? html`<dt>Deletion</dt>
                <dd>${moment(key.DeletionDate)}, by the simulated clock (<a href=${href(['settings'])}>move it</a>)</dd>`
            : nothing
        }
        <dt>Key spec</dt>
        <dd>${key.KeySpec}</dd>
        <dt>Key usage</dt>
        <dd>${key.KeyUsage}</dd>
        <dt>Origin</dt>
        <dd>${key.Origin}</dd>
        <dt>Key material ID</dt>
        <dd class="mono">${key.CurrentKeyMaterialId}</dd>
        <dt>Custody</dt>
        <dd><b>Native.</b> The browser made the key non-extractable: the worker uses it, and no script, ours included, can read its bytes.</dd>
      </dl>
      <form @submit=${this.describe}>
        <label for="description">Description</label>
        <div class="row">
          <input id="description" name="description" maxlength="8192" .value=${key.Description ?? ''} />
          <button type="submit">Save description</button>
        </div>
      </form>
      <section class="stack" aria-labelledby="state">
        <h2 id="state">State</h2>
        ${this.renderState(key.KeyState)}
      </section>`;
  }

  /** What the state means, and the moves that it allows. */
  private renderState(state: string | undefined) {
    if (state === 'PendingDeletion') {
      return html`<p>The key refuses all use and waits for its deletion. Cancelling leaves it Disabled: enable it afterwards.</p>
        <button type="button" @click=${() => this.act('CancelKeyDeletion', {}, 'The deletion is cancelled; the key is disabled.')}>
          Cancel deletion
        </button>`;
    }
    const enabled = state === 'Enabled';
    return html`<p>
        ${enabled ? 'Callers that the key policy allows can use the key.' : 'The key refuses to encrypt and decrypt until it is enabled.'}
      </p>
      <div class="row">
        ${
          enabled
            ? html`<button type="button" @click=${() => this.act('DisableKey', {}, 'The key is disabled.')}>Disable</button>`
            : html`<button type="button" @click=${() => this.act('EnableKey', {}, 'The key is enabled.')}>Enable</button>`
        }
        <button type="button" class="danger" @click=${() => this.dialog.show()}>Schedule deletion…</button>
      </div>`;
  }

  private renderAliases() {
    return html`${this.aliases.length === 0 ? html`<p>This key has no alias yet. An alias is a name that programs use instead of the key ID.</p>` : nothing}
      <ul class="names">
        ${this.aliases.map(
          (alias) =>
            html`<li>
              <span class="mono">${alias}</span>
              <button
                type="button"
                class="danger"
                aria-label="Delete ${alias}"
                @click=${() => this.run('DeleteAlias', { AliasName: alias }, `${alias} is gone; the key stays.`)}
              >
                Delete
              </button>
            </li>`,
        )}
      </ul>
      <form @submit=${this.addAlias}>
        <label for="alias">New alias</label>
        <div class="row">
          <input id="alias" name="alias" required placeholder="alias/app" spellcheck="false" autocomplete="off" />
          <button type="submit">Create alias</button>
        </div>
      </form>`;
  }

  private renderTags() {
    return html`<strong-pairs
        label="Tags"
        .pairs=${Object.fromEntries(this.tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]))}
        @strong-pairs=${this.saveTags}
        save="Save tags"
      ></strong-pairs>
      <p class="soft small">Do not put secrets in tags: the log shows them.</p>`;
  }

  private schedule({ detail: { days } }: ScheduleEvent) {
    return this.act('ScheduleKeyDeletion', { PendingWindowInDays: days }, 'The deletion is scheduled.');
  }

  private describe(event: SubmitEvent) {
    event.preventDefault();
    const description = String(new FormData(event.target as HTMLFormElement).get('description') ?? '');
    return this.act('UpdateKeyDescription', { Description: description }, 'Description saved.');
  }

  private savePolicy({ detail: { policy } }: PolicyEvent) {
    return this.act('PutKeyPolicy', { Policy: policy }, 'Policy saved.');
  }

  private async addAlias(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = String(new FormData(form).get('alias') ?? '').trim();
    const name = given.startsWith('alias/') ? given : `alias/${given}`;
    if (await this.nameIt('CreateAlias', name)) form.reset();
    else if (this.problem?.name === 'AlreadyExistsException') this.taken = name;
  }

  private nameIt(operation: 'CreateAlias' | 'UpdateAlias', alias: string): Promise<boolean> {
    return this.run(operation, { AliasName: alias, TargetKeyId: this.keyId }, `${alias} names this key now.`);
  }

  private async saveTags({ detail }: CustomEvent<Readonly<Record<string, string>>>) {
    const gone = this.tags.map(({ TagKey = '' }) => TagKey).filter((tag) => !Object.hasOwn(detail, tag));
    const changedTags = Object.entries(detail).filter(([tag, value]) => this.tags.find(({ TagKey }) => TagKey === tag)?.TagValue !== value);
    if (gone.length > 0 && !(await this.act('UntagResource', { TagKeys: gone }, 'Tags removed.'))) return;
    if (changedTags.length > 0)
      await this.act('TagResource', { Tags: changedTags.map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }, 'Tags saved.');
  }

  /** A call on this key. */
  private act<N extends OperationName>(operation: N, input: Omit<InputOf<N>, 'KeyId'>, said: string): Promise<boolean> {
    return this.run(operation, { KeyId: this.keyId, ...input } as unknown as InputOf<N>, said);
  }

  /** Calls, says what happened, and looks again. True when it succeeded. */
  private async run<N extends OperationName>(operation: N, input: InputOf<N>, said: string): Promise<boolean> {
    const reply = await this.context.kms.call(operation, input);
    this.problem = this.taken = undefined;
    this.elsewhere = [];
    try {
      outputOf(reply);
      announce(this, said);
      await this.load();
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, `${this.problem.name}. ${this.problem.message}`, 'assertive');
    }
    return reply.ok;
  }

  private async load(): Promise<void> {
    const { kms, strongroom } = this.context;
    const { keyId: KeyId, tab } = this;
    const turn = (this.#turn += 1);
    try {
      const key = outputOf(await kms.call('DescribeKey', { KeyId })).KeyMetadata;
      const aliases = (outputOf(await kms.call('ListAliases', { KeyId, Limit: 100 })).Aliases ?? []).map((alias) => alias.AliasName ?? '');
      const tags = tab === 'tags' ? (outputOf(await kms.call('ListResourceTags', { KeyId })).Tags ?? []) : this.tags;
      const policy = tab === 'policy' ? outputOf(await kms.call('GetKeyPolicy', { KeyId })).Policy : this.policy;
      const events = tab === 'activity' ? (await strongroom.sandbox.events.query({ keyArn: key?.Arn ?? '', limit: 50 })).events : this.events;
      if (turn === this.#turn) Object.assign(this, { key, aliases, tags, policy, events });
    } catch (error) {
      const problem = problemOf(error);
      const elsewhere = await elsewhereOf(problem, KeyId, this.context, strongroom);
      if (turn === this.#turn) Object.assign(this, { problem, elsewhere });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-page': StrongKeyPage;
  }
}
