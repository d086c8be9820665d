import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatted } from '../policy-text/console-statements.ts';
import type { VersionMade } from './policy-preview.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { moment } from '../kit/format.ts';
import { callout } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../policy-text/strong-policy-diff.ts';

/** What `strong-version` carries: 0 for the first. */
export type VersionEvent = CustomEvent<{ readonly version: number }>;

/**
 * The policies that a key has had, to look at and to compare: decisions of the log name them. Fires `strong-version` when one is asked for, and `strong-again` to have
 * the one that is shown as the draft.
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

  /** How many there have been; the last is the one that is stored now. */
  @property({ type: Number }) versions = 0;
  @property({ type: Number }) shown = 0;
  /** Of each version when and by whom it was stored, as far as the log says it. */
  @property({ attribute: false }) made: readonly VersionMade[] = [];
  /** Its text; undefined while it is on its way. */
  @property({ attribute: false }) text: string | undefined;
  /** The text of the version before it. */
  @property({ attribute: false }) previous: string | undefined;
  /** The text that is stored now. */
  @property() stored = '';
  /** The account from which it is looked at. */
  @property() account = '';

  override render() {
    const { versions, shown, text } = this;
    if (versions < 2)
      return html`<p>
        The policy has not been replaced yet. Every policy that is replaced is kept, because decisions of the log name
        it.
      </p>`;
    return html`<div class="field">
        <label for="version">Version</label>
        <select id="version" @change=${(event: Event) => this.ask(Number((event.target as HTMLSelectElement).value))}>
          ${Array.from({ length: versions }, (_, index) => versions - 1 - index).map(
            (version) =>
              html`<option value=${version} .selected=${version === shown}>${this.nameInList(version)}</option>`,
          )}
        </select>
      </div>
      ${
        text === undefined
          ? html`<p class="soft">Loading…</p>`
          : html`<pre tabindex="0" role="region" aria-label="Key policy, ${this.name(shown)}">
${formatted(text) ?? text}</pre>
              ${
                this.previous === undefined
                  ? nothing
                  : html`<h3>What it changed</h3>
                      <strong-policy-diff
                        label="What this version changed"
                        .old=${this.previous}
                        .now=${text}
                      ></strong-policy-diff>`
              }
              ${
                shown === versions - 1
                  ? nothing
                  : html`<h3>From it to what is stored now</h3>
                      <strong-policy-diff
                        label="From this version to what is stored now"
                        .old=${text}
                        .now=${this.stored}
                      ></strong-policy-diff>`
              }
              <div class="row">
                ${shown === versions - 1 ? nothing : html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent('strong-again'))}>Take it as the draft</button>`}
                <strong-copy .text=${text} what="this version" words="Copy"></strong-copy>
              </div>`
      }`;
  }

  private name(version: number): string {
    return `version ${version + 1}${version === this.versions - 1 ? ', stored now' : version === 0 ? ', the first' : ''}`;
  }

  /** With when and by whom. */
  private nameInList(version: number): string {
    const { at, by } = this.made[version] ?? {};
    const whose = by === undefined ? '' : ` by ${callerNameFrom(this.account, by)}`;
    return at === undefined ? this.name(version) : `${this.name(version)}: ${moment(at)}${whose}`;
  }

  private ask(version: number) {
    this.dispatchEvent(new CustomEvent('strong-version', { detail: { version } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-versions': StrongPolicyVersions;
  }
}
