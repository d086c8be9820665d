import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import { typedEvent } from '../kit/typed-event.ts';
import type { Route } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import { addressOf, currentState, NAVIGATION, SETTINGS, type NavigationItem } from './navigation.ts';
import { TEXTS } from './shell-texts.ts';
import { navigationStyles } from './strong-navigation.styles.ts';
import '../kit/strong-icon.ts';

/** Asks to collapse or expand the navigation. */
export const COLLAPSE = typedEvent('strong-collapse', { bubbles: true, composed: true });

/**
 * The navigation: a column of groups, a column of icons when `collapsed`, or a bottom bar with *More* when `phone`.
 * Fires `strong-collapse`.
 */
@customElement('strong-navigation')
export class StrongNavigation extends LitElement {
  static override styles = [base, controls, navigationStyles];

  @property({ attribute: false }) route!: Route;
  @property({ type: Boolean, reflect: true }) collapsed = false;
  @property({ type: Boolean, reflect: true }) phone = false;

  @query('#more') private more!: HTMLElement | null;

  /** Its first render is a task of its own: the header is shown before. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await yieldToEventLoop();
    await super.scheduleUpdate();
    // In the frame, whose layout is then the first: here it would be one more.
    requestAnimationFrame(() => this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }));
  }

  override render() {
    return html`<nav aria-label=${TEXTS.navigation.label}>${this.phone ? this.renderBar() : this.renderColumn()}</nav>`;
  }

  private renderColumn() {
    const toggle = this.collapsed ? TEXTS.navigation.expand : TEXTS.navigation.collapse;
    return html`<button
        type="button"
        class="collapse"
        aria-expanded=${!this.collapsed}
        aria-label=${toggle}
        title=${toggle}
        @click=${() => COLLAPSE.dispatch(this)}
      >
        <strong-icon name=${this.collapsed ? 'expand' : 'collapse'}></strong-icon>
      </button>
      ${this.renderGroups()}
      <ul class="foot">
        ${this.renderItem(SETTINGS)}
      </ul>`;
  }

  private renderGroups(isShown = (item: NavigationItem): boolean => item.icon !== undefined || !this.collapsed) {
    return NAVIGATION.map(({ id, name, items }) => {
      const shown = items.filter(isShown);
      if (shown.length === 0) return nothing;
      return html`<p class="group" id=${id} ?hidden=${this.collapsed}>${name}</p>
        <ul aria-labelledby=${id}>
          ${shown.map((item) => this.renderItem(item))}
        </ul>`;
    });
  }

  private renderBar() {
    const items = NAVIGATION.flatMap((group) => group.items);
    const isUnderMore = (item: NavigationItem) => !item.isPrimary;
    const isHere = [...items.filter(isUnderMore), SETTINGS].some((item) => currentState(item, this.route));
    return html`<ul class="bar">
      ${items.filter(({ isPrimary }) => isPrimary).map((item) => this.renderItem(item))}
      <li>
        <button type="button" popovertarget="more" aria-current=${ifDefined(isHere ? 'true' : undefined)}>
          <strong-icon name="more"></strong-icon>${TEXTS.navigation.more}
        </button>
        <div id="more" popover @click=${this.onMoreClick}>
          ${this.renderGroups(isUnderMore)}
          <ul class="foot">
            ${this.renderItem(SETTINGS)}
          </ul>
        </div>
      </li>
    </ul>`;
  }

  private renderItem(item: NavigationItem) {
    const { label, icon } = item;
    return html`<li>
      <a
        href=${addressOf(item)}
        class=${icon ? '' : 'sub'}
        aria-current=${ifDefined(currentState(item, this.route))}
        title=${ifDefined(this.collapsed ? label : undefined)}
        >${icon ? html`<strong-icon name=${icon}></strong-icon>` : nothing}<span>${label}</span></a
      >
    </li>`;
  }

  private onMoreClick() {
    this.more?.hidePopover();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-navigation': StrongNavigation;
  }
}
