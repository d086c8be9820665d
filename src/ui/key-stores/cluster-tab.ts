import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toast } from '../kit/toast.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { outputOf } from '../page/call-recorder.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { StrongPage } from '../page/strong-page.ts';
import { base, controls } from '../styles/shared.ts';
import {
  CLUSTER_PROBLEMS,
  needsDisconnectedStore,
  needsNoCluster,
  type ClusterProblemCode,
  type ClusterStep,
} from './cluster-problems.ts';
import { TEXTS } from './key-stores-texts.ts';
import type { KeyStoreData } from './load-key-stores.ts';
import type { CHANGE_CLUSTER } from './strong-cluster.ts';
import type { ConnectionProblem, SOLVE } from './strong-connection-problems.ts';
import type { SWITCH_FAULT } from './strong-fault-panel.ts';
import '../page/strong-problem.ts';
import './strong-cluster.ts';
import './strong-connection-problems.ts';
import './strong-fault-panel.ts';

/** The cluster, a fault, or the key store was changed. */
const CHANGED = typedEvent('strong-changed');

const PROBLEMS: readonly ConnectionProblem[] = CLUSTER_PROBLEMS.map(({ code }) => ({
  code,
  ...TEXTS.problems.codes[code],
}));

/**
 * What is behind a CloudHSM key store: the simulated cluster, its connection errors and faults. Fires `strong-changed`.
 */
@customElement('strong-cluster-tab')
export class StrongClusterTab extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      section {
        margin-top: 2rem;
      }
      p {
        max-width: 84ch;
      }
    `,
  ];

  @property({ attribute: false }) data: KeyStoreData | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy = false;

  protected override updated(changed: PropertyValues): void {
    // The button that was pressed may be far below the error.
    const shown = changed.has('problem') ? this.renderRoot.querySelector('strong-problem') : null;
    void shown?.updateComplete.then(() => shown.scrollIntoView({ block: 'nearest' }));
  }

  override render() {
    const { data } = this;
    if (data === undefined) return nothing;
    const { store, cluster, faults } = data;
    return html`${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <section aria-labelledby="cluster">
        <h2 id="cluster">${TEXTS.cluster.heading}</h2>
        <p class="soft">${TEXTS.cluster.lead}</p>
        ${
          cluster
            ? html`<strong-cluster
                .cluster=${cluster}
                .busy=${this.busy}
                @strong-change-cluster=${this.change}
              ></strong-cluster>`
            : html`<p>${TEXTS.cluster.missing(store.CloudHsmClusterId ?? '')}</p>`
        }
      </section>
      <section aria-labelledby="problems">
        <h2 id="problems">${TEXTS.problems.heading}</h2>
        <p class="soft">${TEXTS.problems.lead}</p>
        <strong-connection-problems
          .problems=${PROBLEMS}
          .current=${store.ConnectionErrorCode ?? ''}
          .busy=${this.busy}
          @strong-solve=${this.solve}
        ></strong-connection-problems>
      </section>
      <section aria-labelledby="faults">
        <h2 id="faults">${TEXTS.faults.heading}</h2>
        <p class="soft">${TEXTS.faults.lead}</p>
        <strong-fault-panel
          component="cloudhsm"
          .faults=${faults}
          @strong-switch-fault=${this.switchFault}
        ></strong-fault-panel>
      </section>`;
  }

  private change({ detail }: EventOf<typeof CHANGE_CLUSTER>) {
    return this.attempt(() => this.step(detail));
  }

  private switchFault({ detail: { name, isSet } }: EventOf<typeof SWITCH_FAULT>) {
    return this.attempt(async () => {
      await this.step(isSet ? { setFault: name } : { clearFault: name });
      toast(this, isSet ? TEXTS.faults.set(name) : TEXTS.faults.cleared(name));
    });
  }

  private solve({ detail: { code, way } }: EventOf<typeof SOLVE>) {
    const row = CLUSTER_PROBLEMS.find((one) => one.code === (code as ClusterProblemCode));
    return this.attempt(async () => {
      const steps = row?.[way](this.data?.cluster ?? { hsms: [], subnets: [] }) ?? [];
      this.checkSteps(steps);
      for (const step of steps) await this.step(step);
      toast(this, way === 'cause' ? TEXTS.problems.caused(code) : TEXTS.problems.fixed(code));
    });
  }

  /**
   * Checks before the first step that none of them will be refused: half of a fix is another problem.
   * @throws {TypeError} with what to do first
   */
  private checkSteps(steps: readonly ClusterStep[]): void {
    const { store, cluster } = this.data ?? {};
    if (cluster === undefined && !(steps.length > 0 && steps.every(needsNoCluster)))
      throw new TypeError(TEXTS.cluster.restoreFirst(store?.CloudHsmClusterId ?? ''));
    const { ConnectionState: state = 'DISCONNECTED' } = store ?? {};
    if (state !== 'DISCONNECTED' && steps.some(needsDisconnectedStore))
      throw new TypeError(TEXTS.problems.disconnectFirst(TEXTS.states[state].toLowerCase()));
  }

  private async step(step: ClusterStep): Promise<unknown> {
    const { kms, strongroom } = this.context;
    const { clusters, faults } = strongroom.sandbox;
    const { CustomKeyStoreId = '', CloudHsmClusterId = '' } = this.data?.store ?? {};
    const update = async (members: { KeyStorePassword?: string; CloudHsmClusterId?: string }) =>
      outputOf(await kms.call('UpdateCustomKeyStore', { CustomKeyStoreId, ...members }));
    if ('change' in step) return clusters.change(CloudHsmClusterId, step.change);
    if ('setFault' in step) return faults.set(step.setFault);
    if ('clearFault' in step) return faults.clear(step.clearFault);
    if ('removeCluster' in step) return clusters.remove(CloudHsmClusterId);
    if ('updatePassword' in step) return update({ KeyStorePassword: step.updatePassword });
    const { id } = await clusters.create({ backupOf: CloudHsmClusterId });
    return update({ CloudHsmClusterId: id });
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
    'strong-cluster-tab': StrongClusterTab;
  }
}
