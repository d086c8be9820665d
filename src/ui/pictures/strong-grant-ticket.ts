import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import { labCallerWords } from '../page/lab-caller-words.ts';
import { plainText } from '../page/lab-markup.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { TEXTS } from './grant-ticket-texts.ts';
import type { GrantPicture, GrantTicket, GrantUse } from './grant-ticket.ts';
import { pieces } from './picture-pieces.styles.ts';
import { pairText, ribbon } from './ribbon.ts';
import { moment } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-grant-ticket-texts.ts') });

const caller = (arn: string): string => plainText(labCallerWords(arn));

const useWords = ({ operation, caller: by, at, outcome }: GrantUse): string =>
  words().use[outcome](words().call(operation, caller(by)), moment(at));

const endWords = ({ end }: GrantTicket): string =>
  end === undefined ? '' : words().end[end.operation](caller(end.caller), moment(end.at));

function tokenWords({ end, effectiveAt }: GrantTicket, now: number): string {
  if (end !== undefined) return words().tokenVoid;
  return now < effectiveAt ? words().tokenNeeded(moment(effectiveAt)) : words().tokenSpent;
}

/** What the ticket says on its front, without the pairs of its constraint. */
const grantWords = ({ id, operations }: GrantTicket): readonly string[] => [
  words().operations(operations.join(', ')),
  words().id(ends(id)),
];

/** Tickets clipped to their key, each with its conditions and a token to tear off. Ended ones are torn off. */
@customElement('strong-grant-ticket')
export class StrongGrantTicket extends StrongPicture<GrantPicture> {
  static override styles = [
    ...StrongPicture.styles,
    pieces,
    css`
      .rows {
        display: grid;
        gap: 1.25rem;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 12rem) minmax(0, 1fr);
        gap: 1rem 1.75rem;
        align-items: stretch;
      }
      .wall p {
        display: flex;
        gap: 0.5rem;
        align-items: center;
        color: var(--wall);
        overflow-wrap: anywhere;
      }
      .tickets {
        display: grid;
        gap: 0.9rem;
      }
      .ticket {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 12rem);
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--raised);
      }
      /* The clip that holds the ticket to its key. */
      .ticket:not(.torn-off)::before {
        content: '';
        position: absolute;
        inset: 1rem auto auto -1.75rem;
        width: 2.25rem;
        height: 0.7rem;
        border: 2px solid var(--wall);
        border-radius: 0.35rem;
      }
      .front,
      .stub {
        display: grid;
        align-content: start;
        gap: 0.3rem;
        min-width: 0;
        padding: 0.6rem 0.9rem;
        overflow-wrap: anywhere;
      }
      .front > ul:not(.ribbon) {
        font-size: var(--t1);
      }
      /* The perforation. */
      .stub {
        position: relative;
        border-inline-start: 3px dotted var(--edge);
        font-size: var(--t1);
      }
      .stub p {
        color: var(--soft);
      }
      .torn-off {
        border-style: dashed;
        background: none;
      }
      .torn-off .title {
        color: var(--soft);
        text-decoration: line-through;
      }
      .torn-off .stub {
        border-inline-start: 1px dashed var(--line);
      }
      .ends {
        font-weight: 600;
      }
      @container (max-width: 44rem) {
        .row {
          grid-template-columns: minmax(0, 1fr);
        }
        .ticket:not(.torn-off)::before {
          inset: -0.7rem auto auto 1.25rem;
          width: 0.7rem;
          height: 1.4rem;
        }
      }
      @container (max-width: 32rem) {
        .ticket {
          grid-template-columns: minmax(0, 1fr);
        }
        .stub,
        .torn-off .stub {
          border-inline-start: 0;
          border-block-start: 3px dotted var(--edge);
        }
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing({ keys, older, now }: GrantPicture) {
    return html`${keys.length === 0 ? html`<p class="vacant">${words().noKey}</p>` : nothing}
      <ul class="rows">
        ${keys.map(
          ({ name, tickets }) =>
            html`<li class="row">
              <div class="wall">
                <p><strong-icon name="keys"></strong-icon><b>${plainText(name)}</b></p>
              </div>
              ${
                tickets.length === 0
                  ? html`<p class="vacant">${words().noGrant}</p>`
                  : html`<ul class="tickets">
                      ${tickets.map((ticket) => this.renderTicket(ticket, now))}
                    </ul>`
              }
            </li>`,
        )}
      </ul>
      ${older > 0 ? html`<p class="small soft">${words().older(older)}</p>` : nothing}`;
  }

  private renderTicket(ticket: GrantTicket, now: number) {
    const { grantee, id, constraint, uses, end } = ticket;
    return html`<li class="ticket ${end === undefined ? '' : 'torn-off'}">
      <div class="front">
        <p class="title" title=${id}><b>${words().grant(caller(grantee))}</b></p>
        ${grantWords(ticket).map((line) => html`<p class="small">${line}</p>`)}
        <p class="small soft">${constraint === undefined ? words().anyContext : words().constraint[constraint.kind]}</p>
        ${constraint === undefined ? nothing : ribbon(constraint.pairs)}
        <ul>
          ${uses.length === 0 ? html`<li class="soft">${words().unused}</li>` : nothing}
          ${uses.map(
            (use) =>
              html`<li>
                <strong-icon
                  class=${use.outcome === 'denied' ? 'no' : 'ok'}
                  name=${use.outcome === 'denied' ? 'cross' : 'check'}
                ></strong-icon>
                ${useWords(use)}
              </li>`,
          )}
        </ul>
        ${end === undefined ? nothing : html`<p class="small ends">${endWords(ticket)}</p>`}
      </div>
      <div class="stub">
        <b>${words().token}</b>
        <p>${tokenWords(ticket, now)}</p>
      </div>
    </li>`;
  }

  protected override renderText({ keys, now }: GrantPicture) {
    return html`<ul class="text">
      ${keys.length === 0 ? html`<li>${words().noKey}</li>` : nothing}
      ${keys.map(
        ({ name, tickets }) =>
          html`<li>
            ${plainText(name)}${tickets.length === 0 ? html`: ${words().noGrant}` : nothing}
            <ul>
              ${tickets.map((ticket) => html`<li>${ticketWords(ticket, now).join('. ')}</li>`)}
            </ul>
          </li>`,
      )}
    </ul>`;
  }
}

/** The whole ticket in words. */
function ticketWords(ticket: GrantTicket, now: number): readonly string[] {
  const { grantee, constraint, uses, end } = ticket;
  return [
    words().grant(caller(grantee)),
    ...grantWords(ticket),
    constraint === undefined
      ? words().anyContext
      : `${words().constraint[constraint.kind]}: ${constraint.pairs.map((pair) => pairText(pair)).join(', ')}`,
    ...(uses.length === 0 ? [words().unused] : uses.map(useWords)),
    ...(end === undefined ? [] : [endWords(ticket)]),
    `${words().token}: ${tokenWords(ticket, now)}`,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-grant-ticket': StrongGrantTicket;
  }
}
