import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { XksProxyConnectivityType } from '../../model/sdk.ts';
import { formText } from '../kit/form-text.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { typedEvent } from '../kit/typed-event.ts';
import type { Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import { EXTERNAL_TEXTS } from './external-texts.ts';
import { TEXTS } from './key-stores-texts.ts';
import { readProxyConfiguration } from './proxy-configuration.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';
import '../page/strong-relay.ts';

/** The external key store to create. */
export interface NewExternalKeyStore {
  readonly name: string;
  readonly connectivity: XksProxyConnectivityType;
  readonly endpoint: string;
  readonly path: string;
  /** Empty for a public endpoint. */
  readonly service: string;
  readonly accessKeyId: string;
  readonly secret: string;
}

/** Asks to create an external key store. */
export const CREATE_EXTERNAL_STORE = typedEvent<NewExternalKeyStore>('strong-create-external-store');

const { form } = EXTERNAL_TEXTS;
/** Longest file that is read as a proxy configuration. */
const MAX_FILE_BYTES = 64 * 1024;
const CONNECTIVITIES = ['PUBLIC_ENDPOINT', 'VPC_ENDPOINT_SERVICE'] as const;

/**
 * The dialog that creates an external key store, with a simulated or a real proxy. `show()` opens it; fires
 * `strong-create-external-store`.
 */
@customElement('strong-create-external-key-store')
export class StrongCreateExternalKeyStore extends LitElement {
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

  /** Endpoints of the simulated proxies. */
  @property({ attribute: false }) endpoints: readonly string[] = [];
  @property({ attribute: false }) problem: Problem | undefined;
  @property({ type: Boolean }) busy = false;
  @state() private connectivity: XksProxyConnectivityType = 'PUBLIC_ENDPOINT';
  @state() private endpoint = '';
  @state() private said = '';
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;

  show(): void {
    this.form.reset();
    this.connectivity = 'PUBLIC_ENDPOINT';
    this.endpoint = this.said = '';
    this.dialog.show();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    return html`<strong-dialog heading=${form.heading}>
      <form id="form" @submit=${this.onSubmit} @input=${() => (this.problem = undefined)}>
        ${this.renderField('name', TEXTS.form.name, TEXTS.form.nameHint, { isFirst: true })}
        <div class="field">
          <label for="connectivity">${form.connectivity}</label>
          <select
            id="connectivity"
            name="connectivity"
            @change=${(event: Event) =>
              (this.connectivity = (event.target as HTMLSelectElement).value as XksProxyConnectivityType)}
          >
            ${CONNECTIVITIES.map(
              (one) =>
                html`<option value=${one} .selected=${one === this.connectivity}>${form.connectivities[one]}</option>`,
            )}
          </select>
        </div>
        ${
          this.connectivity === 'VPC_ENDPOINT_SERVICE'
            ? this.renderField('service', form.service, form.serviceHint, { isMono: true })
            : nothing
        }
        ${this.renderEndpoint()}
        <div class="field">
          <label for="file">${form.file}</label>
          <input
            id="file"
            type="file"
            accept="application/json,.json"
            aria-describedby="file-hint"
            @change=${this.onFile}
          />
          <span id="file-hint" class="soft small" role="status">${this.said || form.fileHint}</span>
        </div>
        ${this.renderField('path', TEXTS.proxy.path, form.pathHint, { isMono: true })}
        ${this.renderField('access-key', TEXTS.proxy.accessKeyId, form.credentialHint, { isMono: true })}
        ${this.renderField('secret', form.secret, form.secretHint, { isMono: true, isSecret: true })}
        ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      </form>
      <button slot="actions" class="primary" type="submit" form="form" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${form.submit}
      </button>
    </strong-dialog>`;
  }

  private renderField(
    name: string,
    label: string,
    hint: string,
    { isFirst = false, isMono = false, isSecret = false } = {},
  ) {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        class=${isMono ? 'mono' : ''}
        type=${isSecret ? 'password' : 'text'}
        ?data-focus=${isFirst}
        required
        maxlength="256"
        autocomplete="off"
        spellcheck="false"
        aria-describedby="${name}-hint"
      />
      <span id="${name}-hint" class="soft small">${hint}</span>
    </div>`;
  }

  private renderEndpoint() {
    const isSimulated = this.endpoints.includes(this.endpoint.toLowerCase());
    return html`<div class="field">
        <label for="endpoint">${form.endpoint}</label>
        <input
          id="endpoint"
          name="endpoint"
          class="mono"
          list="endpoints"
          required
          maxlength="128"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="endpoint-hint"
          @input=${(event: Event) => (this.endpoint = (event.target as HTMLInputElement).value)}
        />
        <datalist id="endpoints">${this.endpoints.map((one) => html`<option value=${one}></option>`)}</datalist>
        <span id="endpoint-hint" class="soft small">
          ${form.endpointHint} <a href=${href(['external-key-managers'])}>${form.managers}</a>
        </span>
      </div>
      ${
        isSimulated
          ? html`<p class="soft">${form.simulated}</p>`
          : html`<strong-relay .endpoint=${this.endpoint}></strong-relay>`
      }`;
  }

  private async onFile(event: Event): Promise<void> {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (file === undefined) return;
    // A file that is too large, or that cannot be read any longer, is no configuration either.
    const text = file.size > MAX_FILE_BYTES ? '' : await file.text().catch(() => '');
    const read = readProxyConfiguration(text);
    this.said = read === undefined ? form.fileInvalid : form.fileTaken(file.name);
    if (read === undefined) return;
    const values = { path: read.path, 'access-key': read.accessKeyId, secret: read.secret };
    for (const [name, value] of Object.entries(values)) {
      const field = this.form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(this.form);
    CREATE_EXTERNAL_STORE.dispatch(this, {
      name: formText(data, 'name'),
      connectivity: this.connectivity,
      endpoint: formText(data, 'endpoint'),
      path: formText(data, 'path'),
      service: formText(data, 'service'),
      accessKeyId: formText(data, 'access-key'),
      secret: formText(data, 'secret'),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-create-external-key-store': StrongCreateExternalKeyStore;
  }
}
