import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Capability } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import { href } from '../page/router.ts';
import { CAPABILITY_USAGES, capabilityGroups, refusals, specsByLibrary, type CapabilityGroup } from './capabilities.ts';
import { CUSTODY_CHOICES, CUSTODY_CLASSES } from '../page/custody.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';
import './strong-capabilities.ts';
import '../page/strong-problem.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** What this browser has natively, what a library does instead, and what each custody of keys allows and refuses. */
@customElement('strong-capabilities-page')
export class StrongCapabilitiesPage extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    css`
      section {
        margin-top: 2.5rem;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
        max-width: 60rem;
      }
      summary {
        display: list-item;
        padding-block: 0.5rem;
        border-bottom: 1px solid var(--line);
        cursor: pointer;
      }
      summary h3 {
        display: inline;
        margin-right: 0.5rem;
      }
      p {
        max-width: 84ch;
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
        gap: 1rem 2rem;
      }
      .choices > div {
        padding-left: 0.75rem;
        border-left: 4px solid var(--line);
      }
      .choices > .current {
        border-color: var(--brass);
      }
      .choices li {
        margin: 0.35rem 0 0 1.1rem;
        font-size: var(--t1);
        overflow-wrap: anywhere;
      }
      h3 small {
        font-weight: 400;
        font-size: var(--t1);
        color: var(--soft);
      }
    `,
  ];

  @state() private capabilities: readonly Capability[] = [];
  @state() private custody: Custody = 'native';
  @state() private problem: Problem | undefined;
  /** On a phone the long part is shut until it is asked for. */
  private readonly roomy = matchMedia('(min-width: 46rem)').matches;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('context')) void this.load();
  }

  override render() {
    const groups = capabilityGroups(this.capabilities);
    return html`<h1>What this browser can do</h1>
      <p>
        AWS KMS computes inside hardware of its own. Here your browser does that work: with SubtleCrypto, which is built
        into it, wherever it has the algorithm, and with a library where it has not.
      </p>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${groups.length > 0 ? this.renderFound(groups) : this.problem ? nothing : html`<p class="soft" role="status">Trying …</p>`}`;
  }

  private renderFound(groups: readonly CapabilityGroup[]) {
    const byLibrary = specsByLibrary(this.capabilities);
    const native = this.capabilities.length - byLibrary.length;
    return html`<section aria-labelledby="found">
        <h2 id="found">Found here, by trying</h2>
        <p>
          SubtleCrypto serves <b>${native} of ${this.capabilities.length} key specs</b> in this browser: each algorithm
          made a key here and used it.
          ${byLibrary.length > 0 ? html`A library serves ${list.format(byLibrary)}.` : nothing} Random bytes come from
          the browser as well.
        </p>
      </section>
      <section aria-labelledby="kept">
        <h2 id="kept">How a key can be kept</h2>
        <dl class="facts">
          ${Object.values(CUSTODY_CLASSES).map(
            ({ name, means }) =>
              html`<dt>${name}</dt>
                <dd>${means}</dd>`,
          )}
        </dl>
      </section>
      <section aria-labelledby="settings">
        <h2 id="settings">The three settings, and what each refuses here</h2>
        <p>
          The setting <b>custody</b> says how new keys are kept. This world’s is <b>${this.custody}</b>: change it in
          <a href=${href(['settings'])}>Settings</a>, or choose another for one key when you create it. Keys that are
          there stay as they are. A refused call gets UnsupportedOperationException; on AWS it would work.
        </p>
        <div class="choices">
          ${CUSTODY_CHOICES.map(({ custody, words }) => this.renderChoice(groups, custody, words))}
        </div>
      </section>
      <section aria-labelledby="each">
        <h2 id="each">Key by key</h2>
        <p>Who computes what, and whether it works for a key that was made under each setting.</p>
        ${CAPABILITY_USAGES.map(({ usage, words }) =>
          this.renderUsage(
            words,
            groups.filter((group) => group.usage === usage),
          ),
        )}
      </section>`;
  }

  private renderUsage(words: string, groups: readonly CapabilityGroup[]) {
    const specs = groups.flatMap((group) => group.specs).length;
    const others = groups.filter(({ servedBy }) => servedBy === 'library').flatMap((group) => group.specs).length;
    return html`<details ?open=${this.roomy}>
      <summary>
        <h3>${words}</h3>
        <span class="soft">${specs} key specs${others > 0 ? `, ${others} by a library` : ', all by SubtleCrypto'}</span>
      </summary>
      <strong-capabilities label=${words} .groups=${groups} .current=${this.custody}></strong-capabilities>
    </details>`;
  }

  private renderChoice(groups: readonly CapabilityGroup[], custody: Custody, words: string) {
    const refused = refusals(groups, custody);
    const current = custody === this.custody;
    return html`<div class=${current ? 'current' : ''}>
      <h3>${custody} ${current ? html`<small>this world</small>` : nothing}</h3>
      <p>${words}.</p>
      ${
        refused.length === 0
          ? html`<p class="small">Refuses nothing.</p>`
          : html`<p class="small">Refuses:</p>
              <ul>
                ${refused.map(({ what, specs }) => html`<li><b>${what}</b>: ${specs.join(', ')}</li>`)}
              </ul>`
      }
    </div>`;
  }

  private async load(): Promise<void> {
    const { sandbox } = this.context.strongroom;
    this.problem = undefined;
    try {
      [this.capabilities, { custody: this.custody }] = await Promise.all([
        sandbox.capabilities(),
        sandbox.settings.get(),
      ]);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-capabilities-page': StrongCapabilitiesPage;
  }
}
