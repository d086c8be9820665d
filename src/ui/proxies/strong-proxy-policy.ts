import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ProxyStatement, ProxyView } from '../../model/external-key-manager.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './proxies-texts.ts';
import '../kit/strong-dialog.ts';

/** Asks to save a policy. */
export const SAVE_POLICY = typedEvent<readonly ProxyStatement[]>('strong-save-policy');

const { policy: texts } = TEXTS;

type Condition = keyof typeof texts.conditions;
const CONDITIONS = Object.keys(texts.conditions) as Condition[];
const EFFECTS = ['Allow', 'Deny'] as const;
const MAX_STATEMENTS = 50;

/** A statement in the form: patterns as lines of text. */
interface Draft extends Record<Condition, string> {
  readonly sid: string;
  readonly effect: ProxyStatement['effect'];
}

const draftOf = (statement: ProxyStatement): Draft => ({
  sid: statement.sid,
  effect: statement.effect,
  ...(Object.fromEntries(CONDITIONS.map((name) => [name, (statement[name] ?? []).join('\n')])) as Record<
    Condition,
    string
  >),
});

/** A condition without patterns is omitted: it matches every request. */
function statementOf({ sid, effect, ...conditions }: Draft): ProxyStatement {
  const given = CONDITIONS.map((name): [Condition, string[]] => [
    name,
    conditions[name]
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ]);
  return { sid, effect, ...Object.fromEntries(given.filter(([, patterns]) => patterns.length > 0)) };
}

/** The dialog that edits the authorization policy of a proxy. `show()` opens it; fires `strong-save-policy`. */
@customElement('strong-proxy-policy')
export class StrongProxyPolicy extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form,
      fieldset {
        display: grid;
        gap: 0.75rem;
      }
      textarea {
        min-height: 3.5rem;
      }
    `,
  ];

  @property({ attribute: false }) proxy!: ProxyView;
  @state() private drafts: readonly Draft[] = [];
  @query('strong-dialog') private dialog!: StrongDialog;

  async show(): Promise<void> {
    this.drafts = this.proxy.policy.map(draftOf);
    // The first field, which gets the focus, is drawn with the draft.
    await this.updateComplete;
    this.dialog.show();
  }

  override render() {
    const isFull = this.drafts.length >= MAX_STATEMENTS;
    return html`<strong-dialog heading=${texts.dialog(this.proxy.id)}>
      <form id="form" @submit=${this.onSubmit}>
        <p class="soft">${texts.hint} ${texts.patternsHint}</p>
        ${this.drafts.length === 0 ? html`<p>${texts.none}</p>` : nothing}
        ${this.drafts.map((draft, index) => this.renderStatement(draft, index))}
        <div>
          <button type="button" id="add" ?disabled=${isFull} @click=${this.add}>${texts.add}</button>
        </div>
      </form>
      <button slot="actions" class="primary" type="submit" form="form">${texts.save}</button>
    </strong-dialog>`;
  }

  private renderStatement(draft: Draft, index: number) {
    const change = (member: keyof Draft) => (event: Event) => {
      const { value } = event.target as HTMLInputElement;
      this.drafts = this.drafts.map((one, at) => (at === index ? { ...one, [member]: value } : one));
    };
    return html`<fieldset>
      <legend>${texts.statement(index + 1)}</legend>
      <div class="field">
        <label for="sid-${index}">${texts.sid}</label>
        <input
          id="sid-${index}"
          class="sid"
          required
          ?data-focus=${index === 0}
          pattern="[A-Za-z0-9]{1,64}"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="sid-hint-${index}"
          .value=${draft.sid}
          @input=${change('sid')}
        />
        <span id="sid-hint-${index}" class="soft small">${texts.sidHint}</span>
      </div>
      <div class="field">
        <label for="effect-${index}">${texts.effect}</label>
        <select id="effect-${index}" @change=${change('effect')}>
          ${EFFECTS.map(
            (effect) =>
              html`<option value=${effect} .selected=${effect === draft.effect}>${texts.effects[effect]}</option>`,
          )}
        </select>
      </div>
      ${CONDITIONS.map(
        (name) =>
          html`<div class="field">
            <label for="${name}-${index}">${texts.conditions[name]}</label>
            <textarea
              id="${name}-${index}"
              class="mono"
              rows="2"
              spellcheck="false"
              .value=${draft[name]}
              @input=${change(name)}
            ></textarea>
          </div>`,
      )}
      <div>
        <button type="button" @click=${() => this.removeStatement(index)}>${texts.remove(index + 1)}</button>
      </div>
    </fieldset>`;
  }

  private add() {
    const taken = new Set(this.drafts.map(({ sid }) => sid));
    let number = this.drafts.length + 1;
    while (taken.has(`Statement${number}`)) number++;
    this.drafts = [...this.drafts, draftOf({ sid: `Statement${number}`, effect: 'Allow' })];
  }

  /** The button of the last statement goes with it: the focus moves to the one that adds a statement. */
  private removeStatement(index: number) {
    this.drafts = this.drafts.filter((_, at) => at !== index);
    this.renderRoot.querySelector<HTMLElement>('#add')?.focus();
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const fields = [...(this.renderRoot.querySelectorAll<HTMLInputElement>('.sid') as Iterable<HTMLInputElement>)];
    for (const [index, field] of fields.entries())
      field.setCustomValidity(this.drafts.findIndex(({ sid }) => sid === field.value) === index ? '' : texts.sidTaken);
    const invalid = fields.find((field) => !field.validity.valid);
    if (invalid !== undefined) {
      invalid.reportValidity();
      invalid.setCustomValidity('');
      return;
    }
    SAVE_POLICY.dispatch(this, this.drafts.map(statementOf));
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-proxy-policy': StrongProxyPolicy;
  }
}
