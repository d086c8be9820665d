import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { copyBytes, type Bytes } from '../../base/bytes.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { PlannedChange } from '../../services/blast-radius/blast-radius-types.ts';
import { parseArn } from '../../model/arn.ts';
import { wrappingChoices, type WrappingChoice } from '../../model/import-wrapping.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import type { InputOf } from '../../model/operations.ts';
import type { RotationsListEntry } from '../../model/sdk.ts';
import { outputOf } from '../page/call-recorder.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { moment } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { download } from '../kit/save-file.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { TEXTS } from './import-texts.ts';
import type { DELETE_MATERIAL, REIMPORT_MATERIAL } from './strong-import-materials.ts';
import type { GIVE_MATERIAL, StrongImportSteps, WrappedMaterial, WrappingParameters } from './strong-import-steps.ts';
import type { IMPORT_MATERIAL, StrongImportOptions } from './strong-import-options.ts';
import '../kit/strong-dialog.ts';
import './strong-import-materials.ts';
import './strong-import-options.ts';
import './strong-import-steps.ts';

/** The parameters of the import in progress, with the choice that they are for. */
interface CurrentParameters extends WrappingParameters {
  readonly token: Bytes;
  readonly validTo: Date | undefined;
}

/** The key material of a key with imported key material: its state, and the wizard that imports it. */
@customElement('strong-key-material-tab')
export class StrongKeyMaterialTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    css`
      h3 {
        margin-top: 1rem;
      }
      .field + .row {
        margin-top: 0.75rem;
      }
    `,
  ];

  @state() private materials: readonly RotationsListEntry[] = [];
  @state() private parameters: CurrentParameters | undefined;
  @state() private wrapped: WrappedMaterial | undefined;
  @state() private isBusy = false;
  /** The material that the dialog is about; undefined: the only one of the key. */
  @state() private toDelete: RotationsListEntry | undefined;
  /** The deletion that the dialog asks about. */
  @state() private deletion: PlannedChange | undefined;
  @state() private sure = false;
  /** The import type that is selected. */
  @state() private importType: InputOf<'ImportKeyMaterial'>['ImportType'];

  @query('strong-dialog') private dialog!: StrongDialog;
  @query('select') private choice!: HTMLSelectElement;
  @query('strong-import-steps') private steps!: StrongImportSteps;
  @query('strong-import-options') private options!: StrongImportOptions;

  private get isSymmetric(): boolean {
    return KEY_SPECS[this.key.KeySpec].kind === 'symmetric';
  }

  /** Whether new material and its description come from a primary key in another Region. */
  private get isReplica(): boolean {
    return this.key.MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA';
  }

  private get choices(): readonly WrappingChoice[] {
    return wrappingChoices(this.key.KeySpec, this.region);
  }

  private get region(): string {
    return parseArn(this.key.Arn)?.region ?? '';
  }

  private get isImportable(): boolean {
    return OPERATION_FACTS.ImportKeyMaterial.states[this.key.KeyState] === 'ok';
  }

  protected override async load() {
    if (!this.isSymmetric) return () => undefined;
    const materials: RotationsListEntry[] = [];
    for (let marker: string | undefined; ;) {
      const page = await this.ask('ListKeyRotations', {
        IncludeKeyMaterial: 'ALL_KEY_MATERIAL',
        ...(marker === undefined ? {} : { Marker: marker }),
      });
      materials.push(...(page.Rotations ?? []));
      marker = page.NextMarker;
      if (marker === undefined) return () => Object.assign(this, { materials });
    }
  }

  protected override renderContent() {
    return html`<section class="stack" aria-labelledby="status">
        <h2 id="status">${TEXTS.status.title}</h2>
        ${this.renderStatus()}
      </section>
      <section class="stack" aria-labelledby="wizard">
        <h2 id="wizard">${TEXTS.wizard.title}</h2>
        ${this.isImportable ? this.renderWizard() : html`<p>${TEXTS.wizard.noMore}</p>`}
      </section>
      ${this.renderDialog()}`;
  }

  private renderStatus() {
    const { ExpirationModel, ValidTo, CurrentKeyMaterialId, KeyState } = this.key;
    // DescribeKey does not tell whether other than symmetric material was ever imported.
    const missing = !this.isSymmetric
      ? TEXTS.status.absent
      : CurrentKeyMaterialId === undefined
        ? TEXTS.status.never
        : TEXTS.status.missing;
    const status =
      ExpirationModel === undefined ? missing : ValidTo ? TEXTS.status.until(moment(ValidTo)) : TEXTS.status.forever;
    const isPending = this.materials.some(({ KeyMaterialState }) => KeyMaterialState === 'PENDING_ROTATION');
    return html`<p>${status}</p>
      <p class="soft small">${TEXTS.status.responsibility}</p>
      ${KeyState === 'PendingDeletion' ? html`<p>${TEXTS.status.pendingDeletion}</p>` : nothing}
      ${
        this.materials.length > 0
          ? html`<strong-import-materials
              class="wide"
              .materials=${this.materials}
              ?importable=${this.isImportable}
              @strong-delete-material=${this.askToDelete}
              @strong-reimport-material=${this.reimport}
            ></strong-import-materials>`
          : nothing
      }
      ${
        isPending
          ? html`<p>${TEXTS.rotate.hint}</p>
              ${this.isReplica ? html`<p>${TEXTS.rotate.atPrimary}</p>` : nothing}
              <div class="row" ?hidden=${this.isReplica}>
                <button type="button" ?disabled=${KeyState !== 'Enabled'} @click=${this.rotate}>
                  ${TEXTS.rotate.rotate}
                </button>
              </div>`
          : nothing
      }
      ${
        !this.isSymmetric && ExpirationModel !== undefined
          ? html`<div class="row">
              <button type="button" class="danger" @click=${() => this.showDialog(undefined)}>
                ${TEXTS.status.delete}
              </button>
            </div>`
          : nothing
      }`;
  }

  private renderWizard() {
    const { parameters, wrapped } = this;
    const { title, hint } = TEXTS.wizard.parameters;
    return html`<section class="stack" aria-labelledby="parameters">
        <h3 id="parameters">${title}</h3>
        <p id="parameters-hint">${hint}</p>
        ${this.renderParameters()}
      </section>
      <section class="stack" aria-labelledby="material">
        <h3 id="material">${TEXTS.wizard.material.title}</h3>
        ${parameters ? nothing : html`<p class="soft">${TEXTS.wizard.material.first}</p>`}
        <strong-import-steps
          class="wide"
          ?hidden=${parameters === undefined}
          .spec=${this.key.KeySpec}
          .region=${this.region}
          .parameters=${parameters}
          @strong-give-material=${({ detail }: EventOf<typeof GIVE_MATERIAL>) => (this.wrapped = detail ?? undefined)}
        ></strong-import-steps>
      </section>
      <section class="stack" aria-labelledby="import">
        <h3 id="import">${TEXTS.wizard.import.title}</h3>
        <strong-import-options
          class="wide"
          ?renewable=${this.isSymmetric && !this.isReplica && this.key.CurrentKeyMaterialId !== undefined}
          ?describable=${this.isSymmetric && !this.isReplica}
          ?ready=${wrapped !== undefined}
          ?busy=${this.isBusy}
          .type=${this.importType}
          @strong-import-material=${this.import}
        ></strong-import-options>
      </section>`;
  }

  private renderParameters() {
    const { choices, parameters } = this;
    const { algorithm, does, get, again, ready, download: save, downloadHint } = TEXTS.wizard.parameters;
    const shown = parameters?.choice.algorithm ?? choices[0]?.algorithm ?? '';
    const kind = Object.keys(does).find((start) => shown.startsWith(start)) ?? '';
    return html`<form @submit=${this.getParameters}>
        <div class="field">
          <label for="choice">${algorithm}</label>
          <select id="choice" aria-describedby="choice-hint" @change=${() => this.forget()}>
            ${choices.map(
              (choice, index) => html`<option value=${index}>${choice.algorithm}, ${choice.keySpec}</option>`,
            )}
          </select>
          <span id="choice-hint" class="soft small">${does[kind]}</span>
        </div>
        <div class="row">
          <button type="submit" class=${parameters ? '' : 'primary'} aria-disabled=${this.isBusy ? 'true' : 'false'}>
            ${parameters ? again : get}
          </button>
        </div>
      </form>
      ${
        parameters
          ? html`<p role="status">${ready(moment(parameters.validTo))}</p>
              <div class="row"><button type="button" @click=${this.downloadZip}>${save}</button></div>
              <p class="soft small">${downloadHint}</p>`
          : nothing
      }`;
  }

  private renderDialog() {
    const { title, effect, pending, confirm } = TEXTS.deletion;
    return html`<strong-dialog heading=${title} cancel=${WORDS.cancel}>
      <p>${this.toDelete?.KeyMaterialState?.startsWith('PENDING') ? pending : effect}</p>
      ${this.toDelete ? html`<p class="mono">${this.toDelete.KeyMaterialId}</p>` : nothing}
      <strong-blast-radius-panel .context=${this.context} .change=${this.deletion}></strong-blast-radius-panel>
      <label class="choice">
        <input
          type="checkbox"
          data-focus
          .checked=${this.sure}
          @change=${(event: Event) => (this.sure = (event.target as HTMLInputElement).checked)}
        />
        ${confirm}
      </label>
      <button slot="actions" type="button" class="danger" ?disabled=${!this.sure} @click=${this.delete}>
        ${TEXTS.status.delete}
      </button>
    </strong-dialog>`;
  }

  /** Parameters and wrapped material belong together. */
  private forget() {
    this.parameters = this.wrapped = undefined;
  }

  private async getParameters(event: SubmitEvent) {
    event.preventDefault();
    const choice = this.choices[Number(this.choice.value)];
    if (choice === undefined || this.isBusy) return;
    this.forget();
    this.isBusy = true;
    const { kms } = this.context;
    const input = {
      KeyId: this.key.KeyId,
      WrappingAlgorithm: choice.algorithm,
      WrappingKeySpec: choice.keySpec,
    };
    await this.attempt(async () => {
      const { PublicKey, ImportToken, ParametersValidTo } = outputOf(await kms.call('GetParametersForImport', input));
      this.parameters = {
        choice,
        publicKey: copyBytes(PublicKey ?? new Uint8Array()),
        token: copyBytes(ImportToken ?? new Uint8Array()),
        validTo: ParametersValidTo,
      };
    }, TEXTS.wizard.parameters.done);
    this.isBusy = false;
  }

  private async downloadZip() {
    const { parameters, key } = this;
    if (parameters === undefined) return;
    const { createImportPackage } = await import('./import-package.ts');
    const { choice, publicKey, token, validTo = new Date(NaN) } = parameters;
    const { name, bytes } = createImportPackage({
      keyId: key.KeyId,
      keyArn: key.Arn,
      spec: key.KeySpec,
      region: this.region,
      choice,
      publicKey,
      token,
      validTo,
    });
    download(new Blob([bytes]), name);
  }

  private async import({ detail: { days, type, description } }: EventOf<typeof IMPORT_MATERIAL>) {
    const { parameters, wrapped, isBusy } = this;
    if (parameters === undefined || wrapped === undefined || isBusy) return;
    this.isBusy = true;
    const now = (await this.context.strongroom.sandbox.clock.now()).getTime();
    const isImported = await this.act(
      'ImportKeyMaterial',
      {
        ImportToken: wrapped.token ?? parameters.token,
        EncryptedKeyMaterial: wrapped.blob,
        ...(days === undefined
          ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
          : { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: new Date(now + days * 86_400_000) }),
        ...(type === undefined ? {} : { ImportType: type }),
        ...(description === '' ? {} : { KeyMaterialDescription: description }),
      },
      TEXTS.wizard.import.done,
    );
    this.isBusy = false;
    if (!isImported) return;
    this.steps.forget();
    this.options.reset();
    this.forget();
    this.importType = undefined;
  }

  /** The wizard imports any material of the key again: its ID is computed from the material. */
  private reimport({ detail }: EventOf<typeof REIMPORT_MATERIAL>) {
    this.importType = detail.KeyMaterialState?.startsWith('PENDING') ? 'EXISTING_KEY_MATERIAL' : undefined;
    this.choice.scrollIntoView({ block: 'center' });
    this.choice.focus();
  }

  private rotate() {
    return this.act('RotateKeyOnDemand', {}, TEXTS.rotate.done);
  }

  private askToDelete({ detail }: EventOf<typeof DELETE_MATERIAL>) {
    this.showDialog(detail);
  }

  private showDialog(material: RotationsListEntry | undefined) {
    this.toDelete = material;
    const id = material?.KeyMaterialId;
    this.deletion = {
      operation: 'DeleteImportedKeyMaterial',
      KeyId: this.key.Arn,
      ...(id === undefined ? {} : { KeyMaterialId: id }),
    };
    void import('../blast-radius/blast-radius-panel.ts');
    this.sure = false;
    this.dialog.show();
  }

  private delete() {
    this.dialog.close();
    const id = this.toDelete?.KeyMaterialId;
    return this.act('DeleteImportedKeyMaterial', id === undefined ? {} : { KeyMaterialId: id }, TEXTS.deletion.done);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-material-tab': StrongKeyMaterialTab;
  }
}
