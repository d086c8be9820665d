import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { KeyMetadata } from '../../model/sdk.ts';
import { formatted, keyAccount } from '../policy-text/console-statements.ts';
import { POLICY_TEMPLATES, type Blank, type Filled, type PolicyTemplate } from './policy-templates.ts';
import type { Nameable } from '../policy-text/policy-vocabulary.ts';
import { callerKind, callerNameFrom } from '../page/principal-names.ts';
import { base, controls } from '../styles/shared.ts';
import '../policy-text/strong-policy-diff.ts';

/**
 * Services that use keys for their callers, as the first label of `kms:ViaService`. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const SERVICES = ['s3', 'ebs', 'ec2', 'rds', 'dynamodb', 'secretsmanager', 'sqs', 'sns', 'lambda', 'logs', 'ssm'];

const PATTERNS: Readonly<Record<Blank['kind'], string | undefined>> = {
  principal: undefined,
  account: '\\d{12}',
  service: '[a-z0-9\\-]+',
  text: undefined,
  days: '\\d{1,4}',
};

/** Templates of a key policy's statements: one is chosen, its blanks are filled in, what it adds is shown. Fires `strong-draft` with the policy that has it. */
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

  /** The policy to which a template adds. */
  @property() text = '';
  /** The key that has it. */
  @property({ attribute: false }) of!: KeyMetadata;
  @property({ attribute: false }) nameable: Nameable = { principals: [], accounts: [] };

  @state() private chosen = '';
  @state() private given: Filled = {};

  override render() {
    const offered = POLICY_TEMPLATES.filter(({ fits }) => fits?.(this.of) ?? true);
    const template = offered.find(({ id }) => id === this.chosen);
    return html`<form @submit=${this.submit}>
      <div class="field">
        <label for="template">Template</label>
        <select id="template" @change=${this.choose}>
          <option value="" .selected=${!template}>Choose one</option>
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
          ? html`<p role="status">The policy is no JSON as it stands: mend it first, then a template can be added.</p>`
          : html`<strong-policy-diff
                label="What the template adds"
                ?hidden=${!whole}
                .old=${this.text}
                .now=${whole ? template.apply(this.text, filled, this.of) : this.text}
              ></strong-policy-diff>
              <button type="submit">Add to the policy</button>`
      }`;
  }

  private renderBlank({ name, label, kind }: Blank, value: string) {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      ${
        kind === 'principal'
          ? html`<select id=${name} required @change=${this.fill}>
              <option value="" .selected=${value === ''}>Choose one</option>
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

  /** What each blank holds: what was given, else what it is set to. */
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
    this.dispatchEvent(new CustomEvent('strong-draft', { detail: { text } }));
    // What was pressed is gone.
    this.renderRoot.querySelector('select')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-templates': StrongPolicyTemplates;
  }
}
