import { Task } from '@lit/task';
import { LitElement, css, html, nothing } from 'lit';
import { consume } from '@lit/context';
import { customElement, property } from 'lit/decorators.js';
import type { PlannedChange } from '../../services/blast-radius/blast-radius-types.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { base } from '../styles/shared.ts';
import { TEXTS } from './blast-radius-texts.ts';
import { loadBlastRadius } from './load-blast-radius.ts';
import './strong-blast-radius.ts';

/** What would stop with a change, below a heading. Renders nothing in a sandbox without records of services. */
@customElement('strong-blast-radius-panel')
export class StrongBlastRadiusPanel extends LitElement {
  static override styles = [
    base,
    css`
      :host([empty]) {
        display: none;
      }
      h2 {
        margin-block-end: 0.5rem;
      }
    `,
  ];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;
  /** The change. Undefined: no change is planned. */
  @property({ attribute: false }) change: PlannedChange | undefined;
  /** As in `strong-blast-radius`. */
  @property({ type: Boolean }) withoutCallers = false;

  readonly #loading = new Task(this, {
    // By its contents: the page makes a new object each time that it renders.
    args: () => [this.context, JSON.stringify(this.change)] as const,
    task: ([context]) => (this.change === undefined ? undefined : loadBlastRadius(context, this.change)),
  });

  protected override updated(): void {
    const { value, error } = this.#loading;
    this.toggleAttribute('empty', value === undefined && error === undefined);
  }

  override render() {
    const { value, error } = this.#loading;
    if (error !== undefined) return html`<p class="soft">${TEXTS.failed}</p>`;
    if (value === undefined) return nothing;
    return html`<section aria-labelledby="heading">
      <h2 id="heading">${TEXTS.heading}</h2>
      <strong-blast-radius
        .report=${value}
        account=${this.context.account}
        region=${this.context.region}
        ?withoutCallers=${this.withoutCallers}
      ></strong-blast-radius>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-blast-radius-panel': StrongBlastRadiusPanel;
  }
}
