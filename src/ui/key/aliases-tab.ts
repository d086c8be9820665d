import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { WORDS } from '../kit/kit-texts.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { formText } from '../kit/form-text.ts';
import type { OneClickChange } from '../blast-radius/confirm-change.ts';
import { TEXTS } from './key-texts.ts';

/** Why an alias cannot have this name; '' if it can. */
function findingOf(name: string): string {
  if (name.startsWith('alias/aws/')) return TEXTS.aliases.reserved;
  return /^alias\/[a-zA-Z0-9/_-]{1,250}$/.test(name) ? '' : TEXTS.aliases.invalid;
}

/** The aliases of a key. An alias of another key can be moved to it. */
@customElement('strong-key-aliases-tab')
export class StrongKeyAliasesTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    css`
      .stack > ul {
        width: 100%;
        list-style: none;
        max-width: 36rem;
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        padding-block: 0.4rem;
        border-bottom: 1px solid var(--line);
      }
      .error {
        color: var(--deny);
        font-weight: 600;
      }
    `,
  ];

  protected override readonly shape = 'table';

  @property({ attribute: false }) aliases: readonly string[] = [];

  /** The alias that could not be created because another key has it. */
  @state() private taken: string | undefined;
  /** Why the new alias is not sent. */
  @state() private error = '';
  @query('form') private form!: HTMLFormElement;

  protected override renderContent() {
    return html`${this.aliases.length === 0 ? html`<p>${TEXTS.aliases.none}</p>` : nothing}
      <ul>
        ${this.aliases.map(
          (alias) =>
            html`<li>
              <span class="mono">${alias}</span>
              <button
                type="button"
                class="danger"
                aria-label=${TEXTS.aliases.delete(alias)}
                @click=${() => this.drop(alias)}
              >
                ${WORDS.delete}
              </button>
            </li>`,
        )}
      </ul>
      <form @submit=${this.add}>
        <label for="alias">${TEXTS.aliases.label}</label>
        <div class="row">
          <input
            id="alias"
            name="alias"
            required
            placeholder=${TEXTS.aliases.example}
            spellcheck="false"
            autocomplete="off"
            aria-invalid=${this.error ? 'true' : 'false'}
            aria-describedby="alias-error"
            @input=${() => (this.error = '')}
          />
          <button type="submit">${TEXTS.aliases.create}</button>
        </div>
        <p id="alias-error" class="error small" role="alert">${this.error}</p>
      </form>
      <p class="soft small">${TEXTS.aliases.deleteHint}</p>`;
  }

  protected override renderRemedy() {
    const { taken } = this;
    if (!taken) return nothing;
    return html`<button type="button" @click=${() => this.move(taken)}>${TEXTS.aliases.move(taken)}</button>`;
  }

  private async add(event: SubmitEvent) {
    event.preventDefault();
    const given = formText(new FormData(this.form), 'alias').trim();
    const name = given.startsWith('alias/') ? given : `alias/${given}`;
    this.error = findingOf(name);
    if (this.error) {
      this.form.querySelector('input')?.focus();
      return;
    }
    this.taken = undefined;
    const undo = this.undoBy('DeleteAlias', { AliasName: name }, TEXTS.aliases.removed(name));
    const input = { AliasName: name, TargetKeyId: this.key.KeyId };
    if (await this.run('CreateAlias', input, TEXTS.aliases.created(name), undo)) this.form.reset();
    else if (this.problem?.name === 'AlreadyExistsException') this.taken = name;
  }

  /** Moves an alias of another key to this one. */
  private async move(AliasName: string): Promise<void> {
    if (!(await this.mayChange({ operation: 'UpdateAlias', AliasName, TargetKeyId: this.key.Arn }))) return;
    this.taken = undefined;
    const before = await this.targetOf(AliasName);
    const undo = before
      ? this.undoBy('UpdateAlias', { AliasName, TargetKeyId: before }, TEXTS.aliases.movedBack(AliasName))
      : undefined;
    const input = { AliasName, TargetKeyId: this.key.KeyId };
    if (await this.run('UpdateAlias', input, TEXTS.aliases.created(AliasName), undo)) this.form.reset();
  }

  /** The key of an alias; undefined if the caller may not know it. */
  private async targetOf(AliasName: string): Promise<string | undefined> {
    const reply = await this.context.kms.call('DescribeKey', { KeyId: AliasName });
    return reply.ok ? reply.output.KeyMetadata?.KeyId : undefined;
  }

  private async drop(AliasName: string): Promise<void> {
    if (!(await this.mayChange({ operation: 'DeleteAlias', AliasName }))) return;
    this.taken = undefined;
    const input = { AliasName, TargetKeyId: this.key.KeyId };
    const undo = this.undoBy('CreateAlias', input, TEXTS.aliases.restored(AliasName));
    await this.run('DeleteAlias', { AliasName }, TEXTS.aliases.deleted(AliasName), undo);
  }

  /** Asks, if something known would stop. */
  private async mayChange(change: OneClickChange): Promise<boolean> {
    const { confirmChange } = await import('../blast-radius/confirm-change.ts');
    return confirmChange(this.renderRoot as ShadowRoot, this.context, change);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-aliases-tab': StrongKeyAliasesTab;
  }
}
