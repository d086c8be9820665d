import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Fix, FixChange } from '../../model/decision.ts';
import { TEXTS } from './decision-texts.ts';
import { altersByRow, changeJson, changeWords, stageName } from './describe-decision.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { wantPolicy } from './policy-text-request.ts';
import { rowWords } from './access-matrix.ts';
import { callerName } from '../page/principal-names.ts';
import { callout } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../policy-text/strong-policy-diff.ts';

/** The person applies a fix; bubbles through shadow roots. */
export const APPLY_FIX = typedEvent<{ readonly fix: Fix }>('strong-apply', { bubbles: true, composed: true });

/** The person undoes the fix that was applied last; bubbles through shadow roots. */
export const UNDO_FIX = typedEvent('strong-undo-fix', { bubbles: true, composed: true });

const WORDS = TEXTS.fix;

/** Maximum number of principals listed; more are only counted. */
const MAX_SHOWN = 8;

/** Number of possible callers that a fix lists at most. */
const MAX_CALLERS = 3;

/**
 * A suggested fix: what it does, the cells of the key's access matrix that it changes, and its documents compared with
 * the current ones (through policy-text-request.ts). Dispatches APPLY_FIX.
 */
@customElement('strong-fix')
export class StrongFix extends LitElement {
  static override styles = [
    base,
    controls,
    callout,
    css`
      .title {
        font-weight: 650;
      }
      .says {
        overflow-wrap: anywhere;
      }
      li {
        margin-left: 1.25rem;
        overflow-wrap: anywhere;
      }
      summary {
        cursor: pointer;
        min-height: var(--target);
        align-content: center;
      }
    `,
  ];

  @property({ attribute: false }) fix: Fix | undefined;
  /** It is being applied. */
  @property({ type: Boolean }) busy = false;
  /** Another fix comes before it: its button is not the primary one. */
  @property({ type: Boolean }) secondary = false;

  /** The current documents that the changes would replace, by change, once they were read. */
  @state() private present: ReadonlyMap<FixChange, string> = new Map();

  override render() {
    const { fix } = this;
    if (!fix) return nothing;
    const title = WORDS.titles[fix.kind];
    return html`<div class="callout" role="group" aria-label=${title}>
      <p class="title">${title}</p>
      <p class="says">${fix.says}</p>
      <p class="soft small">${WORDS.hints[fix.kind]}</p>
      ${
        fix.changes.some(({ kind }) => kind === 'put-key-policy')
          ? html`<p class="soft small">${WORDS.keyPolicyCaller}</p>`
          : nothing
      }
      ${this.renderGrantCallers(fix)}
      ${fix.kind === 'request' ? nothing : [this.renderAlters(fix), this.renderLifted(fix)]}
      ${fix.changes.map((change) => this.renderChange(change))}
      <div>
        <button type="button" class=${this.secondary ? '' : 'primary'} aria-disabled=${this.busy} @click=${this.apply}>
          ${fix.kind === 'request' ? WORDS.applyRequest : fix.kind === 'grant' ? WORDS.applyGrant : WORDS.apply}
        </button>
      </div>
    </div>`;
  }

  /** Who may create the grants: unlike a key policy, only the current caller does. */
  private renderGrantCallers({ changes }: Fix) {
    const callers = changes.flatMap((change) => (change.kind === 'create-grant' ? [change.callers] : []));
    const [first, ...others] = callers;
    if (first === undefined) return nothing;
    const all = first.filter((arn) => others.every((list) => list.includes(arn)));
    return html`<p class="soft small">${WORDS.grantCallers(all.map(callerName), first.length === MAX_CALLERS)}</p>`;
  }

  /** The conditions that requests no longer have to meet, by cell. */
  private renderLifted({ opens }: Fix) {
    const all = opens.flatMap(({ lifted, ...cell }) => lifted.map((condition) => ({ ...cell, condition })));
    if (all.length === 0) return nothing;
    return html`<ul>
        ${all
          .slice(0, MAX_SHOWN)
          .map(
            ({ condition, ...cell }) =>
              html`<li>
                ${WORDS.lifted(rowWords(cell, callerName), cell.operation, stageName(condition.policyType))}${condition.tests.map(
                  ({ operator, key, values }, index) =>
                    html`${index > 0 ? ', ' : nothing}<code>${operator} ${key}</code> ${values.join(', ')}`,
                )}
              </li>`,
          )}
      </ul>
      ${all.length > MAX_SHOWN ? html`<p class="soft small">${WORDS.moreLifted(all.length - MAX_SHOWN)}</p>` : nothing}`;
  }

  private renderChange(change: FixChange) {
    const json = changeJson(change);
    const present = this.present.get(change);
    const title = change.kind === 'create-grant' ? WORDS.grantInput : WORDS.changesTo(changeWords(change));
    return html`<details @toggle=${(event: Event) => this.onToggle(event, change)}>
      <summary>${title}</summary>
      ${
        present === undefined
          ? html`<pre tabindex="0" role="region" aria-label=${WORDS.newDocument(changeWords(change))}>${json}</pre>`
          : html`<strong-policy-diff
              .old=${present}
              .now=${json}
              label=${WORDS.diff(changeWords(change))}
            ></strong-policy-diff>`
      }
      <strong-copy .text=${json} what=${WORDS.copyWhat} words=${WORDS.copy}></strong-copy>
    </details>`;
  }

  private async onToggle(event: Event, change: FixChange) {
    if (!(event.target as HTMLDetailsElement).open || this.present.has(change)) return;
    const found = await wantPolicy(this, { change }).catch(() => undefined);
    if (found) this.present = new Map([...this.present, [change, found.text]]);
  }

  private renderAlters({ alters, changes }: Fix) {
    const rows = altersByRow(alters);
    const affectsOthers = changes.some(({ kind }) => kind !== 'put-key-policy' && kind !== 'create-grant');
    return html`<div>
      ${this.renderRows(rows, alters.length)}
      ${affectsOthers ? html`<p class="soft small">${WORDS.otherKeys}</p>` : nothing}
    </div>`;
  }

  private renderRows(rows: ReturnType<typeof altersByRow>, cells: number) {
    if (rows.length === 0) return html`<p class="soft">${WORDS.noCell}</p>`;
    if (rows.length > MAX_SHOWN) return html`<p>${WORDS.manyCells(cells, rows.length)}</p>`;
    return html`<p>${WORDS.cells(cells)}</p>
      <ul>
        ${rows.map(
          ({ gains, conditional, loses, ...row }) =>
            html`<li>
              ${WORDS.accessChange({
                principal: rowWords(row, callerName),
                gains: gains.join(', '),
                conditional: conditional.join(', '),
                loses: loses.join(', '),
              })}
            </li>`,
        )}
      </ul>`;
  }

  private apply() {
    if (this.busy || !this.fix) return;
    APPLY_FIX.dispatch(this, { fix: this.fix });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-fix': StrongFix;
  }
}
