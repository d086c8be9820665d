import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChangeNotice, Strongroom } from '../../client/strongroom.ts';
import { WorkerLostError } from '../../client/worker-lost-error.ts';
import { accountForPeople } from '../../model/arn.ts';
import type { AccountView, PrincipalView } from '../../model/contract.ts';
import { REGIONS } from '../../model/regions.ts';
import type { WorkerLoss } from '../../model/worker-presence.ts';
import type { IconName } from '../kit/strong-icon.ts';
import type { StrongLive } from '../kit/strong-live.ts';
import type { ChooseEvent, OpenEvent, SwitchOption } from '../kit/strong-switch.ts';
import { appStyles } from './strong-app.styles.ts';
import { PAGES } from './routes.ts';
import { StorageWatch } from './storage-watch.ts';
import type { StrongPage } from '../page/strong-page.ts';
import type { StrongWhyDialog } from '../decision/why-dialog.ts';
import { href, routeOf, type Route } from '../page/router.ts';
import { MediaQuery } from '../kit/media-query.ts';
import { ANNOUNCE, type Announcement } from '../kit/announce.ts';
import { accountOf, AppState, browserStorage, isSomebodyElse, tabStorage, type Theme } from '../page/app-state.ts';
import { Denials, WHY, type Why } from '../page/denied-calls.ts';
import { askToKeep } from '../page/persistence.ts';
import { SWITCH_TO, type PageContext, type SwitchTo } from '../page/page-context.ts';
import { POLICY_WANTED, type PolicyWanted } from '../decision/policy-text-request.ts';
import { callerWords, isThere } from '../page/principal-names.ts';
import { Shelf } from '../envelope/file-shelf.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-icon.ts';
import '../kit/strong-live.ts';
import './strong-logo.ts';
import './strong-navigation.ts';
import '../kit/strong-switch.ts';
import './strong-worker-loss.ts';

/** An update of the app that waits to be used. */
export interface WaitingUpdate {
  /** Takes it over; the page loads anew. */
  use(): void;
}

const THEMES: readonly { readonly value: Theme; readonly label: string; readonly icon: IconName }[] = [
  { value: 'system', label: 'System', icon: 'system' },
  { value: 'light', label: 'Light', icon: 'light' },
  { value: 'dark', label: 'Dark', icon: 'dark' },
];

/** The app: header with who and where, navigation, and the page that the address names. Give it `strongroom`. */
@customElement('strong-app')
export class StrongApp extends LitElement {
  static override styles = [base, controls, appStyles];

  @property({ attribute: false }) strongroom!: Strongroom;
  @property({ attribute: false }) waiting: WaitingUpdate | undefined;
  /** The last loss of the worker, while the page has seen one. */
  @property({ attribute: false }) workerLoss: WorkerLoss | undefined;
  /** Everything is stored: the app needs no network any more. */
  @property({ type: Boolean }) offline = false;

  @state() private route: Route = routeOf(location.hash);
  @state() private context: PageContext | undefined;
  @state() private accounts: readonly AccountView[] = [];
  @state() private principals: readonly PrincipalView[] = [];
  @state() private callers: readonly SwitchOption[] = [];
  /** The page whose code has come; it stays until the next one's has. */
  @state() private loaded: Route | undefined;
  @state() private failed = false;

  @query('strong-live') private live!: StrongLive;
  @query('main') private main!: HTMLElement;
  @query('strong-why-dialog') private whyDialog!: StrongWhyDialog;

  private readonly phone = new MediaQuery(this, '(max-width: 46rem)');
  private readonly narrow = new MediaQuery(this, '(max-width: 75rem)');
  private readonly storage = new StorageWatch(this, {
    sandbox: () => this.strongroom.sandbox,
    recovered: () => void this.lookAround(),
  });
  private readonly choices = new AppState(browserStorage(), tabStorage());
  private readonly shelf = new Shelf();
  private readonly denials = new Denials();
  private unsubscribe = () => {};
  private asked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.onNavigate);
    this.choices.addEventListener('change', this.onChoice);
    this.addEventListener(ANNOUNCE, (event) => this.live.say((event as CustomEvent<Announcement>).detail));
    this.addEventListener(SWITCH_TO, (event) => void this.switchTo((event as CustomEvent<SwitchTo>).detail));
    this.addEventListener(WHY, (event) => void this.why((event as CustomEvent<Why>).detail));
    this.addEventListener(POLICY_WANTED, (event) => this.onPolicyWanted((event as CustomEvent<PolicyWanted>).detail));
    this.unsubscribe = this.strongroom.onChange(this.onWorldChange);
    this.onChoice();
    void this.load();
    void this.lookAround();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.onNavigate);
    this.choices.removeEventListener('change', this.onChoice);
    this.unsubscribe();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('loaded')) document.title = `${this.loaded?.title ?? 'Strongroom'} · Strongroom, simulated KMS`;
  }

  override render() {
    return html`<button type="button" class="skip" @click=${() => this.main.focus()}>Skip to main content</button>
      <header>
        ${this.waiting ? this.renderUpdate(this.waiting) : nothing}
        ${this.workerLoss ? html`<strong-worker-loss .loss=${this.workerLoss}></strong-worker-loss>` : nothing}
        <div class="bar top">
          <a class="brand" href=${href([])}><strong-logo></strong-logo>Strongroom</a>
          <span class="mark">SIMULATED</span>
          ${this.renderWho()} ${this.storage.render()}
        </div>
      </header>
      <strong-navigation
        .route=${this.route}
        ?phone=${this.phone.matches}
        ?collapsed=${this.isNavigationCollapsed}
        @strong-collapse=${() => this.choices.choose({ isNavigationCollapsed: !this.isNavigationCollapsed })}
      ></strong-navigation>
      <main class="bar" tabindex="-1">${this.renderPage()}</main>
      <footer>
        <div class="bar">
          <p>
            A simulation of AWS KMS. Not affiliated with or endorsed by AWS. Do not store production secrets
            here.${this.offline ? ' Available offline.' : ''}
          </p>
          <div class="theme" role="group" aria-label="Color theme">
            ${THEMES.map(
              ({ value, label, icon }) =>
                html`<button
                  type="button"
                  aria-pressed=${this.choices.choices.theme === value}
                  @click=${() => this.choices.choose({ theme: value })}
                >
                  <strong-icon name=${icon}></strong-icon>${label}
                </button>`,
            )}
          </div>
        </div>
      </footer>
      ${this.context ? html`<strong-why-dialog .context=${this.context} .denials=${this.denials}></strong-why-dialog>` : nothing}
      <strong-live></strong-live>`;
  }

  private renderUpdate(update: WaitingUpdate) {
    return html`<div class="update bar">
      <span>A new version of Strongroom is available.</span>
      <button type="button" @click=${() => update.use()}>Reload to update</button>
    </div>`;
  }

  private renderWho() {
    const { region, caller } = this.choices.choices;
    const account = accountOf(caller);
    return html`<p class="who ${isSomebodyElse(caller) ? 'else' : ''}">
      Signed in as
      <span class="whole"
        ><strong-switch
          what="caller"
          .value=${caller}
          .shown=${callerWords(caller)}
          .options=${this.callers}
          @strong-open=${({ detail }: OpenEvent) => detail.wait(this.onWho())}
          @strong-choose=${this.onCaller}
        >
          <strong-somebody-form .sandbox=${this.strongroom.sandbox}></strong-somebody-form> </strong-switch
        >,</span
      >
      ${account ? 'account' : ''}
      <span class="whole"
        ><strong-switch
          what="account"
          .value=${account}
          .shown=${account ? accountForPeople(account) : 'no account (service principal)'}
          .options=${this.accountOptions()}
          @strong-open=${({ detail }: OpenEvent) => detail.wait(this.lookAround())}
          @strong-choose=${this.onAccount}
        ></strong-switch
        >,</span
      >
      Region
      <strong-switch
        what="Region"
        .value=${region}
        .options=${this.regionOptions(region)}
        @strong-choose=${this.onRegion}
      ></strong-switch>
    </p>`;
  }

  private get isNavigationCollapsed(): boolean {
    return !this.phone.matches && (this.choices.choices.isNavigationCollapsed ?? this.narrow.matches);
  }

  private renderPage() {
    if (this.failed) {
      return html`<h1>This page could not be loaded</h1>
        <p>
          Strongroom may have been updated since you opened it. Reload the page to get the current version.
          <button type="button" @click=${() => location.reload()}>Reload page</button>
        </p>`;
    }
    return this.loaded && this.context ? PAGES[this.loaded.page].render(this.context, this.loaded) : nothing;
  }

  private accountOptions(): SwitchOption[] {
    return this.accounts.map(({ id, name }) => ({
      value: id,
      label: accountForPeople(id),
      ...(name ? { detail: name } : {}),
    }));
  }

  private regionOptions(current: string): SwitchOption[] {
    const known = Object.entries(REGIONS).map(([value, detail]) => ({ value, label: value, detail }));
    return Object.hasOwn(REGIONS, current) ? known : [{ value: current, label: current, detail: '' }, ...known];
  }

  private readonly onNavigate = () => {
    this.route = routeOf(location.hash);
    void this.load();
  };

  /** Loads the code of the page, then shows it; moves the focus to its heading unless the app has only just started. */
  private async load() {
    const { route, loaded } = this;
    try {
      await PAGES[route.page].load();
    } catch {
      this.failed = true;
      return;
    }
    if (route !== this.route) return;
    this.failed = false;
    this.loaded = route;
    await this.updateComplete;
    const same = loaded?.page === route.page && loaded.params.keyId === route.params.keyId;
    if (!loaded || same) return;
    scrollTo(0, 0);
    await (this.main.firstElementChild as StrongPage | null)?.focusHeading();
  }

  private readonly onChoice = () => {
    const { region, caller, theme } = this.choices.choices;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    const { strongroom, shelf, context } = this;
    if (context?.region === region && context.caller === caller) this.requestUpdate();
    else {
      const kms = this.denials.watch(strongroom.kms(region, caller), region, caller);
      this.context = { strongroom, shelf, region, caller, account: accountOf(caller), kms };
    }
  };

  private readonly onWorldChange = ({ changes = [], storage }: ChangeNotice) => {
    if (storage) void this.storage.check();
    if (changes === 'all' || changes.some(({ store }) => store === 'principals')) void this.lookAround();
    // A key is the first thing worth keeping; what was only looked at is not.
    if (this.asked || changes === 'all' || !changes.some(({ store }) => store === 'keys')) return;
    this.asked = true;
    void askToKeep();
  };

  /** Reads which accounts and principals exist, for the switches; while storage fails they stay as they were, and the header says so. A caller that no longer exists is replaced by one of the default account. */
  private readonly lookAround = async () => {
    const { sandbox } = this.strongroom;
    try {
      [this.accounts, this.principals] = await Promise.all([sandbox.accounts.list(), sandbox.principals.list()]);
      const { caller } = this.choices.choices;
      if (isThere(caller, this.principals)) return;
      this.choices.choose({ caller: this.someoneIn((await sandbox.settings.get()).defaultAccount) });
      this.say(`${callerWords(caller)} no longer exists in this sandbox. `);
    } catch (error) {
      // `workerLoss` says so already.
      if (error instanceof WorkerLostError) return;
      if ((error as Error).name !== 'StorageError') throw error;
      await this.storage.check();
    }
  };

  private someoneIn(account: string): string {
    const own = this.principals.filter((one) => one.account === account);
    return (own.find(({ kind }) => kind === 'user') ?? own[0])?.arn ?? `arn:aws:iam::${account}:root`;
  }

  /** Before the callers are shown: who there is, and what types another one. */
  private readonly onWho = async () => {
    const [{ callerOptions }] = await Promise.all([
      import('../page/caller-options.ts'),
      import('../page/strong-caller-form.ts'),
      this.lookAround(),
    ]);
    this.callers = callerOptions(this.principals, accountOf(this.choices.choices.caller));
  };

  private onPolicyWanted({ which, answer }: PolicyWanted) {
    answer(
      import('../decision/read-policy-text.ts').then(({ policyText }) => policyText(this.strongroom.sandbox, which)),
    );
  }

  private async why({ requestId }: Why) {
    await import('../decision/why-dialog.ts');
    await this.whyDialog.show(requestId);
  }

  private onRegion({ detail: { value } }: ChooseEvent) {
    this.choices.choose({ region: value });
    this.say();
  }

  private onCaller({ detail: { value } }: ChooseEvent) {
    this.choices.choose({ caller: value });
    this.say();
  }

  private onAccount({ detail: { value } }: ChooseEvent) {
    void this.switchTo({ account: value });
  }

  private async switchTo({ region, account, caller }: SwitchTo) {
    if (account) await this.lookAround();
    this.choices.choose({
      ...(region ? { region } : {}),
      ...(caller ? { caller } : {}),
      ...(account ? { caller: this.someoneIn(account) } : {}),
    });
    this.say();
  }

  private say(before = '') {
    const { region, caller } = this.choices.choices;
    const account = accountOf(caller);
    const where = account ? `account ${accountForPeople(account)}` : 'no account (service principal)';
    this.live.say({
      text: `${before}Signed in as ${callerWords(caller)}, ${where}, Region ${region}.`,
      assertive: false,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-app': StrongApp;
  }
}
