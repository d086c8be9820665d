import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { base, controls } from '../styles/shared.ts';
import { announce } from './announce.ts';
import { TEXTS } from './kit-texts.ts';
import type { Toast, Undo } from './toast.ts';
import './strong-icon.ts';

/** Toasts shown at once; the oldest goes first. */
const MAX_SHOWN = 3;

/** How long a toast is shown, in milliseconds: there is more time to decide about an Undo. */
export interface ToastTimes {
  readonly plainMs: number;
  readonly undoMs: number;
}

/** One toast on the page. */
interface Shown extends Toast {
  readonly id: number;
  /** Its Undo is running. */
  readonly busy?: boolean;
  /** Why its Undo failed. It then stays until it is dismissed. */
  readonly error?: string;
}

/** The timer of one toast. */
interface Timer {
  leftMs: number;
  startedAt: number;
  handle: ReturnType<typeof setTimeout> | undefined;
}

/** What AWS SDKs use as the message of an error to which AWS sends no text. Its name says more. */
const NO_TEXT = 'UnknownError';

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' || error.message === NO_TEXT ? error.name : error.message;
}

/** Shortest time for which a toast stays after a pause. */
const MIN_LEFT_MS = 2000;

/**
 * The confirmations of the page, newest last. They never take the focus. They go by themselves, but not while the
 * pointer or the focus is in them or the page is hidden. It is no live region: `toast` announces the text.
 */
@customElement('strong-toasts')
export class StrongToasts extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: fixed;
        inset-inline-end: 1.5rem;
        bottom: 4rem;
        z-index: 3;
        width: min(26rem, calc(100vw - 2rem));
        pointer-events: none;
      }
      ul {
        display: grid;
        gap: 0.5rem;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        padding: 0.5rem 0.5rem 0.5rem 0.9rem;
        border: 1px solid var(--edge);
        border-left: 4px solid var(--ok);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: var(--float);
        pointer-events: auto;
      }
      li.failed {
        border-color: var(--deny);
      }
      li > strong-icon {
        flex: none;
        color: var(--ok);
      }
      li.failed > strong-icon {
        color: var(--deny);
      }
      p {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      button {
        flex: none;
      }
      @media (prefers-reduced-motion: no-preference) {
        li {
          animation: enter var(--quick) ease-out;
        }
        @keyframes enter {
          from {
            opacity: 0;
            transform: translateY(0.5rem);
          }
        }
      }
      /* Above the navigation at the bottom of a phone. */
      @media (max-width: 46rem) {
        :host {
          inset-inline: 1rem;
          bottom: calc(4.75rem + env(safe-area-inset-bottom));
        }
      }
    `,
  ];

  @property({ attribute: false }) times: ToastTimes = { plainMs: 6000, undoMs: 15_000 };

  @state() private shown: readonly Shown[] = [];

  readonly #timers = new Map<number, Timer>();
  #lastId = 0;
  #holds = { pointer: false, focus: false };
  /** The element that had the focus before it came here. */
  #before: HTMLElement | undefined;

  /** Shows a toast. */
  show(toast: Toast): void {
    this.#lastId += 1;
    const id = this.#lastId;
    for (const { id: old } of this.shown.slice(0, Math.max(0, this.shown.length - MAX_SHOWN + 1))) this.#remove(old);
    this.shown = [...this.shown, { ...toast, id }];
    const leftMs = toast.undo ? this.times.undoMs : this.times.plainMs;
    this.#timers.set(id, { leftMs, startedAt: 0, handle: undefined });
    if (!this.isHeld) this.#start(id);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#update);
    document.addEventListener('focusout', this.#remember, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#update);
    document.removeEventListener('focusout', this.#remember, true);
    for (const id of this.#timers.keys()) this.#stop(id);
  }

  override render() {
    if (this.shown.length === 0) return nothing;
    return html`<section
      aria-label=${TEXTS.toast.region}
      @pointerenter=${() => this.#hold({ pointer: true })}
      @pointerleave=${() => this.#hold({ pointer: false })}
      @focusin=${() => this.#hold({ focus: true })}
      @focusout=${() => this.#hold({ focus: false })}
      @keydown=${this.onKey}
    >
      <ul>
        ${repeat(
          this.shown,
          ({ id }) => id,
          (toast) => this.renderToast(toast),
        )}
      </ul>
    </section>`;
  }

  private renderToast({ id, text, undo, busy = false, error }: Shown) {
    return html`<li data-id=${id} class=${error ? 'failed' : ''}>
      <strong-icon name=${error ? 'warn' : 'check'}></strong-icon>
      <p>${error ?? text}</p>
      ${
        undo && !error
          ? html`<button
              type="button"
              class="undo"
              aria-label=${TEXTS.toast.undoOf(text)}
              aria-disabled=${busy ? 'true' : 'false'}
              @click=${() => this.undo(id, undo)}
            >
              ${TEXTS.toast.undo}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="plain"
        aria-label=${TEXTS.toast.dismiss(error ?? text)}
        @click=${() => this.dismiss(id)}
      >
        <strong-icon name="cross"></strong-icon>
      </button>
    </li>`;
  }

  /** Whether the toasts stay for now. */
  private get isHeld(): boolean {
    return this.#holds.pointer || this.#holds.focus || document.hidden;
  }

  private onKey(event: KeyboardEvent) {
    const id = Number((event.target as Element).closest('li')?.dataset.id);
    if (event.key !== 'Escape' || !id) return;
    event.stopPropagation();
    this.dismiss(id);
  }

  /** Removes a toast. A focus inside it goes to the next toast, or back to where it came from. */
  private dismiss(id: number) {
    const hadFocus = this.shadowRoot?.activeElement?.closest('li')?.dataset.id === String(id);
    this.#remove(id);
    if (!hadFocus) return;
    void this.updateComplete.then(() => {
      const next = this.renderRoot.querySelector<HTMLElement>('li:last-child button');
      if (next) next.focus();
      else {
        this.#hold({ focus: false, pointer: false });
        if (this.#before?.isConnected) this.#before.focus();
      }
    });
  }

  private async undo(id: number, { run, done }: Undo) {
    if (this.shown.find((one) => one.id === id)?.busy) return;
    this.#stop(id);
    this.#change(id, { busy: true });
    try {
      await run();
      this.dismiss(id);
      announce(this, done);
      this.show({ text: done });
    } catch (error) {
      const says = TEXTS.toast.notUndone(reasonOf(error));
      this.#timers.delete(id);
      this.#change(id, { busy: false, error: says });
      announce(this, says, 'assertive');
      await this.updateComplete;
      if (this.#holds.focus) this.renderRoot.querySelector<HTMLElement>(`[data-id="${id}"] button`)?.focus();
    }
  }

  #change(id: number, change: Partial<Shown>) {
    this.shown = this.shown.map((one) => (one.id === id ? { ...one, ...change } : one));
  }

  #remove(id: number) {
    this.#stop(id);
    this.#timers.delete(id);
    this.shown = this.shown.filter((one) => one.id !== id);
    // An element that is removed fires no pointerleave.
    if (this.shown.length === 0) this.#holds = { pointer: false, focus: false };
  }

  #hold(change: Partial<{ pointer: boolean; focus: boolean }>) {
    this.#holds = { ...this.#holds, ...change };
    this.#update();
  }

  /** Starts or stops all timers. */
  readonly #update = (): void => {
    for (const id of this.#timers.keys()) {
      if (this.isHeld) this.#stop(id);
      else this.#start(id);
    }
  };

  #start(id: number) {
    const timer = this.#timers.get(id);
    const isBusy = this.shown.find((one) => one.id === id)?.busy ?? false;
    if (!timer || timer.handle !== undefined || isBusy) return;
    timer.startedAt = performance.now();
    timer.handle = setTimeout(() => this.#remove(id), timer.leftMs);
  }

  #stop(id: number) {
    const timer = this.#timers.get(id);
    if (timer?.handle === undefined) return;
    clearTimeout(timer.handle);
    timer.handle = undefined;
    timer.leftMs = Math.max(MIN_LEFT_MS, timer.leftMs - (performance.now() - timer.startedAt));
  }

  readonly #remember = (event: FocusEvent): void => {
    const [from] = event.composedPath();
    if (from instanceof HTMLElement && !event.composedPath().includes(this)) this.#before = from;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-toasts': StrongToasts;
  }
}
