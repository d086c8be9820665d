import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import { codeLanguage, keepCodeLanguage } from './code-language.ts';
import { canRepeat, encryptionSdkCode, isPython, type FileRunFacts } from './encryption-sdk-code.ts';
import type { CodeCall } from './run-calls.ts';
import { writeCode, type CodeLanguage } from './run-code.ts';
import { TEXTS } from './run-code-texts.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { SELECT_TAB } from '../kit/strong-tabs.ts';
import '../kit/strong-copy.ts';
import '../kit/strong-tabs.ts';

const LANGUAGES: readonly CodeLanguage[] = ['sdk', 'cli', 'boto3'];

/** A run as code in several languages. The one that the visitor chose last is shown. */
@customElement('strong-run-code')
export class StrongRunCode extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      strong-tabs {
        margin-top: 0.75rem;
      }
      pre {
        padding: 0.75rem 1rem;
        margin-block: 0.5rem;
        border: 1px solid var(--line);
        background: var(--raised);
        line-height: 1.6;
        overflow-x: auto;
        white-space: pre;
        overflow-wrap: normal;
      }
      p {
        max-width: 68ch;
      }
    `,
  ];

  @property({ attribute: false }) calls: readonly CodeCall[] = [];
  @property() region = '';
  /** Absent for a run without a file. */
  @property({ attribute: false }) file: FileRunFacts | undefined;

  override render() {
    const { file } = this;
    if (this.calls.length === 0 && !file) return nothing;
    const { tabs } = TEXTS;
    const [sdk, ...others] = LANGUAGES.map((id) => ({ id, label: tabs[id] }));
    const encryptionSdk = file ? [{ id: 'encryptionSdk', label: tabs.encryptionSdk }] : [];
    const ofCalls = this.calls.length > 0 && sdk ? [sdk, ...encryptionSdk, ...others] : encryptionSdk;
    return html`<h2 id="heading">${TEXTS.heading}</h2>
      <p class="soft">${TEXTS.lead}</p>
      <strong-tabs
        label=${TEXTS.languages}
        .tabs=${ofCalls}
        .selected=${codeLanguage()}
        @strong-tab=${({ detail }: EventOf<typeof SELECT_TAB>) => keepCodeLanguage(detail)}
      >
        ${LANGUAGES.map(
          (language) =>
            html`<div slot=${language}>
              <p>${this.file ? TEXTS.calls : TEXTS.callsOnly}</p>
              ${renderCode(tabs[language], writeCode(language, this.calls, this.region))}
            </div>`,
        )}
        ${this.file ? html`<div slot="encryptionSdk">${renderEncryptionSdk(this.file)}</div>` : nothing}
      </strong-tabs>`;
  }
}

function renderEncryptionSdk(run: FileRunFacts) {
  if (!canRepeat(run)) return html`<p>${TEXTS.noEncryptionSdk}</p>`;
  const { python, javaScript } = TEXTS.encryptionSdk;
  const text = isPython(run) ? (run.leftOut.length > 0 ? python.pairs : python.keyring) : javaScript;
  return html`<p>${text}</p>
    ${renderCode(TEXTS.tabs.encryptionSdk, encryptionSdkCode(run))}`;
}

function renderCode(language: string, code: string) {
  const what = TEXTS.codeOf(language);
  return html`<pre tabindex="0" role="region" aria-label=${what}><code>${code}</code></pre>
    <strong-copy .text=${code} what=${what} words=${TEXTS.copy}></strong-copy>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-run-code': StrongRunCode;
  }
}
