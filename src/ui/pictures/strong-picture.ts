import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { callerTexts } from '../page/lab-caller-words.ts';
import { plainText } from '../page/lab-markup.ts';
import type { TranslatedTexts } from '../page/translated-texts.ts';
import { base, controls } from '../styles/shared.ts';
import { pictureWords } from './picture-words.ts';

/** What whoever shows a picture gives it. */
export interface PictureElement extends HTMLElement {
  /** What the sandbox has. */
  data: unknown;
  /** The lesson, in one sentence. */
  caption: string;
  /** Language of the caption: BCP 47 tag. */
  language: string;
}

/**
 * A picture of a sandbox. It draws what it was given and nothing else. The T key, or a button, shows the same as text.
 */
export abstract class StrongPicture<Data> extends LitElement implements PictureElement {
  static override styles = [
    base,
    controls,
    css`
      .drawing {
        margin-top: 0.75rem;
        overflow-x: auto;
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: baseline;
        justify-content: space-between;
        margin-top: 0.5rem;
      }
      @media print {
        figcaption button {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) data: Data | undefined;
  @property() caption = '';
  @property() language = 'en';

  @state() private asText = false;
  private readonly inLanguage: InLabLanguage;

  /** @param words the texts of the picture, in the language of labs */
  constructor(...words: readonly [TranslatedTexts<unknown>, ...TranslatedTexts<unknown>[]]) {
    super();
    this.inLanguage = new InLabLanguage(this, ...words, pictureWords, callerTexts);
  }

  protected override async scheduleUpdate(): Promise<void> {
    await this.inLanguage.ready;
    await super.scheduleUpdate();
  }

  /**
   * Draws the data. A drawing without text of its own is one image with a description; controls in it are real buttons
   * and links.
   */
  protected abstract renderDrawing(data: Data): TemplateResult;

  /** Says the same as a list or a table. */
  protected abstract renderText(data: Data): TemplateResult;

  override render() {
    const { data } = this;
    if (data === undefined) return nothing;
    return html`<figure @keydown=${this.onKey}>
      <div class="drawing">${this.asText ? this.renderText(data) : this.renderDrawing(data)}</div>
      <figcaption class="soft">
        <span dir="auto" lang=${this.language}>${plainText(this.caption)}</span>
        <button type="button" class="plain" aria-pressed=${this.asText} aria-keyshortcuts="T" @click=${this.toggle}>
          ${this.asText ? pictureWords().showPicture : pictureWords().showText}
        </button>
      </figcaption>
    </figure>`;
  }

  private readonly toggle = () => {
    this.asText = !this.asText;
  };

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey || event.altKey) return;
    this.toggle();
  };
}
