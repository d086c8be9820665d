import { Task } from '@lit/task';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { accountForPeople } from '../../model/arn.ts';
import type { HsmClusterView } from '../../model/hsm-cluster-view.ts';
import type { InputOf } from '../../model/operations.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import { toast } from '../kit/toast.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { outputOf } from '../page/call-recorder.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { base, controls } from '../styles/shared.ts';
import { EXTERNAL_TEXTS } from './external-texts.ts';
import { TEXTS } from './key-stores-texts.ts';
import { loadKeyStores } from './load-key-stores.ts';
import type { CREATE_EXTERNAL_STORE, StrongCreateExternalKeyStore } from './strong-create-external-key-store.ts';
import type { CREATE_KEY_STORE, StrongCreateKeyStore } from './strong-create-key-store.ts';
import '../page/strong-problem.ts';
import './strong-create-external-key-store.ts';
import './strong-create-key-store.ts';
import './strong-key-store-table.ts';

/** The custom key stores of the account in the Region. */
@customElement('strong-key-stores-page')
export class StrongKeyStoresPage extends StrongPage {
  static override styles = [
    base,
    controls,
    skeletonStyles,
    css`
      .row {
        margin-block: 1.25rem;
      }
      p {
        max-width: 84ch;
      }
    `,
  ];

  @state() private endpoints: readonly string[] = [];
  @state() private clusters: readonly HsmClusterView[] = [];
  @state() private createProblem: Problem | undefined;
  @state() private busy = false;
  @query('strong-create-key-store') private dialog!: StrongCreateKeyStore;
  @query('strong-create-external-key-store') private externalDialog!: StrongCreateExternalKeyStore;

  readonly #loading = new Task(this, {
    args: () => [this.context] as const,
    task: ([{ kms }]) => loadKeyStores(kms),
  });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['keyStores'],
      onChange: () => void this.#loading.run(),
    });
  }

  override render() {
    const { value, error } = this.#loading;
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead(accountForPeople(this.context.account), this.context.region)}</p>
      <div class="row">
        <button type="button" class="primary" @click=${this.openDialog}>${TEXTS.create}</button>
        <button type="button" @click=${this.openExternalDialog}>${EXTERNAL_TEXTS.create}</button>
      </div>
      ${error === undefined ? nothing : html`<strong-problem .problem=${problemOf(error)}></strong-problem>`}
      ${
        value
          ? value.length > 0
            ? html`<strong-key-store-table .stores=${value}></strong-key-store-table>`
            : html`<p>${TEXTS.table.none}</p>`
          : error === undefined
            ? skeleton('table', 3)
            : nothing
      }
      <strong-create-key-store
        .clusters=${this.clusters}
        .problem=${this.createProblem}
        .busy=${this.busy}
        @strong-create-store=${this.create}
        @strong-create-cluster=${this.createCluster}
      ></strong-create-key-store>
      <strong-create-external-key-store
        .endpoints=${this.endpoints}
        .problem=${this.createProblem}
        .busy=${this.busy}
        @strong-create-external-store=${this.createExternal}
      ></strong-create-external-key-store>`;
  }

  private get place() {
    const { account, region } = this.context;
    return { account, region };
  }

  private async openDialog() {
    this.createProblem = undefined;
    this.dialog.show();
    await this.attempt(async () => {
      const clusters = await this.context.strongroom.sandbox.clusters.list(this.place);
      this.clusters = clusters.filter((cluster) => cluster.state !== 'DELETED');
    });
  }

  private async openExternalDialog() {
    this.createProblem = undefined;
    this.externalDialog.show();
    await this.attempt(async () => {
      const proxies = await this.context.strongroom.sandbox.proxies.list();
      this.endpoints = [...new Set(proxies.map(({ endpoint }) => endpoint))];
    });
  }

  private createCluster() {
    return this.attempt(async () => {
      const cluster = await this.context.strongroom.sandbox.clusters.create(this.place);
      this.clusters = [...this.clusters, cluster];
      await this.updateComplete;
      this.dialog.choose(cluster.id);
      toast(this, TEXTS.form.clusterCreated(cluster.id));
    });
  }

  private create({ detail }: EventOf<typeof CREATE_KEY_STORE>) {
    return this.attempt(async () => {
      const input = {
        CustomKeyStoreName: detail.name,
        CloudHsmClusterId: detail.clusterId,
        TrustAnchorCertificate: detail.trustAnchor,
        KeyStorePassword: detail.password,
      };
      await this.finish(input);
      this.dialog.close();
    });
  }

  private createExternal({ detail }: EventOf<typeof CREATE_EXTERNAL_STORE>) {
    return this.attempt(async () => {
      await this.finish({
        CustomKeyStoreName: detail.name,
        CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
        XksProxyConnectivity: detail.connectivity,
        XksProxyUriEndpoint: detail.endpoint,
        XksProxyUriPath: detail.path,
        ...(detail.service === '' ? {} : { XksProxyVpcEndpointServiceName: detail.service }),
        XksProxyAuthenticationCredential: { AccessKeyId: detail.accessKeyId, RawSecretAccessKey: detail.secret },
      });
      this.externalDialog.close();
    });
  }

  private async finish(input: InputOf<'CreateCustomKeyStore'>): Promise<void> {
    const { CustomKeyStoreId = '' } = outputOf(await this.context.kms.call('CreateCustomKeyStore', input));
    toast(this, TEXTS.created(input.CustomKeyStoreName ?? ''));
    location.hash = href(['key-stores', CustomKeyStoreId]);
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.createProblem = undefined;
    try {
      await act();
    } catch (error) {
      this.createProblem = problemOf(error);
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-stores-page': StrongKeyStoresPage;
  }
}
