import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isLabLanguage, LAB_LANGUAGES } from '../../labs/lab-languages.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { labsWords } from './labs-words.ts';

/** The chosen language. It reaches the window, so that the task panel follows. */
export const LANGUAGE_CHOSEN = typedEvent<string>('strong-language-chosen', { bubbles: true, composed: true });

/** The choice of the language of labs. Fires `strong-language-chosen`. */
@customElement('strong-language-choice')
export class StrongLanguageChoice extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.75rem;
        align-items: center;
        margin-top: 1.25rem;
      }
      select {
        width: auto;
      }
    `,
  ];

  /** BCP 47 tag: of a language of the course, or of one that labs of a class have. */
  @property() language = 'en';

  constructor() {
    super();
    new InLabLanguage(this, labsWords);
  }

  override render() {
    return html`<div>
      <label for="language">${labsWords().language.label}</label>
      <select id="language" aria-describedby="more" @change=${this.onChange}>
        ${isLabLanguage(this.language) ? nothing : html`<option value=${this.language} selected>${this.language}</option>`}
        ${Object.entries(LAB_LANGUAGES).map(
          ([tag, name]) => html`<option value=${tag} lang=${tag} ?selected=${tag === this.language}>${name}</option>`,
        )}
      </select>
      <span id="more" class="soft small">${labsWords().language.more}</span>
    </div>`;
  }

  private onChange(event: Event) {
    LANGUAGE_CHOSEN.dispatch(this, (event.target as HTMLSelectElement).value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-language-choice': StrongLanguageChoice;
  }
}
