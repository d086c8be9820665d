/** Base class of the tabs on the page of a key. */
import { consume } from '@lit/context';
import { Task } from '@lit/task';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { InputOf, OperationName, OutputOf } from '../../model/operations.ts';
import { announce } from '../kit/announce.ts';
import { isFocusLost } from '../kit/is-focus-lost.ts';
import type { Undo } from '../kit/toast.ts';
import { skeleton, skeletonStyles, type SkeletonShape } from '../kit/skeleton.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { outputOf } from './call-recorder.ts';
import { toastOfKey } from './key-toast.ts';
import type { KeyView } from './key-view.ts';
import { PAGE_CONTEXT, type PageContext } from './page-context.ts';
import { TEXTS } from './page-texts.ts';
import { problemOf, type Problem } from './problem.ts';
import { base, controls, tables } from '../styles/shared.ts';
import './strong-problem.ts';

/** Tells the page that a tab changed the key. The page loads the key again and sets it on the tab. */
export const KEY_CHANGED = typedEvent('strong-key-changed', { bubbles: true, composed: true });

/**
 * A tab of a key, with the attribute `loading` until it has its content. The page sets the key; the tab loads the rest
 * whenever key or context change, and shows errors. The page creates a new element for another key or context, so that
 * data of one key is never shown for another.
 */
export abstract class StrongKeyTab extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    skeletonStyles,
    css`
      .stack,
      .stack > form,
      .stack > section,
      .stack > .wide {
        width: 100%;
      }
      section {
        margin-top: 1rem;
      }
      strong-problem {
        margin-block: 0;
      }
      [tabindex='-1']:focus {
        outline: none;
      }
      .row input {
        flex: 1 1 14rem;
        max-width: 34rem;
      }
      dd.mono {
        display: flex;
        align-items: center;
        gap: 0.25rem;
      }
    `,
  ];

  /** Of the moment in which the tab was created: the page creates a new one for another context. */
  @consume({ context: PAGE_CONTEXT })
  @property({ attribute: false })
  context!: PageContext;
  @property({ attribute: false }) key!: KeyView;
  /** Name of the key in confirmations. Empty: its ID. */
  @property() keyName = '';

  /** The shape of the content, while it loads. */
  protected readonly shape: SkeletonShape = 'facts';

  @state() protected problem: Problem | undefined;
  @state() private loaded = false;

  readonly #loading = new Task(this, {
    args: () => [this.key, this.context] as const,
    task: () => this.load(),
    onComplete: (put) => {
      put();
      this.loaded = true;
      requestAnimationFrame(() => this.#keepFocus());
    },
    onError: (error) => (this.problem = problemOf(error)),
  });
  /** The surroundings of the element that had the focus when an action began. */
  #place: Element | undefined;

  protected override willUpdate(_changed: PropertyValues): void {
    this.toggleAttribute('loading', !this.loaded && !this.problem);
  }

  protected override updated(changed: PropertyValues): void {
    // The button may be far below the error, which is at the top.
    const shown = changed.has('problem') ? this.renderRoot.querySelector('strong-problem') : null;
    void shown?.updateComplete.then(() => shown.scrollIntoView({ block: 'nearest' }));
  }

  override render(): TemplateResult {
    return html`<div class="stack" @input=${this.clearProblem}>
      ${this.problem ? html`<strong-problem .problem=${this.problem}>${this.renderRemedy()}</strong-problem>` : nothing}
      ${this.loaded ? this.renderContent() : this.problem ? nothing : skeleton(this.shape, 6)}
    </div>`;
  }

  /** An error belongs to the values that were sent: it is removed when they change. */
  protected clearProblem(): void {
    if (this.loaded) this.problem = undefined;
  }

  /** Renders the tab after it is loaded. */
  protected abstract renderContent(): TemplateResult;

  /** Renders buttons that resolve the problem. */
  protected renderRemedy(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** Loads what the tab shows in addition to the key. Returns a function that shows it. */
  protected load(): Promise<() => void> {
    return Promise.resolve(() => undefined);
  }

  /** Loads again. */
  protected async look(): Promise<void> {
    await this.#loading.run();
  }

  /** The output of a read-only call on this key. Throws as outputOf does. */
  protected async ask<N extends OperationName>(operation: N, input: Omit<InputOf<N>, 'KeyId'>): Promise<OutputOf<N>> {
    return outputOf(await this.context.kms.call(operation, this.#ofThisKey(operation, input)));
  }

  /** Calls `operation` on this key, as `run` does. */
  protected act<N extends OperationName>(
    operation: N,
    input: Omit<InputOf<N>, 'KeyId'>,
    said: string,
    undo?: Undo,
  ): Promise<boolean> {
    return this.run(operation, this.#ofThisKey(operation, input), said, undo);
  }

  /** Calls `operation`, confirms with `said`, and tells the page. Returns true on success. */
  protected run<N extends OperationName>(operation: N, input: InputOf<N>, said: string, undo?: Undo): Promise<boolean> {
    return this.attempt(async () => outputOf(await this.context.kms.call(operation, input)), said, undo);
  }

  /** The reverse of an action on this key: a call as the same caller. `done` is what is true afterwards. */
  protected undoBy<N extends OperationName>(operation: N, input: InputOf<N>, done: string): Undo {
    const { kms } = this.context;
    return { run: async () => outputOf(await kms.call(operation, input)), done };
  }

  /** Runs `what`, confirms with `said`, and tells the page. Returns true on success. */
  protected async attempt(what: () => Promise<unknown>, said: string, undo?: Undo): Promise<boolean> {
    this.problem = undefined;
    this.#place = this.shadowRoot?.activeElement?.closest('section, form, dd, .stack') ?? undefined;
    try {
      await what();
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, TEXTS.problem.announcement(this.problem.name, this.problem.message), 'assertive');
      return false;
    }
    toastOfKey(this, this.keyName || this.key.KeyId, said, undo);
    KEY_CHANGED.dispatch(this);
    return true;
  }

  /** An action can remove or disable its own button: the focus then moves to the surroundings, not to the top of the document. */
  #keepFocus(): void {
    const place = this.#place;
    this.#place = undefined;
    if (!place || !isFocusLost()) return;
    const near = place.isConnected ? (place.querySelector('h2') ?? place) : this.renderRoot.querySelector('.stack');
    near?.setAttribute('tabindex', '-1');
    (near as HTMLElement | null)?.focus({ preventScroll: true });
  }

  #ofThisKey<N extends OperationName>(_operation: N, input: Omit<InputOf<N>, 'KeyId'>): InputOf<N> {
    return { KeyId: this.key.KeyId, ...input };
  }
}
