import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { CustodyView } from '../../model/contract.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import type { KeyView } from '../page/key-view.ts';
import { href } from '../page/router.ts';
import { algorithmsOf } from './key-algorithms.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { moment } from '../kit/format.ts';
import { TEXTS } from './key-texts.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { formText } from '../kit/form-text.ts';
import '../kit/strong-copy.ts';
import './strong-custody.ts';

function regionalityOf({ MultiRegionConfiguration }: KeyMetadata): string {
  const type = MultiRegionConfiguration?.MultiRegionKeyType;
  return type === undefined ? TEXTS.regionality.singleRegion : TEXTS.regionality.types[type];
}

/** The effect of each key state on operations. */
const STATE_EFFECTS: Readonly<Record<KeyView['KeyState'], string>> = {
  Enabled: TEXTS.general.enabled,
  Disabled: TEXTS.general.disabled,
  PendingImport: TEXTS.general.pendingImport,
  Unavailable: TEXTS.general.unavailable,
  PendingDeletion: TEXTS.general.pendingDeletion,
  PendingReplicaDeletion: TEXTS.general.pendingReplicaDeletion,
  Creating: TEXTS.general.creating,
  Updating: TEXTS.general.updating,
};

/** The members of a key, its description, and what its state means. */
@customElement('strong-key-general-tab')
export class StrongKeyGeneralTab extends StrongKeyTab {
  @state() private custody: CustodyView | undefined;

  protected override async load() {
    const custody = await this.context.strongroom.sandbox.custody.get(this.key.Arn);
    return () => {
      this.custody = custody;
    };
  }

  protected override renderContent() {
    const { key } = this;
    const { facts } = TEXTS;
    const pending = key.KeyState === 'PendingDeletion';
    return html`<dl class="facts wide">
        <dt>${facts.arn}</dt>
        <dd class="mono">
          <span>${key.Arn}</span><strong-copy .text=${key.Arn} what=${TEXTS.general.copied}></strong-copy>
        </dd>
        <dt>${facts.created}</dt>
        <dd>${moment(key.CreationDate)}</dd>
        ${
          pending
            ? html`<dt>${facts.deletion}</dt>
                <dd>${TEXTS.general.deletion(moment(key.DeletionDate), href(['settings']))}</dd>`
            : nothing
        }
        <dt>${facts.spec}</dt>
        <dd>${key.KeySpec}</dd>
        <dt>${facts.usage}</dt>
        <dd>${key.KeyUsage}</dd>
        <dt>${facts.origin}</dt>
        <dd>${key.Origin}</dd>
        <dt>${facts.regionality}</dt>
        <dd>${regionalityOf(key)}</dd>
        ${
          key.CustomKeyStoreId
            ? html`<dt>${facts.keyStore}</dt>
                <dd class="mono">
                  <a href=${href(['key-stores', key.CustomKeyStoreId])}>${key.CustomKeyStoreId}</a>
                </dd>`
            : nothing
        }
        ${
          key.CloudHsmClusterId
            ? html`<dt>${facts.cluster}</dt>
                <dd class="mono">${key.CloudHsmClusterId}</dd>`
            : nothing
        }
        <dt>${facts.algorithms}</dt>
        <dd>${algorithmsOf(key).map((name) => html`<div class="mono">${name}</div>`)}</dd>
        ${
          key.CurrentKeyMaterialId
            ? html`<dt>${facts.materialId}</dt>
                <dd class="mono">${key.CurrentKeyMaterialId}</dd>`
            : nothing
        }
        <dt>${facts.custody}</dt>
        <dd>
          <strong-custody
            .custody=${this.custody}
            .spec=${key.KeySpec}
            .usage=${key.KeyUsage}
            @strong-drop-wrapped=${this.dropWrapped}
          ></strong-custody>
          <p class="small">
            <a href=${href(['capabilities'])}>${TEXTS.general.browserSupport}</a>
          </p>
        </dd>
      </dl>
      ${isAwsManaged(key) ? html`<p>${TEXTS.general.awsManaged}</p>` : this.renderChanges(key)}`;
  }

  private renderChanges(key: KeyView) {
    return html`<form @submit=${this.describe}>
        <label for="description">${TEXTS.general.description}</label>
        <div class="row">
          <input id="description" name="description" maxlength="8192" .value=${key.Description ?? ''} />
          <button type="submit">${TEXTS.general.saveDescription}</button>
        </div>
      </form>
      <section class="stack" aria-labelledby="state">
        <h2 id="state">${TEXTS.general.state}</h2>
        <p>${STATE_EFFECTS[key.KeyState]}</p>
        <p>${TEXTS.general.causes(href(['keys', key.KeyId, 'state']))}</p>
      </section>`;
  }

  private dropWrapped() {
    const { custody } = this.context.strongroom.sandbox;
    return this.attempt(() => custody.dropWrapped(this.key.Arn), TEXTS.general.copyDeleted);
  }

  private describe(event: SubmitEvent) {
    event.preventDefault();
    const description = formText(new FormData(event.target as HTMLFormElement), 'description');
    const { KeyId, Description: before = '' } = this.key;
    const undo = this.undoBy('UpdateKeyDescription', { KeyId, Description: before }, TEXTS.general.descriptionRestored);
    return this.act('UpdateKeyDescription', { Description: description }, TEXTS.general.descriptionSaved, undo);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-general-tab': StrongKeyGeneralTab;
  }
}
