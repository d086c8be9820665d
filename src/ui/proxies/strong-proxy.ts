import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type {
  ExternalKeyChange,
  ExternalKeyView,
  ProxyRequestRecord,
  ProxyStatement,
  ProxyView,
} from '../../model/external-key-manager.ts';
import type { XksHealthStatus } from '../../model/xks-proxy-api.ts';
import { formText } from '../kit/form-text.ts';
import { moment } from '../kit/format.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './proxies-texts.ts';
import type { SAVE_POLICY, StrongProxyPolicy } from './strong-proxy-policy.ts';
import './strong-proxy-policy.ts';

/** What the user asks a proxy to do. */
export type ProxyAction =
  | { readonly kind: 'create-key'; readonly keyId: string }
  | { readonly kind: 'change-key'; readonly keyId: string; readonly change: ExternalKeyChange }
  | { readonly kind: 'rotate-key'; readonly keyId: string }
  | { readonly kind: 'set-policy'; readonly policy: readonly ProxyStatement[] }
  /** Asks first. Without `keyId`: the proxy. */
  | { readonly kind: 'ask-to-remove'; readonly keyId?: string }
  | { readonly kind: 'add-credential' }
  | { readonly kind: 'remove-credential'; readonly accessKeyId: string }
  | { readonly kind: 'set-health'; readonly healthStatus: XksHealthStatus };

/** Asks for an action on the proxy of the element. */
export const PROXY_ACTION = typedEvent<ProxyAction>('strong-proxy-action');

const HEALTH = ['ACTIVE', 'DEGRADED', 'UNAVAILABLE'] as const;

/** A simulated proxy with its external keys and its request log. Fires `strong-proxy-action`. */
@customElement('strong-proxy')
export class StrongProxy extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      :host {
        margin-top: 2rem;
        padding-top: 1.25rem;
        border-top: 1px solid var(--line);
      }
      section {
        margin-block: 1.5rem;
      }
      h2 + .field {
        margin-top: 1rem;
      }
      ul {
        list-style: none;
        margin-block: 0.5rem;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 1rem;
        overflow-wrap: anywhere;
      }
      p {
        max-width: 84ch;
      }
      section > button,
      section > .row {
        margin-top: 0.5rem;
      }
      td {
        overflow-wrap: anywhere;
      }
      form {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
        margin-block: 1rem;
      }
      h2 {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) proxy!: ProxyView;
  @property({ attribute: false }) keys: readonly ExternalKeyView[] = [];
  @property({ attribute: false }) requests: readonly ProxyRequestRecord[] = [];

  @query('strong-proxy-policy') private policyEditor!: StrongProxyPolicy;
  @query('#key-id') private newKeyId!: HTMLInputElement;

  protected override updated(changed: PropertyValues<this>): void {
    // The ID stays in its field until its key exists: an error would lose it.
    const before = changed.get('keys');
    const isNew = ({ keyId }: ExternalKeyView) =>
      keyId === this.newKeyId.value && before?.every((key) => key.keyId !== keyId) === true;
    if (this.keys.some(isNew)) this.newKeyId.value = '';
  }

  override render() {
    const { proxy } = this;
    return html`<h2 class="mono">${proxy.id}</h2>
      <div class="field">
        <label for="health">${TEXTS.health.label}</label>
        <select id="health" @change=${this.onHealth}>
          ${HEALTH.map(
            (status) =>
              html`<option value=${status} .selected=${proxy.fleet[0]?.healthStatus === status}>
                ${TEXTS.health[status]}
              </option>`,
          )}
        </select>
      </div>
      ${this.renderKeys()} ${this.renderPolicy()} ${this.renderCredentials()} ${this.renderRequests()}
      <p>
        <button type="button" class="danger" @click=${() => PROXY_ACTION.dispatch(this, { kind: 'ask-to-remove' })}>
          ${TEXTS.removal.button}
        </button>
      </p>`;
  }

  private renderPolicy() {
    const { policy: texts } = TEXTS;
    const { proxy } = this;
    return html`<section>
      <h3>${texts.heading}</h3>
      <p class="soft">${texts.hint}</p>
      ${
        proxy.policy.length === 0
          ? html`<p>${texts.none}</p>`
          : html`<ul>
              ${proxy.policy.map((statement) => html`<li>${describeStatement(statement)}</li>`)}
            </ul>`
      }
      <button type="button" @click=${() => this.policyEditor.show()}>${texts.edit}</button>
      <strong-proxy-policy
        .proxy=${proxy}
        @strong-save-policy=${({ detail }: EventOf<typeof SAVE_POLICY>) =>
          PROXY_ACTION.dispatch(this, { kind: 'set-policy', policy: detail })}
      ></strong-proxy-policy>
    </section>`;
  }

  private renderKeys() {
    const texts = TEXTS.keys;
    return html`<section>
      <h3 id="keys">${texts.heading}</h3>
      ${
        this.keys.length === 0
          ? html`<p>${texts.none}</p>`
          : html`<table role="table" aria-labelledby="keys">
              <thead role="rowgroup">
                <tr role="row">
                  ${[texts.id, texts.status, texts.version, texts.actions].map(
                    (name) => html`<th role="columnheader" scope="col">${name}</th>`,
                  )}
                </tr>
              </thead>
              <tbody role="rowgroup">
                ${this.keys.map((key) => this.renderKey(key))}
              </tbody>
            </table>`
      }
      <form @submit=${this.onCreateKey}>
        <div class="field">
          <label for="key-id">${texts.newId}</label>
          <input
            id="key-id"
            name="keyId"
            class="mono"
            required
            maxlength="128"
            pattern="[A-Za-z0-9_.\\-]+"
            autocomplete="off"
            spellcheck="false"
            aria-describedby="key-id-hint"
          />
          <span id="key-id-hint" class="soft small">${texts.newIdHint}</span>
        </div>
        <button>${texts.create}</button>
      </form>
    </section>`;
  }

  private renderKey({ keyId, status, version }: ExternalKeyView) {
    const texts = TEXTS.keys;
    const isEnabled = status === 'ENABLED';
    const change: ExternalKeyChange = { status: isEnabled ? 'DISABLED' : 'ENABLED' };
    return html`<tr role="row">
      <td role="rowheader" class="mono" data-label=${texts.id}>${keyId}</td>
      <td role="cell" data-label=${texts.status}>${isEnabled ? texts.enabled : texts.disabled}</td>
      <td role="cell" data-label=${texts.version}>${version}</td>
      <td role="cell" data-label=${texts.actions}>
        <span class="row">
          <button
            type="button"
            aria-label=${isEnabled ? texts.disable(keyId) : texts.enable(keyId)}
            @click=${() => PROXY_ACTION.dispatch(this, { kind: 'change-key', keyId, change })}
          >
            ${isEnabled ? texts.disableShort : texts.enableShort}
          </button>
          <button
            type="button"
            aria-label=${texts.rotate(keyId)}
            @click=${() => PROXY_ACTION.dispatch(this, { kind: 'rotate-key', keyId })}
          >
            ${texts.rotateShort}
          </button>
          <button
            type="button"
            class="danger"
            aria-label=${texts.remove(keyId)}
            @click=${() => PROXY_ACTION.dispatch(this, { kind: 'ask-to-remove', keyId })}
          >
            ${texts.removeShort}
          </button>
        </span>
      </td>
    </tr>`;
  }

  private renderCredentials() {
    const texts = TEXTS.credentials;
    const { credentials } = this.proxy;
    return html`<section>
      <h3>${texts.heading}</h3>
      <p class="soft">${texts.hint}</p>
      <ul>
        ${credentials.map(
          ({ accessKeyId }) =>
            html`<li>
              <span class="mono">${accessKeyId}</span>
              <button
                type="button"
                aria-label=${texts.remove(accessKeyId)}
                @click=${() => PROXY_ACTION.dispatch(this, { kind: 'remove-credential', accessKeyId })}
              >
                ${texts.short}
              </button>
            </li>`,
        )}
      </ul>
      ${
        credentials.length < 2
          ? html`<button type="button" @click=${() => PROXY_ACTION.dispatch(this, { kind: 'add-credential' })}>
              ${texts.add}
            </button>`
          : nothing
      }
    </section>`;
  }

  private renderRequests() {
    const texts = TEXTS.requests;
    if (this.requests.length === 0)
      return html`<section>
        <h3>${texts.heading}</h3>
        <p>${texts.none}</p>
      </section>`;
    return html`<section>
      <h3 id="requests">${texts.heading}</h3>
      <p class="soft">${texts.hint} ${texts.more(this.requests.length)}.</p>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="requests">
        <table role="table" aria-labelledby="requests">
          <thead role="rowgroup">
            <tr role="row">
              ${[texts.time, texts.operation, texts.result, texts.key, texts.caller, texts.request].map(
                (name) => html`<th role="columnheader" scope="col">${name}</th>`,
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${this.requests.map(
              (request) =>
                html`<tr role="row">
                  <td role="cell" data-label=${texts.time}>${moment(request.at)}</td>
                  <td role="cell" data-label=${texts.operation}>
                    ${[request.operation, request.kmsOperation].filter((part) => part !== undefined).join(', ')}
                  </td>
                  <td role="cell" data-label=${texts.result}>${resultOf(request)}</td>
                  <td role="cell" data-label=${texts.key} class="mono">${request.externalKeyId ?? texts.no}</td>
                  <td role="cell" data-label=${texts.caller} class="mono">${request.awsPrincipalArn ?? texts.no}</td>
                  <td role="cell" data-label=${texts.request} class="mono">${request.kmsRequestId ?? texts.no}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private onHealth(event: Event) {
    const { value } = event.target as HTMLSelectElement;
    PROXY_ACTION.dispatch(this, { kind: 'set-health', healthStatus: value as XksHealthStatus });
  }

  private onCreateKey(event: SubmitEvent) {
    event.preventDefault();
    const keyId = formText(new FormData(event.target as HTMLFormElement), 'keyId');
    PROXY_ACTION.dispatch(this, { kind: 'create-key', keyId });
  }
}

function describeStatement({ sid, effect, ...conditions }: ProxyStatement): string {
  const { policy: texts } = TEXTS;
  const names = Object.keys(texts.conditions) as (keyof typeof texts.conditions)[];
  const parts = names.flatMap((name) => {
    const values = conditions[name];
    return values === undefined ? [] : [texts.values(texts.conditions[name], values)];
  });
  return [texts.summary(sid, texts.effects[effect]), parts.join('; ') || texts.every].join(' ');
}

function resultOf({ errorName, deniedBy, status }: ProxyRequestRecord): string {
  if (errorName === undefined) return status === 200 ? TEXTS.requests.ok : String(status);
  return deniedBy === undefined ? errorName : TEXTS.requests.denied(errorName, deniedBy);
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-proxy': StrongProxy;
  }
}
