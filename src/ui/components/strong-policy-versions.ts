import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import './strong-copy.ts';

/** What `strong-version` carries: 0 for the first. */
export type VersionEvent = CustomEvent<{ readonly version: number }>;

/**
 * The policies that a key has had, to look at: decisions of the log name them. Fires `strong-version` when one is asked for, and `strong-again` to have
 * the one that is shown as the draft.
 */
@customElement('strong-policy-versions')
export class StrongPolicyVersions extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
      select {
        max-width: 20rem;
      }
      pre {
        padding: 0.75rem;
        background: var(--sunken);
        max-height: 24rem;
        overflow: auto;
      }
    `,
  ];

  /** How many there have been; the last is the one that is stored now. */
  @property({ type: Number }) versions = 0;
  @property({ type: Number }) shown = 0;
  /** Its text; undefined while it is on its way. */
  @property({ attribute: false }) text: string | undefined;
  /** To read alone. */
  @property({ type: Boolean }) locked = false;

  override render() {
    const { versions, shown, text } = this;
    if (versions < 2)
      return html`<p>The policy has not been replaced yet. Every policy that is replaced is kept, because decisions of the log name it.</p>`;
    return html`<div class="field">
        <label for="version">Version</label>
        <select id="version" @change=${(event: Event) => this.ask(Number((event.target as HTMLSelectElement).value))}>
          ${Array.from({ length: versions }, (_, index) => versions - 1 - index).map(
            (version) => html`<option value=${version} .selected=${version === shown}>${this.name(version)}</option>`,
          )}
        </select>
      </div>
      ${
        text === undefined
          ? html`<p class="soft">Loading…</p>`
          : html`<pre tabindex="0" role="region" aria-label="Key policy, ${this.name(shown)}">${text}</pre>
              <div class="row">
                ${this.locked ? nothing : html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent('strong-again'))}>Take it as the draft</button>`}
                <strong-copy .text=${text} what="this version" words="Copy"></strong-copy>
              </div>`
      }`;
  }

  private name(version: number): string {
    return `version ${version + 1}${version === this.versions - 1 ? ', stored now' : version === 0 ? ', the first' : ''}`;
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
