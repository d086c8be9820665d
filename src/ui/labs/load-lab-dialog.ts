import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { announce } from '../kit/announce.ts';
import type { FileEvent } from '../kit/strong-file-drop.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { textsOf } from './lab-course.ts';
import { plainText } from '../page/lab-markup.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { labsWords } from './labs-words.ts';
import type { LabFinding, LoadedLab } from './load-lab-file.ts';
import '../kit/strong-file-drop.ts';

/** Findings that are shown. */
const MAX_SHOWN = 20;

/** A lab was loaded. */
const LAB_LOADED = typedEvent('strong-lab-loaded');

/** Loads a lab from a file or from an address of this site, and shows why one is refused. Fires `strong-lab-loaded`. */
@customElement('strong-load-lab-dialog')
export class StrongLoadLabDialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      details > * + * {
        margin-top: 0.75rem;
      }
      summary {
        min-height: var(--target);
        align-content: center;
        font-weight: 600;
        cursor: pointer;
      }
      .findings {
        padding: 0.6rem 0.9rem;
        border-left: 4px solid var(--deny);
        background: var(--deny-tint);
      }
      .findings ul {
        padding-left: 1.25rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) fetchFile: typeof fetch | undefined;

  @state() private findings: readonly LabFinding[] = [];
  @state() private loaded: string | undefined;
  @query('input') private address!: HTMLInputElement;

  constructor() {
    super();
    new InLabLanguage(this, labsWords);
  }

  override render() {
    const words = labsWords().load;
    return html`<details>
      <summary>${words.heading}</summary>
      <p class="soft">${words.lead}</p>
      <strong-file-drop
        label=${words.drop}
        action=${words.choose}
        @strong-file=${({ detail: { file } }: FileEvent) => this.take(async (code) => code.loadLabFile(file))}
      ></strong-file-drop>
      <form
        class="stack"
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          void this.take(async (code) => code.loadLabAddress(this.address.value, this.fetchFile));
        }}
      >
        <div class="field">
          <label for="address">${words.url}</label>
          <input id="address" required aria-describedby="hint" autocomplete="off" spellcheck="false" />
          <span id="hint" class="soft small">${words.urlHint}</span>
        </div>
        <button>${words.get}</button>
      </form>
      ${this.renderResult()}
    </details>`;
  }

  private renderResult() {
    const words = labsWords().load;
    if (this.loaded !== undefined) return html`<p id="loaded">${words.loaded(this.loaded)}</p>`;
    const { findings } = this;
    if (findings.length === 0) return nothing;
    return html`<div class="findings" role="group" aria-labelledby="refused">
      <h3 id="refused">${words.findings(findings.length)}</h3>
      <ul>
        ${findings
          .slice(0, MAX_SHOWN)
          .map(
            ({ pointer, message, language }) =>
              html`<li>
                ${pointer === '' ? words.whole : words.where(pointer)}<span lang=${ifDefined(language)}
                  >${message}</span
                >
              </li>`,
          )}
        ${findings.length > MAX_SHOWN ? html`<li>${words.more(findings.length - MAX_SHOWN)}</li>` : nothing}
      </ul>
    </div>`;
  }

  private async take(load: (code: typeof import('./load-lab-file.ts')) => Promise<LoadedLab>) {
    const words = labsWords().load;
    this.findings = [];
    this.loaded = undefined;
    const result = await load(await import('./load-lab-file.ts'));
    if ('findings' in result) {
      this.findings = result.findings;
      announce(this, words.findings(result.findings.length), 'assertive');
      const [first] = result.findings;
      if (first) announce(this, first.message, 'polite', first.language);
      return;
    }
    this.loaded = plainText(textsOf(result.lab).title);
    announce(this, words.loaded(this.loaded));
    LAB_LOADED.dispatch(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-load-lab-dialog': StrongLoadLabDialog;
  }
}
