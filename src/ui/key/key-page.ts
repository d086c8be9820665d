import { Task } from '@lit/task';
import { css, html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import type { KeyLocation } from '../../model/contract.ts';
import { href } from '../page/router.ts';
import { outputOf } from '../page/call-recorder.ts';
import { keyView, type KeyView } from '../page/key-view.ts';
import { WorldController } from '../page/world-controller.ts';
import { elsewhereOf } from '../page/find-key-elsewhere.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { TEXTS } from './key-texts.ts';
import { TABS } from './tabs.ts';
import { StrongPage } from '../page/strong-page.ts';
import '../page/strong-problem.ts';
import '../page/strong-state.ts';

/** The page of a key: its name and state, and its tabs. */
@customElement('strong-key-page')
export class StrongKeyPage extends StrongPage {
  static override styles = [
    base,
    controls,
    tabBar,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 2rem;
        margin-top: 0.5rem;
        padding: 0.35rem 0 0.35rem 1rem;
        border-left: var(--wall-width) solid var(--wall-fill);
      }
      header p {
        margin: 0;
      }
      h1 {
        overflow-wrap: anywhere;
      }
      /* What is not visible does not jump when the name and the tabs of the key come, and then the tab. */
      .loading,
      .loading ~ .content,
      .content > :is([loading], :not(:defined)) ~ .absent {
        visibility: hidden;
      }
      .absent {
        margin-top: 1.5rem;
      }
      .content:not(.wide) {
        max-width: 56rem;
      }
      h1 .mono {
        font-size: var(--t3);
      }
      strong-problem {
        margin-block: 0;
      }
    `,
  ];

  @property() keyId = '';
  @property() tab = '';

  @state() private key: KeyView | undefined;
  @state() private aliases: readonly string[] = [];
  @state() private problem: Problem | undefined;
  @state() private elsewhere: readonly KeyLocation[] = [];
  /** The tab whose code could not be loaded. */
  @state() private missing: string | undefined;

  readonly #world = new WorldController(this, {
    strongroom: () => this.context.strongroom,
    stores: ['keys', 'aliases'],
    onChange: () => void this.#loading.run(),
  });

  readonly #loading = new Task(this, {
    args: () => [this.keyId, this.context] as const,
    task: ([keyId]) => this.load(keyId),
    onComplete: (shown) => Object.assign(this, { problem: undefined, elsewhere: [], ...shown }),
    onError: (error) => (this.problem = problemOf(error)),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tab')) void this.loadTab();
    if (!changed.has('keyId') && !changed.has('context')) return;
    this.key = this.problem = undefined;
    this.aliases = [];
    this.elsewhere = [];
  }

  override render() {
    const [alias] = this.aliases;
    const { key, aliases } = this;
    const shown = TABS.find(({ tab }) => tab === this.tab) ?? TABS[0];
    // The tabs depend on the key. The tab of the address is always shown: it explains why it is empty.
    const present = key ? TABS.filter((row) => row === shown || row.absent?.(key) === undefined) : [];
    const absent = key ? TABS.filter((row) => !present.includes(row)) : [];
    return html`<p><a href=${href(['keys'])}>${TEXTS.page.keys}</a></p>
      <header>
        <h1>${alias ?? html`<span class="mono">${this.keyId}</span>`}</h1>
        ${
          key
            ? html`<p class="row">
                <strong-state .value=${key.KeyState}></strong-state>
                ${
                  key.KeySpec === 'SYMMETRIC_DEFAULT'
                    ? html`<a class="button" href=${href(['playground'], { key: this.keyId })}
                        >${TEXTS.page.openInPlayground}</a
                      >`
                    : nothing
                }
              </p>`
            : nothing
        }
      </header>
      <nav aria-label=${TEXTS.page.tabs} class=${key || this.problem ? '' : 'loading'}>
        ${present.map(({ tab, name }) => html`<a href=${href(['keys', this.keyId, ...(tab ? [tab] : [])])} aria-current=${ifDefined(tab === shown?.tab ? 'page' : undefined)}>${name}</a>`)}
      </nav>
      <div class="content ${shown?.wide ? 'wide' : ''}" @strong-key-changed=${() => this.#loading.run()}>
        ${this.problem ? this.renderProblem(this.problem) : nothing}
        ${key && shown ? shown.render({ key, aliases }) : nothing}
        ${key && shown && this.missing === shown.tab ? this.renderNotLoaded() : nothing}
        ${key || this.problem ? nothing : html`<p class="soft">${WORDS.loading}</p>`}
        ${key ? absent.map((row) => this.renderNotAvailable(row.name, row.absent?.(key))) : nothing}
      </div>`;
  }

  private renderNotLoaded() {
    return html`<p>
      ${TEXTS.page.tabNotLoaded}
      <button type="button" @click=${() => location.reload()}>${WORDS.reloadPage}</button>
    </p>`;
  }

  private renderNotAvailable(tab: string, why: string | undefined) {
    return html`<p class="absent soft small"><b>${TEXTS.page.tabNotAvailable(tab)}</b> ${why}</p>`;
  }

  private renderProblem(problem: Problem) {
    return html`<strong-problem
      .problem=${problem}
      .elsewhere=${this.elsewhere}
      .region=${this.context.region}
      .account=${this.context.account}
    ></strong-problem>`;
  }

  /** Loads the code of the tab. Its element is rendered meanwhile, and upgraded when the code is loaded. */
  private async loadTab(): Promise<void> {
    const { tab } = this;
    this.missing = undefined;
    try {
      await TABS.find((row) => row.tab === tab)?.load?.();
    } catch {
      this.missing = tab;
    }
  }

  /** Loads the key and its aliases, or the problem. */
  private async load(keyId: string) {
    const { kms, strongroom } = this.context;
    try {
      const key = outputOf(this.#world.saw(await kms.call('DescribeKey', { KeyId: keyId }))).KeyMetadata;
      const { Aliases = [] } = outputOf(this.#world.saw(await kms.call('ListAliases', { KeyId: keyId, Limit: 100 })));
      return { key: keyView(key), aliases: Aliases.map(({ AliasName = '' }) => AliasName) };
    } catch (error) {
      const problem = problemOf(error);
      return { problem, elsewhere: await elsewhereOf(problem, keyId, this.context, strongroom) };
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-page': StrongKeyPage;
  }
}
