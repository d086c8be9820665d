import { css, html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import type { KeyElsewhere } from '../../model/contract.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { href } from '../page/router.ts';
import { outputOf } from '../page/call-recorder.ts';
import { elsewhereOf } from '../page/find-key-elsewhere.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { tabBar } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { TABS } from './tabs.ts';
import { StrongPage } from '../page/strong-page.ts';
import '../page/strong-problem.ts';
import '../page/strong-state.ts';

const SETTLE = 150;

/** One key: its name and state, and the tabs, which show and do everything else. */
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

  @state() private key: KeyMetadata | undefined;
  @state() private aliases: readonly string[] = [];
  @state() private problem: Problem | undefined;
  @state() private elsewhere: readonly KeyElsewhere[] = [];
  /** The tab whose code could not be had. */
  @state() private missing: string | undefined;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe = () => {};
  /** Of two loads under way the later one counts. */
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.context.strongroom.onChange(({ touched }) => {
      if (!touched.some((name) => name === '*' || /^(keys|aliases)\//.test(name))) return;
      this.loadIn(SETTLE);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tab')) void this.loadTab();
    if (!changed.has('keyId') && !changed.has('context')) return;
    this.key = this.problem = undefined;
    this.aliases = [];
    this.elsewhere = [];
    void this.load();
  }

  override render() {
    const [alias] = this.aliases;
    const { context, key, aliases } = this;
    const shown = TABS.find(({ tab }) => tab === this.tab) ?? TABS[0];
    // Until the key is there nobody knows which tabs it has; one that was asked for by its address stays, to say why it is empty.
    const present = key ? TABS.filter((row) => row === shown || row.absent?.(key) === undefined) : [];
    const absent = key ? TABS.filter((row) => !present.includes(row)) : [];
    return html`<p><a href=${href(['keys'])}>All keys</a></p>
      <header>
        <h1>${alias ?? html`<span class="mono">${this.keyId}</span>`}</h1>
        ${
          key
            ? html`<p class="row">
                <strong-state .value=${key.KeyState ?? ''}></strong-state>
                ${
                  key.KeySpec === 'SYMMETRIC_DEFAULT'
                    ? html`<a class="button" href=${href(['playground'], { key: this.keyId })}
                        >Use in the playground</a
                      >`
                    : nothing
                }
              </p>`
            : nothing
        }
      </header>
      <nav aria-label="Parts of this key">
        ${present.map(({ tab, name }) => html`<a href=${href(['keys', this.keyId, ...(tab ? [tab] : [])])} aria-current=${ifDefined(tab === shown?.tab ? 'page' : undefined)}>${name}</a>`)}
      </nav>
      <div class="content ${shown?.wide ? 'wide' : ''}" @strong-key-changed=${() => this.loadIn(0)}>
        ${this.problem ? this.renderProblem(this.problem) : nothing}
        ${key && shown ? shown.render({ context, key, aliases }) : nothing}
        ${key && shown && this.missing === shown.tab ? html`<p>This part did not load: the app may have been updated meanwhile. <button type="button" @click=${() => location.reload()}>Load it again</button></p>` : nothing}
        ${key || this.problem ? nothing : html`<p class="soft">Loading…</p>`}
        ${key ? absent.map((row) => html`<p class="absent soft small"><b>No ${row.name}.</b> ${row.absent?.(key)}</p>`) : nothing}
      </div>`;
  }

  private renderProblem(problem: Problem) {
    return html`<strong-problem
      .problem=${problem}
      .elsewhere=${this.elsewhere}
      .region=${this.context.region}
      .account=${this.context.account}
    ></strong-problem>`;
  }

  private loadIn(milliseconds: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), milliseconds);
  }

  /** Has the code of the tab come, where it comes only when it is asked for. Its element is drawn meanwhile, and wakes up when it is there. */
  private async loadTab(): Promise<void> {
    const { tab } = this;
    this.missing = undefined;
    try {
      await TABS.find((row) => row.tab === tab)?.load?.();
    } catch {
      this.missing = tab;
    }
  }

  private async load(): Promise<void> {
    const { kms, strongroom } = this.context;
    const { keyId: KeyId } = this;
    const turn = (this.#turn += 1);
    try {
      const key = outputOf(await kms.call('DescribeKey', { KeyId })).KeyMetadata;
      const aliases = (outputOf(await kms.call('ListAliases', { KeyId, Limit: 100 })).Aliases ?? []).map(
        (alias) => alias.AliasName ?? '',
      );
      if (turn === this.#turn) Object.assign(this, { key, aliases, problem: undefined, elsewhere: [] });
    } catch (error) {
      const problem = problemOf(error);
      const elsewhere = await elsewhereOf(problem, KeyId, this.context, strongroom);
      if (turn === this.#turn) Object.assign(this, { problem, elsewhere });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-page': StrongKeyPage;
  }
}
