import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strongroom } from '../../client/strongroom.ts';
import { HOST_COMPONENTS, type FaultComponent, type FaultName, type FaultView } from '../../model/faults.ts';
import { WORDS } from '../kit/kit-texts.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './faults-texts.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

/** Sets and clears the faults of storage and of the clock, which belong to this tab. */
@customElement('strong-faults-dialog')
export class StrongFaultsDialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      ul {
        display: grid;
        gap: 1rem;
        list-style: none;
      }
      form {
        display: grid;
        gap: 0.35rem;
      }
      .row input {
        flex: 0 1 8rem;
      }
      .set {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) strongroom!: Strongroom;

  @state() private faults: readonly FaultView[] = [];
  @state() private problem: Problem | undefined;
  @query('strong-dialog') private dialog!: StrongDialog;

  /** Opens the dialog with the faults as they are now. */
  async show(): Promise<void> {
    await this.attempt(() => Promise.resolve());
    await this.updateComplete;
    this.dialog.show();
  }

  override render() {
    return html`<strong-dialog heading=${TEXTS.heading} cancel=${WORDS.close}>
      <p>${TEXTS.lead}</p>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${HOST_COMPONENTS.map((component) => this.renderComponent(component))}
    </strong-dialog>`;
  }

  private renderComponent(component: FaultComponent) {
    const faults = this.faults.filter((fault) => fault.component === component);
    return html`<section aria-labelledby=${component}>
      <h3 id=${component}>${TEXTS.components[component]}</h3>
      <ul>
        ${faults.map((fault) => html`<li>${this.renderFault(fault)}</li>`)}
      </ul>
    </section>`;
  }

  private renderFault({ name, effect, options, set }: FaultView) {
    const isSet = set !== undefined;
    return html`<form @submit=${(event: SubmitEvent) => this.onSubmit(event, name, isSet)}>
      <p id="effect-${name}">
        <span class="mono">${name}</span> ${isSet ? html`<span class="set">(${TEXTS.isSet})</span>` : nothing}<br />
        <span class="soft">${effect}</span>
      </p>
      <div class="row">
        ${
          isSet
            ? nothing
            : Object.entries(options).map(
                ([option, type]) =>
                  html`<label for="${name}-${option}">${TEXTS.options[option] ?? option}</label>
                    <input
                      id="${name}-${option}"
                      name=${option}
                      type="number"
                      min="1"
                      ?required=${!type.endsWith('?')}
                    />`,
              )
        }
        <button type="submit" aria-label=${isSet ? TEXTS.clearFault(name) : TEXTS.setFault(name)}>
          ${isSet ? TEXTS.clear : TEXTS.set}
        </button>
      </div>
    </form>`;
  }

  private onSubmit(event: SubmitEvent, name: FaultName, isSet: boolean) {
    event.preventDefault();
    const { faults } = this.strongroom.sandbox;
    if (isSet) return this.attempt(() => faults.clear(name));
    const given = [...new FormData(event.target as HTMLFormElement)].filter(([, value]) => value !== '');
    return this.attempt(() => faults.set(name, Object.fromEntries(given.map(([key, value]) => [key, Number(value)]))));
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    const { faults } = this.strongroom.sandbox;
    this.problem = undefined;
    try {
      await act();
      this.faults = await faults.list();
    } catch (error) {
      this.problem = problemOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-faults-dialog': StrongFaultsDialog;
  }
}
