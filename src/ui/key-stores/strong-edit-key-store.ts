import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { CustomKeyStoresListEntry, XksProxyConfigurationType } from '../../model/sdk.ts';
import { formText } from '../kit/form-text.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { typedEvent } from '../kit/typed-event.ts';
import type { Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './key-stores-texts.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

/** Members of UpdateCustomKeyStore that changed. */
export interface KeyStoreEdit {
  readonly NewCustomKeyStoreName?: string;
  readonly CloudHsmClusterId?: string;
  readonly KeyStorePassword?: string;
  readonly XksProxyUriPath?: string;
  readonly XksProxyAuthenticationCredential?: {
    readonly AccessKeyId: string;
    readonly RawSecretAccessKey: string;
  };
}

/** Asks to change the key store. */
export const EDIT_KEY_STORE = typedEvent<KeyStoreEdit>('strong-edit-store');

const { edit } = TEXTS;

/** The dialog that changes a key store. `show()` opens it; fires `strong-edit-store`. */
@customElement('strong-edit-key-store')
export class StrongEditKeyStore extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 1rem;
      }
      strong-problem {
        margin-block: 0;
      }
    `,
  ];

  @property({ attribute: false }) store: CustomKeyStoresListEntry = {};
  @property({ attribute: false }) problem: Problem | undefined;
  @property({ type: Boolean }) busy = false;
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;

  show(): void {
    this.form.reset();
    this.dialog.show();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    const { store } = this;
    return html`<strong-dialog heading=${edit.heading}>
      <form id="form" @submit=${this.onSubmit} @input=${() => (this.problem = undefined)}>
        <div class="field">
          <label for="name">${edit.name}</label>
          <input
            id="name"
            name="name"
            data-focus
            required
            maxlength="256"
            autocomplete="off"
            value=${store.CustomKeyStoreName ?? ''}
          />
        </div>
        ${
          store.CloudHsmClusterId === undefined
            ? nothing
            : html`<div class="field">
                  <label for="cluster">${edit.cluster}</label>
                  <input
                    id="cluster"
                    name="cluster"
                    class="mono"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="cluster-hint"
                    value=${store.CloudHsmClusterId}
                  />
                  <span id="cluster-hint" class="soft small">${edit.clusterHint}</span>
                </div>
                <div class="field">
                  <label for="password">${edit.password}</label>
                  <input
                    id="password"
                    name="password"
                    type="password"
                    minlength="7"
                    maxlength="32"
                    autocomplete="off"
                    aria-describedby="password-hint"
                  />
                  <span id="password-hint" class="soft small">${edit.passwordHint}</span>
                </div>`
        }
        ${store.XksProxyConfiguration === undefined ? nothing : this.renderProxy(store.XksProxyConfiguration)}
        ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      </form>
      <button slot="actions" class="primary" type="submit" form="form" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${edit.save}
      </button>
    </strong-dialog>`;
  }

  /** Path and credential can change while the key store is connected. */
  private renderProxy({ UriPath = '' }: XksProxyConfigurationType) {
    const field = (name: string, label: string, value: string, hint: string) =>
      html`<div class="field">
        <label for=${name}>${label}</label>
        <input
          id=${name}
          name=${name}
          class="mono"
          type=${name === 'secret' ? 'password' : 'text'}
          autocomplete="off"
          spellcheck="false"
          aria-describedby="${name}-hint"
          value=${value}
        />
        <span id="${name}-hint" class="soft small">${hint}</span>
      </div>`;
    return html`${field('path', TEXTS.proxy.path, UriPath, edit.pathHint)}
    ${field('access-key', TEXTS.proxy.accessKeyId, '', edit.credentialHint)}
    ${field('secret', edit.secret, '', edit.secretHint)}`;
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(this.form);
    const { CustomKeyStoreName, CloudHsmClusterId } = this.store;
    const [name, cluster, password] = ['name', 'cluster', 'password'].map((field) => formText(data, field)) as [
      string,
      string,
      string,
    ];
    const path = formText(data, 'path');
    const credential = { AccessKeyId: formText(data, 'access-key'), RawSecretAccessKey: formText(data, 'secret') };
    const isNew = credential.AccessKeyId !== '' || credential.RawSecretAccessKey !== '';
    EDIT_KEY_STORE.dispatch(this, {
      ...(path === '' || path === this.store.XksProxyConfiguration?.UriPath ? {} : { XksProxyUriPath: path }),
      ...(isNew ? { XksProxyAuthenticationCredential: credential } : {}),
      ...(name === CustomKeyStoreName ? {} : { NewCustomKeyStoreName: name }),
      ...(cluster === '' || cluster === CloudHsmClusterId ? {} : { CloudHsmClusterId: cluster }),
      ...(password === '' ? {} : { KeyStorePassword: password }),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-edit-key-store': StrongEditKeyStore;
  }
}
