import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ACCOUNT_ID_PATTERN } from '../../model/arn.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { formatted, keyAccount } from '../policy-text/console-statements.ts';
import { POLICY_TEMPLATES, type Blank, type Filled, type PolicyTemplate } from './policy-templates.ts';
import type { Nameable } from '../policy-text/policy-vocabulary.ts';
import { callerKind, callerNameFrom } from '../page/principal-names.ts';
import { CHANGE_DRAFT } from './policy-draft.ts';
import { TEXTS } from './policy-templates-texts.ts';
import { base, controls } from '../styles/shared.ts';
import '../policy-text/strong-policy-diff.ts';

/**
 * Services that use keys on behalf of their callers, as the first part of their names.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
const SERVICES = ['s3', 'ebs', 'ec2', 'rds', 'dynamodb', 'secretsmanager', 'sqs', 'sns', 'lambda', 'logs', 'ssm'];

const PATTERNS: Readonly<Record<Blank['kind'], string | undefined>> = {
  principal: undefined,
  account: ACCOUNT_ID_PATTERN,
  service: '[a-z0-9\\-]+',
  text: undefined,
  days: '\\d{1,4}',
};

/** Adds a statement from a template: choice, fields and a comparison. Fires `strong-draft` with the new policy. */
@customElement('strong-policy-templates')
export class StrongPolicyTemplates extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }
      .blanks {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: 0.75rem;
        width: 100%;
      }
      strong-policy-diff {
        width: 100%;
      }
    `,
  ];

  /** The policy that a template changes. */
  @property() text = '';
  /** The key of the policy. */
  @property({ attribute: false }) of!: KeyMetadata;
  @property({ attribute: false }) nameable: Nameable = { principals: [], accounts: [] };

  @state() private chosen = '';
  @state() private given: Filled = {};

  override render() {
    const offered = POLICY_TEMPLATES.filter(({ fits }) => fits?.(this.of) ?? true);
    const template = offered.find(({ id }) => id === this.chosen);
    return html`<form @submit=${this.submit}>
      <div class="field">
        <label for="template">${TEXTS.template}</label>
        <select id="template" @change=${this.choose}>
          <option value="" .selected=${!template}>${TEXTS.chooseTemplate}</option>
          ${offered.map(({ id, name }) => html`<option value=${id} .selected=${id === this.chosen}>${name}</option>`)}
        </select>
      </div>
      ${template ? this.renderTemplate(template) : nothing}
    </form>`;
  }

  private renderTemplate(template: PolicyTemplate) {
    const filled = this.filled(template);
    const whole = template.blanks.every(({ name }) => filled[name]);
    return html`<p>${template.says}</p>
      ${template.blanks.length > 0 ? html`<div class="blanks">${template.blanks.map((blank) => this.renderBlank(blank, filled[blank.name] ?? ''))}</div>` : nothing}
      ${
        formatted(this.text) === undefined
          ? html`<p role="status">${TEXTS.notJson}</p>`
          : html`<strong-policy-diff
                label=${TEXTS.added}
                ?hidden=${!whole}
                .old=${this.text}
                .now=${whole ? template.apply(this.text, filled, this.of) : this.text}
              ></strong-policy-diff>
              <button type="submit">${TEXTS.add}</button>`
      }`;
  }

  private renderBlank({ name, label, kind }: Blank, value: string) {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      ${
        kind === 'principal'
          ? html`<select id=${name} required @change=${this.fill}>
              <option value="" .selected=${value === ''}>${TEXTS.choosePrincipal}</option>
              ${this.people.map((arn) => html`<option value=${arn} .selected=${arn === value}>${callerNameFrom(keyAccount(this.of), arn)}</option>`)}
            </select>`
          : html`<input
                id=${name}
                required
                spellcheck="false"
                autocomplete="off"
                list="${name}-known"
                inputmode=${kind === 'account' || kind === 'days' ? 'numeric' : 'text'}
                pattern=${PATTERNS[kind] ?? '.*'}
                .value=${value}
                @input=${this.fill}
              />
              <datalist id="${name}-known">
                ${this.known(kind).map((one) => html`<option value=${one}></option>`)}
              </datalist>`
      }
    </div>`;
  }

  private get people(): readonly string[] {
    return this.nameable.principals.filter((arn) => ['user', 'role'].includes(callerKind(arn) ?? ''));
  }

  private known(kind: Blank['kind']): readonly string[] {
    if (kind === 'service') return SERVICES;
    return kind === 'account' ? this.nameable.accounts.filter((id) => id !== keyAccount(this.of)) : [];
  }

  /** The value of each field: what was entered, or its preset. */
  private filled({ blanks }: PolicyTemplate): Filled {
    return Object.fromEntries(blanks.map(({ name, preset = '' }) => [name, this.given[name] ?? preset]));
  }

  private choose(event: Event) {
    this.chosen = (event.target as HTMLSelectElement).value;
    this.given = {};
  }

  private fill(event: Event) {
    const { id, value } = event.target as HTMLInputElement | HTMLSelectElement;
    this.given = { ...this.given, [id]: value.trim() };
  }

  private submit(event: SubmitEvent) {
    event.preventDefault();
    const template = POLICY_TEMPLATES.find(({ id }) => id === this.chosen);
    if (!template) return;
    const text = template.apply(this.text, this.filled(template), this.of);
    this.chosen = '';
    this.given = {};
    CHANGE_DRAFT.dispatch(this, { text });
    // The button that had the focus is removed.
    this.renderRoot.querySelector('select')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-templates': StrongPolicyTemplates;
  }
}
