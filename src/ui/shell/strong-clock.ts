import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChangeNotice, SandboxClockState, Strongroom } from '../../client/strongroom.ts';
import { EverySecond } from '../kit/every-second.ts';
import { moment } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './shell-texts.ts';
import '../kit/strong-icon.ts';

const WORDS = TEXTS.clock;

/** Time without a notice after which the advance of another tab is no longer shown: that tab may have ended. */
const MAX_SILENCE_MS = 15_000;

/** The simulated clock in the header: a button with its time, which opens the controls. These load when they open. */
@customElement('strong-clock')
export class StrongClock extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
      }
      button {
        justify-content: start;
        gap: 0.35rem;
        min-width: 13.75rem;
        min-height: 1.75rem;
        padding: 0;
        border: 0;
        background: none;
        font-variant-numeric: tabular-nums;
      }
      strong-icon {
        color: var(--brass);
      }
      [popover] {
        inset: var(--top, 3rem) auto auto var(--left, 0.5rem);
        width: 30rem;
        max-width: calc(100% - 1rem);
        max-height: calc(100dvh - var(--top, 3rem) - 0.5rem);
        margin: 0;
        padding: 1rem 1.25rem 1.25rem;
        overflow: auto;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
      }
      @media (pointer: coarse) {
        button {
          min-height: var(--target);
        }
      }
    `,
  ];

  @property({ attribute: false }) strongroom!: Strongroom;

  @state() private clock: SandboxClockState | undefined;
  @state() private isOpen = false;
  /** Whether the controls have been opened: they stay, with an advance that they have started. */
  @state() private isLoaded = false;
  @query('button') private button!: HTMLButtonElement;
  @query('[popover]') private panel!: HTMLElement;

  /** Real time at which `clock` was read. A running clock is displayed from there. */
  private readAtMs = 0;
  /** Target of an advance that another tab makes, and the real time of its last notice. */
  private elsewhere: { readonly to: Date; readonly seenAtMs: number } | undefined;
  /** What opened the controls. Undefined: the button. */
  private opener: HTMLElement | undefined;
  private reading: Promise<void> | undefined;
  private isOutdated = false;
  private unsubscribe = () => {};

  constructor() {
    super();
    new EverySecond(this, () => this.requestUpdate());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.subscribe();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('strongroom')) return;
    // Another sandbox has another clock, and controls of its own.
    this.clock = undefined;
    this.elsewhere = undefined;
    this.isLoaded = false;
    this.subscribe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  override render() {
    const { clock } = this;
    const now = this.shownTime();
    const elsewhere = this.advancingElsewhere();
    const mode = (clock?.advancingTo ?? elsewhere) ? 'advancing' : clock?.paused ? 'paused' : 'running';
    return html`<button type="button" popovertarget="panel" aria-haspopup="dialog" aria-expanded=${this.isOpen}>
        <strong-icon name=${mode === 'paused' ? 'pause' : 'clock'}></strong-icon>
        <span class="unseen">${WORDS.label}</span>
        <span>${moment(now)}</span>
        <span class=${mode === 'running' ? 'unseen' : 'soft small'}>${WORDS[mode]}</span>
      </button>
      <div
        id="panel"
        popover
        role="dialog"
        aria-label=${WORDS.label}
        @beforetoggle=${this.onToggle}
        @strong-close=${() => this.panel.hidePopover()}
      >
        ${
          this.isLoaded
            ? html`<strong-clock-popover
                .strongroom=${this.strongroom}
                .clock=${clock}
                .now=${now}
                .elsewhere=${elsewhere}
                ?open=${this.isOpen}
              ></strong-clock-popover>`
            : nothing
        }
      </div>`;
  }

  /** Opens the controls. When they close, the focus returns to `opener`. */
  show(opener: HTMLElement): void {
    this.opener = opener;
    this.panel.showPopover();
  }

  /** Target of an advance that another tab makes. */
  private advancingElsewhere(): Date | undefined {
    const { elsewhere, clock } = this;
    if (elsewhere === undefined || clock?.advancingTo || Date.now() - elsewhere.seenAtMs > MAX_SILENCE_MS)
      return undefined;
    return elsewhere.to;
  }

  private subscribe() {
    this.unsubscribe();
    this.unsubscribe = this.strongroom.onChange(this.onWorldChange);
    void this.read();
  }

  private shownTime(): Date | undefined {
    const { clock } = this;
    if (clock === undefined || clock.paused || clock.advancingTo) return clock?.now;
    return new Date(clock.now.getTime() + Date.now() - this.readAtMs);
  }

  private onToggle({ newState }: ToggleEvent) {
    this.isOpen = newState === 'open';
    if (!this.isOpen) {
      // The browser returns the focus itself, except out of a shadow root inside the popover.
      if (this.panel.contains(this.shadowRoot?.activeElement ?? null)) (this.opener ?? this.button).focus();
      this.opener = undefined;
      return;
    }
    const { left, bottom } = this.button.getBoundingClientRect();
    this.panel.style.setProperty('--top', `${Math.max(bottom, 0) + 4}px`);
    this.panel.style.setProperty('--left', `max(0.5rem, min(${left}px, 100% - 31rem))`);
    void import('../clock/clock-popover.ts').then(() => (this.isLoaded = true));
  }

  private readonly onWorldChange = ({ changes, advance }: ChangeNotice) => {
    if (advance) {
      this.elsewhere = advance.isOver ? undefined : { to: advance.to, seenAtMs: Date.now() };
      this.requestUpdate();
    }
    if (changes === 'all' || changes?.some(({ store }) => store === 'world')) void this.read();
  };

  /** Reads the clock again. During an advance each commit changes it: one read at a time. */
  private read(): Promise<void> {
    this.isOutdated = true;
    this.reading ??= this.readUntilCurrent().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readUntilCurrent() {
    try {
      while (this.isOutdated) {
        this.isOutdated = false;
        this.clock = await this.strongroom.sandbox.clock.state();
        this.readAtMs = Date.now();
      }
    } catch {
      // The header says why storage or the worker fails. The last time stays.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-clock': StrongClock;
  }
}
