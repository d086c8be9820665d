import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { KeyMetadata, Tag } from '../../model/sdk.ts';
import type { AuditEvent } from '../../model/audit.ts';
import type { KeyElsewhere } from '../../model/contract.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { QUOTAS } from '../../model/quotas.ts';
import { href } from '../router.ts';
import { announce } from '../state/announce.ts';
import { outputOf } from '../state/calls.ts';
import { problemOf, type Problem } from '../state/problem.ts';
import { count, moment } from '../state/words.ts';
import { base, controls, tables } from '../styles/shared.ts';
import type { StrongDialog } from '../components/strong-dialog.ts';
import { StrongPage } from './strong-page.ts';
import '../components/strong-copy.ts';
import '../components/strong-dialog.ts';
import '../components/strong-event.ts';
import '../components/strong-pairs.ts';
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
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.25rem;
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
        max-width: 52rem;
      }
      h1 .mono {
        font-size: var(--t3);
      }
      .content .stack {
        width: 100%;
      }
      textarea {
        min-height: 22rem;
      }
      form.row input {
        max-width: 20rem;
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
  @state() private draft: string | undefined;
  @state() private sure = false;
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('#days') private days!: HTMLInputElement;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe = () => {};

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
    if (changed.has('keyId') || changed.has('context')) {
      this.key = undefined;
      this.draft = undefined;
      this.problem = undefined;
    }
    if (changed.has('keyId') || changed.has('context') || changed.has('tab')) void this.load();
  }

  override render() {
    const title = this.aliases[0] ?? this.keyId;
    return html`<p><a href=${href(['keys'])}>All keys</a></p>
      <h1>${this.aliases[0] ? title : html`<span class="mono">${title}</span>`}</h1>
      ${this.key ? html`<p><strong-state .value=${this.key.KeyState ?? ''}></strong-state></p>` : nothing}
      <nav aria-label="Parts of this key">
        ${TABS.map(({ tab, name }) => html`<a href=${href(['keys', this.keyId, ...(tab ? [tab] : [])])} aria-current=${ifDefined(tab === this.tab ? 'page' : undefined)}>${name}</a>`)}
      </nav>
      ${
        this.problem
          ? html`<strong-problem
              .problem=${this.problem}
              .elsewhere=${this.elsewhere}
              .region=${this.context.region}
              .account=${this.context.account}
            ></strong-problem>`
          : nothing
      }
      <div class="content stack">${this.key ? this.renderTab(this.key) : nothing}</div>
      ${this.renderDeletion()}`;
  }

  private renderTab(key: KeyMetadata): TemplateResult {
    switch (this.tab) {
      case 'policy':
        return this.renderPolicy();
      case 'aliases':
        return this.renderAliases();
      case 'tags':
        return this.renderTags();
      case 'activity':
        return html`${this.events.length === 0 ? html`<p>Nothing yet.</p>` : nothing}
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
        <dd class="mono">${key.Arn} <strong-copy .text=${key.Arn ?? ''} what="the ARN"></strong-copy></dd>
        <dt>Created</dt>
        <dd>${moment(key.CreationDate)}</dd>
        ${
          pending
            ? html`<dt>Deletion</dt>
                <dd>${moment(key.DeletionDate)}, by the simulated clock (<a href=${href(['settings'])}>move it</a>)</dd>`
            : nothing
        }
        <dt>Key spec and usage</dt>
        <dd>${key.KeySpec}, ${key.KeyUsage}</dd>
        <dt>Key material</dt>
        <dd>
          <b>Native</b>: a key that the browser made non-extractable. It lives in this browser’s storage, the worker uses it, and no script, ours
          included, can read its bytes. Origin ${key.Origin}; material <span class="mono">${key.CurrentKeyMaterialId}</span>
        </dd>
      </dl>
      <form class="field" @submit=${this.describe}>
        <label for="description">Description</label>
        <input id="description" name="description" maxlength="8192" .value=${key.Description ?? ''} />
        <span><button type="submit">Save description</button></span>
      </form>
      <div class="row" role="group" aria-label="State">
        <button type="button" ?disabled=${key.KeyState !== 'Disabled'} @click=${() => this.act('EnableKey', {}, 'The key is enabled.')}>
          Enable
        </button>
        <button type="button" ?disabled=${key.KeyState !== 'Enabled'} @click=${() => this.act('DisableKey', {}, 'The key is disabled.')}>
          Disable
        </button>
        ${
          pending
            ? html`<button type="button" @click=${() => this.act('CancelKeyDeletion', {}, 'The deletion is cancelled; the key is disabled.')}>
                Cancel deletion
              </button>`
            : html`<button type="button" class="danger" @click=${() => this.dialog.show()}>Schedule deletion…</button>`
        }
      </div>
      <p class="soft small">
        ${pending ? 'A cancelled deletion leaves the key Disabled: enable it afterwards.' : 'Enable is for a disabled key, Disable for an enabled one.'}
        <a href=${href(['playground'], { key: this.keyId })}>Use this key in the playground</a>.
      </p>`;
  }

  private renderPolicy() {
    const text = this.draft ?? this.policy ?? '';
    const bytes = new TextEncoder().encode(text).length;
    return html`<div class="stack">
      <label for="policy">Policy document</label>
      <textarea
        id="policy"
        class="code"
        spellcheck="false"
        rows="18"
        .value=${text}
        aria-describedby="meter"
        @input=${(event: InputEvent) => (this.draft = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <span id="meter" class="small">${count(bytes)} of ${count(QUOTAS.policyBytes)} bytes</span>
      <div class="row">
        <button type="button" class="primary" ?disabled=${this.draft === undefined} @click=${this.savePolicy}>Save policy</button>
        ${this.draft === undefined ? html`<span class="soft small">Nothing changed yet.</span>` : html`<button type="button" @click=${() => (this.draft = undefined)}>Discard changes</button>`}
      </div>
    </div>`;
  }

  private renderAliases() {
    return html`${this.aliases.length === 0 ? html`<p>No alias yet.</p>` : nothing}
      <ul class="stack">
        ${this.aliases.map(
          (alias) =>
            html`<li class="row">
              <span class="mono">${alias}</span
              ><button type="button" class="danger" @click=${() => this.run('DeleteAlias', { AliasName: alias }, `${alias} is gone; the key stays.`)}>
                Delete ${alias}
              </button>
            </li>`,
        )}
      </ul>
      <form class="row" @submit=${this.addAlias}>
        <label for="alias">New alias</label><input id="alias" name="alias" required placeholder="alias/app" spellcheck="false" autocomplete="off" />
        <button type="submit">Create alias</button>
      </form>
      <p class="soft small">If another key has the name, AWS says so; press again and it moves here (UpdateAlias).</p>`;
  }

  private renderTags() {
    return html`<strong-pairs
        label="Tags"
        .pairs=${Object.fromEntries(this.tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]))}
        @strong-pairs=${this.saveTags}
        save="Save tags"
      ></strong-pairs>
      <p class="soft small">Tags are not secret: they stand in the log.</p>`;
  }

  private renderDeletion() {
    return html`<strong-dialog heading="Schedule key deletion" cancel="Keep the key" @strong-close=${() => (this.sure = false)}>
      <p>
        When the waiting period is over the key is gone for good, and nothing that was encrypted under it can be opened again. Until then it refuses
        all use, and you can cancel.
      </p>
      ${this.aliases.length > 0 ? html`<p>Its aliases go with it: ${this.aliases.join(', ')}.</p>` : nothing}
      <div class="field">
        <label for="days">Waiting period in days (7 to 30)</label>
        <input id="days" type="number" min="7" max="30" value="30" />
      </div>
      <label class="choice"
        ><input type="checkbox" .checked=${this.sure} @change=${(event: Event) => (this.sure = (event.target as HTMLInputElement).checked)} /> I want
        this key deleted after the waiting period</label
      >
      <button slot="actions" type="button" class="danger" ?disabled=${!this.sure} @click=${this.schedule}>Schedule deletion</button>
    </strong-dialog>`;
  }

  private async schedule() {
    this.dialog.close();
    await this.act('ScheduleKeyDeletion', { PendingWindowInDays: this.days.valueAsNumber }, 'The deletion is scheduled.');
  }

  private describe(event: SubmitEvent) {
    event.preventDefault();
    const description = String(new FormData(event.target as HTMLFormElement).get('description') ?? '');
    return this.act('UpdateKeyDescription', { Description: description }, 'Description saved.');
  }

  private async savePolicy() {
    if (this.draft === undefined) return;
    if (await this.act('PutKeyPolicy', { Policy: this.draft }, 'Policy saved.')) this.draft = undefined;
  }

  private async addAlias(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = String(new FormData(form).get('alias') ?? '').trim();
    const name = given.startsWith('alias/') ? given : `alias/${given}`;
    const taken = this.problem?.name === 'AlreadyExistsException' && this.problem.message.includes(name);
    // The second press, after AWS said that the name is taken, moves it.
    const done = await this.run(taken ? 'UpdateAlias' : 'CreateAlias', { AliasName: name, TargetKeyId: this.keyId }, `${name} names this key now.`);
    if (done) form.reset();
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
    this.problem = undefined;
    this.elsewhere = [];
    try {
      outputOf(reply);
      announce(this, said);
      await this.load();
    } catch (error) {
      this.problem = { ...problemOf(error), ...(reply.ok || reply.error.note === undefined ? {} : { note: reply.error.note }) };
      announce(this, `${this.problem.name}. ${this.problem.message}`, 'assertive');
    }
    return reply.ok;
  }

  private async load(): Promise<void> {
    const { kms, strongroom } = this.context;
    const KeyId = this.keyId;
    try {
      this.key = outputOf(await kms.call('DescribeKey', { KeyId })).KeyMetadata;
      this.aliases = (outputOf(await kms.call('ListAliases', { KeyId, Limit: 100 })).Aliases ?? []).map((alias) => alias.AliasName ?? '');
      if (this.tab === 'tags') this.tags = outputOf(await kms.call('ListResourceTags', { KeyId })).Tags ?? [];
      if (this.tab === 'policy') this.policy = outputOf(await kms.call('GetKeyPolicy', { KeyId })).Policy;
      if (this.tab === 'activity') this.events = (await strongroom.sandbox.events.query({ keyArn: this.key?.Arn ?? '', limit: 50 })).events;
    } catch (error) {
      this.problem = problemOf(error);
      if (this.problem.name === 'NotFoundException') this.elsewhere = await strongroom.sandbox.whereIs(KeyId);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-page': StrongKeyPage;
  }
}
