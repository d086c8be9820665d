import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { SWITCH_TO, type PageContext, type SwitchTo } from './page-context.ts';

/** Base class of the pages. */
export class StrongPage extends LitElement {
  @property({ attribute: false }) context!: PageContext;

  /** Moves the focus to the heading of the page after it is rendered. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    const heading = this.renderRoot.querySelector<HTMLElement>('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  /** Asks the shell to switch Region, account or caller. */
  protected switchTo(detail: SwitchTo): void {
    SWITCH_TO.dispatch(this, detail);
  }
}
