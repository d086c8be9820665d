import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formText } from '../kit/form-text.ts';
import { toast } from '../kit/toast.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { outputOf } from '../page/call-recorder.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { CALL_PROBLEMS, EXTERNAL_PROBLEMS, type CallProblem, type ExternalStep } from './external-problems.ts';
import { EXTERNAL_TEXTS } from './external-texts.ts';
import { TEXTS } from './key-stores-texts.ts';
import type { KeyStoreData } from './load-key-stores.ts';
import type { CallOutcome, ConnectionProblem, SOLVE } from './strong-connection-problems.ts';
import '../page/strong-problem.ts';
import '../page/strong-relay.ts';
import '../page/strong-state.ts';
import './strong-connection-problems.ts';

/** The proxy, a fault, or a key was changed. */
const CHANGED = typedEvent('strong-changed');

const SAMPLE = Uint8Array.from([1, 2, 3, 4]);

const CALL_WORDS = CALL_PROBLEMS.map(({ code }): ConnectionProblem => ({ code, ...EXTERNAL_TEXTS.calls.codes[code] }));

/**
 * What is behind an external key store: the relay to a real proxy, or the problems of a simulated one, and the KMS
 * keys. Fires `strong-changed`.
 */
@customElement('strong-external-tab')
export class StrongExternalTab extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      section {
        margin-top: 2rem;
      }
      summary {
        min-height: var(--target);
        cursor: pointer;
      }
      summary h2 {
        display: inline;
      }
      p {
        max-width: 84ch;
      }
      td {
        overflow-wrap: anywhere;
      }
      form {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
        margin-top: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) data: KeyStoreData | undefined;
  @state() private problem: Problem | undefined;
  @state() private outcomes: Readonly<Record<string, CallOutcome>> = {};
  @state() private busy = false;

  protected override updated(changed: PropertyValues): void {
    // The button that was pressed may be far below the error.
    const shown = changed.has('problem') ? this.renderRoot.querySelector('strong-problem') : null;
    void shown?.updateComplete.then(() => shown.scrollIntoView({ block: 'nearest' }));
  }

  override render() {
    const { data } = this;
    if (data === undefined) return nothing;
    const { store, proxy } = data;
    return html`${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <section aria-labelledby="manager">
        <h2 id="manager">${TEXTS.proxy.heading}</h2>
        ${
          proxy
            ? html`<p>${TEXTS.proxy.note}</p>
                <p><a href=${href(['external-key-managers'])}>${TEXTS.proxy.manage}</a></p>`
            : html`<h3>${EXTERNAL_TEXTS.relay.heading}</h3>
                <strong-relay .endpoint=${store.XksProxyConfiguration?.UriEndpoint ?? ''}></strong-relay>`
        }
      </section>
      ${this.renderKeys(data)} ${proxy ? this.renderProblems(data) : nothing}`;
  }

  private renderKeys({ store, keys, externalKeys }: KeyStoreData) {
    const { keys: texts } = EXTERNAL_TEXTS;
    const unused = externalKeys.filter(({ keyId }) => !keys.some(({ xksKeyId }) => xksKeyId === keyId));
    return html`<section aria-labelledby="keys">
      <h2 id="keys">${texts.heading}</h2>
      ${
        keys.length === 0
          ? html`<p>${texts.none}</p>`
          : html`<table aria-label=${texts.label}>
              <thead>
                <tr>
                  ${[texts.id, texts.externalId, texts.state].map((name) => html`<th scope="col">${name}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${keys.map(
                  ({ keyId, xksKeyId, state }) =>
                    html`<tr>
                      <td class="mono" data-label=${texts.id}><a href=${href(['keys', keyId])}>${keyId}</a></td>
                      <td class="mono" data-label=${texts.externalId}>${xksKeyId}</td>
                      <td data-label=${texts.state}><strong-state .value=${state}></strong-state></td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${
        store.ConnectionState === 'CONNECTED'
          ? html`<form id="create-key" @submit=${this.onCreateKey}>
              <div class="field">
                <label for="xks-key-id">${texts.xksKeyId}</label>
                <input
                  id="xks-key-id"
                  name="xks-key-id"
                  class="mono"
                  list="external-keys"
                  required
                  maxlength="128"
                  pattern="[A-Za-z0-9_.\\-]+"
                  autocomplete="off"
                  spellcheck="false"
                  aria-describedby="xks-key-id-hint"
                />
                <datalist id="external-keys">
                  ${unused.map(({ keyId }) => html`<option value=${keyId}></option>`)}
                </datalist>
                <span id="xks-key-id-hint" class="soft small">${texts.hint}</span>
              </div>
              <button aria-disabled=${this.busy ? 'true' : 'false'}>${texts.create}</button>
            </form>`
          : html`<p class="soft">${texts.connectFirst}</p>`
      }
    </section>`;
  }

  private renderProblems({ store, keys }: KeyStoreData) {
    const { calls, connection } = EXTERNAL_TEXTS;
    const hasService = store.XksProxyConfiguration?.Connectivity === 'VPC_ENDPOINT_SERVICE';
    const connections = EXTERNAL_PROBLEMS.filter(({ needsService }) => hasService || needsService === undefined);
    const canCall = keys.some(({ state }) => state === 'Enabled');
    return html`<section aria-labelledby="problems">
        <h2 id="problems">${TEXTS.problems.heading}</h2>
        <p class="soft">${TEXTS.problems.lead}</p>
        <strong-connection-problems
          id="connection"
          .problems=${connections.map(({ code }) => ({ code, ...connection.codes[code] }))}
          .current=${store.ConnectionErrorCode ?? ''}
          .busy=${this.busy}
          @strong-solve=${this.solveConnection}
        ></strong-connection-problems>
      </section>
      <section aria-labelledby="calls">
        <details>
          <summary><h2 id="calls">${calls.heading}</h2></summary>
          <p class="soft">${calls.lead}</p>
          ${canCall ? nothing : html`<p>${calls.needsKey}</p>`}
          <strong-connection-problems
            id="call"
            .problems=${CALL_WORDS}
            .outcomes=${this.outcomes}
            .busy=${this.busy || !canCall}
            @strong-solve=${this.solveCall}
          ></strong-connection-problems>
        </details>
      </section>`;
  }

  private onCreateKey(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return undefined;
    const form = event.target as HTMLFormElement;
    const XksKeyId = formText(new FormData(form), 'xks-key-id');
    return this.attempt(async () => {
      const { CustomKeyStoreId } = this.data?.store ?? {};
      const input = { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId } as const;
      outputOf(await this.context.kms.call('CreateKey', input));
      form.reset();
      toast(this, EXTERNAL_TEXTS.keys.created);
    });
  }

  private solveConnection({ detail: { code, way } }: EventOf<typeof SOLVE>) {
    const row = EXTERNAL_PROBLEMS.find((one) => one.code === code);
    return this.attempt(async () => {
      const { ConnectionState: state = 'DISCONNECTED' } = this.data?.store ?? {};
      const steps = row?.[way] ?? [];
      // KMS would refuse the new credential, and the proxy would keep it.
      if (steps.some((step) => 'renewCredential' in step) && state !== 'DISCONNECTED' && state !== 'CONNECTED')
        throw new TypeError(TEXTS.problems.disconnectFirst(TEXTS.states[state].toLowerCase()));
      for (const step of steps) await this.step(step);
      toast(this, way === 'cause' ? TEXTS.problems.caused(code) : TEXTS.problems.fixed(code));
    });
  }

  private async step(step: ExternalStep): Promise<unknown> {
    const { kms, strongroom } = this.context;
    const { proxies, faults } = strongroom.sandbox;
    const { store, proxy } = this.data ?? {};
    if (store === undefined || proxy === undefined) return undefined;
    if ('setFault' in step) return faults.set(step.setFault, { ...step.options, ...this.place(step.setFault) });
    if ('clearFault' in step) return faults.clear(step.clearFault);
    if ('removeCredential' in step)
      return proxies.removeCredential(proxy.id, store.XksProxyConfiguration?.AccessKeyId ?? '');
    if ('setHealth' in step)
      return proxies.update(proxy.id, {
        fleet: proxy.fleet.map((member) => ({ ...member, healthStatus: step.setHealth })),
      });
    if ('changeService' in step)
      return (
        proxy.endpointService &&
        proxies.update(proxy.id, {
          endpointService: step.changeService(
            proxy.endpointService,
            store.XksProxyConfiguration?.VpcEndpointServiceName ?? '',
          ),
        })
      );
    const { accessKeyId, rawSecretAccessKey } = await proxies.createCredential(proxy.id);
    return outputOf(
      await kms.call('UpdateCustomKeyStore', {
        CustomKeyStoreId: store.CustomKeyStoreId,
        XksProxyAuthenticationCredential: { AccessKeyId: accessKeyId, RawSecretAccessKey: rawSecretAccessKey },
      }),
    );
  }

  /** A fault of the proxy applies to this one only; one of KMS names none. */
  private place(fault: string): object {
    return fault.startsWith('xks-proxy-') ? { proxyId: this.data?.proxy?.id } : {};
  }

  private solveCall({ detail: { code, way } }: EventOf<typeof SOLVE>) {
    const row = CALL_PROBLEMS.find((one) => one.code === code);
    return this.attempt(async () => {
      if (row === undefined) return;
      const outcome = await this.try(row, way === 'cause');
      this.outcomes = { [code]: outcome };
      const { calls } = EXTERNAL_TEXTS;
      const name = CALL_WORDS.find((one) => one.code === code)?.title ?? code;
      toast(this, way === 'cause' ? calls.caused(name) : calls.fixed(name));
    });
  }

  /** Encrypts and decrypts with a key of the key store, with or without a problem. */
  private async try({ fault, options, onlyDecrypt }: CallProblem, isCaused: boolean): Promise<CallOutcome> {
    const { kms, strongroom } = this.context;
    const { faults } = strongroom.sandbox;
    const set = (await faults.list()).filter((one) => one.component === 'xks-proxy' && one.set !== undefined);
    for (const { name } of set) await faults.clear(name);
    const KeyId = this.data?.keys.find(({ state }) => state === 'Enabled')?.keyId ?? '';
    const encrypt = () => kms.call('Encrypt', { KeyId, Plaintext: SAMPLE });
    const earlier = onlyDecrypt ? outputOf(await encrypt()).CiphertextBlob : undefined;
    if (isCaused) await faults.set(fault, { ...options, ...this.place(fault) });
    let operation = 'Encrypt';
    try {
      const CiphertextBlob = earlier ?? outputOf(await encrypt()).CiphertextBlob;
      operation = 'Decrypt';
      outputOf(await kms.call('Decrypt', { CiphertextBlob }));
      return { operation };
    } catch (error) {
      return { operation, problem: problemOf(error) };
    }
  }

  private async attempt(act: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    try {
      await act();
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.busy = false;
    }
    CHANGED.dispatch(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-external-tab': StrongExternalTab;
  }
}
