/** The control of one member of an input. It follows from the shape of the member. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import { memberText } from '../../model/member-texts.ts';
import { ENUMS, type Members } from '../../model/shapes.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { PairsEvent } from '../kit/strong-pairs.ts';
import type { KeyChoice } from './key-choice.ts';
import type { Drafts } from './member-draft.ts';
import { KEY_MEMBERS, controlOf, formsOf, usualLengthOf } from './member-control.ts';
import {
  describedBy,
  isWrong,
  labelOf,
  renderGroup,
  renderHelp,
  renderLabelled,
  shownText,
  valueOf,
  type Drawn,
  type FormParts,
  type MemberField,
} from './member-frame.ts';
import { TEXTS } from './operation-form-texts.ts';
import type { ENTRY } from './strong-byte-field.ts';
import '../kit/strong-pairs.ts';
import './strong-byte-field.ts';

function renderInput(drawn: Drawn, type: 'text' | 'password' = 'text') {
  const { id, draft, member, form, name } = drawn;
  const kind = controlOf(member);
  return renderLabelled(
    drawn,
    html`<input
      id=${id}
      type=${type}
      list=${ifDefined(KEY_MEMBERS.has(name) ? form.keyList : undefined)}
      inputmode=${kind === 'number' ? 'numeric' : 'text'}
      placeholder=${ifDefined(kind === 'time' ? TEXTS.timeExample : undefined)}
      autocomplete="off"
      spellcheck="false"
      aria-invalid=${isWrong(drawn)}
      aria-describedby=${describedBy(drawn)}
      .value=${shownText(draft)}
      @input=${(event: Event) => drawn.onDraft({ text: valueOf(event) })}
    />`,
  );
}

function renderArea(drawn: Drawn, rows: number) {
  return renderLabelled(
    drawn,
    html`<textarea
      id=${drawn.id}
      class="code"
      rows=${rows}
      autocomplete="off"
      spellcheck="false"
      aria-invalid=${isWrong(drawn)}
      aria-describedby=${describedBy(drawn)}
      .value=${shownText(drawn.draft)}
      @input=${(event: Event) => drawn.onDraft({ text: valueOf(event) })}
    ></textarea>`,
  );
}

function renderOption(value: string, label: string, chosen: string) {
  return html`<option value=${value} .selected=${value === chosen}>${label}</option>`;
}

function renderSelect(drawn: Drawn, options: unknown, chosen: string) {
  const { member, none } = drawn;
  const isOptional = none === undefined ? !member.required : none !== false;
  return renderLabelled(
    drawn,
    html`<select
      id=${drawn.id}
      aria-invalid=${isWrong(drawn)}
      aria-describedby=${describedBy(drawn)}
      @change=${(event: Event) => drawn.onDraft({ text: valueOf(event) })}
    >
      ${isOptional || chosen === '' ? renderOption('', none || TEXTS.notGiven, chosen) : nothing} ${options}
    </select>`,
  );
}

function renderChoice(drawn: Drawn) {
  const chosen = shownText(drawn.draft);
  const values = drawn.values ?? (drawn.member.enum ? ENUMS[drawn.member.enum] : []);
  const other = chosen !== '' && !values.includes(chosen);
  return renderSelect(
    drawn,
    html`${values.map((value) => renderOption(value, value, chosen))}${
      other ? renderOption(chosen, TEXTS.another(chosen), chosen) : nothing
    }`,
    chosen,
  );
}

function renderKey(drawn: Drawn, keys: readonly KeyChoice[]) {
  const chosen = shownText(drawn.draft);
  const isKnown = chosen === '' || keys.some(({ value }) => value === chosen);
  return renderSelect(
    drawn,
    html`${isKnown ? nothing : renderOption(chosen, chosen, chosen)}
    ${[...Map.groupBy(keys, ({ group }) => group)].map(
      ([group, ofGroup]) =>
        html`<optgroup label=${group}>
          ${ofGroup.map(({ value, label }) => renderOption(value, label, chosen))}
        </optgroup>`,
    )}`,
    chosen,
  );
}

function renderSwitch(drawn: Drawn) {
  const { id, draft } = drawn;
  return html`<div class="field member" data-member=${drawn.path}>
    <label class="choice">
      <input
        id=${id}
        type="checkbox"
        aria-describedby=${describedBy(drawn)}
        aria-invalid=${isWrong(drawn)}
        .checked=${draft.on === true}
        @change=${(event: Event) => drawn.onDraft((event.target as HTMLInputElement).checked ? { on: true } : {})}
      />
      <span>${labelOf(drawn)}</span>
    </label>
    ${renderHelp(drawn)}
  </div>`;
}

function renderBytes(drawn: Drawn) {
  const { name, member, words, draft, id } = drawn;
  const forms = formsOf(name);
  return html`<strong-byte-field
    id=${id}
    class="member"
    data-member=${drawn.path}
    label=${words.label}
    member=${name}
    hint=${words.help}
    ?required=${member.required === true}
    .forms=${forms}
    .entry=${draft.entry ?? { form: forms[0] === 'hex' ? 'base64' : (forms[0] ?? 'base64'), text: '' }}
    .most=${member.max ?? Infinity}
    .usual=${usualLengthOf(name)}
    .problem=${drawn.finding ?? ''}
    ?checked=${drawn.finding !== undefined}
    reads
    @strong-entry=${({ detail }: EventOf<typeof ENTRY>) => drawn.onDraft({ entry: detail.entry })}
  ></strong-byte-field>`;
}

function renderPairs(drawn: Drawn) {
  const { words, draft, finding, id } = drawn;
  return html`<div class="field member" data-member=${drawn.path}>
    <strong-pairs
      label=${words.label}
      ?logged=${drawn.name.includes('EncryptionContext')}
      .pairs=${draft.pairs ?? {}}
      @strong-pairs=${({ detail }: PairsEvent) => drawn.onDraft({ pairs: detail })}
    ></strong-pairs>
    <span id="${id}-help" class="soft small help">${words.help}</span>
    ${finding ? html`<p id="${id}-finding" class="finding small">${finding}</p>` : nothing}
  </div>`;
}

function renderChoices(drawn: Drawn) {
  const { member, draft } = drawn;
  const chosen = draft.chosen ?? [];
  const toggle = (value: string) =>
    drawn.onDraft({
      chosen: chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value],
    });
  const values = member.item?.enum ? ENUMS[member.item.enum] : [];
  return renderGroup(
    drawn,
    html`<div class="choices">
      ${values.map(
        (value) =>
          html`<label class="choice">
            <input type="checkbox" value=${value} .checked=${chosen.includes(value)} @change=${() => toggle(value)} />
            <code>${value}</code>
          </label>`,
      )}
    </div>`,
  );
}

function renderList(drawn: Drawn) {
  const { member, draft, words, path, form } = drawn;
  const items = draft.items ?? [];
  const shape = member.item?.members ?? {};
  const put = (index: number, item: Drafts) =>
    drawn.onDraft({ items: items.map((other, at) => (at === index ? item : other)) });
  return renderGroup(
    drawn,
    html`${repeat(
        items,
        (_item, index) => index,
        (item, index) =>
          html`<div class="inner" role="group" aria-label=${TEXTS.item(words.label, index + 1)}>
            ${renderMembers(form, shape, item, (next) => put(index, next), `${path}.${index}.`)}
            <div>
              <button
                type="button"
                class="plain"
                aria-label=${TEXTS.removeItem(words.label, index + 1)}
                @click=${() => drawn.onDraft({ items: items.toSpliced(index, 1) })}
              >
                ${TEXTS.remove}
              </button>
            </div>
          </div>`,
      )}
      <div>
        <button type="button" @click=${() => drawn.onDraft({ items: [...items, {}] })}>
          ${TEXTS.addItem(words.label)}
        </button>
      </div>`,
  );
}

function renderStructure(drawn: Drawn) {
  const { member, draft, path, form } = drawn;
  return renderGroup(
    drawn,
    html`<div class="inner">
      ${renderMembers(form, member.members ?? {}, draft.members ?? {}, (members) => drawn.onDraft({ members }), `${path}.`)}
    </div>`,
  );
}

function renderControl(drawn: Drawn): TemplateResult {
  const { name, form } = drawn;
  switch (controlOf(drawn.member)) {
    case 'bytes':
      return renderBytes(drawn);
    case 'switch':
      return renderSwitch(drawn);
    case 'pairs':
      return renderPairs(drawn);
    case 'choice':
      return renderChoice(drawn);
    case 'choices':
      return renderChoices(drawn);
    case 'list':
      return renderList(drawn);
    case 'structure':
      return renderStructure(drawn);
    case 'lines':
      return renderArea(drawn, 2);
    case 'paragraph':
      return renderArea(drawn, 4);
    case 'secret':
      return renderInput(drawn, 'password');
    default:
      return KEY_MEMBERS.has(name) && form.keys?.length ? renderKey(drawn, form.keys) : renderInput(drawn);
  }
}

/** The control of one member. */
export function renderMember(form: FormParts, field: MemberField): TemplateResult {
  const { name, path = name, text } = field;
  const words = { ...memberText(form.operation, name), ...text };
  return renderControl({
    ...field,
    path,
    form,
    words,
    id: path.replaceAll('.', '-'),
    finding: form.findings.get(path),
  });
}

/** The controls of all members of a structure. */
export function renderMembers(
  form: FormParts,
  members: Members,
  drafts: Drafts,
  onDrafts: (drafts: Drafts) => void,
  prefix = '',
): readonly TemplateResult[] {
  return Object.entries(members).map(([name, member]) =>
    renderMember(form, {
      name,
      member,
      draft: drafts[name] ?? {},
      path: prefix + name,
      onDraft: (draft) => onDrafts({ ...drafts, [name]: draft }),
    }),
  );
}
