import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { encodeUtf8 } from '../../base/bytes.ts';
import type { PolicyFinding } from '../../model/policy-check.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { Placed } from './policy-findings.ts';
import type { Nameable } from '../policy-text/policy-vocabulary.ts';
import { count } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import type { FindingEvent, ListedFinding, PrincipalEvent } from './strong-findings.ts';
import type { StrongPolicyCode, TextEvent } from './strong-policy-code.ts';
import './strong-findings.ts';

/** What `strong-draft` carries. */
export type DraftEvent = CustomEvent<{ readonly text: string }>;

/** What was found about a text. */
export interface CheckedText {
  readonly text: string;
  readonly findings: readonly PolicyFinding[];
}

/** From this part of the bytes on the meter warns, and says what AWS advises. */
const NEARLY = 0.8;

/** A plain field of this many lines stands there until the editor is loaded. */
const ROWS = 18;

/**
 * A key policy as JSON, to change: editor, meter of its bytes, and what was found, each with its line and, where there is one, the change that mends it.
 * Fires `strong-draft` with the text at each change, and `strong-principal` to have somebody made whom the policy names.
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
  /** What was found about a text; while that is an older one the findings stay as they are. */
  @property({ attribute: false }) checked: CheckedText | undefined;
  @property({ attribute: false }) nameable: Nameable = { principals: [], accounts: [] };
  /** To read alone. */
  @property({ type: Boolean }) locked = false;

  @state() private tools: Pick<typeof import('./policy-findings.ts'), 'jsonFindings' | 'placed'> | undefined;
  /** The editor could not be loaded: the plain field stays. */
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
    if (broken.length === 0 && !fresh) return;
    this.placed = broken.length > 0 ? broken : this.tools.placed(this.text, this.checked?.findings ?? []);
    this.#about = this.text;
  }

  override render() {
    const bytes = encodeUtf8(this.text).length;
    const listed: readonly ListedFinding[] = this.placed ?? this.checked?.findings ?? [];
    return html`${this.tools ? this.renderCode() : this.renderField()}
      <div class="meter small">
        <meter
          aria-label="Bytes used"
          max=${QUOTAS.policyBytes}
          high=${QUOTAS.policyBytes * NEARLY}
          .value=${Math.min(bytes, QUOTAS.policyBytes)}
        ></meter>
        <span class=${bytes > QUOTAS.policyBytes ? 'over' : ''}
          >${count(bytes)} of ${count(QUOTAS.policyBytes)} bytes${bytes > QUOTAS.policyBytes ? ': too long' : ''}</span
        >
        <span class="soft" role="status">${this.verdict(listed)}</span>
      </div>
      ${
        bytes > QUOTAS.policyBytes * NEARLY
          ? html`<p class="small">
              A key policy cannot grow further than ${count(QUOTAS.policyBytes)} bytes. Where many need access, for a
              while or for one thing each, grants do not count here, and neither do IAM policies of the account.
            </p>`
          : nothing
      }
      <strong-findings
        ?hidden=${listed.length === 0}
        .findings=${listed}
        @strong-go=${this.go}
        @strong-mend=${this.mend}
        @strong-principal=${({ detail }: PrincipalEvent) => this.dispatchEvent(new CustomEvent('strong-principal', { detail }))}
      ></strong-findings>`;
  }

  private renderCode() {
    return html`<strong-policy-code
      .text=${this.text}
      .findings=${this.placed ?? []}
      .nameable=${this.nameable}
      ?locked=${this.locked}
      @strong-text=${({ detail }: TextEvent) => this.tell(detail.text)}
    ></strong-policy-code>`;
  }

  private renderField() {
    return html`<label for="policy"
        >Policy document${this.plain ? ' (the editor did not load; this field does)' : ''}</label
      >
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
    if (this.placed === undefined && this.checked === undefined) return 'Looking at it…';
    if (listed.length === 0) return 'Nothing odd was found.';
    return listed.length === 1 ? '1 finding.' : `${listed.length} findings.`;
  }

  /** What is typed while the editor is on its way goes over into it. */
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
    this.dispatchEvent(new CustomEvent('strong-draft', { detail: { text } }));
  }

  private go({ detail: { index } }: FindingEvent) {
    const found = this.placed?.[index];
    if (found) this.code?.goTo(found.from);
  }

  private mend({ detail: { index } }: FindingEvent) {
    const fix = this.placed?.[index]?.fix;
    if (fix && this.#about === this.text) this.code?.change(fix.change);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-editor': StrongPolicyEditor;
  }
}
