import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AdvanceOptions, SandboxClock, SandboxClockState, Strongroom } from '../../client/strongroom.ts';
import { announce } from '../kit/announce.ts';
import { moment } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { FollowingController } from '../page/following-controller.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './clock-texts.ts';
import { loadTasks, type ClockTasks } from './load-tasks.ts';
import './strong-task-list.ts';
import '../kit/strong-icon.ts';
import '../page/strong-problem.ts';

/** Fired when the popover is to be closed. */
const CLOSE = typedEvent('strong-close', { bubbles: true, composed: true });

/** How far each button advances the clock, in seconds. */
const ADVANCE_SECONDS = { hour: 3600, day: 86_400, month: 30 * 86_400, year: 365 * 86_400 } as const;
type Step = keyof typeof ADVANCE_SECONDS;
const STEPS = Object.keys(ADVANCE_SECONDS) as Step[];

const MINUTE_MS = 60_000;

/** Formats a time for a field in the device's time zone: `2026-11-26T10:30:00`. */
function local(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 19);
}

/**
 * The controls of the simulated clock, its upcoming tasks, and the last that ran. The owner supplies the time, and sets
 * `open` while they are visible. Fires `strong-close`.
 */
@customElement('strong-clock-popover')
export class StrongClockPopover extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 1rem;
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: start;
        gap: 1rem;
      }
      h2:focus {
        outline: none;
      }
      #now {
        font-variant-numeric: tabular-nums;
      }
      /* The button goes below the field where the field would clip its own text. */
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.5rem;
        min-width: 0;
      }
      form label,
      form .error {
        flex: 1 0 100%;
      }
      #at {
        flex: 1 0 auto;
        width: auto;
        min-width: 0;
        max-width: 100%;
      }
      .error {
        color: var(--deny);
      }
      fieldset .row {
        gap: 0.5rem;
        margin-top: 0.25rem;
      }
      progress {
        flex: 1 1 10rem;
        height: 0.75rem;
        accent-color: var(--brass);
      }
      section {
        display: grid;
        gap: 0.25rem;
      }
      strong-problem {
        margin-block: 0;
      }
    `,
  ];

  @property({ attribute: false }) strongroom!: Strongroom;
  @property({ attribute: false }) clock: SandboxClockState | undefined;
  /** The simulated time to show: that of `clock`, and the time passed since it was read. */
  @property({ attribute: false }) now: Date | undefined;
  /** Target of an advance that another tab makes. */
  @property({ attribute: false }) elsewhere: Date | undefined;
  @property({ type: Boolean }) open = false;

  @state() private tasks: ClockTasks | undefined;
  @state() private problem: Problem | undefined;
  @state() private isTimeMissing = false;
  /** Whether the field has a time that the visitor chose. Until then it offers that of the clock. */
  private isChosen = false;
  /** Stops the advance that was started here. */
  @state() private advancing: AbortController | undefined;
  /** State of the clock during that advance, and when it began. */
  @state() private progress: SandboxClockState | undefined;
  private startedAt = 0;
  /** Target of the advance in progress, in milliseconds since 1970. */
  private shownTarget: number | undefined;
  @query('h2') private heading!: HTMLElement;
  @query('input') private field!: HTMLInputElement;

  constructor() {
    super();
    new FollowingController(this, {
      strongroom: () => this.strongroom,
      stores: ['keys', 'grants', 'endedGrants', 'world'],
      onChange: () => void this.load(),
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('open') && this.open) void this.load();
    if (changed.has('strongroom')) this.isChosen = false;
    // Not started here: where it began is not known, so its progress is shown from here on.
    const target = this.target()?.getTime();
    if (target !== this.shownTarget && !this.advancing) this.startedAt = this.now?.getTime() ?? 0;
    this.shownTarget = target;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open) this.heading.focus();
    // A field with the focus stays as it is: its picker may be open.
    const hasFocus = this.shadowRoot?.activeElement === this.field;
    if (changed.has('now') && this.field.value !== '' && !hasFocus) this.fill();
  }

  override render() {
    const clock = this.progress ?? this.clock;
    const time = html`<b>${moment(this.progress?.now ?? this.now)}</b>`;
    const busy = this.advancing ? 'true' : 'false';
    return html`<header>
        <div>
          <h2 tabindex="-1">${TEXTS.heading}</h2>
          <p id="now">
            ${this.target() ? TEXTS.advancing(time) : clock?.paused ? TEXTS.paused(time) : TEXTS.now(time)}
          </p>
        </div>
        <button type="button" id="close" class="plain" aria-label=${WORDS.close} @click=${() => CLOSE.dispatch(this)}>
          <strong-icon name="cross"></strong-icon>
        </button>
      </header>
      <p class="soft small">${TEXTS.hint}</p>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <div class="row">
        ${
          clock?.paused
            ? html`<button type="button" id="resume" @click=${this.resume}>${TEXTS.resume}</button>`
            : html`<button type="button" id="pause" @click=${this.pause}>${TEXTS.pause}</button>`
        }
        <button type="button" id="jump" aria-disabled=${busy} @click=${this.jump}>${TEXTS.jump}</button>
      </div>
      <fieldset>
        <legend>${TEXTS.advanceBy}</legend>
        <div class="row">
          ${STEPS.map((step) => html`<button type="button" data-step=${step} aria-disabled=${busy} @click=${() => this.advance(step)}>${TEXTS.advance[step]}</button>`)}
        </div>
      </fieldset>
      <form novalidate @submit=${this.set}>
        <label for="at">${TEXTS.setTo}</label>
        <input
          id="at"
          type="datetime-local"
          step="1"
          aria-invalid=${this.isTimeMissing ? 'true' : 'false'}
          aria-describedby="missing"
          @focus=${this.fill}
          @input=${() => (this.isChosen = this.field.value !== '')}
        />
        <button type="submit" aria-disabled=${busy}>${TEXTS.set}</button>
        <span id="missing" class="error small" ?hidden=${!this.isTimeMissing}>${TEXTS.timeMissing}</span>
      </form>
      ${this.renderProgress()}
      <strong-task-list
        .now=${this.progress?.now ?? this.now}
        .upcoming=${this.tasks?.upcoming}
        ?more=${this.tasks?.more ?? false}
        .ran=${this.tasks?.ran}
        @click=${this.onLink}
      ></strong-task-list>`;
  }

  /** Target of the advance in progress, here or in another tab. */
  private target(): Date | undefined {
    return (this.progress ?? this.clock)?.advancingTo ?? this.elsewhere;
  }

  private renderProgress() {
    const now = this.progress?.now ?? this.now;
    const target = this.target();
    if (now === undefined || target === undefined) return nothing;
    const total = target.getTime() - this.startedAt;
    const isElsewhere = !this.advancing && target === this.elsewhere;
    const text = (isElsewhere ? TEXTS.progressElsewhere : TEXTS.progress)(moment(target));
    return html`<div class="row" id="progress">
      <progress
        max="1"
        .value=${total > 0 ? (now.getTime() - this.startedAt) / total : 1}
        aria-label=${text}
      ></progress>
      ${this.advancing ? html`<button type="button" id="stop" @click=${() => this.advancing?.abort()}>${TEXTS.stop}</button>` : nothing}
      <span class="small" role="status">${text}</span>
    </div>`;
  }

  private readonly resume = () =>
    this.act(async () => {
      await this.strongroom.sandbox.clock.run();
      return TEXTS.resumedDone;
    });

  private readonly pause = () =>
    this.act(async () => {
      await this.strongroom.sandbox.clock.pause();
      return TEXTS.pausedDone;
    });

  private readonly jump = () => {
    if (this.advancing) return undefined;
    return this.act(async () => {
      const reached = await this.strongroom.sandbox.clock.advanceToNext();
      return reached ? TEXTS.jumped(moment(reached)) : TEXTS.noTask;
    });
  };

  private advance(step: Step) {
    return this.observe(async (clock, options) => {
      await clock.advance(ADVANCE_SECONDS[step], options);
      return TEXTS.advanced[step];
    });
  }

  /** Offers the shown time to start from, unless the visitor has chosen one. */
  private readonly fill = () => {
    if (!this.isChosen && this.now) this.field.value = local(this.now);
  };

  private readonly set = (event: SubmitEvent) => {
    event.preventDefault();
    const at = new Date(this.field.value);
    this.isTimeMissing = Number.isNaN(at.getTime());
    if (this.isTimeMissing) {
      this.field.focus();
      return undefined;
    }
    return this.observe(async (clock, options) => {
      const reached = await clock.set(at, options);
      this.isChosen = false;
      return TEXTS.setDone(moment(reached));
    });
  };

  /** Runs an advance with its progress. One at a time: what is pressed meanwhile does nothing. */
  private async observe(work: (clock: SandboxClock, options: AdvanceOptions) => Promise<string>) {
    if (this.advancing) return;
    const { signal } = (this.advancing = new AbortController());
    this.startedAt = this.now?.getTime() ?? 0;
    const onProgress = (progress: SandboxClockState) => {
      if (this.advancing?.signal === signal) this.progress = progress;
    };
    await this.act(async () => {
      try {
        return await work(this.strongroom.sandbox.clock, { signal, onProgress });
      } catch (error) {
        if (!signal.aborted) throw error;
        return TEXTS.stopped;
      }
    });
    const hadFocus = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement?.id === 'stop';
    this.advancing = undefined;
    this.progress = undefined;
    if (hadFocus) this.heading.focus();
  }

  /** Runs `work`, announces the text that it resolves to, and loads the tasks again. */
  private async act(work: () => Promise<string>): Promise<void> {
    this.problem = undefined;
    try {
      const done = await work();
      announce(this, done);
      await this.load();
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, this.problem.message, 'assertive');
    }
  }

  /** A link leads to another page: the popover would cover it. */
  private readonly onLink = (event: Event) => {
    const isLink = event.composedPath().some((target) => target instanceof HTMLAnchorElement);
    if (isLink) CLOSE.dispatch(this);
  };

  private async load(): Promise<void> {
    if (!this.open) return;
    try {
      this.tasks = await loadTasks(this.strongroom.sandbox);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-clock-popover': StrongClockPopover;
  }
}
