import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { formText } from '../kit/form-text.ts';

/** The aliases of a key: those that name it, and a new one. An alias that another key has can be moved here. */
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
    `,
  ];

  @property({ attribute: false }) aliases: readonly string[] = [];

  /** The alias that another key has, after AWS said so. */
  @state() private taken: string | undefined;
  @query('form') private form!: HTMLFormElement;

  protected override renderContent() {
    return html`${this.aliases.length === 0 ? html`<p>No aliases. An alias is a friendly name that you can use instead of the key ID.</p>` : nothing}
      <ul>
        ${this.aliases.map(
          (alias) =>
            html`<li>
              <span class="mono">${alias}</span>
              <button type="button" class="danger" aria-label="Delete ${alias}" @click=${() => this.drop(alias)}>
                Delete
              </button>
            </li>`,
        )}
      </ul>
      <form @submit=${this.add}>
        <label for="alias">New alias</label>
        <div class="row">
          <input id="alias" name="alias" required placeholder="alias/app" spellcheck="false" autocomplete="off" />
          <button type="submit">Create alias</button>
        </div>
      </form>`;
  }

  protected override renderRemedy() {
    const { taken } = this;
    if (!taken) return nothing;
    return html`<button type="button" @click=${() => this.nameIt('UpdateAlias', taken)}>
      Move ${taken} to this key
    </button>`;
  }

  private async add(event: SubmitEvent) {
    event.preventDefault();
    const given = formText(new FormData(this.form), 'alias').trim();
    const name = given.startsWith('alias/') ? given : `alias/${given}`;
    if (!(await this.nameIt('CreateAlias', name)) && this.problem?.name === 'AlreadyExistsException') this.taken = name;
  }

  private async nameIt(operation: 'CreateAlias' | 'UpdateAlias', alias: string): Promise<boolean> {
    this.taken = undefined;
    const done = await this.run(
      operation,
      { AliasName: alias, TargetKeyId: this.key.KeyId },
      `${alias} now points to this key.`,
    );
    if (done) this.form.reset();
    return done;
  }

  private drop(alias: string): Promise<boolean> {
    this.taken = undefined;
    return this.run('DeleteAlias', { AliasName: alias }, `${alias} deleted. The key is not affected.`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-aliases-tab': StrongKeyAliasesTab;
  }
}
