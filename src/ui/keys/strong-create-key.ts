import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Capability } from '../../model/contract.ts';
import { GAPS } from '../../model/gaps.ts';
import type { Custody } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import type { Problem } from '../page/problem.ts';
import { servedBy, specOffers, type OfferTerms } from '../page/spec-offer.ts';
import { base, controls } from '../styles/shared.ts';
import type { CustodyChosenEvent } from './strong-custody-choice.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { formText } from '../kit/form-text.ts';
import './strong-custody-choice.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

/** What `strong-create` carries. */
export type CreateKeyEvent = CustomEvent<{
  readonly alias: string;
  readonly description: string;
  readonly usage: KeyUsageType;
  readonly spec: KeySpec;
  readonly custody: Custody;
}>;

/** Kinds of key that AWS offers and the sandbox does not yet: shown, with the reason. */
const NOT_YET = [
  { name: 'Multi-Region key', why: GAPS.multiRegion.message },
  { name: 'Imported key material', why: GAPS.importedMaterial.message },
  { name: 'Key in a custom key store', why: GAPS.customKeyStore.message },
] as const;

/** What a key may be for, in the words of the console. */
const USAGES: readonly { readonly usage: KeyUsageType; readonly words: string; readonly says: string }[] = [
  {
    usage: 'ENCRYPT_DECRYPT',
    words: 'Encrypt and decrypt',
    says: 'Encrypts and decrypts data and data keys. Symmetric keys never leave KMS unencrypted. The public key of an RSA key pair can encrypt outside KMS.',
  },
  {
    usage: 'SIGN_VERIFY',
    words: 'Sign and verify',
    says: 'Signs in KMS. Anyone with the public key can verify signatures.',
  },
  {
    usage: 'GENERATE_VERIFY_MAC',
    words: 'Generate and verify MAC',
    says: 'Generates and verifies message authentication codes (HMAC).',
  },
  {
    usage: 'KEY_AGREEMENT',
    words: 'Key agreement',
    says: 'Derives a shared secret with another party, from your private key and the other party’s public key.',
  },
  {
    usage: 'ENCAPSULATE_DECAPSULATE',
    words: 'Encapsulate and decapsulate',
    says: 'Establishes a shared secret with post-quantum key encapsulation (ML-KEM).',
  },
];

/** The dialog that makes a key. `show()` opens it; fires `strong-create`, and the page closes it when the key is there. */
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
  /** The Region in which the key is made: not every Region has every spec. */
  @property() region = '';
  /** The world's setting: what is chosen at first. */
  @property() custody: Custody = 'native';
  /** What serves each key spec in this browser, once it is known. */
  @property({ attribute: false }) capabilities: readonly Capability[] = [];
  @property({ attribute: false }) problem: Problem | undefined;
  /** Why the alias cannot be used, said at its field; nothing was sent. */
  @property() aliasError = '';
  /** True: the key is there, and only its alias was refused. */
  @property({ type: Boolean }) made = false;

  @state() private usage: KeyUsageType = 'ENCRYPT_DECRYPT';
  @state() private spec: KeySpec = 'SYMMETRIC_DEFAULT';
  @state() private chosen: Custody = 'native';
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;

  show(): void {
    this.form.reset();
    this.chosen = this.custody;
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
    // The dialog scrolls: an error below its fold would go unseen.
    const shown = changed.has('problem') ? this.renderRoot.querySelector('strong-problem') : null;
    void shown?.updateComplete.then(() => shown.scrollIntoView({ block: 'nearest' }));
  }

  override render() {
    return html`<strong-dialog heading="Create key">
      <form id="form" @submit=${this.onSubmit} @input=${this.onInput}>
        <div class="field">
          <label for="usage">Key usage</label>
          <select
            id="usage"
            name="usage"
            aria-describedby="usage-hint"
            @change=${(event: Event) => this.use((event.target as HTMLSelectElement).value as KeyUsageType)}
          >
            ${USAGES.map(({ usage, words }) => html`<option value=${usage} ?selected=${usage === this.usage}>${words}</option>`)}
          </select>
          <span id="usage-hint" class="soft small"
            >${USAGES.find(({ usage }) => usage === this.usage)?.says} You cannot change the key usage later.</span
          >
        </div>
        <div class="field">
          <label for="spec">Key spec</label>
          <select
            id="spec"
            name="spec"
            @change=${(event: Event) => (this.spec = (event.target as HTMLSelectElement).value as KeySpec)}
          >
            ${specOffers(this.usage, this.terms).map(
              ({ spec, why }) =>
                html`<option value=${spec} ?disabled=${why !== undefined} .selected=${spec === this.spec}>
                  ${why ? `${spec} (${why})` : spec}
                </option>`,
            )}
          </select>
        </div>
        <strong-custody-choice
          .custody=${this.chosen}
          .spec=${this.spec}
          .usage=${this.usage}
          .servedBy=${servedBy(this.capabilities, this.spec)}
          @strong-custody-chosen=${({ detail }: CustodyChosenEvent) => (this.chosen = detail)}
        ></strong-custody-choice>
        <div class="field">
          <label for="alias">Alias</label>
          <input
            id="alias"
            data-focus
            name="alias"
            autocomplete="off"
            spellcheck="false"
            pattern="(alias/)?[a-zA-Z0-9\\/_\\-]{1,250}"
            placeholder="alias/app"
            aria-invalid=${this.aliasError ? 'true' : 'false'}
            aria-describedby="alias-error alias-hint"
          />
          <span id="alias-error" class="error small" role="alert">${this.aliasError}</span>
          <span id="alias-hint" class="soft small"
            >Optional. Letters, digits, / _ and -. The alias is created with a separate CreateAlias call.</span
          >
        </div>
        <div class="field">
          <label for="description">Description (optional)</label>
          <input id="description" name="description" maxlength="8192" />
        </div>
        <details>
          <summary>Unsupported key types</summary>
          <ul>
            ${NOT_YET.map(({ name, why }) => html`<li><b>${name}</b>. ${why}</li>`)}
          </ul>
        </details>
        ${
          this.made
            ? html`<p>
                  <b>The key was created, but its alias was refused.</b> Choose another alias, keep the key without an
                  alias, or schedule its deletion.
                </p>
                <div class="row">
                  <button type="button" @click=${() => this.close()}>Keep the key without an alias</button>
                  <button
                    type="button"
                    class="danger"
                    @click=${() => this.dispatchEvent(new Event('strong-take-back'))}
                  >
                    Schedule its deletion in 7 days
                  </button>
                </div>`
            : nothing
        }
        ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      </form>
      <button slot="actions" class="primary" type="submit" form="form" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.made ? 'Create alias' : 'Create key'}
      </button>
    </strong-dialog>`;
  }

  private get terms(): OfferTerms {
    return { region: this.region, custody: this.chosen, capabilities: this.capabilities };
  }

  /** Another usage has other specs: the first that can be chosen is. */
  private use(usage: KeyUsageType) {
    this.usage = usage;
    this.spec = specOffers(usage, this.terms).find(({ why }) => why === undefined)?.spec ?? 'SYMMETRIC_DEFAULT';
  }

  /** An error is about what was sent: it goes when something else is typed. */
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
    const detail: CreateKeyEvent['detail'] = {
      alias,
      description: formText(data, 'description'),
      usage: this.usage,
      spec: this.spec,
      custody: this.chosen,
    };
    this.dispatchEvent(new CustomEvent('strong-create', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-create-key': StrongCreateKey;
  }
}
