import { consume } from '@lit/context';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { PAGE_CONTEXT, SWITCH_TO, type PageContext, type SwitchTo } from './page-context.ts';

/** Base class of the pages. The context comes from the shell; without one around the page, set it. */
export class StrongPage extends LitElement {
  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;

  /** Moves the focus to the heading of the page after it is rendered. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    const heading = this.renderRoot.querySelector<HTMLElement>('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  /** Asks the shell to switch sandbox, Region, account or caller. */
  protected switchTo(detail: SwitchTo): void {
    SWITCH_TO.dispatch(this, detail);
  }
}
