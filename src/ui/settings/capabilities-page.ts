import { Task } from '@lit/task';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Capability } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import { href } from '../page/router.ts';
import { TEXTS } from './capabilities-texts.ts';
import { LOCALE } from '../kit/kit-texts.ts';
import { CAPABILITY_USAGES, capabilityGroups, refusals, specsByLibrary, type CapabilityGroup } from './capabilities.ts';
import { CUSTODY_CHOICES, CUSTODY_CLASSES } from '../page/custody.ts';
import { problemOf } from '../page/problem.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import './strong-capabilities.ts';
import '../page/strong-problem.ts';

const list = new Intl.ListFormat(LOCALE, { type: 'conjunction' });

/** Shows which key specs are browser-native, which use a fallback library, and what each custody setting rejects. */
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

  /** On a phone the details are closed at first. */
  private readonly roomy = matchMedia('(min-width: 46rem)').matches;

  readonly #loading = new Task(this, {
    args: () => [this.context] as const,
    task: ([{ strongroom }]) => Promise.all([strongroom.sandbox.capabilities(), strongroom.sandbox.settings.get()]),
  });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['world'],
      onChange: () => void this.#loading.run(),
    });
  }

  override render() {
    const { value, error } = this.#loading;
    return html`<h1>${TEXTS.title}</h1>
      <p>${TEXTS.introduction}</p>
      ${error ? html`<strong-problem .problem=${problemOf(error)}></strong-problem>` : nothing}
      ${value ? this.renderResults(value[0], value[1].custody) : nothing}
      ${value || error ? nothing : html`<p class="soft" role="status">${TEXTS.testing}</p>`}`;
  }

  private renderResults(capabilities: readonly Capability[], current: Custody) {
    const groups = capabilityGroups(capabilities);
    const byLibrary = specsByLibrary(capabilities);
    const native = capabilities.length - byLibrary.length;
    return html`<section aria-labelledby="results">
        <h2 id="results">${TEXTS.results.heading}</h2>
        <p>
          ${TEXTS.results.native(native, capabilities.length)}
          ${byLibrary.length > 0 ? TEXTS.results.fallback(list.format(byLibrary)) : nothing} ${TEXTS.results.random}
        </p>
      </section>
      <section aria-labelledby="classes">
        <h2 id="classes">${TEXTS.classes.heading}</h2>
        <dl class="facts">
          ${Object.values(CUSTODY_CLASSES).map(
            ({ name, means }) =>
              html`<dt>${name}</dt>
                <dd>${means}</dd>`,
          )}
        </dl>
      </section>
      <section aria-labelledby="settings">
        <h2 id="settings">${TEXTS.settings.heading}</h2>
        <p>${TEXTS.settings.current(current, href(['settings']))}</p>
        <div class="choices">
          ${CUSTODY_CHOICES.map(({ custody, words }) => this.renderChoice(groups, custody, words, custody === current))}
        </div>
      </section>
      <section aria-labelledby="usages">
        <h2 id="usages">${TEXTS.usages.heading}</h2>
        <p>${TEXTS.usages.hint}</p>
        ${CAPABILITY_USAGES.map((usage) =>
          this.renderUsage(
            TEXTS.usages[usage],
            groups.filter((group) => group.usage === usage),
            current,
          ),
        )}
      </section>`;
  }

  private renderUsage(name: string, groups: readonly CapabilityGroup[], current: Custody) {
    const specs = groups.flatMap((group) => group.specs).length;
    const fallback = groups.filter(({ servedBy }) => servedBy === 'library').flatMap((group) => group.specs).length;
    return html`<details ?open=${this.roomy}>
      <summary>
        <h3>${name}</h3>
        <span class="soft"
          >${fallback > 0 ? TEXTS.usages.withFallback(specs, fallback) : TEXTS.usages.allNative(specs)}</span
        >
      </summary>
      <strong-capabilities label=${name} .groups=${groups} .current=${current}></strong-capabilities>
    </details>`;
  }

  private renderChoice(groups: readonly CapabilityGroup[], custody: Custody, words: string, current: boolean) {
    const refused = refusals(groups, custody);
    return html`<div class=${current ? 'current' : ''}>
      <h3>${custody} ${current ? html`<small>${TEXTS.settings.currentMark}</small>` : nothing}</h3>
      <p>${TEXTS.settings.choice(words)}</p>
      ${
        refused.length === 0
          ? html`<p class="small">${TEXTS.settings.rejectsNothing}</p>`
          : html`<p class="small">${TEXTS.settings.rejects}</p>
              <ul>
                ${refused.map(({ what, specs }) => html`<li>${TEXTS.settings.rejected(what, specs.join(', '))}</li>`)}
              </ul>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-capabilities-page': StrongCapabilitiesPage;
  }
}
