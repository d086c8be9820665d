import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { CHANGE_LANES } from '../activity/strong-timeline.ts';
import { lanesOf, type Lane, type LaneKind } from '../activity/timeline.ts';
import { timelineWords } from '../activity/timeline-words.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { labFormat } from '../page/lab-format.ts';
import { plainText } from '../page/lab-markup.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import type { Answer, AuditTimeline } from './audit-timeline.ts';
import { TEXTS } from './audit-timeline-texts.ts';
import { drawingPieces } from './drawing-pieces.ts';
import { keyName } from './key-names.ts';
import { moment } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../activity/strong-timeline.ts';
import '../activity/strong-timeline-picture.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-audit-timeline-texts.ts') });

const nameOf = ({ key, tag }: Answer) => words().lane(keyName(key), plainText(tag));

/** The lane of an answer: the marks of its events. */
function laneOf(answer: Answer): Lane {
  const marks = lanesOf(answer.events, 'principal')
    .flatMap((lane) => lane.marks)
    .sort((a, b) => a.at - b.at);
  const failed = marks.filter(({ kind }) => kind === 'denied' || kind === 'throttled').length;
  return { name: nameOf(answer), filters: {}, marks, failed };
}

/** Lanes of events by principal, and above them a lane for each answer: the events that a tag names. */
@customElement('strong-audit-timeline')
export class StrongAuditTimeline extends StrongPicture<AuditTimeline> {
  static override styles = [
    ...StrongPicture.styles,
    drawingPieces,
    css`
      .answers {
        padding: 0.6rem 0.75rem;
        border: 2px solid var(--brass);
        background: var(--brass-tint);
        print-color-adjust: exact;
      }
    `,
  ];

  @state() private by: LaneKind = 'principal';

  constructor() {
    super(words, timelineWords);
  }

  protected override renderDrawing({ events, answers, isPartial }: AuditTimeline) {
    if (events.length === 0) return html`<p class="missing">${words().none}</p>`;
    return html`<div class="picture">
      ${this.renderAnswers(answers, events[0]?.at ?? 0, events.at(-1)?.at ?? 0)}
      <strong-timeline
        .events=${events}
        .by=${this.by}
        .texts=${timelineWords()}
        .format=${labFormat(timelineWords.language())}
        @strong-lanes=${({ detail }: EventOf<typeof CHANGE_LANES>) => (this.by = detail)}
      ></strong-timeline>
      ${isPartial ? html`<p class="small soft">${words().partial(events.length)}</p>` : nothing}
    </div>`;
  }

  private renderAnswers(answers: readonly Answer[], from: number, to: number) {
    if (answers.length === 0) return html`<p class="missing">${words().noAnswer}</p>`;
    const lanes = answers.map(laneOf);
    const period = { from, to };
    const named = answers.reduce((sum, answer) => sum + answer.events.length, 0);
    const unknown = answers.reduce((sum, answer) => sum + answer.unknown, 0);
    return html`<section class="answers">
      <h3>${words().answers}</h3>
      <strong-timeline-picture
        .lanes=${lanes}
        .period=${period}
        .whole=${period}
        .texts=${timelineWords()}
        .format=${labFormat(timelineWords.language())}
        label=${words().picture(lanes.length, named)}
      ></strong-timeline-picture>
      ${unknown > 0 ? html`<p class="small">${words().unknown(unknown)}</p>` : nothing}
    </section>`;
  }

  protected override renderText({ events, answers, isPartial }: AuditTimeline) {
    if (events.length === 0) return html`<p>${words().none}</p>`;
    return html`<ul class="text">
        ${answers.length === 0 ? html`<li>${words().noAnswer}</li>` : nothing}
        ${answers.map(
          (answer) =>
            html`<li>
              ${nameOf(answer)}, ${words().named(answer.events.length)}:
              <ul>
                ${answer.events.map(
                  ({ at, record }) => html`<li>${moment(at)}: ${record.eventName}, ${record.eventID}</li>`,
                )}
              </ul>
            </li>`,
        )}
        ${lanesOf(events, 'principal').map(
          ({ name, marks, failed }) => html`<li>${words().principal(plainText(name), marks.length, failed)}</li>`,
        )}
      </ul>
      ${isPartial ? html`<p>${words().partial(events.length)}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-audit-timeline': StrongAuditTimeline;
  }
}
