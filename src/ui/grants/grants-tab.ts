import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { grantableOn } from '../../model/grantable.ts';
import type { OutputOf } from '../../model/operations.ts';
import type { GrantListEntry } from '../../model/sdk.ts';
import { href } from '../page/router.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { outputOf } from '../page/call-recorder.ts';
import { EverySecond } from '../kit/every-second.ts';
import { callsByGrant, type GrantCall } from './grant-calls.ts';
import { delayWords, grantFits, grantName, secondsUntil } from './grant-texts.ts';
import { callerNameFrom, isServiceName } from '../page/principal-names.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { count } from '../kit/format.ts';
import type { NewGrantEvent, StrongGrantForm } from './strong-grant-form.ts';
import type { GrantEvent } from './strong-grant-list.ts';
import { callout, foldable } from '../styles/pieces.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import '../kit/strong-copy.ts';
import './strong-grant-form.ts';
import './strong-grant-list.ts';

/** One page of a list of grants, and where the next begins. */
interface Page {
  readonly grants: readonly GrantListEntry[];
  readonly next: string | undefined;
}

/** Whoever may retire a grant need not be able to revoke it. */
const RETIRE_ALONE: readonly ('revoke' | 'retire')[] = ['retire'];

/** More grants than these can be filtered. */
const FEW = 4;

/** So many of the newest events of the key are looked through for calls that grants allowed. */
const RECENT = 200;

const EMPTY: Page = { grants: [], next: undefined };

/** The grants on a key: those that there are, a new one, its token, and the grants that the caller may retire. AWS's console has no such page. */
@customElement('strong-key-grants-tab')
export class StrongKeyGrantsTab extends StrongKeyTab {
  static override styles = [...StrongKeyTab.styles, callout, foldable];

  @state() private page: Page = EMPTY;
  /** Why the caller may not list the grants of this key. */
  @state() private unlisted: Problem | undefined;
  @state() private calls: ReadonlyMap<string, readonly GrantCall[]> | undefined;
  @state() private filter = '';
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
  @query('.new') private place!: HTMLDetailsElement;

  constructor() {
    super();
    new EverySecond(this, () => void this.tick());
  }

  protected override async load() {
    const { sandbox } = this.context.strongroom;
    const [page, unlisted] = await this.tried(this.grantsFrom(undefined));
    const [retirable, refused] = await this.tried(this.retirableFrom(undefined));
    const [principals, settings, now, { events }] = await Promise.all([
      sandbox.principals.list(),
      sandbox.settings.get(),
      sandbox.clock.now(),
      sandbox.events.query({ keyArn: this.key.Arn, limit: RECENT }),
    ]);
    return () => {
      Object.assign(this, {
        page,
        unlisted,
        retirable,
        refused,
        principals: principals.map(({ arn }) => arn),
        now: now.getTime(),
      });
      this.calls = callsByGrant(events);
      this.delay = settings.propagationDelaySeconds;
    };
  }

  /** What came, or an empty page and why. */
  private async tried(page: Promise<Page>): Promise<[Page, Problem?]> {
    try {
      return [await page];
    } catch (error) {
      return [EMPTY, problemOf(error)];
    }
  }

  protected override renderContent() {
    const { KeySpec, KeyUsage } = this.key;
    return html`<p>
        A grant lets one principal use the key in some operations, beside the key policy: for a while, for one purpose,
        and without a change of a policy. ${delayWords(this.delay)} <a href=${href(['settings'])}>Change the delay</a>
      </p>
      ${this.made ? this.renderToken(this.made) : nothing}
      ${
        isAwsManaged(this.key)
          ? html`<p>The service that made this key makes its grants.</p>`
          : html`<details class="wide new" ?open=${this.loadedEmpty}>
              <summary>New grant</summary>
              <strong-grant-form
                .operations=${grantableOn({ spec: KeySpec, usage: KeyUsage })}
                .principals=${this.principals}
                .account=${this.context.account}
                ?symmetric=${KeySpec === 'SYMMETRIC_DEFAULT'}
                ?busy=${this.busy}
                @strong-grant=${this.create}
              ></strong-grant-form>
            </details>`
      }
      <section class="stack" aria-labelledby="grants">
        <h2 id="grants">Grants on this key</h2>
        ${this.unlisted ? html`<strong-problem class="wide" .problem=${this.unlisted}></strong-problem>` : this.renderGrants()}
      </section>
      <section class="stack" aria-labelledby="retirable">
        <h2 id="retirable">
          Grants on other keys that ${callerNameFrom(this.context.account, this.context.caller)} may retire
        </h2>
        <p class="soft small">
          They are in ${this.context.region}, on keys of any account, and name you as who may retire them.
        </p>
        ${this.renderRetirable()}
      </section>`;
  }

  /** Nothing is there yet but to make one. */
  private get loadedEmpty(): boolean {
    return this.page.grants.length === 0 && !this.unlisted && !this.made;
  }

  private renderGrants() {
    const { grants, next } = this.page;
    if (grants.length === 0) return html`<p>There is no grant on this key.</p>`;
    const shown = grants.filter((grant) => grantFits(grant, this.filter));
    return html`<p class="small">
        <b>Revoke</b> takes a grant away; whoever manages the key may do it. <b>Retire</b> gives it back when its work
        is done; the retiring principal may do it, the grantee where the grant allows RetireGrant, and the account in
        which it was made.
      </p>
      ${
        grants.length > FEW || next
          ? html`<label class="field"
              >Filter by name, principal, operation or context<input
                type="search"
                .value=${this.filter}
                @input=${(event: InputEvent) => (this.filter = (event.target as HTMLInputElement).value)}
            /></label>`
          : nothing
      }
      <p class="soft small" role="status">
        ${this.filter ? `${count(shown.length)} of ` : ''}${count(grants.length)}${next ? ' and more' : ''}
        ${grants.length === 1 && !next ? 'grant' : 'grants'}, the oldest first.
      </p>
      <strong-grant-list
        class="wide"
        .grants=${shown}
        .calls=${this.calls}
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
    // Those on this key stand above; but not where the caller may not list them.
    const others = retirable.grants.filter(({ KeyId }) => this.unlisted !== undefined || KeyId !== this.key.Arn);
    if (others.length === 0 && !retirable.next) return html`<p>None.</p>`;
    return html`<strong-grant-list
        class="wide"
        several
        .grants=${others}
        .ways=${RETIRE_ALONE}
        .account=${this.context.account}
        .now=${this.now}
        .delay=${this.delay}
        @strong-retire=${this.retire}
      ></strong-grant-list>
      ${retirable.next ? html`<button type="button" @click=${() => this.more('retirable')}>Show more of these</button>` : nothing}`;
  }

  private renderToken({ GrantToken = '', GrantId = '' }: OutputOf<'CreateGrant'>) {
    return html`<section class="callout token wide" aria-labelledby="token">
      <h2 id="token" tabindex="-1">Grant token</h2>
      <p>
        KMS gives it in this answer alone, so it is shown this once. Until the grant counts everywhere, the grantee
        passes it in
        <code>GrantTokens</code>
        with a call, and the grant counts for that call. It is no secret: nobody but the grantee can use it. It also
        names the grant for RetireGrant.
      </p>
      <pre tabindex="0" role="region" aria-label="The grant token">${GrantToken}</pre>
      <div class="row">
        <strong-copy .text=${GrantToken} what="the grant token" words="Copy token"></strong-copy>
        <strong-copy .text=${GrantId} what="the grant ID" words="Copy grant ID"></strong-copy>
        <button type="button" @click=${this.putAway}>I have it</button>
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
    this.place.open = false;
    await this.updateComplete;
    this.renderRoot.querySelector('.token')?.scrollIntoView({ block: 'nearest' });
    this.renderRoot.querySelector<HTMLElement>('#token')?.focus({ preventScroll: true });
  }

  /** The token is shown no more. What was pressed is gone with it. */
  private putAway() {
    this.made = undefined;
    this.place.querySelector('summary')?.focus();
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
    const waits = [...this.page.grants, ...this.retirable.grants].some(
      (grant) => secondsUntil(grant, this.now, this.delay) > 0,
    );
    if (!waits) return;
    try {
      this.now = (await this.context.strongroom.sandbox.clock.now()).getTime();
    } catch {
      // A world that cannot be read says so by the tab's other calls.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-grants-tab': StrongKeyGrantsTab;
  }
}
