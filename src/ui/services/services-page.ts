import { Task } from '@lit/task';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { servicesOf } from '../page/services-of.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { fieldOfError } from './field-of-error.ts';
import type { ActionResult, ServiceAction, ServiceContents, SignedShreddingReport } from './service-action.ts';
import { SERVICE_PAGES } from './service-pages.ts';
import { SERVICE_TEXTS, TEXTS, type ServiceId } from './services-texts.ts';
import type { InvalidField, RUN_ACTION } from './strong-service-form.ts';
import '../page/strong-problem.ts';
import './strong-service-form.ts';
import './strong-shredding-report.ts';

const IDS = Object.keys(SERVICE_TEXTS) as readonly ServiceId[];

/** What became of the last action. */
interface Outcome {
  readonly action: string;
  readonly result?: ActionResult;
  /** Whether the signature of a report is valid. Omitted: it was not verified. */
  readonly isVerified?: boolean;
  readonly problem?: Problem;
  /** The field that the problem is about. */
  readonly field?: string;
}

/** The services that use KMS, one at a time. */
@customElement('strong-services-page')
export class StrongServicesPage extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    skeletonStyles,
    css`
      p {
        max-width: 84ch;
      }
      nav ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1.25rem;
        padding: 0;
        list-style: none;
      }
      [aria-current] {
        font-weight: 600;
      }
      h2 {
        margin-block-start: 1.5rem;
      }
      h3 {
        margin-block: 1.5rem 0.5rem;
      }
      .scroll {
        overflow-x: auto;
      }
      .scroll table {
        min-width: 44rem;
      }
      td,
      pre {
        overflow-wrap: anywhere;
      }
      pre {
        white-space: pre-wrap;
      }
    `,
  ];

  /** Last part of the address. Anything else than a service: the first one. */
  @property() service = '';
  @state() private outcome: Outcome | undefined;
  @state() private busy = false;

  readonly #loading = new Task(this, {
    args: () => [this.context.strongroom, this.current] as const,
    task: async ([strongroom, id]) => ({ id, contents: await SERVICE_PAGES[id].load(servicesOf(strongroom)) }),
  });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['serviceRecords', 'world'],
      onChange: () => void this.#loading.run(),
    });
  }

  override render() {
    const { error, value } = this.#loading;
    // The contents of another service stay until those of this one are loaded.
    const shown = value?.id === this.current ? value.contents : undefined;
    const texts = SERVICE_TEXTS[this.current];
    return html`<h1 tabindex="-1">${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead}</p>
      <nav aria-label=${TEXTS.services}>
        <ul>
          ${IDS.map(
            (id) =>
              html`<li>
                <a href=${href(['services', id])} aria-current=${ifDefined(id === this.current ? 'page' : undefined)}>
                  ${SERVICE_TEXTS[id].name}
                </a>
              </li>`,
          )}
        </ul>
      </nav>
      <h2>${texts.name}</h2>
      <p>${texts.lead}</p>
      ${error === undefined ? nothing : html`<strong-problem .problem=${problemOf(error)}></strong-problem>`}
      ${shown ? this.renderContents(shown) : error === undefined ? skeleton('table', 3) : nothing}
      ${
        // Not before: what is stored moves the forms down.
        shown || error !== undefined
          ? SERVICE_PAGES[this.current].actions.map((one) => this.renderAction(one))
          : nothing
      }`;
  }

  private renderContents({ rows, state: sentence }: ServiceContents) {
    const { columns, name } = SERVICE_TEXTS[this.current];
    return html`${sentence === undefined ? nothing : html`<p id="state" role="status">${sentence}</p>`}
    ${
      rows.length === 0
        ? html`<p>${TEXTS.empty}</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label=${name}>
            <table>
              <thead>
                <tr>
                  ${columns.map((column) => html`<th scope="col">${column}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (row) =>
                    html`<tr>
                      ${row.map((cell) => html`<td>${cell}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }`;
  }

  private renderAction(action: ServiceAction) {
    const labels: Readonly<Record<string, string>> = SERVICE_TEXTS[this.current].actions;
    const label = labels[action.id] ?? action.id;
    const last = this.outcome?.action === `${this.current}/${action.id}` ? this.outcome : undefined;
    const { result, problem, field } = last ?? {};
    return html`<h3>${label}</h3>
      <strong-service-form
        data-action=${action.id}
        .action=${action}
        .label=${label}
        .isBusy=${this.busy}
        .invalid=${field === undefined || problem === undefined ? undefined : this.invalidField(field, problem)}
        @strong-run-action=${({ detail }: EventOf<typeof RUN_ACTION>) => this.run(action, detail)}
      ></strong-service-form>
      <div role="status" aria-label=${`${TEXTS.result}: ${label}`}>
        ${typeof result === 'string' ? html`<pre>${result}</pre>` : nothing}
      </div>
      ${
        typeof result === 'object'
          ? html`<strong-shredding-report
              .value=${result}
              .isVerified=${last?.isVerified}
              @strong-verify-report=${() => this.verify(result)}
            ></strong-shredding-report>`
          : nothing
      }
      ${problem ? html`<strong-problem .problem=${problem}></strong-problem>` : nothing}`;
  }

  #invalid: { readonly problem: Problem; readonly field: InvalidField } | undefined;

  /** The same object for the same problem: the focus goes to the field once. */
  private invalidField(name: string, problem: Problem): InvalidField {
    if (this.#invalid?.problem !== problem) this.#invalid = { problem, field: { name, message: problem.message } };
    return this.#invalid.field;
  }

  private async verify({ signed }: SignedShreddingReport) {
    const before = this.outcome;
    const { ok } = await servicesOf(this.context.strongroom).tenantTable.verifyReport(signed);
    if (before && before === this.outcome) this.outcome = { ...before, isVerified: ok };
  }

  private async run(action: ServiceAction, values: Readonly<Record<string, string>>) {
    if (this.busy) return;
    const { strongroom, caller, region } = this.context;
    const name = `${this.current}/${action.id}`;
    this.busy = true;
    try {
      this.outcome = { action: name, result: await action.run(servicesOf(strongroom), values, { caller, region }) };
    } catch (error) {
      const field = fieldOfError(error, action);
      this.outcome = { action: name, problem: problemOf(error), ...(field === undefined ? {} : { field }) };
    } finally {
      this.busy = false;
    }
    await this.#loading.run();
  }

  private get current(): ServiceId {
    return IDS.find((id) => id === this.service) ?? 'object-store';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-services-page': StrongServicesPage;
  }
}
