import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { OutputOf } from '../../model/operations.ts';
import type { RotationsListEntry } from '../../model/sdk.ts';
import { href } from '../page/router.ts';
import { Recorder, type CallRecord } from '../page/call-recorder.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { TEXTS } from './key-texts.ts';
import { onDemandRotations, PERIOD, whyNoRotation, whyNotByItself } from './rotation.ts';
import { count, day, stateWords } from '../kit/format.ts';
import type { Undo } from '../kit/toast.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import '../page/strong-call.ts';
import './strong-materials.ts';

/** The rotation of a key: automatic, on demand, and all its key material. */
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
  /** The last RotateKeyOnDemand call of this visit. */
  @state() private answer: CallRecord | undefined;

  protected override async load() {
    if (whyNoRotation(this.key)) return () => undefined;
    // Without automatic rotation there is nothing to ask, and AWS refuses it for keys whose material is missing.
    const status = whyNotByItself(this.key) ? undefined : this.ask('GetKeyRotationStatus', {});
    const [loaded, materials] = await Promise.all([status, this.allMaterials()]);
    return () => Object.assign(this, { status: loaded, materials });
  }

  protected override renderContent() {
    const why = whyNoRotation(this.key);
    if (why) return html`<p>${why}</p>`;
    return html`<section class="stack" aria-labelledby="automatic">
        <h2 id="automatic">${TEXTS.rotation.automatic}</h2>
        ${this.renderAutomatic()}
      </section>
      <section class="stack" aria-labelledby="demand">
        <h2 id="demand">${TEXTS.rotation.onDemand}</h2>
        ${this.renderOnDemand()}
      </section>
      <section class="stack" aria-labelledby="materials">
        <h2 id="materials">${TEXTS.rotation.material}</h2>
        <p>${TEXTS.rotation.materialHint}</p>
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
      ${on ? TEXTS.rotation.enabled(count(period), day(NextRotationDate), href(['settings'])) : TEXTS.rotation.disabled}
    </p>`;
    const refused = this.refused('EnableKeyRotation');
    if (isAwsManaged(this.key))
      return html`${status}
        <p>${TEXTS.rotation.awsManaged}</p>`;
    return html`${status}
      <form @submit=${this.enable}>
        <label for="period">${TEXTS.rotation.period(count(PERIOD.least), count(PERIOD.most))}</label>
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
            ${on ? TEXTS.rotation.savePeriod : TEXTS.rotation.enable}
          </button>
          ${
            on
              ? html`<button type="button" ?disabled=${refused !== undefined} @click=${this.disable}>
                  ${TEXTS.rotation.disable}
                </button>`
              : nothing
          }
        </div>
        <p id="automatic-hint" class="soft small">
          ${refused ?? (on ? TEXTS.rotation.newPeriodStartsNow : TEXTS.rotation.periodStartsWhenEnabled)}
        </p>
      </form>`;
  }

  private renderOnDemand() {
    if (isAwsManaged(this.key)) return html`<p>${TEXTS.rotation.awsManagedOnDemand}</p>`;
    const used = onDemandRotations(this.materials);
    const refused = this.refused('RotateKeyOnDemand');
    return html`<p>${TEXTS.rotation.onDemandHint(QUOTAS.onDemandRotations, used)}</p>
      <div class="row">
        <button type="button" ?disabled=${refused !== undefined} aria-describedby="demand-hint" @click=${this.rotate}>
          ${TEXTS.rotation.rotate}
        </button>
        <span id="demand-hint" class="soft small">${refused ?? nothing}</span>
      </div>
      ${this.answer ? html`<strong-call class="wide" .call=${this.answer}></strong-call>` : nothing}`;
  }

  /** Why the key state does not permit the operation; undefined when it does. */
  private refused(operation: 'EnableKeyRotation' | 'RotateKeyOnDemand'): string | TemplateResult | undefined {
    const { KeyState, MultiRegionConfiguration: related } = this.key;
    if (related?.MultiRegionKeyType === 'REPLICA') return TEXTS.rotation.replica(related.PrimaryKey?.Region ?? '');
    if (OPERATION_FACTS[operation].states[KeyState] === 'ok') return undefined;
    const state = stateWords(KeyState).toLowerCase();
    return KeyState === 'PendingDeletion'
      ? TEXTS.rotation.refusedPendingDeletion(state)
      : TEXTS.rotation.refused(state);
  }

  private enable(event: SubmitEvent) {
    event.preventDefault();
    const days = Number(new FormData(event.target as HTMLFormElement).get('period'));
    const said = TEXTS.rotation.rotationEnabled(count(days));
    return this.act('EnableKeyRotation', { RotationPeriodInDays: days }, said, this.undoRotation());
  }

  private disable() {
    return this.act('DisableKeyRotation', {}, TEXTS.rotation.rotationDisabled, this.undoRotation());
  }

  /** Restores the present setting. A period that is restored starts again. */
  private undoRotation(): Undo {
    const { KeyId } = this.key;
    const { KeyRotationEnabled: isOn = false, RotationPeriodInDays: days = PERIOD.usual } = this.status ?? {};
    if (!isOn) return this.undoBy('DisableKeyRotation', { KeyId }, TEXTS.rotation.rotationDisabled);
    const input = { KeyId, RotationPeriodInDays: days };
    return this.undoBy('EnableKeyRotation', input, TEXTS.rotation.enabledAgain(count(days)));
  }

  private rotate() {
    const recorder = new Recorder(this.context.kms);
    return this.attempt(async () => {
      try {
        await recorder.call('RotateKeyOnDemand', { KeyId: this.key.KeyId });
      } finally {
        [this.answer] = recorder.calls;
      }
    }, TEXTS.rotation.rotated);
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
