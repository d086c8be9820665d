import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HsmClusterChange } from '../../model/hsm-cluster-input.ts';
import type { HsmClusterView, HsmView } from '../../model/hsm-cluster-view.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './key-stores-texts.ts';

/** Asks to change the cluster. */
export const CHANGE_CLUSTER = typedEvent<{ readonly change: HsmClusterChange }>('strong-change-cluster');

const { cluster: WORDS } = TEXTS;

/** A simulated CloudHSM cluster: HSMs, network, kmsuser and keys. Fires `strong-change-cluster`. */
@customElement('strong-cluster')
export class StrongCluster extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      section {
        margin-top: 1.25rem;
      }
      ul {
        list-style: none;
      }
      li,
      td {
        overflow-wrap: anywhere;
      }
      .row {
        margin-top: 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) cluster: HsmClusterView | undefined;
  @property({ type: Boolean }) busy = false;

  override render() {
    const { cluster } = this;
    if (!cluster) return nothing;
    const { hsms, subnets, securityGroup, keys } = cluster;
    const zones = [...new Set(subnets.filter(({ isDeleted }) => !isDeleted).map((subnet) => subnet.availabilityZone))];
    return html`<section aria-labelledby="hsms">
        <h3 id="hsms">${WORDS.hsms}</h3>
        ${hsms.length > 0 ? this.renderHsms(hsms) : html`<p>${WORDS.noHsms}</p>`}
        <div class="row">
          ${zones.map(
            (availabilityZone) =>
              html`<button
                type="button"
                ?disabled=${this.busy}
                @click=${() => this.ask({ action: 'add-hsm', availabilityZone })}
              >
                ${WORDS.addHsm(availabilityZone)}
              </button>`,
          )}
        </div>
      </section>
      <section aria-labelledby="network">
        <h3 id="network">${WORDS.network}</h3>
        <ul>
          ${subnets.map(
            ({ id, availabilityZone, freeAddresses, isDeleted }) =>
              html`<li>${isDeleted ? WORDS.deletedSubnet(id) : WORDS.subnet(id, availabilityZone, freeAddresses)}</li>`,
          )}
          <li>${WORDS.securityGroup(securityGroup.name, securityGroup.areRulesIntact)}</li>
        </ul>
      </section>
      <section aria-labelledby="user">
        <h3 id="user">${WORDS.user}</h3>
        ${this.renderUser(cluster)}
      </section>
      <section aria-labelledby="keys">
        <h3 id="keys">${WORDS.keys}</h3>
        ${
          keys.length === 0
            ? html`<p class="soft">${WORDS.noKeys}</p>`
            : html`<ul>
                ${keys.map(({ keyHandle, backingKeyId, label }) => html`<li>${WORDS.key(keyHandle, backingKeyId, label)}</li>`)}
              </ul>`
        }
      </section>`;
  }

  private renderHsms(hsms: readonly HsmView[]) {
    return html`<table aria-label=${WORDS.hsms}>
      <thead>
        <tr>
          ${[WORDS.hsm, WORDS.zone, WORDS.state, WORDS.action].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${hsms.map(
          ({ id, availabilityZone, state }) =>
            html`<tr>
              <td data-label=${WORDS.hsm} class="mono">${id}</td>
              <td data-label=${WORDS.zone}>${availabilityZone}</td>
              <td data-label=${WORDS.state}>${state}</td>
              <td data-label=${WORDS.action}>
                <button
                  type="button"
                  ?disabled=${this.busy}
                  aria-label=${WORDS.deleteHsmLabel(id)}
                  @click=${() => this.ask({ action: 'delete-hsm', hsmId: id })}
                >
                  ${WORDS.deleteHsm}
                </button>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private renderUser({ kmsUser }: HsmClusterView) {
    if (kmsUser === undefined) return html`<p>${WORDS.noUser}</p>`;
    const { isLockedOut, failedLogins, loggedIn } = kmsUser;
    return html`<ul>
      <li>${loggedIn === undefined ? WORDS.loggedOut : WORDS.loggedIn(loggedIn)}</li>
      ${failedLogins > 0 ? html`<li>${WORDS.failedLogins(failedLogins)}</li>` : nothing}
      ${isLockedOut ? html`<li>${WORDS.locked}</li>` : nothing}
    </ul>`;
  }

  private ask(change: HsmClusterChange) {
    CHANGE_CLUSTER.dispatch(this, { change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-cluster': StrongCluster;
  }
}
