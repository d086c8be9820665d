import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { StorageInfo } from '../../model/contract.ts';
import type { SandboxClockState } from '../../client/strongroom.ts';
import type { Settings } from '../../model/records.ts';
import { href } from '../page/router.ts';
import { announce } from '../kit/announce.ts';
import { CUSTODY_CHOICES } from '../page/custody-texts.ts';
import { EverySecond } from '../kit/every-second.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { askToKeep, persistence, storedBytes, type Persistence } from '../page/persistence.ts';
import { gapTexts } from './gap-texts.ts';
import { bytesShort, moment } from '../kit/format.ts';
import { base, controls, tables } from '../styles/shared.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { StrongPage } from '../page/strong-page.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

const DAY = 86_400;

/** What the browser's answer means. */
const PERSISTENCE: Readonly<Record<Persistence, string>> = {
  kept: 'The browser has promised to keep it.',
  'may go': 'The browser has not promised to keep it: it may clear it when the device runs out of space.',
  unknown: '',
};

/** How far the clock can be moved by one button. */
const STEPS = [
  { name: '+1 hour', seconds: 3600 },
  { name: '+1 day', seconds: DAY },
  { name: '+7 days', seconds: 7 * DAY },
  { name: '+30 days', seconds: 30 * DAY },
] as const;

/**
 * Maximum propagation delay in seconds, as on AWS. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-eventual-consistency
 */
const MAX_PROPAGATION_DELAY_SECONDS = 300;

/** The typed word without which nothing is erased. */
const WORD = 'reset';

/** The world's clock, settings, storage, and what the sandbox is and is not. */
@customElement('strong-settings-page')
export class StrongSettingsPage extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    css`
      section {
        margin-top: 2.5rem;
        display: grid;
        gap: 0.75rem;
        max-width: 46rem;
      }
      .row input {
        flex: 0 1 8rem;
      }
      li {
        margin: 0.5rem 0 0.5rem 1.25rem;
      }
    `,
  ];

  @state() private settings: Settings | undefined;
  @state() private clock: SandboxClockState | undefined;
  /** While the clock is advanced: what ends that. */
  @state() private advancing: AbortController | undefined;
  @state() private persistence: Persistence = 'unknown';
  @state() private asked = false;
  @state() private stored: Awaited<ReturnType<typeof storedBytes>>;
  @state() private storage: StorageInfo | undefined;
  @state() private problem: Problem | undefined;
  @state() private typed = '';
  @query('strong-dialog') private dialog!: StrongDialog;

  /** When the state of the clock was read, by the real clock: a running one is shown from there on. */
  private readAt = 0;
  private unsubscribe = () => {};

  constructor() {
    super();
    new EverySecond(this, () => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('context')) return;
    this.unsubscribe();
    this.unsubscribe = this.context.strongroom.onChange(({ changes }) => {
      const isAny = changes === undefined || changes === 'all';
      if (isAny || changes.some(({ store, key }) => store === 'world' && key === 'clock')) void this.readClock();
    });
    void this.load();
  }

  override render() {
    const { clock } = this.context.strongroom.sandbox;
    return html`<h1>Settings</h1>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <section aria-labelledby="clock">
        <h2 id="clock">Clock</h2>
        <p>
          Simulated time: <b>${moment(this.shownTime())}</b>${this.clock?.paused ? ', standing still' : ''}. Waiting
          periods end by this clock: move it on, and seven days pass at once.
        </p>
        <div class="row">
          ${STEPS.map(({ name, seconds }) => html`<button type="button" @click=${() => this.advance(name, seconds)}>${name}</button>`)}
          ${
            this.clock?.paused
              ? html`<button type="button" @click=${() => this.act(() => clock.run(), 'The clock runs.')}>Run</button>`
              : html`<button type="button" @click=${() => this.act(() => clock.pause(), 'The clock stands still.')}>
                  Pause
                </button>`
          }
        </div>
        ${this.renderAdvance()}
      </section>
      ${this.renderSettings()}
      <section aria-labelledby="storage">
        <h2 id="storage">Where your world is</h2>
        ${this.renderStorage()}
        <div><button type="button" class="danger" @click=${() => this.dialog.show()}>Reset this world…</button></div>
      </section>
      <section aria-labelledby="about">
        <h2 id="about">What this is, and what not</h2>
        <p>
          Strongroom simulates AWS KMS. It is not AWS, and AWS does not make it. Your browser profile stores the keys,
          not an HSM: do not put production secrets here. The page sends nothing to other sites.
        </p>
        <h3>What protects the keys</h3>
        <ul>
          <li>
            <b>Against scripts of this page: native keys only.</b> A script that gets into this page can use every key
            while it runs. It cannot read native keys and the secrets of access keys. It can read wrapped keys and every
            key with custody “complete”. <a href=${href([])}>Try to steal the key</a> on Home shows this on your keys.
          </li>
          <li>
            <b>Against whoever copies your browser profile: nothing.</b> Non-extractable is a rule that the browser sets
            for scripts; it does not encrypt stored keys. The files of a Chromium profile were tried: native keys,
            wrapped keys and the secrets of access keys can be read from a copy.
          </li>
        </ul>
        <h3>Known gaps</h3>
        <ul>
          ${gapTexts().map(({ asks, message }) => html`<li><b>${asks}</b>. ${message}</li>`)}
        </ul>
      </section>
      <strong-dialog heading="Reset this world" @strong-close=${() => (this.typed = '')}>
        <p>
          All keys, aliases, policies, the whole log, clock and settings of this world go. What was sealed under its
          keys can never be opened again.
        </p>
        <div class="field">
          <label for="word">Type “${WORD}” to confirm</label>
          <input
            id="word"
            data-focus
            autocomplete="off"
            .value=${this.typed}
            @input=${(event: InputEvent) => (this.typed = (event.target as HTMLInputElement).value)}
          />
        </div>
        <button slot="actions" type="button" class="danger" ?disabled=${this.typed !== WORD} @click=${this.reset}>
          Reset
        </button>
      </strong-dialog>`;
  }

  /** An advance that takes long: where the clock goes to, and what ends it. */
  private renderAdvance() {
    const to = this.clock?.advancingTo;
    if (to === undefined) return nothing;
    return html`<div class="row">
      <span role="status">Advancing the clock to ${moment(to)}. What falls due on the way is done.</span>
      ${this.advancing ? html`<button type="button" @click=${() => this.advancing?.abort()}>Stop advancing</button>` : nothing}
    </div>`;
  }

  private renderStorage() {
    if (this.storage?.kind === 'memory')
      return html`<p>In memory only: it is gone when you close the tab. ${this.storage.reason ?? ''}</p>`;
    if (this.storage?.problem) return html`<p role="alert">${this.storage.problem}</p>`;
    const { stored } = this;
    return html`<p>In this browser (IndexedDB): it stays when you close the tab, and works offline.</p>
      <p>
        ${PERSISTENCE[this.persistence]}
        ${stored ? `The page uses ${bytesShort(stored.used)} of ${bytesShort(stored.most)} that the browser allows it.` : nothing}
      </p>
      ${
        this.persistence === 'may go' && this.asked
          ? html`<p>
              It was asked and gave no promise. Browsers give it to pages that are installed as an app or often used.
            </p>`
          : nothing
      }
      ${
        this.persistence === 'may go' && !this.asked
          ? html`<div>
              <button type="button" @click=${() => this.act(() => this.ask(), 'Asked the browser.')}>
                Ask the browser to keep it
              </button>
            </div>`
          : nothing
      }`;
  }

  private renderSettings() {
    const { settings } = this;
    if (!settings) return nothing;
    const choice = (name: 'signatures' | 'durability', label: string, values: readonly string[], hint: string) =>
      html`<div class="field">
        <label for=${name}>${label}</label>
        <select
          id=${name}
          aria-describedby="${name}-hint"
          @change=${(event: Event) => this.set({ [name]: (event.target as HTMLSelectElement).value })}
        >
          ${values.map((value) => html`<option value=${value} ?selected=${settings[name] === value}>${value}</option>`)}
        </select>
        <span id="${name}-hint" class="soft small">${hint}</span>
      </div>`;
    return html`<section aria-labelledby="settings">
      <h2 id="settings">How the sandbox behaves</h2>
      ${choice('signatures', 'Signatures of HTTP requests', ['required', 'ignored'], 'required: as AWS. ignored: the access key ID alone says who calls.')}
      <fieldset>
        <legend>Custody of new keys</legend>
        <p class="soft small">Keys that are there stay as they are. Create key can choose another for one key.</p>
        ${CUSTODY_CHOICES.map(
          ({ custody, words }) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="custody"
                value=${custody}
                .checked=${live(custody === settings.custody)}
                @change=${() => this.set({ custody })}
              />${words}</label
            >`,
        )}
        <p class="small">
          <a href=${href(['capabilities'])}>What this browser can do, and what each of them refuses</a>
        </p>
      </fieldset>
      <form class="field" @submit=${this.delay}>
        <label for="delay">Propagation delay in seconds (0 to ${MAX_PROPAGATION_DELAY_SECONDS})</label>
        <div class="row">
          <input
            id="delay"
            name="delay"
            type="number"
            required
            min="0"
            max=${MAX_PROPAGATION_DELAY_SECONDS}
            step="1"
            .value=${String(settings.propagationDelaySeconds)}
            aria-describedby="delay-hint"
          />
          <button type="submit">Set the delay</button>
        </div>
        <span id="delay-hint" class="soft small"
          >How long a grant used without its token, a changed tag or a changed alias takes to count for authorization,
          by the simulated clock. On AWS some seconds, at most five minutes.</span
        >
      </form>
      ${choice('durability', 'Writing to disk', ['relaxed', 'strict'], 'relaxed is fast; strict also survives a loss of power.')}
    </section>`;
  }

  private delay(event: SubmitEvent) {
    event.preventDefault();
    return this.set({ propagationDelaySeconds: Number(new FormData(event.target as HTMLFormElement).get('delay')) });
  }

  private set(change: Partial<Settings>) {
    return this.act(
      async () => (this.settings = await this.context.strongroom.sandbox.settings.set(change)),
      'Setting changed.',
    );
  }

  private reset() {
    return this.act(async () => {
      await this.context.strongroom.sandbox.reset();
      this.dialog.close();
      await this.load();
    }, 'This world is fresh again.');
  }

  private async ask() {
    this.persistence = await askToKeep();
    this.asked = true;
  }

  private shownTime(): Date | undefined {
    if (this.clock === undefined || this.clock.paused || this.clock.advancingTo) return this.clock?.now;
    return new Date(this.clock.now.getTime() + Date.now() - this.readAt);
  }

  private showClock(clock: SandboxClockState) {
    this.clock = clock;
    this.readAt = Date.now();
  }

  private async readClock() {
    try {
      this.showClock(await this.context.strongroom.sandbox.clock.state());
    } catch {
      // A sandbox that cannot be read says so by the page's other calls.
    }
  }

  private async advance(name: string, seconds: number) {
    const advancing = new AbortController();
    this.advancing = advancing;
    const { signal } = advancing;
    await this.act(
      async () => {
        const { clock } = this.context.strongroom.sandbox;
        try {
          await clock.advance(seconds, { signal, onProgress: (state) => this.showClock(state) });
        } catch (error) {
          if (!signal.aborted) throw error;
        }
        await this.readClock();
      },
      () => (signal.aborted ? 'The clock was stopped on the way.' : `The clock went on by ${name.slice(1)}.`),
    );
    if (this.advancing === advancing) this.advancing = undefined;
  }

  private async load(): Promise<void> {
    const { sandbox } = this.context.strongroom;
    try {
      this.storage = await sandbox.storage();
      const [settings, clock] = await Promise.all([sandbox.settings.get(), sandbox.clock.state()]);
      this.settings = settings;
      this.showClock(clock);
      [this.persistence, this.stored] = await Promise.all([persistence(), storedBytes()]);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private async act(work: () => Promise<unknown>, said: string | (() => string)): Promise<void> {
    this.problem = undefined;
    try {
      await work();
      announce(this, typeof said === 'string' ? said : said());
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, this.problem.message, 'assertive');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-settings-page': StrongSettingsPage;
  }
}
