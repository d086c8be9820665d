import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { OutputOf } from '../../model/operations.ts';
import type { RotationsListEntry } from '../../model/sdk.ts';
import { href } from '../page/router.ts';
import { Recorder, type CallRecord } from '../page/call-recorder.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { onDemandRotations, PERIOD, whyNoRotation, whyNotByItself } from './rotation.ts';
import { count, day, stateWords } from '../kit/format.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import '../page/strong-call.ts';
import './strong-materials.ts';

/** The rotation of a key: by itself, on demand, and every material that it has had. */
@customElement('strong-key-rotation-tab')
export class StrongKeyRotationTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    css`
      .row input[type='number'] {
        flex: 0 1 8rem;
        width: 8rem;
      }
      .row button {
        flex: none;
      }
    `,
  ];

  @state() private status: OutputOf<'GetKeyRotationStatus'> | undefined;
  @state() private materials: readonly RotationsListEntry[] = [];
  /** The last RotateKeyOnDemand of this visit. */
  @state() private answer: CallRecord | undefined;

  protected override async load() {
    if (whyNoRotation(this.key)) return () => undefined;
    const [status, materials] = await Promise.all([this.ask('GetKeyRotationStatus', {}), this.allMaterials()]);
    return () => Object.assign(this, { status, materials });
  }

  protected override renderContent() {
    const why = whyNoRotation(this.key);
    if (why) return html`<p>${why}</p>`;
    return html`<section class="stack" aria-labelledby="automatic">
        <h2 id="automatic">Automatic rotation</h2>
        ${this.renderAutomatic()}
      </section>
      <section class="stack" aria-labelledby="demand">
        <h2 id="demand">On-demand rotation</h2>
        ${this.renderOnDemand()}
      </section>
      <section class="stack" aria-labelledby="materials">
        <h2 id="materials">Key material</h2>
        <p>
          Rotation does not change the key ID, ARN, aliases or key policy. KMS keeps all previous key material and
          automatically uses the correct material to decrypt, so you do not need to re-encrypt data.
        </p>
        <strong-materials
          class="wide"
          .materials=${this.materials}
          .keyMade=${this.key.CreationDate}
        ></strong-materials>
      </section>`;
  }

  private renderAutomatic() {
    const why = whyNotByItself(this.key);
    if (why) return html`<p>${why}</p>`;
    const {
      KeyRotationEnabled: on = false,
      RotationPeriodInDays: period = PERIOD.usual,
      NextRotationDate,
    } = this.status ?? {};
    const status = html`<p>
      ${
        on
          ? html`<b>Enabled</b>, every ${count(period)} days. Next rotation: <b>${day(NextRotationDate)}</b> on the
              simulated clock (<a href=${href(['settings'])}>advance clock</a>).`
          : html`<b>Disabled.</b> The key material changes only when you rotate the key on demand.`
      }
    </p>`;
    const refused = this.refused('EnableKeyRotation');
    if (isAwsManaged(this.key))
      return html`${status}
        <p>AWS managed keys rotate automatically every year. You cannot change this schedule.</p>`;
    return html`${status}
      <form @submit=${this.enable}>
        <label for="period">Rotation period in days (${PERIOD.least} to ${count(PERIOD.most)})</label>
        <div class="row">
          <input
            id="period"
            name="period"
            type="number"
            required
            min=${PERIOD.least}
            max=${PERIOD.most}
            .value=${String(period)}
            aria-describedby="automatic-hint"
          />
          <button type="submit" ?disabled=${refused !== undefined}>
            ${on ? 'Save rotation period' : 'Enable rotation'}
          </button>
          ${
            on
              ? html`<button
                  type="button"
                  ?disabled=${refused !== undefined}
                  @click=${() => this.act('DisableKeyRotation', {}, 'Automatic rotation disabled.')}
                >
                  Disable rotation
                </button>`
              : nothing
          }
        </div>
        <p id="automatic-hint" class="soft small">
          ${refused ?? (on ? 'A new rotation period starts on the current simulated date.' : 'The rotation period starts when you enable rotation.')}
        </p>
      </form>`;
  }

  private renderOnDemand() {
    if (isAwsManaged(this.key)) return html`<p>You cannot rotate AWS managed keys on demand.</p>`;
    const used = onDemandRotations(this.materials);
    const refused = this.refused('RotateKeyOnDemand');
    return html`<p>
        Creates new key material immediately. The automatic rotation schedule does not change. Each key supports
        ${QUOTAS.onDemandRotations} on-demand rotations:
        <b>${used} used, ${QUOTAS.onDemandRotations - used} remaining</b>.
      </p>
      <div class="row">
        <button type="button" ?disabled=${refused !== undefined} aria-describedby="demand-hint" @click=${this.rotate}>
          Rotate key now
        </button>
        <span id="demand-hint" class="soft small">${refused ?? nothing}</span>
      </div>
      ${this.answer ? html`<strong-call class="wide" .call=${this.answer}></strong-call>` : nothing}`;
  }

  /** Why the state of the key refuses the operation, or undefined when it does not. */
  private refused(operation: 'EnableKeyRotation' | 'RotateKeyOnDemand'): string | undefined {
    const { KeyState } = this.key;
    if (OPERATION_FACTS[operation].states[KeyState] === 'ok') return undefined;
    const pending =
      KeyState === 'PendingDeletion' ? ' The rotation setting is kept in case you cancel the deletion.' : '';
    return `The key is ${stateWords(KeyState).toLowerCase()}. It does not rotate, and you cannot change its rotation.${pending}`;
  }

  private enable(event: SubmitEvent) {
    event.preventDefault();
    const days = Number(new FormData(event.target as HTMLFormElement).get('period'));
    return this.act(
      'EnableKeyRotation',
      { RotationPeriodInDays: days },
      `Automatic rotation enabled, every ${count(days)} days.`,
    );
  }

  private rotate() {
    const recorder = new Recorder(this.context.kms);
    return this.attempt(async () => {
      try {
        await recorder.call('RotateKeyOnDemand', { KeyId: this.key.KeyId });
      } finally {
        [this.answer] = recorder.calls;
      }
    }, 'Key rotated.');
  }

  private async allMaterials(): Promise<readonly RotationsListEntry[]> {
    const found: RotationsListEntry[] = [];
    for (let marker: string | undefined; ;) {
      const page = await this.ask('ListKeyRotations', {
        IncludeKeyMaterial: 'ALL_KEY_MATERIAL',
        ...(marker ? { Marker: marker } : {}),
      });
      found.push(...(page.Rotations ?? []));
      marker = page.NextMarker;
      if (!marker) return found;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-rotation-tab': StrongKeyRotationTab;
  }
}
