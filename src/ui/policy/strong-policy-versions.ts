import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatted } from '../policy-text/console-statements.ts';
import type { VersionMade } from './policy-preview.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { moment } from '../kit/format.ts';
import { callout } from '../styles/pieces.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { TEXTS } from './policy-texts.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../policy-text/strong-policy-diff.ts';

/** A request to show a version; 0 is the first. */
export const SHOW_VERSION = typedEvent<{ readonly version: number }>('strong-version');

/** A request to use the shown version as the draft. */
export const USE_VERSION = typedEvent('strong-again');

/**
 * The versions of a key policy, to read and compare: decisions in the audit log refer to them. Fires `strong-version`
 * and `strong-again`.
 */
@customElement('strong-policy-versions')
export class StrongPolicyVersions extends LitElement {
  static override styles = [
    base,
    controls,
    callout,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
      :host > * {
        min-width: 0;
      }
    `,
  ];

  /** Number of versions; the last one is the current policy. */
  @property({ type: Number }) versions = 0;
  @property({ type: Number }) shown = 0;
  /** When and by which principal each version was stored, as far as the audit log has it. */
  @property({ attribute: false }) made: readonly VersionMade[] = [];
  /** The text of the shown version; undefined while it loads. */
  @property({ attribute: false }) text: string | undefined;
  /** The text of the version before the shown one. */
  @property({ attribute: false }) previous: string | undefined;
  /** The text of the current policy. */
  @property() stored = '';
  /** Principals of other accounts are named with their account. */
  @property() account = '';

  override render() {
    const { versions: texts } = TEXTS;
    const { versions, shown, text } = this;
    if (versions < 2) return html`<p>${texts.none}</p>`;
    return html`<div class="field">
        <label for="version">${texts.label}</label>
        <select
          id="version"
          @change=${(event: Event) => SHOW_VERSION.dispatch(this, { version: Number((event.target as HTMLSelectElement).value) })}
        >
          ${Array.from({ length: versions }, (_, index) => versions - 1 - index).map(
            (version) =>
              html`<option value=${version} .selected=${version === shown}>${this.nameInList(version)}</option>`,
          )}
        </select>
      </div>
      ${
        text === undefined
          ? html`<p class="soft">${WORDS.loading}</p>`
          : html`<pre tabindex="0" role="region" aria-label=${texts.region(this.name(shown))}>
${formatted(text) ?? text}</pre>
              ${
                this.previous === undefined
                  ? nothing
                  : html`<h3>${texts.changes}</h3>
                      <strong-policy-diff
                        label=${texts.changes}
                        .old=${this.previous}
                        .now=${text}
                      ></strong-policy-diff>`
              }
              ${
                shown === versions - 1
                  ? nothing
                  : html`<h3>${texts.comparison}</h3>
                      <strong-policy-diff
                        label=${texts.comparison}
                        .old=${text}
                        .now=${this.stored}
                      ></strong-policy-diff>`
              }
              <div class="row">
                ${shown === versions - 1 ? nothing : html`<button type="button" @click=${() => USE_VERSION.dispatch(this)}>${texts.use}</button>`}
                <strong-copy .text=${text} what=${texts.copyName} words=${WORDS.copy}></strong-copy>
              </div>`
      }`;
  }

  private name(version: number): string {
    const { current, first, other } = TEXTS.versions;
    const isCurrent = version === this.versions - 1;
    return (isCurrent ? current : version === 0 ? first : other)(version + 1);
  }

  /** The version with the time and the principal that stored it, as far as they are known. */
  private nameInList(version: number): string {
    const { at, by } = this.made[version] ?? {};
    const { stored, storedBy } = TEXTS.versions;
    const name = this.name(version);
    if (at === undefined) return name;
    return by === undefined ? stored(name, moment(at)) : storedBy(name, moment(at), callerNameFrom(this.account, by));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-versions': StrongPolicyVersions;
  }
}
