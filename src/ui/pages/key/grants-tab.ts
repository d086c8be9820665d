import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { grantableOn } from '../../../model/grantable.ts';
import type { OutputOf } from '../../../model/operations.ts';
import type { GrantListEntry } from '../../../model/sdk.ts';
import { href } from '../../router.ts';
import { isAwsManaged } from '../../state/aws-managed.ts';
import { outputOf } from '../../state/calls.ts';
import { delayWords, grantName, secondsUntil } from '../../state/grant-words.ts';
import { callerNameFrom, isServiceName } from '../../state/principal-words.ts';
import { problemOf, type Problem } from '../../state/problem.ts';
import { count } from '../../state/words.ts';
import type { NewGrantEvent, StrongGrantForm } from '../../components/strong-grant-form.ts';
import type { GrantEvent } from '../../components/strong-grant-list.ts';
import { StrongKeyTab } from './strong-key-tab.ts';
import '../../components/strong-copy.ts';
import '../../components/strong-grant-form.ts';
import '../../components/strong-grant-list.ts';

const SECOND = 1000;

/** One page of a list of grants, and where the next begins. */
interface Page {
  readonly grants: readonly GrantListEntry[];
  readonly next: string | undefined;
}

/** Whoever may retire a grant need not be able to revoke it. */
const RETIRE_ALONE: readonly ('revoke' | 'retire')[] = ['retire'];

const EMPTY: Page = { grants: [], next: undefined };

/** The grants on a key: those that there are, a new one, its token, and the grants that the caller may retire. AWS's console has no such page. */
@customElement('strong-key-grants-tab')
export class StrongKeyGrantsTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    css`
      .token {
        display: grid;
        gap: 0.6rem;
        padding: 0.9rem 1.1rem 1rem;
        border: 1px solid var(--brass);
        border-left-width: 4px;
        background: var(--raised);
      }
      .token pre {
        padding: 0.5rem 0.75rem;
        background: var(--sunken);
        max-height: 8rem;
        overflow: auto;
      }
    `,
  ];

  @state() private page: Page = EMPTY;
  @state() private retirable: Page = EMPTY;
  /** Why the caller may not list what it may retire. */
  @state() private refused: Problem | undefined;
  @state() private principals: readonly string[] = [];
  @state() private delay = 0;
  @state() private now = 0;
  /** The answer of the last CreateGrant of this visit. */
  @state() private made: OutputOf<'CreateGrant'> | undefined;
  @state() private busy = false;
  @query('strong-grant-form') private form!: StrongGrantForm;

  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.tick(), SECOND);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override async load() {
    const { sandbox } = this.context.strongroom;
    const page = await this.grantsFrom(undefined);
    const [principals, settings, now] = await Promise.all([sandbox.principals.list(), sandbox.settings.get(), sandbox.clock.now()]);
    let retirable = EMPTY;
    let refused: Problem | undefined;
    try {
      retirable = await this.retirableFrom(undefined);
    } catch (error) {
      refused = problemOf(error);
    }
    return () => {
      Object.assign(this, { page, retirable, refused, principals: principals.map(({ arn }) => arn), now: now.getTime() });
      this.delay = settings.propagationDelaySeconds;
    };
  }

  protected override renderContent() {
    const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT' } = this.key;
    return html`<p>
        A grant lets one principal use the key in some operations, beside the key policy: for a while, for one purpose, and without a change of a
        policy. ${delayWords(this.delay)} <a href=${href(['settings'])}>Change the delay</a>
      </p>
      ${this.made ? this.renderToken(this.made) : nothing}
      <section class="stack" aria-labelledby="grants">
        <h2 id="grants">Grants on this key</h2>
        ${this.renderGrants()}
      </section>
      <section class="stack" aria-labelledby="new">
        <h2 id="new">New grant</h2>
        ${
          isAwsManaged(this.key)
            ? html`<p>The service that made this key makes its grants.</p>`
            : html`<strong-grant-form
                class="wide"
                .operations=${grantableOn({ spec: KeySpec, usage: KeyUsage })}
                .principals=${this.principals}
                .account=${this.context.account}
                ?symmetric=${KeySpec === 'SYMMETRIC_DEFAULT'}
                ?busy=${this.busy}
                @strong-grant=${this.create}
              ></strong-grant-form>`
        }
      </section>
      <section class="stack" aria-labelledby="retirable">
        <h2 id="retirable">What ${callerNameFrom(this.context.account, this.context.caller)} may retire</h2>
        <p class="soft small">
          Grants in ${this.context.region}, on keys of any account, that name you as who may retire them. Retiring is for who is done with a grant;
          revoking for who manages the key.
        </p>
        ${this.renderRetirable()}
      </section>`;
  }

  private renderGrants() {
    const { grants, next } = this.page;
    if (grants.length === 0) return html`<p>There is no grant on this key.</p>`;
    return html`<p class="soft small" role="status">
        ${count(grants.length)}${next ? ' and more' : ''} ${grants.length === 1 && !next ? 'grant' : 'grants'}, the oldest first.
      </p>
      <strong-grant-list
        class="wide"
        .grants=${grants}
        .account=${this.context.account}
        .now=${this.now}
        .delay=${this.delay}
        @strong-revoke=${this.revoke}
        @strong-retire=${this.retire}
      ></strong-grant-list>
      ${next ? html`<button type="button" @click=${() => this.more('page')}>Show more grants</button>` : nothing}`;
  }

  private renderRetirable() {
    const { refused, retirable } = this;
    if (refused) return html`<strong-problem class="wide" .problem=${refused}></strong-problem>`;
    if (retirable.grants.length === 0) return html`<p>None.</p>`;
    return html`<strong-grant-list
        class="wide"
        several
        .grants=${retirable.grants}
        .ways=${RETIRE_ALONE}
        .account=${this.context.account}
        .now=${this.now}
        .delay=${this.delay}
        @strong-retire=${this.retire}
      ></strong-grant-list>
      ${retirable.next ? html`<button type="button" @click=${() => this.more('retirable')}>Show more of these</button>` : nothing}`;
  }

  private renderToken({ GrantToken = '', GrantId = '' }: OutputOf<'CreateGrant'>) {
    return html`<section class="token wide" aria-labelledby="token">
      <h2 id="token">Grant token</h2>
      <p>
        KMS gives it in this answer alone, so it is shown this once. Until the grant counts everywhere, the grantee passes it in
        <code>GrantTokens</code>
        with a call, and the grant counts for that call. It is no secret: nobody but the grantee can use it. It also names the grant for RetireGrant.
      </p>
      <pre tabindex="0" role="region" aria-label="The grant token">${GrantToken}</pre>
      <div class="row">
        <strong-copy .text=${GrantToken} what="the grant token" words="Copy token"></strong-copy>
        <strong-copy .text=${GrantId} what="the grant ID" words="Copy grant ID"></strong-copy>
        <button type="button" @click=${() => (this.made = undefined)}>I have it</button>
      </div>
    </section>`;
  }

  private async create({ detail }: NewGrantEvent) {
    this.busy = true;
    this.made = undefined;
    let made: OutputOf<'CreateGrant'> | undefined;
    const done = await this.attempt(async () => {
      made = await this.ask('CreateGrant', detail);
    }, 'Grant made. Its token is shown this once.');
    this.busy = false;
    if (!done) return;
    this.made = made;
    this.form.reset();
    await this.updateComplete;
    this.renderRoot.querySelector('.token')?.scrollIntoView({ block: 'nearest' });
  }

  private revoke({ detail: { grant } }: GrantEvent) {
    return this.act('RevokeGrant', { GrantId: grant.GrantId }, `Revoked ${grantName(grant, this.context.account)}.`);
  }

  private retire({ detail: { grant } }: GrantEvent) {
    const { KeyId = this.key.Arn, GrantId } = grant;
    return this.run('RetireGrant', { KeyId, GrantId }, `Retired ${grantName(grant, this.context.account)}.`);
  }

  private async grantsFrom(marker: string | undefined): Promise<Page> {
    const { Grants = [], NextMarker } = await this.ask('ListGrants', marker === undefined ? {} : { Marker: marker });
    return { grants: Grants, next: NextMarker };
  }

  private async retirableFrom(marker: string | undefined): Promise<Page> {
    const { caller, kms } = this.context;
    const who = isServiceName(caller) ? { RetiringServicePrincipal: caller } : { RetiringPrincipal: caller };
    const { Grants = [], NextMarker } = outputOf(
      await kms.call('ListRetirableGrants', { ...who, ...(marker === undefined ? {} : { Marker: marker }) }),
    );
    return { grants: Grants, next: NextMarker };
  }

  /** Adds the next page to a list. */
  private async more(list: 'page' | 'retirable') {
    const before = this[list];
    try {
      const { grants, next } = await (list === 'page' ? this.grantsFrom(before.next) : this.retirableFrom(before.next));
      if (this[list] === before) this[list] = { grants: [...before.grants, ...grants], next };
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  /** Counts down what does not count yet. */
  private async tick() {
    const waits = [...this.page.grants, ...this.retirable.grants].some((grant) => secondsUntil(grant, this.now, this.delay) > 0);
    if (!waits) return;
    try {
      this.now = (await this.context.strongroom.sandbox.clock.now()).getTime();
    } catch {
      // A world that can not be read says so by the tab's other calls.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-grants-tab': StrongKeyGrantsTab;
  }
}
