import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { HsmClusterView } from '../../model/hsm-cluster-view.ts';
import { formText } from '../kit/form-text.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { typedEvent } from '../kit/typed-event.ts';
import type { Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './key-stores-texts.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

/** The key store to create. */
export interface NewKeyStore {
  readonly name: string;
  readonly clusterId: string;
  readonly trustAnchor: string;
  readonly password: string;
}

/** Asks to create a key store. */
export const CREATE_KEY_STORE = typedEvent<NewKeyStore>('strong-create-store');

/** Asks to create another cluster. */
export const CREATE_CLUSTER = typedEvent('strong-create-cluster');

const { form } = TEXTS;

/**
 * The dialog that creates a CloudHSM key store. `show()` opens it; fires `strong-create-store` and
 * `strong-create-cluster`.
 */
@customElement('strong-create-key-store')
export class StrongCreateKeyStore extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 1rem;
      }
      textarea {
        min-height: 8rem;
      }
      strong-problem {
        margin-block: 0;
      }
    `,
  ];

  @property({ attribute: false }) clusters: readonly HsmClusterView[] = [];
  @property({ attribute: false }) problem: Problem | undefined;
  @property({ type: Boolean }) busy = false;
  @state() private chosen = '';
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;
  @query('#anchor') private anchor!: HTMLTextAreaElement;

  show(): void {
    this.form.reset();
    this.chosen = '';
    this.fillAnchor();
    this.dialog.show();
  }

  /** Selects a cluster, and fills in its trust anchor certificate. */
  choose(clusterId: string): void {
    this.chosen = clusterId;
    this.fillAnchor();
  }

  close(): void {
    this.dialog.close();
  }

  private get cluster(): HsmClusterView | undefined {
    return this.clusters.find(({ id }) => id === this.chosen) ?? this.clusters[0];
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The clusters are loaded while the dialog is open.
    if (changed.has('clusters') && this.anchor.value === '') this.fillAnchor();
  }

  /** Not a binding: what the user changed stays until another cluster is selected. */
  private fillAnchor() {
    this.anchor.value = this.cluster?.trustAnchorCertificate ?? '';
  }

  override render() {
    const { cluster } = this;
    const active = cluster?.hsms.filter((hsm) => hsm.state === 'ACTIVE') ?? [];
    const zones = new Set(active.map(({ availabilityZone }) => availabilityZone)).size;
    return html`<strong-dialog heading=${form.heading}>
      <form id="form" @submit=${this.onSubmit} @input=${() => (this.problem = undefined)}>
        <div class="field">
          <label for="name">${form.name}</label>
          <input
            id="name"
            name="name"
            data-focus
            required
            maxlength="256"
            autocomplete="off"
            aria-describedby="name-hint"
          />
          <span id="name-hint" class="soft small">${form.nameHint}</span>
        </div>
        <div class="field">
          <label for="cluster">${form.cluster}</label>
          <select
            id="cluster"
            name="cluster"
            aria-describedby="cluster-hint"
            @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}
          >
            ${this.clusters.map(({ id }) => html`<option value=${id} .selected=${id === cluster?.id}>${id}</option>`)}
          </select>
          <span id="cluster-hint" class="soft small">${form.clusterHint(active.length, zones)}</span>
        </div>
        <div><button type="button" @click=${() => CREATE_CLUSTER.dispatch(this)}>${form.newCluster}</button></div>
        <div class="field">
          <label for="anchor">${form.anchor}</label>
          <textarea
            id="anchor"
            name="anchor"
            class="mono"
            required
            maxlength="5000"
            spellcheck="false"
            aria-describedby="anchor-hint"
          ></textarea>
          <span id="anchor-hint" class="soft small">${form.anchorHint}</span>
        </div>
        <div class="field">
          <label for="password">${form.password}</label>
          <input
            id="password"
            name="password"
            type="password"
            required
            minlength="7"
            maxlength="32"
            autocomplete="off"
            aria-describedby="password-hint"
          />
          <span id="password-hint" class="soft small">${form.passwordHint}</span>
        </div>
        ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      </form>
      <button slot="actions" class="primary" type="submit" form="form" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${form.submit}
      </button>
    </strong-dialog>`;
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(this.form);
    CREATE_KEY_STORE.dispatch(this, {
      name: formText(data, 'name'),
      clusterId: formText(data, 'cluster'),
      trustAnchor: formText(data, 'anchor'),
      password: formText(data, 'password'),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-create-key-store': StrongCreateKeyStore;
  }
}
