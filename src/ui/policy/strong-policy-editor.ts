import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { encodeUtf8 } from '../../base/bytes.ts';
import type { PolicyFinding } from '../../model/policy-check.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { Placed } from './policy-findings.ts';
import type { Nameable } from '../policy-text/policy-vocabulary.ts';
import { base, controls } from '../styles/shared.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { CHANGE_DRAFT } from './policy-draft.ts';
import { TEXTS } from './policy-editor-texts.ts';
import { CREATE_PRINCIPAL, type APPLY_FIX, type GO_TO_FINDING, type ListedFinding } from './strong-findings.ts';
import type { CHANGE_TEXT, StrongPolicyCode } from './strong-policy-code.ts';

/** A text and its findings. */
export interface CheckedText {
  readonly text: string;
  readonly findings: readonly PolicyFinding[];
}

/** From this part of the maximum size the meter warns, and a hint names alternatives. */
const NEARLY_FULL = 0.8;

/** The lines of the text field that is shown until the editor is loaded. */
const ROWS = 18;

/**
 * Edits a key policy as JSON, and shows its size and its findings with their lines and fixes. Fires `strong-draft` at
 * each change, and `strong-principal` to create a principal that the policy names.
 */
@customElement('strong-policy-editor')
export class StrongPolicyEditor extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        min-width: 0;
      }
      textarea {
        min-height: 22rem;
      }
      .meter {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
      }
      meter {
        width: 8rem;
        height: 0.75rem;
      }
      .over {
        color: var(--deny);
        font-weight: 600;
      }
    `,
  ];

  @property() text = '';
  /** The newest findings. While they are about an older text, the list stays as it is; undefined empties it. */
  @property({ attribute: false }) checked: CheckedText | undefined;
  @property({ attribute: false }) nameable: Nameable = { principals: [], accounts: [] };
  /** Read-only. */
  @property({ type: Boolean }) locked = false;

  @state() private tools: Pick<typeof import('./policy-findings.ts'), 'jsonFindings' | 'placed'> | undefined;
  /** The editor could not be loaded, so the text field stays. */
  @state() private plain = false;
  @state() private placed: readonly Placed[] | undefined;
  @query('strong-policy-code') private code!: StrongPolicyCode | null;

  /** The text that `placed` is about. */
  #about = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.loadTools();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.tools || !(changed.has('text') || changed.has('checked') || changed.has('tools'))) return;
    const broken = this.tools.jsonFindings(this.text);
    const fresh = this.checked?.text === this.text;
    if (broken.length === 0 && !fresh) {
      if (this.checked === undefined) this.placed = undefined;
      return;
    }
    this.placed = broken.length > 0 ? broken : this.tools.placed(this.text, this.checked?.findings ?? []);
    this.#about = this.text;
  }

  override render() {
    const max = QUOTAS.policyBytes;
    const bytes = encodeUtf8(this.text).length;
    const listed: readonly ListedFinding[] = this.placed ?? this.checked?.findings ?? [];
    return html`${this.tools ? this.renderCode() : this.renderField()}
      <div class="meter small">
        <meter aria-label=${TEXTS.meter} max=${max} high=${max * NEARLY_FULL} .value=${Math.min(bytes, max)}></meter>
        <span class=${bytes > max ? 'over' : ''}
          >${bytes > max ? TEXTS.tooManyBytes(bytes, max) : TEXTS.bytes(bytes, max)}</span
        >
        <span class="soft" role="status">${this.verdict(listed)}</span>
      </div>
      ${bytes > max * NEARLY_FULL ? html`<p class="small">${TEXTS.nearlyFull(max)}</p>` : nothing}
      <strong-findings
        ?hidden=${listed.length === 0}
        .findings=${listed}
        @strong-go=${this.go}
        @strong-mend=${this.mend}
        @strong-principal=${({ detail }: EventOf<typeof CREATE_PRINCIPAL>) => CREATE_PRINCIPAL.dispatch(this, detail)}
      ></strong-findings>`;
  }

  private renderCode() {
    return html`<strong-policy-code
      .text=${this.text}
      .findings=${this.placed ?? []}
      .nameable=${this.nameable}
      ?locked=${this.locked}
      @strong-text=${({ detail }: EventOf<typeof CHANGE_TEXT>) => this.tell(detail.text)}
    ></strong-policy-code>`;
  }

  private renderField() {
    return html`<label for="policy">${this.plain ? TEXTS.plainLabel : TEXTS.label}</label>
      <textarea
        id="policy"
        class="code"
        spellcheck="false"
        rows=${ROWS}
        .value=${this.text}
        ?readonly=${this.locked}
        @input=${(event: InputEvent) => this.tell((event.target as HTMLTextAreaElement).value)}
      ></textarea>`;
  }

  private verdict(listed: readonly ListedFinding[]): string {
    if (this.placed === undefined && this.checked === undefined) return TEXTS.validating;
    return listed.length === 0 ? TEXTS.noFindings : TEXTS.findings(listed.length);
  }

  /** Loads the editor. It takes over what was typed meanwhile. */
  private async loadTools(): Promise<void> {
    if (this.tools) return;
    try {
      const { jsonFindings, placed } = await import('./policy-findings.ts');
      await import('./strong-policy-code.ts');
      const typing = this.renderRoot.querySelector('textarea')?.matches(':focus') === true;
      this.tools = { jsonFindings, placed };
      await this.updateComplete;
      if (typing) this.code?.goTo(this.text.length);
    } catch {
      this.plain = true;
    }
  }

  private tell(text: string) {
    this.text = text;
    CHANGE_DRAFT.dispatch(this, { text });
  }

  private go({ detail: { index } }: EventOf<typeof GO_TO_FINDING>) {
    const found = this.placed?.[index];
    if (found) this.code?.goTo(found.from);
  }

  private mend({ detail: { index } }: EventOf<typeof APPLY_FIX>) {
    const fix = this.placed?.[index]?.fix;
    if (fix && this.#about === this.text) this.code?.change(fix.change);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-editor': StrongPolicyEditor;
  }
}
