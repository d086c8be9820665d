import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './key-texts.ts';
import '../kit/strong-icon.ts';

/** An action on a key. */
export type KeyAction = keyof typeof TEXTS.actions.names;

/** Asks for an action on the key. */
export const KEY_ACTION = typedEvent<KeyAction>('strong-key-action', { bubbles: true, composed: true });

/** The actions that a key state allows. */
function actionsIn(keyState: string): readonly KeyAction[] {
  if (keyState === 'PendingDeletion') return ['cancelDeletion', 'advance'];
  if (keyState === 'PendingReplicaDeletion') return ['cancelDeletion'];
  // No action of the menu is allowed before the key is enabled again.
  if (keyState === 'Updating') return [];
  if (keyState === 'Enabled') return ['disable', 'scheduleDeletion'];
  return keyState === 'Disabled' ? ['enable', 'scheduleDeletion'] : ['scheduleDeletion'];
}

/** The menu of actions on a key. Arrow keys move in it, Esc closes it. Fires `strong-key-action`. */
@customElement('strong-key-actions')
export class StrongKeyActions extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: relative;
      }
      [role='menu'] {
        position: absolute;
        inset-inline-end: 0;
        z-index: 2;
        display: grid;
        min-width: 100%;
        margin-top: 0.25rem;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: var(--float);
      }
      [role='menuitem'] {
        justify-content: start;
        border: 0;
        white-space: nowrap;
      }
      @container (max-width: 43rem) {
        [role='menu'] {
          inset-inline: 0 auto;
        }
      }
    `,
  ];

  /** The state of the key. */
  @property() state = '';

  @state() private isOpen = false;

  override render() {
    if (actionsIn(this.state).length === 0) return nothing;
    return html`<button
        type="button"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        @click=${() => (this.isOpen ? this.close() : this.open())}
        @keydown=${this.onButtonKey}
      >
        ${TEXTS.actions.menu}<strong-icon name="down"></strong-icon>
      </button>
      <div
        role="menu"
        aria-label=${TEXTS.actions.menu}
        ?hidden=${!this.isOpen}
        @keydown=${this.onMenuKey}
        @focusout=${this.onFocusOut}
      >
        ${actionsIn(this.state).map(
          (action) =>
            html`<button
              type="button"
              role="menuitem"
              tabindex="-1"
              class=${action === 'scheduleDeletion' || action === 'advance' ? 'danger' : ''}
              @click=${() => this.choose(action)}
            >
              ${TEXTS.actions.names[action]}
            </button>`,
        )}
      </div>`;
  }

  /** Moves the focus to the button. */
  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  private get items(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>('[role=menuitem]')];
  }

  private async open(index = 0) {
    this.isOpen = true;
    await this.updateComplete;
    this.items.at(index)?.focus();
  }

  private close() {
    this.isOpen = false;
    this.focus();
  }

  private choose(action: KeyAction) {
    this.close();
    KEY_ACTION.dispatch(this, action);
  }

  private onButtonKey(event: KeyboardEvent) {
    const index = { ArrowDown: 0, ArrowUp: -1 }[event.key];
    if (index === undefined) return;
    event.preventDefault();
    void this.open(index);
  }

  private onMenuKey(event: KeyboardEvent) {
    const { items } = this;
    const now = items.indexOf(event.target as HTMLButtonElement);
    const next = { ArrowDown: (now + 1) % items.length, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    if (next === undefined) this.close();
    else items.at(next)?.focus();
  }

  /** The menu closes when the focus leaves it, for another element or with a click. */
  private onFocusOut({ relatedTarget }: FocusEvent) {
    if (!(relatedTarget instanceof Node) || !this.renderRoot.contains(relatedTarget)) this.isOpen = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-actions': StrongKeyActions;
  }
}
