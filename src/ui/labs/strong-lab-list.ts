import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { href } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import type { CourseEntry } from './lab-course.ts';
import { termName } from '../glossary/term-name.ts';
import { plainText } from '../page/lab-markup.ts';
import type { LabState } from './lab-state.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { labsWords } from './labs-words.ts';
import '../kit/strong-icon.ts';

/** The labs as a list, with what is best done before, and the progress. */
@customElement('strong-lab-list')
export class StrongLabList extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      ol {
        list-style: none;
        border-top: 1px solid var(--line);
      }
      li {
        display: grid;
        grid-template-columns: 4rem minmax(0, 1fr) auto;
        gap: 0.1rem 1rem;
        padding-block: 0.75rem;
        border-bottom: 1px solid var(--line);
      }
      .id {
        color: var(--soft);
        overflow-wrap: anywhere;
      }
      .more {
        grid-column: 2;
      }
      .passed {
        color: var(--ok);
        font-weight: 600;
      }
      @container (max-width: 33rem) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .id,
        .more {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly CourseEntry[] = [];
  /** The progress of labs that were started, by ID. */
  @property({ attribute: false }) states: Readonly<Record<string, LabState>> = {};

  constructor() {
    super();
    new InLabLanguage(this, labsWords);
  }

  override render() {
    return html`<ol>
      ${this.entries.map((entry) => this.renderEntry(entry))}
    </ol>`;
  }

  private renderEntry({ id, title, language, minutes, prerequisites, concepts, isLoaded }: CourseEntry) {
    const state = Object.hasOwn(this.states, id) ? this.states[id] : undefined;
    const before = prerequisites.map(
      (lab, index) => html`${index > 0 ? ', ' : ''}<a href=${href(['labs', lab])}>${lab}</a>`,
    );
    return html`<li>
      <span class="id">${isLoaded ? plainText(id) : id}</span>
      <h2 dir="auto" lang=${language}><a href=${href(['labs', id])}>${plainText(title)}</a></h2>
      ${this.renderState(state)}
      <p class="more soft small">
        ${labsWords().map.minutes(minutes)}${before.length > 0 ? html` · ${labsWords().map.after(before)}` : nothing}${
          concepts.length > 0
            ? html` · ${labsWords().map.concepts}:
              ${concepts.map(
                (concept, index) =>
                  html`${index > 0 ? ', ' : ''}<a lang="en" href=${href(['glossary', concept])}
                      >${termName(concept)}</a
                    >`,
              )}`
            : nothing
        }${isLoaded ? html` · ${labsWords().map.loaded}` : nothing}
      </p>
    </li>`;
  }

  private renderState(state: LabState | undefined) {
    if (!state) return html`<span class="soft">${labsWords().map.states.new}</span>`;
    if (state.isPassed)
      return html`<span class="passed"
        ><strong-icon name="check"></strong-icon> ${labsWords().map.states.passed}</span
      >`;
    return html`<span>${labsWords().map.states.started(state.done, state.of)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-lab-list': StrongLabList;
  }
}
