/** What surrounds the control of a member: its label, help, limits and finding. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { parseArn } from '../../model/arn.ts';
import type { MemberText } from '../../model/member-texts.ts';
import type { OperationName } from '../../model/operations.ts';
import type { Member } from '../../model/shapes.ts';
import type { KeyChoice } from './key-choice.ts';
import { labelStyles } from './label-styles.ts';
import { KEY_MEMBERS, controlOf } from './member-control.ts';
import type { Draft, Findings } from './member-draft.ts';
import { TEXTS } from './operation-form-texts.ts';

/** Styles of what `renderMember` draws. */
export const memberStyles = [
  labelStyles,
  css`
    .member {
      max-width: 40rem;
    }
    .finding {
      color: var(--deny);
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .note {
      padding: 0.4rem 0.75rem;
      border-left: 4px solid var(--brass);
      background: var(--brass-tint);
    }
    .inner {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.75rem;
      margin: 0.25rem 0 0.5rem;
      padding-inline-start: 0.75rem;
      border-inline-start: 3px solid var(--line);
    }
    .choices {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
      gap: 0 1rem;
    }
  `,
];

/** What the fields of one form share. */
export interface FormParts {
  readonly operation: OperationName;
  readonly findings: Findings;
  /** Keys to choose from; none: the field takes text. */
  readonly keys?: readonly KeyChoice[];
  /** The Region of the request. Key ARNs of other Regions get a note. */
  readonly region?: string;
  /** Names that a field for a key suggests: the id of a datalist. */
  readonly keyList?: string;
}

/** Where a form says more of a member than the model does. */
export interface MemberDetails {
  /** Replaces the label and help of the model. */
  readonly text?: Partial<MemberText>;
  /** The values of an enum that are offered; absent: all. */
  readonly values?: readonly string[];
  /** The option for no value; false: there is none. Absent: the usual option, unless the member is required. */
  readonly none?: string | false;
}

/** One member to draw. */
export interface MemberField extends MemberDetails {
  readonly name: string;
  readonly member: Member;
  readonly draft: Draft;
  /** Where the member is: its name, after the path of what it is in. */
  readonly path?: string;
  onDraft(draft: Draft): void;
}

/** A member as it is drawn. */
export interface Drawn extends MemberField {
  readonly path: string;
  readonly form: FormParts;
  readonly id: string;
  readonly words: MemberText;
  readonly finding: string | undefined;
}

/** The value of the control that an event is of. */
export const valueOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;

/** Why KMS will not find a key by its ARN; undefined where nothing tells. */
function regionNote({ name, draft, form }: Drawn): string | undefined {
  const region = KEY_MEMBERS.has(name) ? parseArn(draft.text?.trim() ?? '')?.region : undefined;
  const isOther = region !== undefined && form.region !== undefined && region !== form.region;
  return isOther ? TEXTS.findings.otherRegion(region, form.region ?? '') : undefined;
}

/** The limits of a member in words; empty where it has none that a person needs to know. */
function limitsOf(member: Member): string {
  const { limits } = TEXTS;
  const { min, max } = member;
  if (max === undefined) return '';
  switch (controlOf(member)) {
    case 'number':
      return limits.numbers(min ?? 0, max);
    case 'bytes':
      return limits.bytes(max);
    case 'lines':
    case 'list':
      return limits.entries(max);
    default:
      return min === max ? limits.exactCharacters(max) : limits.characters(max);
  }
}

/** The text of a draft as a control shows it. */
export const shownText = ({ text, raw }: Draft): string => text ?? (raw === undefined ? '' : JSON.stringify(raw));

/** The identifiers of what describes a control. */
export const describedBy = ({ id, finding }: Drawn) => (finding ? `${id}-help ${id}-finding` : `${id}-help`);

/** The value of aria-invalid. */
export const isWrong = ({ finding }: Drawn) => (finding ? 'true' : 'false');

/** Help and limits of a member, and what is wrong with it. */
export function renderHelp(drawn: Drawn) {
  const { id, member, words, finding } = drawn;
  const note = finding ? undefined : regionNote(drawn);
  const onePerLine = controlOf(member) === 'lines' ? TEXTS.onePerLine : '';
  const help = [words.help, onePerLine, limitsOf(member)].filter(Boolean).join(' ');
  return html`<span id="${id}-help" class="soft small help" ?hidden=${help === ''}>${help}</span> ${
      finding ? html`<p id="${id}-finding" class="finding small">${finding}</p>` : nothing
    }
    ${note ? html`<p class="note small" role="status">${note}</p>` : nothing}`;
}

/** The content of the label. */
export const labelOf = ({ words, name, member }: Drawn) => TEXTS.label(words.label, name, member.required === true);

/** A control under its label. */
export function renderLabelled(drawn: Drawn, control: TemplateResult) {
  return html`<div class="field member" data-member=${drawn.path}>
    <label for=${drawn.id}>${labelOf(drawn)}</label>
    ${control} ${renderHelp(drawn)}
  </div>`;
}

/** Several controls under one legend. */
export function renderGroup(drawn: Drawn, content: unknown) {
  return html`<fieldset class="field member" data-member=${drawn.path} aria-describedby=${describedBy(drawn)}>
    <legend>${labelOf(drawn)}</legend>
    ${renderHelp(drawn)} ${content}
  </fieldset>`;
}
