import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { href } from './router.ts';
import type { CallRecord } from './call-recorder.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './call-texts.ts';
import type { Problem } from './problem.ts';
import { sandboxExpression } from './shown-sandbox.ts';
import { base, controls } from '../styles/shared.ts';
import './strong-call.ts';
import '../kit/strong-copy.ts';
import './strong-problem.ts';

/** Asks for the calls of the code. */
export const RUN_SNIPPET = typedEvent('strong-run');

/**
 * AWS SDK code, and a button that asks for its calls: fires `strong-run`. The result is set as `calls`, `printed` and
 * `problem`.
 */
@customElement('strong-snippet')
export class StrongSnippet extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .lead {
        max-width: 68ch;
        margin-bottom: 1rem;
      }
      pre {
        padding: 1rem;
        border: 1px solid var(--line);
        background: var(--raised);
        line-height: 1.7;
        white-space: pre;
        overflow-x: auto;
      }
      .row {
        margin: 0.75rem 0;
      }
      .printed {
        padding: 0.5rem 0.75rem;
        background: var(--sunken);
      }
    `,
  ];

  /** The code. It is shown for the sandbox of the tab: `strongroom` in it is the default one. */
  @property() code = '';
  @property({ attribute: false }) calls: readonly CallRecord[] = [];
  /** The output of the code; undefined until its calls were run. */
  @property({ attribute: false }) printed: string | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  @property({ type: Boolean }) busy = false;

  override render() {
    const code = this.code.replace('strongroom.requestHandler', `${sandboxExpression()}.requestHandler`);
    return html`<p class="lead">${TEXTS.snippet.lead(href(['library']))}</p>
      <pre tabindex="0" role="region" aria-label=${TEXTS.snippet.code}>${code}</pre>
      <div class="row">
        <button type="button" aria-disabled=${this.busy ? 'true' : 'false'} @click=${() => RUN_SNIPPET.dispatch(this)}>
          ${this.busy ? TEXTS.snippet.running : TEXTS.snippet.run}
        </button>
        <strong-copy .text=${code} what=${TEXTS.snippet.copied}></strong-copy>
      </div>
      ${this.calls.map((call) => html`<strong-call .call=${call}></strong-call>`)}
      ${this.printed === undefined ? nothing : this.renderOutput(this.printed)}
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}`;
  }

  private renderOutput(printed: string) {
    return html`<p class="row">${TEXTS.snippet.output(html`<output class="printed mono">${printed}</output>`)}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-snippet': StrongSnippet;
  }
}
