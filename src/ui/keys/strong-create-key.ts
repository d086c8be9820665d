import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Capability } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import type { Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { servedBy, specOffers, type OfferTerms } from '../page/spec-offer.ts';
import { base, controls } from '../styles/shared.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { TEXTS } from './keys-texts.ts';
import type { CHOOSE_CUSTODY } from './strong-custody-choice.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { formText } from '../kit/form-text.ts';
import './strong-custody-choice.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

/** Origins of keys that the dialog creates. */
export type NewKeyOrigin = keyof typeof TEXTS.createKey.origins;

/** The key to create. */
export interface NewKey {
  readonly alias: string;
  readonly description: string;
  readonly usage: KeyUsageType;
  readonly spec: KeySpec;
  /** EXTERNAL: without key material, which is imported later. */
  readonly origin: NewKeyOrigin;
  readonly custody: Custody;
  readonly multiRegion: boolean;
  /** ID of the custom key store that is to hold the key. Undefined: KMS holds it. */
  readonly keyStoreId: string | undefined;
  /** ID of the external key, in an external key store. */
  readonly xksKeyId: string | undefined;
}

/** A key store that can hold the key. */
export interface KeyStoreChoice {
  readonly id: string;
  readonly name: string;
  readonly isExternal: boolean;
}

/** Asks to create a key. */
export const CREATE_KEY = typedEvent<NewKey>('strong-create');

/** Asks to schedule the deletion of the key whose alias was refused. */
export const TAKE_BACK = typedEvent('strong-take-back');

/** The origins, AWS's default first. */
const ORIGINS = Object.keys(TEXTS.createKey.origins) as NewKeyOrigin[];

/** The key usages, in the order of the console. */
const USAGES = Object.keys(TEXTS.createKey.usages) as (keyof typeof TEXTS.createKey.usages & KeyUsageType)[];

/**
 * The dialog that creates a key. `show()` opens it; fires `strong-create`, and the page closes it when the key is
 * created.
 * Fires `strong-take-back` where the alias was refused and the key is not wanted without it.
 */
@customElement('strong-create-key')
export class StrongCreateKey extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 1rem;
      }
      strong-problem {
        margin-block: 0;
      }
      .error {
        color: var(--deny);
        font-weight: 600;
      }
      summary {
        cursor: pointer;
        min-height: 2rem;
      }
      li {
        margin: 0.4rem 0 0.4rem 1.2rem;
      }
    `,
  ];

  @property({ type: Boolean }) busy = false;
  /** The Region in which the key is created: not every Region has every spec. */
  @property() region = '';
  /** The connected custom key stores of the Region. */
  @property({ attribute: false }) keyStores: readonly KeyStoreChoice[] = [];
  /** The setting of the sandbox, which is selected at first. */
  @property() custody: Custody = 'native';
  /** What serves each key spec in this browser; empty until it is known. */
  @property({ attribute: false }) capabilities: readonly Capability[] = [];
  @property({ attribute: false }) problem: Problem | undefined;
  /** Why the alias cannot be used, shown at its field; no request was sent. */
  @property() aliasError = '';
  /** Whether the key was created and only its alias was refused. */
  @property({ type: Boolean }) made = false;

  @state() private usage: KeyUsageType = 'ENCRYPT_DECRYPT';
  @state() private spec: KeySpec = 'SYMMETRIC_DEFAULT';
  @state() private origin: NewKeyOrigin = 'AWS_KMS';
  @state() private chosen: Custody = 'native';
  @state() private keyStoreId = '';
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;

  show(): void {
    this.form.reset();
    this.chosen = this.custody;
    this.keyStoreId = '';
    this.origin = 'AWS_KMS';
    this.use('ENCRYPT_DECRYPT');
    this.dialog.show();
  }

  close(): void {
    this.dialog.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('custody')) this.chosen = this.custody;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The dialog scrolls: the error may be outside its visible part.
    const shown = changed.has('problem') ? this.renderRoot.querySelector('strong-problem') : null;
    void shown?.updateComplete.then(() => shown.scrollIntoView({ block: 'nearest' }));
  }

  override render() {
    return html`<strong-dialog heading=${TEXTS.createKey.title}>
      <form id="form" @submit=${this.onSubmit} @input=${this.onInput}>
        ${
          this.keyStores.length > 0
            ? this.renderKeyStores()
            : html`<p class="soft small">
                ${TEXTS.createKey.noKeyStores} <a href=${href(['key-stores'])}>${TEXTS.createKey.openKeyStores}</a>
              </p>`
        }
        ${this.keyStoreId ? nothing : this.renderConfiguration()}
        <div class="field">
          <label for="alias">${TEXTS.createKey.alias}</label>
          <input
            id="alias"
            data-focus
            name="alias"
            autocomplete="off"
            spellcheck="false"
            pattern="(alias/)?[a-zA-Z0-9\\/_\\-]{1,250}"
            placeholder=${TEXTS.createKey.aliasExample}
            aria-invalid=${this.aliasError ? 'true' : 'false'}
            aria-describedby="alias-error alias-hint"
          />
          <span id="alias-error" class="error small" role="alert">${this.aliasError}</span>
          <span id="alias-hint" class="soft small">${TEXTS.createKey.aliasHint}</span>
        </div>
        <div class="field">
          <label for="description">${TEXTS.createKey.description}</label>
          <input id="description" name="description" maxlength="8192" />
        </div>
        ${this.keyStoreId ? nothing : this.renderRegionality()}
        ${
          this.made
            ? html`<p>${TEXTS.createKey.aliasRefused}</p>
                <div class="row">
                  <button type="button" @click=${() => this.close()}>${TEXTS.createKey.keepWithoutAlias}</button>
                  <button type="button" class="danger" @click=${() => TAKE_BACK.dispatch(this)}>
                    ${TEXTS.createKey.scheduleDeletion}
                  </button>
                </div>`
            : nothing
        }
        ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      </form>
      <button slot="actions" class="primary" type="submit" form="form" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.made ? TEXTS.createKey.createAlias : TEXTS.createKey.create}
      </button>
    </strong-dialog>`;
  }

  private renderRegionality() {
    return html`<div class="field">
      <label class="choice">
        <input type="checkbox" name="multi-region" aria-describedby="multi-region-hint" />
        ${TEXTS.createKey.multiRegion}
      </label>
      <span id="multi-region-hint" class="soft small">${TEXTS.createKey.multiRegionHint}</span>
    </div>`;
  }

  private renderKeyStores() {
    return html`<div class="field">
        <label for="store">${TEXTS.createKey.keyStore}</label>
        <select
          id="store"
          name="store"
          aria-describedby="store-hint"
          @change=${(event: Event) => (this.keyStoreId = (event.target as HTMLSelectElement).value)}
        >
          <option value="">${TEXTS.createKey.inKms}</option>
          ${this.keyStores.map(({ id, name }) => html`<option value=${id} .selected=${id === this.keyStoreId}>${name}</option>`)}
        </select>
        <span id="store-hint" class="soft small">${TEXTS.createKey.keyStoreHint}</span>
      </div>
      ${this.isExternal ? this.renderExternalKey() : nothing}`;
  }

  private get isExternal(): boolean {
    return this.keyStores.some(({ id, isExternal }) => isExternal && id === this.keyStoreId);
  }

  private renderExternalKey() {
    return html`<div class="field">
      <label for="xks-key">${TEXTS.createKey.xksKey}</label>
      <input
        id="xks-key"
        name="xksKey"
        class="mono"
        required
        maxlength="128"
        pattern="[A-Za-z0-9_.\\-]+"
        autocomplete="off"
        spellcheck="false"
        aria-describedby="xks-key-hint"
      />
      <span id="xks-key-hint" class="soft small">${TEXTS.createKey.xksKeyHint}</span>
    </div>`;
  }

  /** What a key in a custom key store cannot have: it is a symmetric encryption key. */
  private renderConfiguration() {
    return html`<div class="field">
        <label for="usage">${TEXTS.createKey.usage}</label>
        <select
          id="usage"
          name="usage"
          aria-describedby="usage-hint"
          @change=${(event: Event) => this.use((event.target as HTMLSelectElement).value as KeyUsageType)}
        >
          ${USAGES.map(
            (usage) =>
              html`<option value=${usage} ?selected=${usage === this.usage}>
                ${TEXTS.createKey.usages[usage].name}
              </option>`,
          )}
        </select>
        <span id="usage-hint" class="soft small"
          >${TEXTS.createKey.usageHint(TEXTS.createKey.usages[this.usage].does)}</span
        >
      </div>
      <div class="field">
        <label for="spec">${TEXTS.createKey.spec}</label>
        <select
          id="spec"
          name="spec"
          @change=${(event: Event) => this.chooseSpec((event.target as HTMLSelectElement).value as KeySpec)}
        >
          ${specOffers(this.usage, this.terms).map(
            ({ spec, why }) =>
              html`<option value=${spec} ?disabled=${why !== undefined} .selected=${spec === this.spec}>
                ${why ? TEXTS.createKey.specNotOffered(spec, why) : spec}
              </option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="origin">${TEXTS.createKey.origin}</label>
        <select
          id="origin"
          name="origin"
          aria-describedby="origin-hint"
          @change=${(event: Event) => (this.origin = (event.target as HTMLSelectElement).value as NewKeyOrigin)}
        >
          ${ORIGINS.map(
            (origin) =>
              html`<option
                value=${origin}
                ?disabled=${!KEY_SPECS[this.spec].origins.includes(origin)}
                .selected=${origin === this.origin}
              >
                ${TEXTS.createKey.origins[origin].name}
              </option>`,
          )}
        </select>
        <span id="origin-hint" class="soft small"
          >${
            KEY_SPECS[this.spec].origins.includes('EXTERNAL')
              ? TEXTS.createKey.origins[this.origin].does
              : TEXTS.createKey.notImportable(this.spec)
          }</span
        >
      </div>
      <strong-custody-choice
        .custody=${this.chosen}
        .spec=${this.spec}
        .usage=${this.usage}
        .servedBy=${servedBy(this.capabilities, this.spec)}
        @strong-custody-chosen=${({ detail }: EventOf<typeof CHOOSE_CUSTODY>) => (this.chosen = detail)}
      ></strong-custody-choice>`;
  }

  private get terms(): OfferTerms {
    return { region: this.region, custody: this.chosen, capabilities: this.capabilities };
  }

  /** Selects a usage, and its first spec that can be chosen. */
  private use(usage: KeyUsageType) {
    this.usage = usage;
    this.chooseSpec(specOffers(usage, this.terms).find(({ why }) => why === undefined)?.spec ?? 'SYMMETRIC_DEFAULT');
  }

  /** Selects a spec. Not every spec can be imported. */
  private chooseSpec(spec: KeySpec) {
    this.spec = spec;
    if (!KEY_SPECS[spec].origins.includes(this.origin)) this.origin = 'AWS_KMS';
  }

  /** An error belongs to the values that were sent: it is removed when they change. */
  private onInput() {
    this.problem = undefined;
    this.aliasError = '';
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(this.form);
    const name = formText(data, 'alias').trim();
    const alias = name === '' || name.startsWith('alias/') ? name : `alias/${name}`;
    CREATE_KEY.dispatch(this, {
      alias,
      description: formText(data, 'description'),
      usage: this.usage,
      spec: this.spec,
      origin: this.keyStoreId ? 'AWS_KMS' : this.origin,
      custody: this.chosen,
      multiRegion: data.has('multi-region'),
      keyStoreId: this.keyStoreId || undefined,
      xksKeyId: this.isExternal ? formText(data, 'xksKey') : undefined,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-create-key': StrongCreateKey;
  }
}
