import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AccessCondition } from '../../model/decision.ts';
import { stageName, stepName } from '../decision/describe-decision.ts';
import { TEXTS } from './access-texts.ts';
import { base } from '../styles/shared.ts';

/** The conditions under which a cell of the access matrix is allowed, by policy type. */
@customElement('strong-access-conditions')
export class StrongAccessConditions extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
        margin-bottom: 1rem;
      }
      li {
        margin-left: 1.25rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) conditions: readonly AccessCondition[] = [];

  override render() {
    const allows = Map.groupBy(
      this.conditions.filter(({ effect }) => effect === 'Allow'),
      ({ policyType }) => policyType,
    );
    const denies = this.conditions.filter(({ effect }) => effect === 'Deny');
    const { conditions: texts } = TEXTS;
    return html`<p><b>${texts.heading}</b> ${texts.hint}</p>
      ${[...allows].map(
        ([type, own]) =>
          html`<p>${texts.allow(stageName(type), own.length)}</p>
            ${this.renderList(own)}`,
      )}
      ${
        denies.length === 0
          ? nothing
          : html`<p>${texts.deny(denies.length)}</p>
              ${this.renderList(denies)}`
      }`;
  }

  private renderList(conditions: readonly AccessCondition[]) {
    return html`<ul>
      ${conditions.map(
        (condition) =>
          html`<li>
            ${TEXTS.conditions.condition(
              stepName(condition),
              html`${condition.tests.map(
                ({ operator, key, values }, index) =>
                  html`${index > 0 ? TEXTS.conditions.and : nothing}<code>${operator} ${key}</code>
                    ${TEXTS.conditions.values(values)}`,
              )}`,
            )}
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-access-conditions': StrongAccessConditions;
  }
}
