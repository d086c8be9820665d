import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Lab } from '../../../labs/lab.ts';
import { typedEvent } from '../../kit/typed-event.ts';
import { plainText } from '../../page/lab-markup.ts';
import { InLabLanguage } from '../../page/in-lab-language.ts';
import { base, controls } from '../../styles/shared.ts';
import type { DraftFinding } from './check-draft.ts';
import { draftFields, fieldOfPlace } from './draft-fields.ts';
import type { DraftPath } from './lab-draft.ts';
import { recordLabWords } from './record-lab-words.ts';

const words = () => recordLabWords().check;
/** Findings whose messages are in the language of labs. Those of the validator and of the proof are in English. */
const OF_THE_APP: ReadonlySet<DraftFinding['reason']> = new Set(['broken', 'too-large-file', 'id-in-use']);

type Reason = keyof ReturnType<typeof words>['reasons'];

const isReason = (reason: string): reason is Reason => Object.hasOwn(words().reasons, reason);

/** Findings that are shown. */
const MAX_SHOWN = 50;

/** The author wants to see the place of a finding. */
export const GO_TO = typedEvent<DraftPath>('strong-go-to');

/** The findings of a check. Fires `strong-go-to`. */
@customElement('strong-lab-findings')
export class StrongLabFindings extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        padding: 0.6rem 0.9rem;
        border-left: 4px solid var(--deny);
        background: var(--deny-tint);
      }
      ul {
        display: grid;
        gap: 0.5rem;
        padding-left: 1.25rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) findings: readonly DraftFinding[] = [];
  @property({ attribute: false }) lab!: Lab;

  constructor() {
    super();
    new InLabLanguage(this, recordLabWords);
  }

  override render() {
    const { findings } = this;
    return html`<h3>${words().findings(findings.length)}</h3>
      <ul>
        ${findings.slice(0, MAX_SHOWN).map(
          ({ path, reason, message }) =>
            html`<li>
              ${isReason(reason) ? html`<b>${words().reasons[reason]}.</b>` : ''}
              <span lang=${ifDefined(OF_THE_APP.has(reason) ? undefined : 'en')}>${plainText(message)}</span>
              <button type="button" class="plain" @click=${() => GO_TO.dispatch(this, path)}>
                ${words().show(this.placeWords(path))}
              </button>
            </li>`,
        )}
      </ul>`;
  }

  private placeWords(path: DraftPath): string {
    const groups = draftFields(this.lab);
    const field = fieldOfPlace(groups, path);
    const group = groups.find(({ fields }) => field !== undefined && fields.includes(field));
    if (!field || !group) return words().whole;
    const { form } = recordLabWords();
    const [name = ''] = form.fields[field.label];
    const where = group.kind === 'lab' ? form.lab : form[group.kind](group.number);
    const step = path.slice(field.path.length).find((part) => typeof part === 'number');
    return `${where}: ${name}${field.kind === 'json' && step !== undefined ? `, ${step + 1}` : ''}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-lab-findings': StrongLabFindings;
  }
}
