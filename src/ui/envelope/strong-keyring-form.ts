import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import type { BranchKeyNote } from './branch-keys.ts';
import {
  KEYRING_ALIASES,
  KEYRING_TYPES,
  FIRST_KEYRING,
  type KeyringSettings,
  type KeyringType,
} from './keyring-type.ts';
import { TEXTS } from './keyring-texts.ts';

/** A setting of the keyring was changed. */
export const CHANGE_KEYRING = typedEvent<Partial<KeyringSettings>>('strong-change-keyring');

/** The user creates a branch key, or adds a version to the chosen one. */
export const CHANGE_BRANCH_KEYS = typedEvent<'create' | 'addVersion'>('strong-change-branch-keys');

/** Chooses the keyring of a file. Only the fields of the chosen keyring are shown. */
@customElement('strong-keyring-form')
export class StrongKeyringForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        min-width: 0;
      }
      select,
      input {
        width: 100%;
        max-width: 36rem;
      }
      #ttl {
        max-width: 10rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.25rem 0.75rem;
        margin: 0;
      }
      dt {
        font-weight: 600;
      }
      dd {
        margin: 0;
      }
      p {
        margin: 0;
        max-width: 68ch;
      }
      .note {
        padding-left: 0.75rem;
        border-left: 3px solid var(--brass);
      }
    `,
  ];

  @property({ attribute: false }) settings: KeyringSettings = FIRST_KEYRING;
  /** Aliases to choose from. */
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ attribute: false }) branchKeys: readonly BranchKeyNote[] = [];
  @property({ type: Boolean }) busy = false;

  override render() {
    const { type } = this.settings;
    const text = TEXTS.keyrings[type];
    return html`<div class="field">
        <label for="keyring">${TEXTS.label}</label>
        <select
          id="keyring"
          aria-describedby="use"
          @change=${(event: Event) => this.change({ type: (event.target as HTMLSelectElement).value as KeyringType })}
        >
          ${KEYRING_TYPES.map((one) => html`<option value=${one} ?selected=${one === type}>${TEXTS.keyrings[one].name}</option>`)}
        </select>
        <span id="use" class="soft small">${text.use}</span>
      </div>
      ${
        type === 'aws-kms'
          ? nothing
          : html`<dl class="small">
                <dt>${TEXTS.kmsSees}</dt>
                <dd>${text.kmsSees}</dd>
                <dt>${TEXTS.charges}</dt>
                <dd>${text.charges} <a href=${href(['cost'])}>${TEXTS.prices}</a></dd>
              </dl>
              ${this.renderFields(type)}
              <datalist id="names">${this.names.map((one) => html`<option value=${one}></option>`)}</datalist>
              <p class="soft small">
                ${type === 'aws-kms-hierarchy' ? nothing : TEXTS.keyUnused} ${TEXTS.decryptHint}
              </p>`
      }`;
  }

  private renderFields(type: KeyringType) {
    switch (type) {
      case 'aws-kms-rsa':
        return this.renderKey('rsaKey', KEYRING_ALIASES.rsa);
      case 'aws-kms-ecdh':
        return html`${this.renderKey('senderKey', KEYRING_ALIASES.sender)}
        ${this.renderKey('recipientKey', KEYRING_ALIASES.recipient, TEXTS.fields.recipientHint)}`;
      case 'aws-kms-hierarchy':
        return this.renderBranchKeys();
      default:
        return html`<p class="small note">${TEXTS.raw.make} ${TEXTS.raw.lives}</p>`;
    }
  }

  private renderKey(name: 'rsaKey' | 'senderKey' | 'recipientKey', alias: string, more = '') {
    return html`<div class="field">
      <label for=${name}>${TEXTS.fields[name]}</label>
      <input
        id=${name}
        list="names"
        .value=${this.settings[name]}
        spellcheck="false"
        autocomplete="off"
        aria-describedby=${`${name}-hint`}
        @input=${(event: Event) => this.change({ [name]: (event.target as HTMLInputElement).value.trim() })}
      />
      <span id=${`${name}-hint`} class="soft small">${TEXTS.fields.aliasHint(alias)} ${more}</span>
    </div>`;
  }

  private renderBranchKeys() {
    const { branchKeys: texts } = TEXTS;
    const { branchKeyId, cacheTtlSeconds } = this.settings;
    const chosen = this.branchKeys.find(({ id }) => id === branchKeyId) ?? this.branchKeys.at(-1);
    const busy = this.busy ? 'true' : 'false';
    return html`<div class="field">
        <label for="branch-key">${texts.label}</label>
        ${
          chosen
            ? html`<select
                id="branch-key"
                @change=${(event: Event) => this.change({ branchKeyId: (event.target as HTMLSelectElement).value })}
              >
                ${this.branchKeys.map(
                  ({ id, versions }) =>
                    html`<option value=${id} ?selected=${id === chosen.id}>${texts.option(id, versions)}</option>`,
                )}
              </select>`
            : html`<output id="branch-key" class="small">${texts.none}</output>`
        }
      </div>
      <div class="row">
        <button type="button" id="create-branch-key" aria-disabled=${busy} @click=${() => this.changeKeys('create')}>
          ${texts.add}
        </button>
        ${
          chosen
            ? html`<button
                type="button"
                id="add-version"
                aria-disabled=${busy}
                @click=${() => this.changeKeys('addVersion')}
              >
                ${texts.addVersion}
              </button>`
            : nothing
        }
      </div>
      <div class="field">
        <label for="ttl">${texts.ttl}</label>
        <input
          id="ttl"
          type="number"
          required
          min="1"
          max="86400"
          step="1"
          .value=${String(cacheTtlSeconds)}
          @change=${this.onTtl}
        />
      </div>
      <p class="small note">${texts.lives}</p>`;
  }

  private onTtl(event: Event) {
    const input = event.target as HTMLInputElement;
    if (input.reportValidity()) this.change({ cacheTtlSeconds: input.valueAsNumber });
  }

  private changeKeys(kind: 'create' | 'addVersion') {
    if (!this.busy) CHANGE_BRANCH_KEYS.dispatch(this, kind);
  }

  private change(detail: Partial<KeyringSettings>) {
    CHANGE_KEYRING.dispatch(this, detail);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-keyring-form': StrongKeyringForm;
  }
}
