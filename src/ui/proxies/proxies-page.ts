import { Task } from '@lit/task';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ProxyCredential, ProxyView } from '../../model/external-key-manager.ts';
import type { FaultView } from '../../model/faults.ts';
import { relayOrigin } from '../../model/relay-messages.ts';
import { announce } from '../kit/announce.ts';
import { formText } from '../kit/form-text.ts';
import { isFocusLost } from '../kit/is-focus-lost.ts';
import { runLatest } from '../kit/run-latest.ts';
import { download } from '../kit/save-file.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import { toast } from '../kit/toast.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { outputOf } from '../page/call-recorder.ts';
import { findProxyUsers } from '../page/external-key-users.ts';
import type { PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { relays } from '../page/relays.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { base, controls } from '../styles/shared.ts';
import { loadProxies, type ProxyData } from './load-proxies.ts';
import { TEXTS } from './proxies-texts.ts';
import type { PROXY_FAULT } from './strong-proxy-faults.ts';
import type { PROXY_ACTION, ProxyAction } from './strong-proxy.ts';
import type { CONFIRM_REMOVAL, Removal, StrongRemoveExternal } from './strong-remove-external.ts';
import '../kit/strong-copy.ts';
import '../page/strong-problem.ts';
import '../page/strong-relay.ts';
import './strong-proxy-faults.ts';
import './strong-proxy.ts';
import './strong-remove-external.ts';

type Work = (sandbox: PageContext['strongroom']['sandbox']) => Promise<unknown>;

/** Actions that create something. */
const CREATING: readonly ProxyAction['kind'][] = ['create-key', 'rotate-key', 'add-credential'];

/** A credential whose secret is shown until the page is left. */
interface ShownCredential extends ProxyCredential {
  readonly proxy: ProxyView;
  /** The key store that was created with it here. */
  readonly store?: { readonly id: string; readonly name: string };
}

/** The simulated external key managers. */
@customElement('strong-proxies-page')
export class StrongProxiesPage extends StrongPage {
  static override styles = [
    base,
    controls,
    skeletonStyles,
    css`
      p {
        max-width: 84ch;
      }
      h2 {
        margin-top: 2rem;
      }
      form,
      fieldset,
      .secret {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
        margin-block: 1rem;
      }
      .secret {
        padding: 1rem;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
      }
      .secret h2 {
        margin-top: 0;
      }
      [tabindex='-1']:focus {
        outline: none;
      }
      .secret .mono {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private problem: Problem | undefined;
  @state() private shown: ShownCredential | undefined;
  /** Endpoints of real proxies that the user has named on this page. */
  @state() private named: readonly string[] = [];
  @state() private isInvalid = false;
  @query('strong-remove-external') private removal!: StrongRemoveExternal;
  #isCreating = false;

  readonly #loading = new Task(this, {
    args: () => [this.context.strongroom] as const,
    task: ([strongroom]) => loadProxies(strongroom),
  });

  constructor() {
    super();
    // Every call: the proxies log the cryptographic calls too, which change no record.
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      onChange: () => void this.#loading.run(),
    });
  }

  protected override updated(changed: PropertyValues): void {
    // The button that was pressed may be far below the error.
    const shown = changed.has('problem') ? this.renderRoot.querySelector('strong-problem') : null;
    void shown?.updateComplete.then(() => shown.scrollIntoView({ block: 'nearest' }));
    // A new credential is above the button that created it, and the next step is there.
    const before = changed.get('shown') as ShownCredential | undefined;
    if (this.shown !== undefined && this.shown.accessKeyId !== before?.accessKeyId && changed.has('shown'))
      this.renderRoot.querySelector<HTMLElement>('#secret-heading')?.focus();
  }

  override render() {
    const { value, error } = this.#loading;
    return html`<h1 tabindex="-1">${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead}</p>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${error === undefined ? nothing : html`<strong-problem .problem=${problemOf(error)}></strong-problem>`}
      ${this.renderSecret()}
      ${
        value
          ? html`${value.proxies.length === 0 ? html`<p>${TEXTS.none}</p>` : value.proxies.map((data) => this.renderProxy(data))}
            ${this.renderCreate()} ${this.renderFaults(value.faults)} ${this.renderReal()}`
          : error === undefined
            ? skeleton('table', 3)
            : nothing
      }
      <strong-remove-external
        @strong-confirm-removal=${({ detail }: EventOf<typeof CONFIRM_REMOVAL>) => this.removeExternal(detail)}
      ></strong-remove-external>`;
  }

  private renderProxy({ proxy, keys, requests }: ProxyData) {
    return html`<strong-proxy
      .proxy=${proxy}
      .keys=${keys}
      .requests=${requests}
      @strong-proxy-action=${(event: EventOf<typeof PROXY_ACTION>) => this.act(proxy, event)}
    ></strong-proxy>`;
  }

  private renderCreate() {
    const texts = TEXTS.create;
    return html`<h2>${texts.heading}</h2>
      <form id="create" @submit=${this.onCreate}>
        <div class="field">
          <label for="endpoint">${texts.endpoint}</label>
          <input
            id="endpoint"
            name="endpoint"
            class="mono"
            required
            value="https://xks.example.com"
            autocomplete="off"
            spellcheck="false"
            aria-describedby="endpoint-hint"
          />
          <span id="endpoint-hint" class="soft small">${texts.endpointHint}</span>
        </div>
        <div class="field">
          <label for="path">${texts.path}</label>
          <input
            id="path"
            name="path"
            class="mono"
            required
            value="/kms/xks/v1"
            autocomplete="off"
            spellcheck="false"
            aria-describedby="path-hint"
          />
          <span id="path-hint" class="soft small">${texts.pathHint}</span>
        </div>
        <button class="primary">${texts.submit}</button>
      </form>`;
  }

  private renderSecret() {
    const { shown } = this;
    if (shown === undefined) return nothing;
    const texts = TEXTS.secret;
    return html`<section class="secret" aria-labelledby="secret-heading">
      <h2 id="secret-heading" tabindex="-1">${texts.heading}</h2>
      <p>${texts.lead}</p>
      <dl>
        <dt>${texts.accessKeyId}</dt>
        <dd class="mono">${shown.accessKeyId} <strong-copy .text=${shown.accessKeyId}></strong-copy></dd>
        <dt>${texts.secret}</dt>
        <dd class="mono">${shown.rawSecretAccessKey} <strong-copy .text=${shown.rawSecretAccessKey}></strong-copy></dd>
      </dl>
      <form id="store" @submit=${this.onCreateStore}>
        <div class="field">
          <label for="name">${texts.name}</label>
          <input id="name" name="name" required maxlength="256" value="external" autocomplete="off" />
        </div>
        <div class="row">
          <button class="primary">${texts.createStore}</button>
          <button type="button" @click=${() => this.download(shown)}>${texts.download}</button>
          <button type="button" @click=${() => (this.shown = undefined)}>${texts.hide}</button>
        </div>
        ${
          shown.store === undefined
            ? nothing
            : html`<p><a href=${href(['key-stores', shown.store.id])}>${texts.openStore(shown.store.name)}</a></p>`
        }
      </form>
    </section>`;
  }

  private renderFaults(faults: readonly FaultView[]) {
    return html`<strong-proxy-faults
      .faults=${faults}
      @strong-proxy-fault=${({ detail: { name, options } }: EventOf<typeof PROXY_FAULT>) =>
        this.attempt(({ faults: all }) => (options === undefined ? all.clear(name) : all.set(name, options)))}
      @strong-clear-faults=${() => this.attempt(({ faults: all }) => all.clear())}
    ></strong-proxy-faults>`;
  }

  private renderReal() {
    const texts = TEXTS.real;
    const endpoints = new Set([...relays.origins, ...this.named]);
    return html`<h2>${texts.heading}</h2>
      <p class="soft">${texts.lead}</p>
      ${[...endpoints].map((endpoint) => html`<strong-relay .endpoint=${endpoint}></strong-relay>`)}
      <form id="real" @submit=${this.onReal}>
        <div class="field">
          <label for="real-endpoint">${texts.endpoint}</label>
          <input
            id="real-endpoint"
            name="real-endpoint"
            class="mono"
            required
            maxlength="128"
            autocomplete="off"
            spellcheck="false"
            aria-describedby="real-hint"
            aria-invalid=${this.isInvalid ? 'true' : 'false'}
          />
          <span id="real-hint" class="soft small" role="status">
            ${this.isInvalid ? texts.invalid : texts.endpointHint}
          </span>
        </div>
        <button>${texts.show}</button>
      </form>`;
  }

  private onReal(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const origin = relayOrigin(formText(new FormData(form), 'real-endpoint').trim());
    this.isInvalid = origin === undefined;
    if (origin === undefined) return;
    this.named = [...this.named.filter((one) => one !== origin), origin];
    form.reset();
  }

  private onCreate(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    return this.attemptOnce(async ({ proxies }) => {
      const created = await proxies.create({ endpoint: formText(data, 'endpoint'), path: formText(data, 'path') });
      this.shown = { ...created.credential, proxy: created };
      toast(this, TEXTS.create.done(created.id));
    });
  }

  private onCreateStore(event: SubmitEvent) {
    event.preventDefault();
    const { shown } = this;
    const name = formText(new FormData(event.target as HTMLFormElement), 'name');
    if (shown === undefined) return undefined;
    return this.attemptOnce(async () => {
      const { kms } = this.context;
      const { CustomKeyStoreId = '' } = outputOf(
        await kms.call('CreateCustomKeyStore', {
          CustomKeyStoreName: name,
          CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
          XksProxyConnectivity: 'PUBLIC_ENDPOINT',
          XksProxyUriEndpoint: shown.proxy.endpoint,
          XksProxyUriPath: shown.proxy.path,
          XksProxyAuthenticationCredential: {
            AccessKeyId: shown.accessKeyId,
            RawSecretAccessKey: shown.rawSecretAccessKey,
          },
        }),
      );
      // It exists, whether or not it connects.
      this.shown = { ...shown, store: { id: CustomKeyStoreId, name } };
      outputOf(await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId }));
      toast(this, TEXTS.secret.created(name));
    });
  }

  private act({ id, fleet }: ProxyView, { detail }: EventOf<typeof PROXY_ACTION>) {
    const work: Work = async ({ proxies }) => {
      switch (detail.kind) {
        case 'create-key':
          await proxies.createKey(id, { keyId: detail.keyId });
          break;
        case 'change-key':
          await proxies.updateKey(id, detail.keyId, detail.change);
          break;
        case 'rotate-key':
          await proxies.rotateKey(id, detail.keyId);
          break;
        case 'set-policy':
          await proxies.update(id, { policy: detail.policy });
          break;
        case 'ask-to-remove':
          await this.askToRemove(id, detail.keyId);
          break;
        case 'remove-credential':
          await proxies.removeCredential(id, detail.accessKeyId);
          break;
        case 'set-health':
          await proxies.update(id, {
            fleet: fleet.map((member) => ({ ...member, healthStatus: detail.healthStatus })),
          });
          break;
        case 'add-credential': {
          const credential = await proxies.createCredential(id);
          const proxy = (await proxies.list()).find((one) => one.id === id);
          if (proxy !== undefined) this.shown = { ...credential, proxy };
          break;
        }
      }
    };
    return CREATING.includes(detail.kind) ? this.attemptOnce(work) : this.attempt(work);
  }

  /** Says what stops working before anything is deleted. */
  private async askToRemove(proxyId: string, keyId?: string): Promise<void> {
    const { kms, strongroom, account, region } = this.context;
    const users = await findProxyUsers(kms, strongroom, { account, region }, proxyId);
    const keys = users?.keys.filter((key) => keyId === undefined || key.xksKeyId === keyId) ?? [];
    await this.removal.show({
      proxyId,
      account,
      region,
      ...(keyId === undefined ? {} : { keyId }),
      ...(users === undefined ? {} : { users: { ...users, keys } }),
    });
  }

  private removeExternal({ proxyId, keyId }: Removal) {
    return this.attempt(async ({ proxies }) => {
      await (keyId === undefined ? proxies.remove(proxyId) : proxies.removeKey(proxyId, keyId));
      if (this.shown?.proxy.id === proxyId && keyId === undefined) this.shown = undefined;
      toast(this, TEXTS.removal.done(keyId ?? proxyId));
    });
  }

  /** Saves the file that the AWS console takes when a key store is created. */
  private download({ proxy, accessKeyId, rawSecretAccessKey }: ShownCredential): void {
    const file = {
      XksProxyUriPath: proxy.path,
      XksProxyAuthenticationCredential: { AccessKeyId: accessKeyId, RawSecretAccessKey: rawSecretAccessKey },
    };
    download(new Blob([JSON.stringify(file, undefined, 2)]), 'xks-proxy-configuration.json');
  }

  /** Runs `work`, which creates something, unless it runs already: a double click creates one. */
  private async attemptOnce(work: Work): Promise<void> {
    if (this.#isCreating) return;
    this.#isCreating = true;
    await this.attempt(work);
    this.#isCreating = false;
  }

  private async attempt(work: Work): Promise<void> {
    this.problem = undefined;
    try {
      await work(this.context.strongroom.sandbox);
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, this.problem.message || this.problem.name, 'assertive');
    }
    await runLatest(this.#loading);
    await this.updateComplete;
    // What was deleted had the button that was pressed.
    if (isFocusLost()) this.renderRoot.querySelector('h1')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-proxies-page': StrongProxiesPage;
  }
}
