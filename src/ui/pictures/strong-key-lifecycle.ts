import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import { plainText } from '../page/lab-markup.ts';
import { href } from '../page/router.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { tables } from '../styles/shared.ts';
import { drawingPieces } from './drawing-pieces.ts';
import type { Beat, Delay, Heartbeat, KeyLifecycle, StatePlace } from './key-lifecycle.ts';
import { TEXTS } from './key-lifecycle-texts.ts';
import { keyName } from './key-names.ts';
import { moment, stateWords } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';
import '../page/strong-state.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-key-lifecycle-texts.ts') });

const describeApp = ({ event, dataKey = '', error }: NonNullable<Beat['app']>) =>
  [words().events[event] ?? event, error === undefined ? words().dataKeys[dataKey] : words().stopped(error)]
    .join(' ')
    .trim();

const describeDelay = ({ from, to, beats }: Delay, now: number) =>
  to === undefined ? words().goesOn(beats, (now - from) / 1000) : words().delay(beats, (to - from) / 1000);

/** A map of key states with the keys as tokens, and the heartbeat of an app next to the life of its key. */
@customElement('strong-key-lifecycle')
export class StrongKeyLifecycle extends StrongPicture<KeyLifecycle> {
  static override styles = [
    ...StrongPicture.styles,
    tables,
    drawingPieces,
    css`
      .states {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
        gap: 0.6rem;
        margin: 0.5rem 0 0;
        padding: 0;
        list-style: none;
      }
      .state {
        display: grid;
        align-content: start;
        gap: 0.35rem;
        padding: 0.55rem 0.7rem;
        border: 1px dashed var(--edge);
        border-radius: var(--radius);
      }
      .state.here {
        padding: calc(0.55rem - 2px) calc(0.7rem - 2px);
        border: 3px solid var(--wall-fill);
        background: var(--wall-tint);
        print-color-adjust: exact;
      }
      .tokens {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .token {
        padding: 0.15rem 0.5rem;
        border: 1px solid var(--wall-fill);
        border-radius: 1rem;
        background: var(--raised);
      }
      .moves {
        margin: 0;
        padding-inline-start: 1.1rem;
        color: var(--soft);
      }
      .delay {
        margin-top: 0.3rem;
        font-weight: 650;
      }
      .lanes {
        width: auto;
        min-width: min(36rem, 100%);
        margin-top: 0.4rem;
      }
      .lanes td,
      .lanes th {
        padding: 0.45rem 0.75rem;
        border: 0;
        white-space: normal;
      }
      .lanes td.time {
        border: 0;
        color: var(--soft);
      }
      @container (max-width: 34rem) {
        .lanes {
          width: 100%;
          table-layout: fixed;
          font-size: var(--t1);
        }
        .lanes td,
        .lanes th {
          padding: 0.45rem 0.2rem 0.45rem 0.4rem;
          overflow-wrap: anywhere;
        }
        .lanes th:first-child {
          width: 4.75rem;
          padding-inline-start: 0;
        }
        .lanes td.time {
          padding-inline: 0;
        }
        .lanes strong-state {
          white-space: normal;
        }
      }
      .lanes td {
        border-inline-start: 6px solid var(--wall-fill);
      }
      .lanes td.refuses {
        border-inline-start: 6px dashed var(--deny);
      }
      .lanes td.alive {
        border-inline-start: 6px double var(--ok);
      }
      .lanes td.stopped {
        border-inline-start: 6px dotted var(--edge);
      }
      .lanes strong-icon {
        color: var(--ok);
      }
      .lanes .refusal strong-icon {
        color: var(--deny);
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing({ places, heartbeat, now }: KeyLifecycle) {
    return html`<div class="picture">
      <section>
        <h3>${words().map}</h3>
        <ul class="states">
          ${places.map((place) => this.renderState(place, now))}
        </ul>
      </section>
      <section>
        <h3>${words().heartbeat}</h3>
        ${heartbeat ? this.renderHeartbeat(heartbeat, places, now) : html`<p class="missing">${words().none}</p>`}
      </section>
    </div>`;
  }

  private renderState({ state, keys, moves, error }: StatePlace, now: number) {
    return html`<li class=${keys.length > 0 ? 'state here' : 'state'}>
      <strong-state .value=${state} label=${stateWords(state)}></strong-state>
      ${
        keys.length === 0
          ? html`<span class="small soft">${words().noKey}</span>`
          : html`<ul class="tokens">
              ${keys.map(
                (key) =>
                  html`<li class="token">
                    <strong-icon name="keys"></strong-icon> <a href=${href(['keys', key.keyId])}>${keyName(key)}</a>
                    ${
                      key.deletionAt === undefined
                        ? nothing
                        : html`<span class="small">${words().deletion((key.deletionAt - now) / 1000)}</span>`
                    }
                  </li>`,
              )}
            </ul>`
      }
      <span class="small">${error === undefined ? words().works : words().fails(error)}</span>
      ${
        moves.length === 0
          ? html`<span class="small soft">${words().byItself}</span>`
          : html`<ul class="moves small">
              ${moves.map((move) => html`<li>${words().move(move, stateWords(move.to))}</li>`)}
            </ul>`
      }
    </li>`;
  }

  private renderHeartbeat(
    { beats, keyArn, program, omitted, delay }: Heartbeat,
    places: readonly StatePlace[],
    now: number,
  ) {
    const key = places.flatMap(({ keys }) => keys).find(({ arn }) => arn === keyArn);
    const name = key ? keyName(key) : ends(keyArn.split('/').at(-1) ?? keyArn);
    const first = beats[0]?.at ?? now;
    const times = beats.map(({ at }, index) => (index === 0 ? moment(at) : words().after((at - first) / 1000)));
    return html`${delay ? html`<p class="delay">${describeDelay(delay, now)}</p>` : nothing}
      ${omitted > 0 ? html`<p class="small soft">${words().omitted(omitted)}</p>` : nothing}
      <table class="lanes" aria-label=${words().heartbeat}>
        <thead>
          <tr>
            <th scope="col">${words().lanes.time}</th>
            <th scope="col">${words().lanes.key(name)}</th>
            <th scope="col">${words().lanes.app(plainText(program))}</th>
          </tr>
        </thead>
        <tbody>
          ${beats.map((beat, index) => this.renderBeat(beat, times[index] === times[index - 1] ? '' : (times[index] ?? '')))}
        </tbody>
      </table>`;
  }

  private renderBeat({ operation, app, state, isAlive }: Beat, time: string) {
    return html`<tr>
      <td class="small time">${time}</td>
      <td class=${state === 'Enabled' ? 'usable' : 'refuses'}>
        ${
          operation === undefined
            ? nothing
            : html`<b>${operation}</b><br />${
                  state === undefined
                    ? words().noState
                    : html`<strong-state .value=${state} label=${stateWords(state)}></strong-state>`
                }`
        }
      </td>
      <td class=${isAlive ? 'alive' : 'stopped'}>
        ${
          app === undefined
            ? nothing
            : html`<span class=${app.ok ? 'beat' : 'refusal'}
                ><strong-icon name=${app.ok ? 'check' : 'cross'}></strong-icon> ${plainText(describeApp(app))}</span
              >`
        }
      </td>
    </tr>`;
  }

  protected override renderText({ places, heartbeat, now }: KeyLifecycle) {
    const { delay, beats = [], omitted = 0 } = heartbeat ?? {};
    return html`<ul class="text">
        ${places.map(
          ({ state, keys, error }) =>
            html`<li>
              <strong-state .value=${state} label=${stateWords(state)}></strong-state>:
              ${keys.length === 0 ? words().noKey : keys.map(keyName).join(', ')}.
              ${error === undefined ? words().works : words().fails(error)}
            </li>`,
        )}
      </ul>
      <p>${delay ? describeDelay(delay, now) : nothing} ${omitted > 0 ? words().omitted(omitted) : nothing}</p>
      ${
        beats.length === 0
          ? html`<p>${words().none}</p>`
          : html`<ol>
              ${beats.map(
                ({ at, operation, app, state }) =>
                  html`<li>
                    ${moment(at)}: ${operation ?? (app ? plainText(describeApp(app)) : nothing)}.
                    ${operation === undefined ? nothing : state === undefined ? words().noState : stateWords(state)}
                  </li>`,
              )}
            </ol>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-lifecycle': StrongKeyLifecycle;
  }
}
