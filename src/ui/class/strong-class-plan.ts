import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { plainText } from '../page/lab-markup.ts';
import { base } from '../styles/shared.ts';
import { TEXTS } from './class-texts.ts';
import type { ClassWords } from './describe-class.ts';

const WORDS = TEXTS.open;
/** Findings that are shown. */
const MAX_SHOWN = 20;

/** What a class contains and creates, or why it was not opened. */
@customElement('strong-class-plan')
export class StrongClassPlan extends LitElement {
  static override styles = [
    base,
    css`
      section {
        margin-top: 1rem;
      }
      ul {
        padding-left: 1.25rem;
        overflow-wrap: anywhere;
      }
      .findings {
        padding: 0.6rem 0.9rem;
        border-left: 4px solid var(--deny);
        background: var(--deny-tint);
      }
    `,
  ];

  @property() name = '';
  @property({ attribute: false }) words: ClassWords | undefined;
  @property({ attribute: false }) findings: readonly {
    readonly path: readonly (string | number)[];
    readonly message: string;
  }[] = [];

  override render() {
    const { words, findings } = this;
    if (findings.length > 0) return this.renderFindings();
    if (!words) return nothing;
    return html`<h2 dir="auto">${plainText(this.name)}</h2>
      <section>
        <h3>${WORDS.contains}</h3>
        <ul id="contains">
          ${words.contains.map(({ text, language }) => html`<li dir="auto" lang=${language}>${text}</li>`)}
        </ul>
      </section>
      <section>
        <h3>${WORDS.creates}</h3>
        <ul id="creates">
          ${words.creates.map((line) => html`<li>${line}</li>`)}
        </ul>
      </section>`;
  }

  private renderFindings() {
    const { findings } = this;
    return html`<div class="findings" role="group" aria-labelledby="refused">
      <h2 id="refused">${WORDS.findings(findings.length)}</h2>
      <ul>
        ${findings.slice(0, MAX_SHOWN).map(({ path, message }) => {
          const pointer = plainText(path.map((part) => `/${part}`).join(''));
          return html`<li>${pointer === '' ? WORDS.whole : WORDS.where(pointer)}${message}</li>`;
        })}
        ${findings.length > MAX_SHOWN ? html`<li>${WORDS.more(findings.length - MAX_SHOWN)}</li>` : nothing}
      </ul>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-class-plan': StrongClassPlan;
  }
}
