import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import type { CourseEntry } from '../labs/lab-course.ts';
import { plainText } from '../page/lab-markup.ts';
import { base, controls } from '../styles/shared.ts';
import { EMPTY_DRAFT, type ClassDraft, type ClassField, type FieldFindings } from './build-class.ts';
import { TEXTS } from './class-texts.ts';

const WORDS = TEXTS.make;

/** What was typed. */
export const DRAFT = typedEvent<ClassDraft>('strong-class-draft');
/** Asks to check and make the class. */
const MAKE = typedEvent('strong-make-class');
/** Asks for the contents of the sandbox that is shown. */
const COPY_CONTENTS = typedEvent('strong-copy-contents');

type TextField = Exclude<ClassField, 'labs' | 'quotas' | 'custody'>;

/** The form of a class. Fires `strong-class-draft`, `strong-make-class` and `strong-copy-contents`. */
@customElement('strong-class-form')
export class StrongClassForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form,
      fieldset {
        display: grid;
        gap: 1rem;
        max-width: 46rem;
      }
      fieldset.labs {
        gap: 0;
      }
      .choice {
        min-height: 1.75rem;
        padding: 0;
      }
      h2 {
        margin-top: 1rem;
      }
      .finding {
        color: var(--deny);
        font-weight: 600;
      }
      .wide {
        max-width: none;
      }
    `,
  ];

  @property({ attribute: false }) draft: ClassDraft = EMPTY_DRAFT;
  @property({ attribute: false }) entries: readonly CourseEntry[] = [];
  @property({ attribute: false }) findings: FieldFindings = {};
  /** ID of the sandbox that is shown. */
  @property() world = '';

  /** Moves the focus to the first field with a finding. */
  async focusFinding(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  override render() {
    const { draft } = this;
    return html`<form novalidate @submit=${this.onSubmit}>
      ${this.renderText('title', WORDS.name)} ${this.renderText('id', WORDS.id, WORDS.idHint)} ${this.renderLabs()}
      <h2>${WORDS.sandbox}</h2>
      <p class="soft">${WORDS.sandboxHint}</p>
      ${this.renderSelect('quotas', WORDS.quotas, { '': WORDS.unset, ...WORDS.quotasChoices })}
      ${draft.quotas === 'divided' ? this.renderText('divisor', WORDS.divisor) : nothing}
      ${this.renderText('delay', WORDS.delay)}
      ${this.renderSelect('custody', WORDS.custody, {
        '': WORDS.unset,
        native: 'native',
        complete: 'complete',
        strict: 'strict',
      })}
      ${this.renderText('clock', WORDS.clock, WORDS.clockHint)} ${this.renderContents()}
      ${this.renderText('language', WORDS.language, WORDS.languageHint)}
      <label class="choice">
        <input
          type="checkbox"
          id="projector"
          .checked=${draft.projector}
          @change=${(event: Event) => this.change({ projector: (event.target as HTMLInputElement).checked })}
        />${WORDS.projector}
      </label>
      <p><button class="primary" id="make">${WORDS.create}</button></p>
    </form>`;
  }

  private renderFinding(field: ClassField) {
    const finding = this.findings[field];
    return finding === undefined ? nothing : html`<span class="finding" id="${field}-finding">${finding}</span>`;
  }

  private field(field: ClassField, label: string, hint: string, control: TemplateResult) {
    return html`<div class="field ${field === 'contents' ? 'wide' : ''}">
      <label for=${field}>${label}</label>${control}
      <span id="${field}-hint" class="soft small" ?hidden=${hint === ''}>${hint}</span>
      ${this.renderFinding(field)}
    </div>`;
  }

  private renderText(field: TextField, label: string, hint = '') {
    return this.field(
      field,
      label,
      hint,
      html`<input
        id=${field}
        autocomplete="off"
        spellcheck=${field === 'title' ? 'true' : 'false'}
        .value=${this.draft[field]}
        aria-invalid=${this.findings[field] === undefined ? 'false' : 'true'}
        aria-describedby="${field}-hint ${field}-finding"
        @input=${(event: Event) => this.change({ [field]: (event.target as HTMLInputElement).value })}
      />`,
    );
  }

  private renderContents() {
    const control = html`<textarea
      id="contents"
      class="code"
      rows="8"
      spellcheck="false"
      .value=${this.draft.contents}
      aria-invalid=${this.findings.contents === undefined ? 'false' : 'true'}
      aria-describedby="contents-hint contents-finding"
      @input=${(event: Event) => this.change({ contents: (event.target as HTMLTextAreaElement).value })}
    ></textarea>`;
    return html`${this.field('contents', WORDS.contents, WORDS.contentsHint, control)}
      <p>
        <button type="button" id="copy" @click=${() => COPY_CONTENTS.dispatch(this)}>${WORDS.copy(this.world)}</button>
      </p>`;
  }

  private renderSelect(field: 'quotas' | 'custody', label: string, choices: Readonly<Record<string, string>>) {
    return this.field(
      field,
      label,
      '',
      html`<select
        id=${field}
        aria-invalid=${this.findings[field] === undefined ? 'false' : 'true'}
        aria-describedby="${field}-finding"
        @change=${(event: Event) => this.change({ [field]: (event.target as HTMLSelectElement).value })}
      >
        ${Object.entries(choices).map(
          ([value, name]) => html`<option value=${value} ?selected=${this.draft[field] === value}>${name}</option>`,
        )}
      </select>`,
    );
  }

  private renderLabs() {
    const { labs } = this.draft;
    const isInvalid = this.findings.labs !== undefined;
    return html`<fieldset class="labs" aria-describedby="labs-hint labs-finding">
      <legend>${WORDS.labs}</legend>
      ${this.entries.map(
        ({ id, title, language }) =>
          html`<label class="choice" dir="auto">
            <input
              type="checkbox"
              name=${id}
              .checked=${labs.includes(id)}
              aria-invalid=${isInvalid ? 'true' : 'false'}
              @change=${(event: Event) => this.onLab(id, (event.target as HTMLInputElement).checked)}
            /><span lang=${language}>${plainText(id)}: ${plainText(title)}</span>
          </label>`,
      )}
      <span id="labs-hint" class="soft small">${WORDS.labsHint}</span>
      ${this.renderFinding('labs')}
    </fieldset>`;
  }

  private onLab(id: string, isIn: boolean) {
    const labs = new Set(this.draft.labs);
    if (isIn) labs.add(id);
    else labs.delete(id);
    this.change({ labs: this.entries.map((entry) => entry.id).filter((one) => labs.has(one)) });
  }

  private change(change: Partial<ClassDraft>) {
    DRAFT.dispatch(this, { ...this.draft, ...change });
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    MAKE.dispatch(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-class-form': StrongClassForm;
  }
}
