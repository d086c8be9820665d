import { Task } from '@lit/task';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { XksProxyConfigurationType } from '../../model/sdk.ts';
import { moment } from '../kit/format.ts';
import { isFocusLost } from '../kit/is-focus-lost.ts';
import { runLatest } from '../kit/run-latest.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { toast } from '../kit/toast.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { outputOf } from '../page/call-recorder.ts';
import { PAGE_TITLE } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { EXTERNAL_TEXTS } from './external-texts.ts';
import { TEXTS } from './key-stores-texts.ts';
import { loadKeyStore, type KeyStoreData } from './load-key-stores.ts';
import type { EDIT_KEY_STORE, StrongEditKeyStore } from './strong-edit-key-store.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';
import './cluster-tab.ts';
import './external-tab.ts';
import './strong-connection-state.ts';
import './strong-edit-key-store.ts';

/** One custom key store: its configuration, its connection, and what is behind it. */
@customElement('strong-key-store-page')
export class StrongKeyStorePage extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    skeletonStyles,
    css`
      .row {
        margin-block: 1rem;
      }
      p {
        max-width: 84ch;
      }
      dd {
        overflow-wrap: anywhere;
      }
      #state {
        width: fit-content;
      }
      pre {
        max-height: 16rem;
        overflow: auto;
      }
    `,
  ];

  @property() storeId = '';
  @state() private problem: Problem | undefined;
  @state() private editProblem: Problem | undefined;
  @state() private busy = false;
  @query('strong-edit-key-store') private editor!: StrongEditKeyStore;
  @query('#delete') private deletion!: StrongDialog;

  readonly #loading = new Task(this, {
    args: () => [this.context, this.storeId] as const,
    task: async ([{ kms, strongroom, account, region }, id]) => {
      const data = await loadKeyStore(kms, strongroom, id, { account, region });
      PAGE_TITLE.dispatch(this, data?.store.CustomKeyStoreName ?? id);
      return data ?? 'missing';
    },
  });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['keyStores', 'keys', 'world'],
      onChange: () => void this.#loading.run(),
    });
  }

  override render() {
    const { value, error } = this.#loading;
    return html`<p><a href=${href(['key-stores'])}>${TEXTS.back}</a></p>
      ${error === undefined ? nothing : html`<strong-problem .problem=${problemOf(error)}></strong-problem>`}
      ${
        value === undefined
          ? error === undefined
            ? html`<h1>${this.storeId}</h1>
                ${skeleton('events', 4)}`
            : nothing
          : value === 'missing'
            ? html`<h1>${TEXTS.title}</h1>
                <p>${TEXTS.notFound(this.storeId)}</p>`
            : this.renderStore(value)
      }`;
  }

  private renderStore(data: KeyStoreData) {
    const { store } = data;
    const { ConnectionState: connection = 'DISCONNECTED', CustomKeyStoreType: type = 'AWS_CLOUDHSM' } = store;
    return html`<h1>${store.CustomKeyStoreName}</h1>
      <p id="state" tabindex="-1">
        <strong-connection-state
          .state=${connection}
          .errorCode=${store.ConnectionErrorCode ?? ''}
        ></strong-connection-state>
      </p>
      ${connection === 'FAILED' ? this.renderFailure(store) : nothing}
      ${connection === 'CONNECTED' ? nothing : html`<p class="soft">${TEXTS.unavailable}</p>`}
      ${connection === 'CONNECTING' ? html`<p class="soft">${TEXTS.connecting}</p>` : nothing}
      ${connection === 'DISCONNECTING' ? html`<p class="soft">${TEXTS.disconnecting}</p>` : nothing}
      ${this.renderActions(connection, type)}
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <section aria-labelledby="general">
        <h2 id="general">${TEXTS.general.heading}</h2>
        <dl class="facts">
          <dt>${TEXTS.table.id}</dt>
          <dd class="mono">${store.CustomKeyStoreId}</dd>
          <dt>${TEXTS.table.type}</dt>
          <dd>${TEXTS.types[type]}</dd>
          <dt>${TEXTS.table.created}</dt>
          <dd>${moment(store.CreationDate)}</dd>
          ${
            store.CloudHsmClusterId === undefined
              ? nothing
              : html`<dt>${TEXTS.form.cluster}</dt>
                  <dd class="mono">${store.CloudHsmClusterId}</dd>`
          }
          ${store.XksProxyConfiguration === undefined ? nothing : this.renderProxy(store.XksProxyConfiguration)}
        </dl>
        ${
          store.TrustAnchorCertificate === undefined
            ? nothing
            : html`<details>
                <summary>${TEXTS.general.anchor}</summary>
                <pre tabindex="0">${store.TrustAnchorCertificate}</pre>
              </details>`
        }
      </section>
      ${this.renderBehind(data)}
      <strong-edit-key-store
        .store=${store}
        .problem=${this.editProblem}
        .busy=${this.busy}
        @strong-edit-store=${this.edit}
      ></strong-edit-key-store>
      <strong-dialog id="delete" heading=${TEXTS.remove.heading}>
        <p>${TEXTS.remove.text}</p>
        <button slot="actions" type="button" class="danger" @click=${this.delete}>${TEXTS.remove.submit}</button>
      </strong-dialog>`;
  }

  /** What failed, and how to recover. */
  private renderFailure({ ConnectionErrorCode: code, XksProxyConfiguration: proxy }: KeyStoreData['store']) {
    const codes: Readonly<Record<string, { readonly cause: string; readonly fix: string }>> =
      proxy === undefined ? TEXTS.problems.codes : EXTERNAL_TEXTS.connection.codes;
    const { cause = '', fix = '' } = codes[code ?? ''] ?? {};
    return html`<p>${TEXTS.failed(cause, fix)}</p>`;
  }

  private renderProxy(proxy: XksProxyConfigurationType) {
    const { proxy: words } = TEXTS;
    const facts: readonly (readonly [string, string | undefined])[] = [
      [words.connectivity, proxy.Connectivity],
      [words.endpoint, proxy.UriEndpoint],
      [words.path, proxy.UriPath],
      [words.accessKeyId, proxy.AccessKeyId],
      [words.service, proxy.VpcEndpointServiceName],
    ];
    return facts.map(([name, value]) =>
      value === undefined
        ? nothing
        : html`<dt>${name}</dt>
            <dd class="mono">${value}</dd>`,
    );
  }

  /** What is behind the key store: one element per type. */
  private renderBehind(data: KeyStoreData) {
    const proxy = data.store.XksProxyConfiguration;
    return proxy !== undefined
      ? html`<strong-external-tab .data=${data} @strong-changed=${() => this.#loading.run()}></strong-external-tab>`
      : data.store.CloudHsmClusterId === undefined
        ? nothing
        : html`<strong-cluster-tab .data=${data} @strong-changed=${() => this.#loading.run()}></strong-cluster-tab>`;
  }

  private renderActions(connection: string, type: string) {
    const { actions } = TEXTS;
    const isMoving = connection === 'CONNECTING' || connection === 'DISCONNECTING';
    // The next step of each state is marked.
    const button = (label: string, act: () => unknown, isEnabled: boolean, isNext = false) =>
      html`<button
        type="button"
        class=${isNext ? 'primary' : ''}
        ?disabled=${!isEnabled}
        aria-disabled=${this.busy ? 'true' : 'false'}
        @click=${() => (this.busy ? undefined : act())}
      >
        ${label}
      </button>`;
    return html`<div class="row" role="group" aria-label=${actions.label}>
      ${button(actions.connect, () => this.call('ConnectCustomKeyStore', TEXTS.done.connect), connection === 'DISCONNECTED', connection === 'DISCONNECTED')}
      ${button(
        actions.disconnect,
        () => this.disconnect(),
        ['CONNECTED', 'CONNECTING', 'FAILED'].includes(connection),
        connection === 'FAILED',
      )}
      ${button(actions.edit, () => this.openEditor(), ['CONNECTED', 'DISCONNECTED'].includes(connection))}
      ${button(actions.delete, () => this.deletion.show(), connection === 'DISCONNECTED')}
      ${type === 'AWS_CLOUDHSM' ? button(actions.createKey, () => this.createKey(), connection === 'CONNECTED', connection === 'CONNECTED') : nothing}
      ${isMoving ? button(actions.advance, () => this.advance(), true, true) : nothing}
    </div>`;
  }

  private openEditor() {
    this.editProblem = undefined;
    this.editor.show();
  }

  /** Asks, if something known would stop. */
  private async disconnect(): Promise<void> {
    const { confirmChange } = await import('../blast-radius/confirm-change.ts');
    const change = { operation: 'DisconnectCustomKeyStore', CustomKeyStoreId: this.storeId } as const;
    if (await confirmChange(this.renderRoot as ShadowRoot, this.context, change))
      await this.call('DisconnectCustomKeyStore', TEXTS.done.disconnect);
  }

  private call(operation: 'ConnectCustomKeyStore' | 'DisconnectCustomKeyStore', said: string) {
    return this.attempt(async () => {
      outputOf(await this.context.kms.call(operation, { CustomKeyStoreId: this.storeId }));
      toast(this, said);
    });
  }

  private edit({ detail }: EventOf<typeof EDIT_KEY_STORE>) {
    if (Object.keys(detail).length === 0) {
      this.editor.close();
      return undefined;
    }
    return this.attempt(
      async () => {
        outputOf(await this.context.kms.call('UpdateCustomKeyStore', { CustomKeyStoreId: this.storeId, ...detail }));
        this.editor.close();
        toast(this, TEXTS.done.saved);
      },
      (problem) => (this.editProblem = problem),
    );
  }

  private delete() {
    this.deletion.close();
    return this.attempt(async () => {
      outputOf(await this.context.kms.call('DeleteCustomKeyStore', { CustomKeyStoreId: this.storeId }));
      toast(this, TEXTS.done.deleted);
      location.hash = href(['key-stores']);
    });
  }

  private createKey() {
    return this.attempt(async () => {
      const input = { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: this.storeId } as const;
      const { KeyMetadata } = outputOf(await this.context.kms.call('CreateKey', input));
      toast(this, TEXTS.done.key);
      location.hash = href(['keys', KeyMetadata?.KeyId ?? '']);
    });
  }

  /** Advances the clock to the end of CONNECTING or DISCONNECTING. */
  private advance() {
    const { clock } = this.context.strongroom.sandbox;
    return this.attempt(async () => {
      const tasks = await clock.upcoming();
      const task = tasks.find((one) => one.kind === 'key-store-connection' && one.keyStoreId === this.storeId);
      if (task !== undefined) await clock.set(task.at);
    });
  }

  private async attempt(act: () => Promise<unknown>, fail = (problem: Problem) => (this.problem = problem)) {
    this.busy = true;
    this.problem = this.editProblem = undefined;
    try {
      await act();
    } catch (error) {
      fail(problemOf(error));
    } finally {
      this.busy = false;
    }
    await runLatest(this.#loading);
    await this.updateComplete;
    // An action disables its own button: the focus then moves to the state that it changed.
    if (isFocusLost()) this.renderRoot.querySelector<HTMLElement>('#state')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-store-page': StrongKeyStorePage;
  }
}
