import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { announce } from '../kit/announce.ts';
import { ProjectorMode, switchProjector } from '../page/projector-mode.ts';
import { base, controls } from '../styles/shared.ts';
import { canMaskFields } from './field-mask.ts';
import { HeaderHeight } from './header-height.ts';
import { canMask, IdentifierMask } from './identifier-mask.ts';
import { addressOf, NAVIGATION, SETTINGS } from './navigation.ts';
import { PointerRing } from './pointer-ring.ts';
import { documentStyles, shellStyles } from './projector-styles.ts';
import { TEXTS } from './projector-texts.ts';
import '../kit/strong-icon.ts';

/** Adds a style sheet to a document or shadow tree, or removes it. */
function adopt(root: Document | ShadowRoot, sheet: CSSStyleSheet, isOn: boolean): void {
  const others = root.adoptedStyleSheets.filter((one) => one !== sheet);
  root.adoptedStyleSheets = isOn ? [...others, sheet] : others;
}

/**
 * Projector mode, for people who see the screen from far: large type, a list of pages in place of the navigation, a
 * ring around the pointer, and masked identifiers. The tab keeps it over a reload.
 */
@customElement('strong-projector')
export class StrongProjector extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .row {
        gap: 0.5rem;
      }
      button {
        min-height: var(--target);
        font-size: var(--t1);
      }
      .quiet {
        border-color: transparent;
        background: none;
        color: var(--soft);
      }
      [popover] {
        inset: auto 0.5rem 4.5rem auto;
        max-height: calc(100dvh - 6rem);
        margin: 0;
        padding: 1rem 1.5rem;
        overflow: auto;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--float);
      }
      ul {
        list-style: none;
        columns: 2;
        column-gap: 2rem;
      }
      li a {
        display: block;
        padding-block: 0.25rem;
      }
      @media (max-width: 46rem) {
        /* The bottom bar of a phone has the pages. */
        .pages {
          display: none;
        }
      }
    `,
  ];

  private readonly mode = new ProjectorMode(this);
  private readonly ring = new PointerRing();
  private readonly mask = new IdentifierMask();
  private readonly headerHeight = new HeaderHeight();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.apply(false);
  }

  protected override updated(): void {
    this.apply(this.mode.isOn);
  }

  override render() {
    const { isOn } = this.mode;
    return html`<div class="row">
      ${isOn ? this.renderPages() : nothing}
      <button
        type="button"
        id="toggle"
        class=${isOn ? '' : 'quiet'}
        aria-pressed=${isOn}
        @click=${() => this.onToggle(!isOn)}
      >
        ${TEXTS.toggle}
      </button>
    </div>`;
  }

  private renderPages() {
    const items = [...NAVIGATION.flatMap((group) => group.items), SETTINGS];
    return html`<button type="button" class="pages" popovertarget="pages">
        <strong-icon name="more"></strong-icon>${TEXTS.pages}
      </button>
      <nav id="pages" popover aria-label=${TEXTS.pagesLabel} @click=${this.onPage}>
        <ul>
          ${items.map((item) => html`<li><a href=${addressOf(item)}>${item.label}</a></li>`)}
        </ul>
      </nav>`;
  }

  private onPage(event: Event) {
    if (event.target instanceof HTMLAnchorElement) (event.currentTarget as HTMLElement).hidePopover();
  }

  private onToggle(isOn: boolean) {
    switchProjector(isOn);
    // Forced colours make covered texts legible.
    const isMasked = canMask() && canMaskFields() && !matchMedia('(forced-colors: active)').matches;
    announce(this, isOn ? (isMasked ? TEXTS.on : TEXTS.onWithoutMask) : TEXTS.off);
  }

  private apply(isOn: boolean) {
    adopt(document, documentStyles.styleSheet as CSSStyleSheet, isOn);
    const root = this.getRootNode();
    if (root instanceof ShadowRoot) adopt(root, shellStyles.styleSheet as CSSStyleSheet, isOn);
    if (isOn) {
      this.ring.show();
      this.mask.show();
      this.headerHeight.show(root instanceof ShadowRoot ? root.querySelector('header') : undefined);
    } else {
      this.ring.hide();
      this.mask.hide();
      this.headerHeight.hide();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-projector': StrongProjector;
  }
}
