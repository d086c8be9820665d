import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { jsonOf } from '../page/input-json.ts';
import type { GeneratedPolicy } from './generate-policy.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { WORDS as COMMON } from '../kit/kit-texts.ts';
import { TEXTS } from './directory-texts.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../policy-text/strong-policy-diff.ts';

/** The element was opened, or asks for another policy: set `generated`. */
export const GENERATE_POLICY = typedEvent<{ readonly consoleReads: boolean }>('strong-wanted');

/** The person replaces the identity policies with the generated one. */
export const TAKE_POLICY = typedEvent<{ readonly document: PolicyDocument }>('strong-take');

const WORDS = TEXTS.generated;

/**
 * A least-privilege policy that was generated from activity, compared with the current one. Dispatches GENERATE_POLICY
 * when it is opened, and TAKE_POLICY.
 */
@customElement('strong-least-privilege-policy')
export class StrongLeastPrivilegePolicy extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      summary {
        min-height: var(--target);
        align-content: center;
        cursor: pointer;
      }
      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
        padding-block: 0.25rem 0.75rem;
      }
      pre {
        padding: 0.75rem;
        max-height: 24rem;
        overflow: auto;
        background: var(--sunken);
      }
    `,
  ];

  /** Whether the reads of the console count. */
  @state() private includeReads = false;
  @property({ attribute: false }) generated: GeneratedPolicy | undefined;
  /** The current identity policies. */
  @property({ attribute: false }) present: readonly PolicyDocument[] = [];
  /** Names of groups whose policies also apply. */
  @property({ attribute: false }) groups: readonly string[] = [];

  override render() {
    return html`<details @toggle=${this.onToggle}>
      <summary>${WORDS.heading}</summary>
      <div class="stack">
        ${
          this.generated
            ? this.renderGenerated(this.generated)
            : html`<p class="soft" role="status">${WORDS.loading}</p>`
        }
      </div>
    </details>`;
  }

  private renderGenerated({ document, calls, needed, denied, unrecorded, ...left }: GeneratedPolicy) {
    const { consoleReads, inexpressible } = left;
    const old = html`${unrecorded > 0 ? html`<p>${WORDS.unrecorded(unrecorded)}</p>` : nothing}
      ${inexpressible > 0 ? html`<p>${WORDS.inexpressible(inexpressible)}</p>` : nothing}
      ${consoleReads > 0 && !this.includeReads ? html`<p>${WORDS.consoleReads(consoleReads)}</p>` : nothing}
      <label class="small"
        ><input type="checkbox" .checked=${this.includeReads} @change=${this.onIncludeReads} />
        ${WORDS.includeConsoleReads}</label
      >`;
    if (!document)
      return html`<p class="none">${calls === 0 ? WORDS.noActivity : WORDS.notNeeded(calls - unrecorded)}</p>
        ${old}`;
    const [only] = this.present;
    const json = jsonOf(document);
    return html`<p>
        ${denied > 0 ? WORDS.neededAndDenied(calls, needed, denied) : WORDS.needed(calls, needed)} ${WORDS.limits}
        ${this.groups.length > 0 ? WORDS.groups(this.groups) : ''}
      </p>
      ${old}
      <pre tabindex="0" role="region" aria-label=${WORDS.label}>${json}</pre>
      ${
        only && this.present.length === 1
          ? html`<details>
              <summary>${WORDS.compare}</summary>
              <strong-policy-diff .old=${jsonOf(only)} .now=${json} label=${WORDS.diff}></strong-policy-diff>
            </details>`
          : nothing
      }
      <div class="row">
        <button type="button" class="take" @click=${() => this.take(document)}>${WORDS.take}</button>
        <strong-copy .text=${json} what=${WORDS.copyWhat} words=${COMMON.copy}></strong-copy>
      </div>
      <p class="soft small">${WORDS.hint}</p>`;
  }

  private onToggle(event: Event) {
    // The nested details dispatch toggle too.
    if (event.target === event.currentTarget && (event.target as HTMLDetailsElement).open)
      GENERATE_POLICY.dispatch(this, { consoleReads: this.includeReads });
  }

  private onIncludeReads(event: Event) {
    this.includeReads = (event.target as HTMLInputElement).checked;
    GENERATE_POLICY.dispatch(this, { consoleReads: this.includeReads });
  }

  private take(document: PolicyDocument) {
    TAKE_POLICY.dispatch(this, { document });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-least-privilege-policy': StrongLeastPrivilegePolicy;
  }
}
