import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Recording, RecordingMark } from '../../../labs/recording/recording.ts';
import { MAX_ENTRIES } from '../../../labs/recording/recorded-entry.ts';
import { typedEvent } from '../../kit/typed-event.ts';
import { InLabLanguage } from '../../page/in-lab-language.ts';
import { base, controls } from '../../styles/shared.ts';
import { partWords } from './part-words.ts';
import { recordLabWords } from './record-lab-words.ts';

const words = () => recordLabWords().marks;
const MARKS: readonly RecordingMark[] = ['start-ends', 'task-begins', 'was-mistake', 'task-ends'];

/** The author sets a mark. */
export const MARK = typedEvent<RecordingMark>('strong-record-mark');
/** The author stops the recording. */
export const STOP = typedEvent('strong-record-stop');

/** Whether a mark makes sense now. */
function isPossible(mark: RecordingMark, { kind }: Recording['part']): boolean {
  if (mark === 'start-ends') return kind === 'start';
  return mark === 'task-begins' ? kind !== 'task' : kind === 'task';
}

/** The state of a recording, and its marks while it runs. Fires `strong-record-mark` and `strong-record-stop`. */
@customElement('strong-record-controls')
export class StrongRecordControls extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
      .warning {
        padding: 0.5rem 0.75rem;
        border-left: 4px solid var(--deny);
        background: var(--deny-tint);
      }
    `,
  ];

  @property({ attribute: false }) recording!: Recording;
  /** False: the browser did not store it. */
  @property({ type: Boolean }) stored = false;

  constructor() {
    super();
    new InLabLanguage(this, recordLabWords);
  }

  override render() {
    const { world, isRunning, part, omitted, isIncomplete } = this.recording;
    const said = recordLabWords().recording;
    return html`<p id="state"><b>${isRunning ? said.running(world) : said.stopped(world)}</b></p>
      ${isIncomplete ? html`<p class="warning" id="incomplete">${said.incomplete}</p>` : nothing}
      ${omitted > 0 ? html`<p class="warning" id="omitted">${said.omitted(omitted, MAX_ENTRIES)}</p>` : nothing}
      ${this.stored ? nothing : html`<p class="warning" id="not-stored">${said.notStored}</p>`}
      ${
        isRunning
          ? html`<p id="part">${words().now(partWords(part))}</p>
              <div class="row" role="group" aria-label=${words().label}>
                ${MARKS.map((mark) => this.renderMark(mark))}
                <button type="button" id="stop" @click=${() => STOP.dispatch(this)}>${said.stop}</button>
              </div>
              <p class="soft small">${words().mistakeHint}</p>`
          : nothing
      }`;
  }

  private renderMark(mark: RecordingMark) {
    // Not disabled: the focus stays on a mark after it is set.
    const isOff = !isPossible(mark, this.recording.part);
    return html`<button
      type="button"
      id=${mark}
      aria-disabled=${isOff ? 'true' : 'false'}
      @click=${() => {
        if (!isOff) MARK.dispatch(this, mark);
      }}
    >
      ${words()[mark]}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-record-controls': StrongRecordControls;
  }
}
