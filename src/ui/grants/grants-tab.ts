import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { grantableOn } from '../../model/grantable.ts';
import type { OutputOf } from '../../model/operations.ts';
import type { GrantListEntry } from '../../model/sdk.ts';
import { href } from '../page/router.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { outputOf } from '../page/call-recorder.ts';
import { EverySecond } from '../kit/every-second.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { grantFits, grantName, secondsUntil } from './describe-grant.ts';
import { callsByGrant, SEARCHED_EVENTS, type GrantCall } from './grant-calls.ts';
import { TEXTS } from './grants-texts.ts';
import { callerNameFrom, isServiceName } from '../page/principal-names.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import type { CREATE_GRANT, StrongGrantForm } from './strong-grant-form.ts';
import type { GrantAction, RETIRE_GRANT, REVOKE_GRANT } from './strong-grant-list.ts';
import { callout, foldable } from '../styles/pieces.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { WorldController } from '../page/world-controller.ts';
import '../kit/strong-copy.ts';
import './strong-grant-form.ts';
import './strong-grant-list.ts';

/** One page of a list of grants, and where the next begins. */
interface Page {
  readonly grants: readonly GrantListEntry[];
  readonly next: string | undefined;
}

/** A principal that can retire a grant need not be allowed to revoke it. */
const RETIRE_ONLY: readonly GrantAction[] = ['retire'];

/** A longer list has a filter. */
const MAX_UNFILTERED = 4;

const EMPTY: Page = { grants: [], next: undefined };

/**
 * The grants on a key: the list, a form for a new grant, its token, and the grants that the caller can retire. The AWS
 * console has no such page.
 */
@customElement('strong-key-grants-tab')
export class StrongKeyGrantsTab extends StrongKeyTab {
  static override styles = [...StrongKeyTab.styles, callout, foldable];

  protected override readonly shape = 'table';

  @state() private page: Page = EMPTY;
  /** The error of ListGrants. */
  @state() private unlisted: Problem | undefined;
  @state() private calls: ReadonlyMap<string, readonly GrantCall[]> | undefined;
  @state() private filter = '';
  @state() private retirable: Page = EMPTY;
  /** The error of ListRetirableGrants. */
  @state() private refused: Problem | undefined;
  @state() private principals: readonly string[] = [];
  @state() private delay = 0;
  @state() private now = 0;
  /** The output of the last CreateGrant whose token is still shown. */
  @state() private made: OutputOf<'CreateGrant'> | undefined;
  @state() private busy = false;
  @query('strong-grant-form') private form!: StrongGrantForm;
  @query('.new') private place!: HTMLDetailsElement;

  constructor() {
    super();
    new EverySecond(this, () => void this.tick());
  }

  #isWatching = false;

  protected override async load() {
    // Not earlier: an element whose code loads late is connected before it has its context.
    if (!this.#isWatching)
      new WorldController(this, {
        strongroom: () => this.context.strongroom,
        stores: ['grants'],
        onChange: () => void this.look(),
      });
    this.#isWatching = true;
    const { sandbox } = this.context.strongroom;
    const [page, unlisted] = await this.tried(this.grantsFrom(undefined));
    const [retirable, refused] = await this.tried(this.retirableFrom(undefined));
    const [principals, settings, now, { events }] = await Promise.all([
      sandbox.principals.list(),
      sandbox.settings.get(),
      sandbox.clock.now(),
      sandbox.events.query({ keyArn: this.key.Arn, limit: SEARCHED_EVENTS }),
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

  /** The page, or an empty one and the error. */
  private async tried(page: Promise<Page>): Promise<[Page, Problem?]> {
    try {
      return [await page];
    } catch (error) {
      return [EMPTY, problemOf(error)];
    }
  }

  protected override renderContent() {
    const { KeySpec, KeyUsage } = this.key;
    return html`<p>${TEXTS.intro} ${TEXTS.delay(this.delay)} <a href=${href(['settings'])}>${TEXTS.changeDelay}</a></p>
      ${this.made ? this.renderToken(this.made) : nothing}
      ${
        isAwsManaged(this.key)
          ? html`<p>${TEXTS.managed}</p>`
          : html`<details class="wide new" ?open=${this.loadedEmpty}>
              <summary>${TEXTS.create}</summary>
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
        <h2 id="grants">${TEXTS.heading}</h2>
        ${this.unlisted ? html`<strong-problem class="wide" .problem=${this.unlisted}></strong-problem>` : this.renderGrants()}
      </section>
      <section class="stack" aria-labelledby="retirable">
        <h2 id="retirable">${TEXTS.retirable.heading(callerNameFrom(this.context.account, this.context.caller))}</h2>
        <p class="soft small">${TEXTS.retirable.hint(this.context.region)}</p>
        ${this.renderRetirable()}
      </section>`;
  }

  /** The list is empty, so the form is what the caller needs. */
  private get loadedEmpty(): boolean {
    return this.page.grants.length === 0 && !this.unlisted && !this.made;
  }

  private renderGrants() {
    const { grants, next } = this.page;
    if (grants.length === 0) return html`<p>${TEXTS.empty}</p>`;
    const shown = grants.filter((grant) => grantFits(grant, this.filter));
    const { length } = grants;
    const isPartial = next !== undefined;
    return html`<p class="small">${TEXTS.endings}</p>
      ${
        length > MAX_UNFILTERED || isPartial
          ? html`<label class="field"
              >${TEXTS.filter}<input
                type="search"
                .value=${this.filter}
                @input=${(event: InputEvent) => (this.filter = (event.target as HTMLInputElement).value)}
            /></label>`
          : nothing
      }
      <p class="soft small" role="status">
        ${this.filter ? TEXTS.filtered(shown.length, length, isPartial) : TEXTS.listed(length, isPartial)}
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
      ${isPartial ? html`<button type="button" @click=${() => this.more('page')}>${TEXTS.more}</button>` : nothing}`;
  }

  private renderRetirable() {
    const { refused, retirable } = this;
    if (refused) return html`<strong-problem class="wide" .problem=${refused}></strong-problem>`;
    // The list above has those on this key, unless the caller cannot list them.
    const others = retirable.grants.filter(({ KeyId }) => this.unlisted !== undefined || KeyId !== this.key.Arn);
    if (others.length === 0 && !retirable.next) return html`<p>${TEXTS.retirable.empty}</p>`;
    return html`<strong-grant-list
        class="wide"
        several
        .grants=${others}
        .ways=${RETIRE_ONLY}
        .account=${this.context.account}
        .now=${this.now}
        .delay=${this.delay}
        @strong-retire=${this.retire}
      ></strong-grant-list>
      ${retirable.next ? html`<button type="button" @click=${() => this.more('retirable')}>${TEXTS.retirable.more}</button>` : nothing}`;
  }

  private renderToken({ GrantToken = '', GrantId = '' }: OutputOf<'CreateGrant'>) {
    const { heading, text, region, tokenName, copyToken, idName, copyId, done } = TEXTS.token;
    return html`<section class="callout token wide" aria-labelledby="token">
      <h2 id="token" tabindex="-1">${heading}</h2>
      <p>${text}</p>
      <pre tabindex="0" role="region" aria-label=${region}>${GrantToken}</pre>
      <div class="row">
        <strong-copy .text=${GrantToken} what=${tokenName} words=${copyToken}></strong-copy>
        <strong-copy .text=${GrantId} what=${idName} words=${copyId}></strong-copy>
        <button type="button" @click=${this.putAway}>${done}</button>
      </div>
    </section>`;
  }

  private async create({ detail }: EventOf<typeof CREATE_GRANT>) {
    this.busy = true;
    this.made = undefined;
    let made: OutputOf<'CreateGrant'> | undefined;
    const done = await this.attempt(async () => {
      made = await this.ask('CreateGrant', detail);
    }, TEXTS.created);
    this.busy = false;
    if (!done) return;
    this.made = made;
    this.form.reset();
    this.place.open = false;
    await this.updateComplete;
    this.renderRoot.querySelector('.token')?.scrollIntoView({ block: 'nearest' });
    this.renderRoot.querySelector<HTMLElement>('#token')?.focus({ preventScroll: true });
  }

  /** Hides the token. Its button had the focus and goes with it. */
  private putAway() {
    this.made = undefined;
    this.place.querySelector('summary')?.focus();
  }

  private revoke({ detail: { grant } }: EventOf<typeof REVOKE_GRANT>) {
    return this.act('RevokeGrant', { GrantId: grant.GrantId }, TEXTS.revoked(grantName(grant, this.context.account)));
  }

  private retire({ detail: { grant } }: EventOf<typeof RETIRE_GRANT>) {
    const { KeyId = this.key.Arn, GrantId } = grant;
    return this.run('RetireGrant', { KeyId, GrantId }, TEXTS.retired(grantName(grant, this.context.account)));
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

  /** Counts down to the effect of new grants. */
  private async tick() {
    const waits = [...this.page.grants, ...this.retirable.grants].some(
      (grant) => secondsUntil(grant, this.now, this.delay) > 0,
    );
    if (!waits) return;
    try {
      this.now = (await this.context.strongroom.sandbox.clock.now()).getTime();
    } catch {
      // The other calls of the tab report a sandbox that cannot be read.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-grants-tab': StrongKeyGrantsTab;
  }
}
