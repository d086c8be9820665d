/** What the tabs of a key's page share. */
import { Task } from '@lit/task';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { InputOf, OperationName, OutputOf } from '../../model/operations.ts';
import { announce } from '../kit/announce.ts';
import { outputOf } from './call-recorder.ts';
import type { KeyView } from './key-view.ts';
import type { PageContext } from './page-context.ts';
import { problemOf, type Problem } from './problem.ts';
import { base, controls, tables } from '../styles/shared.ts';
import './strong-problem.ts';

/** The event by which a tab tells the page that the key is not what it was; the page looks again and hands down the new key. */
export const KEY_CHANGED = 'strong-key-changed';

/**
 * One tab of a key: gets the key from the page, loads the rest itself whenever the key or who looks at it is another, and shows what went wrong.
 * The page makes a new element for another key, so nothing of one key can stand under the name of another.
 */
export abstract class StrongKeyTab extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
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

  @property({ attribute: false }) context!: PageContext;
  @property({ attribute: false }) key!: KeyView;

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
  /** Around what had the focus when something was done. */
  #place: Element | undefined;

  protected override updated(changed: PropertyValues): void {
    // What was pressed may stand far below: an error above the fold would go unseen.
    const shown = changed.has('problem') ? this.renderRoot.querySelector('strong-problem') : null;
    void shown?.updateComplete.then(() => shown.scrollIntoView({ block: 'nearest' }));
  }

  override render(): TemplateResult {
    return html`<div class="stack" @input=${this.clearProblem}>
      ${this.problem ? html`<strong-problem .problem=${this.problem}>${this.renderRemedy()}</strong-problem>` : nothing}
      ${this.loaded ? this.renderContent() : this.problem ? nothing : html`<p class="soft">Loading…</p>`}
    </div>`;
  }

  /** An error is about what was sent: it goes when something else is typed. */
  protected clearProblem(): void {
    if (this.loaded) this.problem = undefined;
  }

  /** The tab, once it is loaded. */
  protected abstract renderContent(): TemplateResult;

  /** What the problem offers to do about itself. */
  protected renderRemedy(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** Fetches what the tab shows beside the key, and gives back what puts it in its place. */
  protected load(): Promise<() => void> {
    return Promise.resolve(() => undefined);
  }

  /** Loads again. */
  protected async look(): Promise<void> {
    await this.#loading.run();
  }

  /** The output of a call that only reads. Throws as outputOf does. */
  protected async ask<N extends OperationName>(operation: N, input: Omit<InputOf<N>, 'KeyId'>): Promise<OutputOf<N>> {
    return outputOf(await this.context.kms.call(operation, this.#ofThisKey(operation, input)));
  }

  /** A call on this key, as `run` makes it. */
  protected act<N extends OperationName>(
    operation: N,
    input: Omit<InputOf<N>, 'KeyId'>,
    said: string,
  ): Promise<boolean> {
    return this.run(operation, this.#ofThisKey(operation, input), said);
  }

  /** Calls, says what happened, and has the page look again. True when it succeeded. */
  protected run<N extends OperationName>(operation: N, input: InputOf<N>, said: string): Promise<boolean> {
    return this.attempt(async () => outputOf(await this.context.kms.call(operation, input)), said);
  }

  /** Does `what`, says what happened, and has the page look again. True when it succeeded. */
  protected async attempt(what: () => Promise<unknown>, said: string): Promise<boolean> {
    this.problem = undefined;
    this.#place = this.shadowRoot?.activeElement?.closest('section, form, dd, .stack') ?? undefined;
    try {
      await what();
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, `${this.problem.name}. ${this.problem.message}`, 'assertive');
      return false;
    }
    announce(this, said);
    this.dispatchEvent(new CustomEvent(KEY_CHANGED, { bubbles: true, composed: true }));
    return true;
  }

  /** What was pressed may be gone by what it did: the focus then goes to its surroundings, not to the top of the document. */
  #keepFocus(): void {
    const place = this.#place;
    this.#place = undefined;
    if (!place || document.activeElement !== document.body) return;
    const near = place.isConnected ? (place.querySelector('h2') ?? place) : this.renderRoot.querySelector('.stack');
    near?.setAttribute('tabindex', '-1');
    (near as HTMLElement | null)?.focus({ preventScroll: true });
  }

  #ofThisKey<N extends OperationName>(_operation: N, input: Omit<InputOf<N>, 'KeyId'>): InputOf<N> {
    return { KeyId: this.key.KeyId, ...input };
  }
}
