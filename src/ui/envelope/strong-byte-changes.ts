import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MapField, MappedFrame } from '../../envelope/byte-map/byte-map.ts';
import { count } from '../kit/format.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { framesToSwap, type ByteChange } from './byte-changes.ts';
import { changeText } from './change-text.ts';
import { TEXTS } from './inspector-texts.ts';

/** A change that a button asks for. */
export type ChangeKind = ByteChange['kind'] | 'restore';

/** Fired when a button asks for a change of the selected field, or to restore the original. */
const CHANGE_BYTES = typedEvent<{ readonly kind: ChangeKind }>('strong-change-bytes');
export type ChangeBytesEvent = EventOf<typeof CHANGE_BYTES>;

/** Buttons that change a copy of the input, and the list of changes. */
@customElement('strong-byte-changes')
export class StrongByteChanges extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-block: 0.75rem;
      }
      ol {
        margin: 0;
        padding-inline-start: 1.5rem;
      }
    `,
  ];

  @property({ attribute: false }) selected: MapField | undefined;
  @property({ attribute: false }) frames: readonly MappedFrame[] = [];
  @property({ attribute: false }) changes: readonly ByteChange[] = [];
  @property({ type: Boolean }) busy = false;

  override render() {
    const { selected, changes } = this;
    const isEmpty = (selected?.length ?? 0) === 0;
    const pair = selected && framesToSwap(this.frames, selected);
    const swap = pair ? TEXTS.changes.swap(count(pair[0].sequence), count(pair[1].sequence)) : TEXTS.changes.noSwap;
    return html`<p class="soft small">${TEXTS.changes.hint}</p>
      <div class="buttons">
        ${this.renderButton('flip', TEXTS.changes.flip, isEmpty)}
        ${this.renderButton('remove', TEXTS.changes.remove, isEmpty)}
        ${this.renderButton('cut', TEXTS.changes.cut, selected === undefined)}
        ${this.frames.length > 0 ? this.renderButton('swap', swap, pair === undefined) : nothing}
        ${this.renderButton('restore', TEXTS.changes.restore, changes.length === 0)}
      </div>
      ${this.frames.length > 0 && !pair ? html`<p class="soft small">${TEXTS.changes.noSwapHint}</p>` : nothing}
      <h3>${TEXTS.changes.made}</h3>
      ${
        changes.length === 0
          ? html`<p>${TEXTS.changes.none}</p>`
          : html`<ol>
              ${changes.map((change) => html`<li>${changeText(change)}</li>`)}
            </ol>`
      }`;
  }

  private renderButton(kind: ChangeKind, label: string, isImpossible: boolean) {
    return html`<button
      type="button"
      id=${kind}
      ?disabled=${this.busy || isImpossible}
      @click=${() => CHANGE_BYTES.dispatch(this, { kind })}
    >
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-byte-changes': StrongByteChanges;
  }
}
