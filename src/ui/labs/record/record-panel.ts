import { LitElement, css, html, nothing } from 'lit';
import { consume } from '@lit/context';
import { customElement, property } from 'lit/decorators.js';
import { RECORD_ID } from '../../../labs/lab-file-rules.ts';
import type { EventOf } from '../../kit/typed-event.ts';
import { InLabLanguage } from '../../page/in-lab-language.ts';
import { PAGE_CONTEXT, type PageContext } from '../../page/page-context.ts';
import { href } from '../../page/router.ts';
import { WorldController } from '../../page/world-controller.ts';
import { base, controls } from '../../styles/shared.ts';
import { recordLabWords } from './record-lab-words.ts';
import { CHANGE, recordingSession, type RecordingSession } from './recording-session.ts';
import type { MARK } from './strong-record-controls.ts';
import './strong-record-controls.ts';

const words = () => recordLabWords().panel;

/** The recording next to the pages on which the author works: its state and its marks. */
@customElement('strong-record-panel')
export class StrongRecordPanel extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
    `,
  ];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;
  @property({ attribute: false }) session: RecordingSession = recordingSession();

  constructor() {
    super();
    new InLabLanguage(this, recordLabWords);
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      onChange: () => void this.session.refresh().catch(() => undefined),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener(CHANGE.name, this.onSession);
    if (this.session.recording?.isRunning) void this.session.continue(this.context.strongroom).catch(() => undefined);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener(CHANGE.name, this.onSession);
  }

  private readonly onSession = () => this.requestUpdate();

  override render() {
    const { recording, isStored } = this.session;
    return html`${
        recording
          ? html`<strong-record-controls
                .recording=${recording}
                ?stored=${isStored}
                @strong-record-mark=${({ detail }: EventOf<typeof MARK>) => this.session.mark(detail)}
                @strong-record-stop=${() => this.session.stop()}
              ></strong-record-controls>
              <p>${recordLabWords().list.caption(recording.entries.length)}</p>`
          : nothing
      }
      <p><a href=${href(['labs', RECORD_ID])}>${words().open}</a></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-record-panel': StrongRecordPanel;
  }
}
