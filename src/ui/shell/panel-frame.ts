import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { tabStorage } from '../page/browser-storage.ts';
import { LAB_PREFIX } from '../page/shown-sandbox.ts';

const PLACE = 'strongroom.panel';

/** Whether the window has room for the panel next to the page. */
const isWide = (): boolean => matchMedia('(min-width: 75rem)').matches;

/** The place of the task panel, whose code is loaded when it is first shown. A reload keeps it open or collapsed. */
export class PanelFrame {
  readonly #host: ReactiveControllerHost & Element;
  #isCollapsed = (tabStorage()?.getItem(PLACE) ?? (isWide() ? '' : 'collapsed')) === 'collapsed';

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
  }

  /** Renders the panel if the sandbox that is shown is that of a lab. */
  render(sandbox: string): TemplateResult | typeof nothing {
    const isShown = sandbox.startsWith(LAB_PREFIX);
    this.#host.toggleAttribute('panel', isShown);
    if (!isShown) return nothing;
    void import('../labs/task-panel.ts').catch(() => undefined);
    return html`<strong-task-panel
      ?collapsed=${this.#isCollapsed}
      @strong-toggle-panel=${this.#toggle}
    ></strong-task-panel>`;
  }

  readonly #toggle = (): void => {
    this.#isCollapsed = !this.#isCollapsed;
    try {
      tabStorage()?.setItem(PLACE, this.#isCollapsed ? 'collapsed' : 'open');
    } catch {
      // Storage is full: a reload forgets it.
    }
    this.#host.requestUpdate();
  };
}
