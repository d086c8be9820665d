import { ContextProvider } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import type { ChangeNotice, Strongroom } from '../../client/strongroom.ts';
import type { WorkerLoss } from '../../model/worker-presence.ts';
import type { IconName } from '../kit/strong-icon.ts';
import { WORDS } from '../kit/kit-texts.ts';
import type { StrongLive } from '../kit/strong-live.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { appStyles } from './strong-app.styles.ts';
import { CallerSwitches } from './caller-switches.ts';
import { loadPage } from './page-loaders.ts';
import { PanelFrame } from './panel-frame.ts';
import { PAGES } from './routes.ts';
import { ScrollMemory } from './scroll-memory.ts';
import { TEXTS } from './shell-texts.ts';
import { StorageWatch } from './storage-watch.ts';
import type { StrongPage } from '../page/strong-page.ts';
import type { StrongWhyDialog } from '../decision/why-dialog.ts';
import { href, routeOf, type Route } from '../page/router.ts';
import { MediaQuery } from '../kit/media-query.ts';
import { ANNOUNCE, type Announcement } from '../kit/announce.ts';
import { TOAST, type Toast } from '../kit/toast.ts';
import { whenIdle } from '../kit/when-idle.ts';
import type { StrongClock } from './strong-clock.ts';
import type { StrongToasts } from '../kit/strong-toasts.ts';
import { accountOf, AppState, type Theme } from '../page/app-state.ts';
import { browserStorage, tabStorage } from '../page/browser-storage.ts';
import { consoleClient } from '../page/console-reads.ts';
import { Denials, WHY } from '../page/denied-calls.ts';
import {
  OPEN_CLOCK,
  PAGE_CONTEXT,
  PAGE_TITLE,
  SWITCH_TO,
  type PageContext,
  type SwitchTo,
} from '../page/page-context.ts';
import { DEFAULT_SANDBOX } from '../page/shown-sandbox.ts';
import { REQUEST_POLICY_TEXT } from '../decision/policy-text-request.ts';
import { EncryptedFileStore } from '../envelope/encrypted-file-store.ts';
import type { FileRuns } from '../envelope/file-runs.ts';
import { SHOW_RUNNING_FILES } from '../envelope/show-running-files.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-icon.ts';
import '../kit/strong-live.ts';
import './strong-logo.ts';
import './strong-navigation.ts';

/** A downloaded update of the app. */
export interface WaitingUpdate {
  /** Activates it and reloads the page. */
  use(): void;
}

/** The parts of an address that name the subject of its page. Another one is a new page to a visitor, a tab is not. */
const SUBJECTS = ['keyId', 'storeId', 'labId', 'part', 'view'];

/** The themes; each has an icon of the same name. */
const THEMES = ['system', 'light', 'dark'] as const satisfies readonly (Theme & IconName)[];

/**
 * The app: header with caller, account and Region, navigation, and the page that the address names. Set `strongroom`.
 */
@customElement('strong-app')
export class StrongApp extends LitElement {
  static override styles = [base, controls, appStyles];

  @property({ attribute: false }) strongroom!: Strongroom;
  @property({ attribute: false }) startFileWorker: (() => Worker) | undefined;
  @property({ attribute: false }) waiting: WaitingUpdate | undefined;
  /** The last loss of the worker, while the page has seen one. */
  @property({ attribute: false }) workerLoss: WorkerLoss | undefined;
  /** Whether all files of the app are cached. */
  @property({ type: Boolean }) offline = false;

  @state() private route: Route = routeOf(location.hash);
  /** The page whose code is loaded. It stays until the next one is loaded. */
  @state() private loaded: Route | undefined;
  @state() private failed = false;
  /** Files that are processed, whichever page is open. */
  @state() private fileRuns: FileRuns | undefined;

  @query('strong-live') private live!: StrongLive;
  @query('strong-clock') private clock!: Partial<Pick<StrongClock, 'show'>> | null;
  @query('main') private main!: HTMLElement;
  @query('strong-toasts') private toasts!: StrongToasts;
  @query('strong-why-dialog') private whyDialog!: StrongWhyDialog;

  private readonly phone = new MediaQuery(this, '(max-width: 46rem)');
  private readonly narrow = new MediaQuery(this, '(max-width: 75rem)');
  private readonly context = new ContextProvider(this, { context: PAGE_CONTEXT });
  private readonly choices = new AppState(browserStorage(), tabStorage());
  private readonly storage = new StorageWatch(this, {
    shown: () => this.shown,
    recovered: () => void this.callers.load(),
  });
  private readonly callers = new CallerSwitches(this, {
    shown: () => this.shown,
    choices: this.choices,
    storageFailed: () => this.storage.check(),
    say: (text) => this.live.say({ text, assertive: false }),
  });
  private readonly panel = new PanelFrame(this);
  /** The sandbox that this tab shows, by `shown`. */
  private visited: Strongroom | undefined;
  private readonly denials = new Denials();
  private readonly scrollMemory = new ScrollMemory();
  private unsubscribe = () => {};
  private asked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.onNavigate);
    this.choices.addEventListener('change', this.onChoice);
    this.addEventListener(ANNOUNCE, (event) => this.live.say((event as CustomEvent<Announcement>).detail));
    this.addEventListener(TOAST.name, (event) => void this.toast((event as CustomEvent<Toast>).detail));
    this.addEventListener(SWITCH_TO.name, (event) => void this.switchTo((event as EventOf<typeof SWITCH_TO>).detail));
    this.addEventListener(OPEN_CLOCK.name, (event) => this.clock?.show?.((event as EventOf<typeof OPEN_CLOCK>).detail));
    this.addEventListener(PAGE_TITLE.name, (event) => {
      document.title = TEXTS.documentTitle((event as EventOf<typeof PAGE_TITLE>).detail);
    });
    this.addEventListener(SHOW_RUNNING_FILES.name, (event) => {
      this.fileRuns = (event as EventOf<typeof SHOW_RUNNING_FILES>).detail;
    });
    this.addEventListener(WHY.name, (event) => void this.why(event as EventOf<typeof WHY>));
    this.addEventListener(REQUEST_POLICY_TEXT.name, (event) =>
      this.onPolicyWanted((event as EventOf<typeof REQUEST_POLICY_TEXT>).detail),
    );
    this.unsubscribe = this.shown.onChange(this.onWorldChange);
    this.onChoice();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.onNavigate);
    this.choices.removeEventListener('change', this.onChoice);
    this.unsubscribe();
  }

  /** What the first sight of a page does not need loads after it. */
  protected override firstUpdated(): void {
    void whenIdle()
      .then(() => import('./late-parts.ts'))
      .catch(() => undefined);
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('loaded') || (this.loaded && PAGES[this.loaded.page].hasOwnTitle)) return;
    document.title = TEXTS.documentTitle(this.loaded?.title ?? TEXTS.name);
  }

  override render() {
    return html`<button type="button" class="skip" @click=${() => this.main.focus()}>${TEXTS.skip}</button>
      <header>
        ${this.waiting ? this.renderUpdate(this.waiting) : nothing}
        ${this.workerLoss ? html`<strong-worker-loss .loss=${this.workerLoss}></strong-worker-loss>` : nothing}
        <div class="bar top">
          <a class="brand" href=${href([])}><strong-logo></strong-logo>${TEXTS.name}</a>
          <span class="mark">${TEXTS.simulated}</span>
          <strong-clock .strongroom=${this.shown}></strong-clock>
          ${this.callers.render()} ${this.renderSandbox()} ${this.storage.render()}
        </div>
      </header>
      <strong-navigation
        .route=${this.route}
        ?phone=${this.phone.matches}
        ?collapsed=${this.isNavigationCollapsed}
        @strong-collapse=${() => this.choices.choose({ isNavigationCollapsed: !this.isNavigationCollapsed })}
      ></strong-navigation>
      <main class="bar" tabindex="-1">${this.renderPage()}</main>
      ${this.panel.render(this.shown.id)}
      ${this.fileRuns ? html`<strong-running-files .runs=${this.fileRuns} .page=${this.route.page}></strong-running-files>` : nothing}
      <strong-toasts></strong-toasts>
      <footer>
        <div class="bar">
          <p>${TEXTS.disclaimer} ${this.offline ? TEXTS.offline : ''}</p>
          <strong-page-terms .route=${this.loaded}></strong-page-terms>
          <div class="theme" role="group" aria-label=${TEXTS.theme.label}>
            ${THEMES.map(
              (theme) =>
                html`<button
                  type="button"
                  aria-pressed=${this.choices.choices.theme === theme}
                  @click=${() => this.choices.choose({ theme })}
                >
                  <strong-icon name=${theme}></strong-icon>${TEXTS.theme[theme]}
                </button>`,
            )}
          </div>
          <strong-projector></strong-projector>
        </div>
      </footer>
      <strong-why-dialog .denials=${this.denials}></strong-why-dialog>
      <strong-live></strong-live>`;
  }

  private renderUpdate(update: WaitingUpdate) {
    return html`<div class="update bar">
      <span>${TEXTS.update.available}</span>
      <button type="button" @click=${() => update.use()}>${TEXTS.update.reload}</button>
    </div>`;
  }

  private get isLab(): boolean {
    return this.choices.choices.sandbox !== DEFAULT_SANDBOX;
  }

  /** Which sandbox is shown, and the way back, unless it is the default one. */
  private renderSandbox() {
    if (!this.isLab) return nothing;
    return html`<p class="sandbox">
      <span>${TEXTS.sandbox.shown(this.shown.id)}</span>
      <button type="button" id="leave-sandbox" @click=${this.leave}>${TEXTS.sandbox.leave}</button>
    </p>`;
  }

  /** The sandbox that this tab shows. */
  private get shown(): Strongroom {
    const { sandbox } = this.choices.choices;
    if (sandbox === DEFAULT_SANDBOX) return this.strongroom;
    if (this.visited?.id !== sandbox) this.visited = this.strongroom.world(sandbox);
    return this.visited;
  }

  private get isNavigationCollapsed(): boolean {
    return !this.phone.matches && (this.choices.choices.isNavigationCollapsed ?? this.narrow.matches);
  }

  private renderPage() {
    if (this.failed) {
      return html`<h1>${TEXTS.notLoaded.title}</h1>
        <p>
          ${TEXTS.notLoaded.reason}
          <button type="button" @click=${() => location.reload()}>${WORDS.reloadPage}</button>
        </p>`;
    }
    return this.loaded ? PAGES[this.loaded.page].render(this.loaded) : nothing;
  }

  private readonly onNavigate = () => {
    this.scrollMemory.leave();
    this.route = routeOf(location.hash);
    void this.load();
  };

  /** Loads the code of the page and shows it. Moves the focus to its heading, except for the first page. */
  private async load() {
    const { route, loaded } = this;
    try {
      await loadPage(route.page);
    } catch {
      this.failed = true;
      return;
    }
    // The first page is rendered in a task of its own, after the shell.
    if (!loaded) await yieldToEventLoop();
    if (route !== this.route) return;
    this.failed = false;
    this.loaded = route;
    await this.updateComplete;
    const same = loaded?.page === route.page && SUBJECTS.every((name) => loaded.params[name] === route.params[name]);
    const isKnown = this.scrollMemory.restore();
    if (!loaded || same) return;
    if (!isKnown) scrollTo(0, 0);
    await this.focusHeading();
  }

  private async focusHeading() {
    await (this.main.firstElementChild as StrongPage | null)?.focusHeading();
  }

  private readonly onChoice = () => {
    const { region, caller, theme } = this.choices.choices;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    this.requestUpdate();
    const { shown: strongroom, startFileWorker } = this;
    const before = this.context.value as PageContext | undefined;
    const isSame = before?.strongroom.id === strongroom.id;
    if (isSame && before.region === region && before.caller === caller) return;
    const shelf = isSame ? before.shelf : new EncryptedFileStore(strongroom.id);
    const kms = this.denials.watch(consoleClient(strongroom, region, caller), region, caller);
    this.context.setValue({ strongroom, shelf, startFileWorker, region, caller, account: accountOf(caller), kms });
  };

  private readonly onWorldChange = ({ seq, changes = [], storage }: ChangeNotice) => {
    if (storage) void this.storage.check();
    if (seq !== undefined) this.storage.noteCommit(seq);
    if (changes === 'all' || changes.some(({ store }) => store === 'principals')) void this.callers.load();
    // Persistent storage is requested when the first key is created.
    if (this.asked || changes === 'all' || !changes.some(({ store }) => store === 'keys')) return;
    this.asked = true;
    void import('../page/persistence.ts').then(({ askToKeep }) => askToKeep()).catch(() => undefined);
  };

  private onPolicyWanted({ which, answer }: EventOf<typeof REQUEST_POLICY_TEXT>['detail']) {
    answer(import('../decision/read-policy-text.ts').then(({ policyText }) => policyText(this.shown.sandbox, which)));
  }

  private async toast(toast: Toast) {
    await import('../kit/strong-toasts.ts');
    this.toasts.show(toast);
  }

  private async why({ detail }: EventOf<typeof WHY>) {
    await import('../decision/why-dialog.ts');
    await this.whyDialog.show(detail.requestId);
  }

  private async switchTo({ sandbox, ...others }: SwitchTo) {
    if (sandbox !== undefined) await this.enter(sandbox);
    if (Object.keys(others).length > 0) await this.callers.switchTo(others);
  }

  /**
   * Shows another sandbox. The page is removed before, so that what it stores when it is left belongs to the sandbox
   * that it showed, and is then created again.
   */
  private async enter(sandbox: string) {
    if (sandbox === this.choices.choices.sandbox) return;
    this.loaded = undefined;
    await this.updateComplete;
    this.unsubscribe();
    this.choices.enter(sandbox);
    this.unsubscribe = this.shown.onChange(this.onWorldChange);
    this.asked = false;
    void this.storage.check();
    void this.callers.load();
    await this.load();
    // What had the focus was removed with the page.
    if (document.activeElement === document.body) await this.focusHeading();
    this.live.say({ text: TEXTS.sandbox.announce(this.shown.id), assertive: false });
  }

  /** Shows the default sandbox, at a page that needs nothing of the sandbox that was left. */
  private async leave() {
    const [, first = ''] = this.route.path.split('/');
    const { page, query, params } = this.route;
    await this.enter(DEFAULT_SANDBOX);
    if (page !== 'labs' && (query.size > 0 || Object.keys(params).length > 0)) location.hash = href([first]);
    this.main.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-app': StrongApp;
  }
}
