/** What the pages share. */
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { SWITCH_TO, type PageContext, type SwitchTo } from './page-context.ts';

/** A page: gets the context of the app, and can take the focus to its heading. */
export class StrongPage extends LitElement {
  @property({ attribute: false }) context!: PageContext;

  /** Moves the focus to the page's heading, once it is there. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    const heading = this.renderRoot.querySelector<HTMLElement>('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  /** Asks the shell to be elsewhere. */
  protected switchTo(detail: SwitchTo): void {
    this.dispatchEvent(new CustomEvent(SWITCH_TO, { detail, bubbles: true, composed: true }));
  }
}
