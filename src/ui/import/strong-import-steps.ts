import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Bytes } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import type { WrappingChoice } from '../../model/import-wrapping.ts';
import type { KeySpec } from '../../model/sdk.ts';
import type { FileEvent } from '../kit/strong-file-drop.ts';
import { download } from '../kit/save-file.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './import-texts.ts';
import { FILES, generateCommands, secretBytes, wrapCommands } from './openssl-commands.ts';
import { generateMaterial, readMaterial, wrapMaterial, type WrapStep } from './wrap-material.ts';
import '../kit/strong-file-drop.ts';

/** Wrapped key material, and the token of an earlier download if it belongs to that. */
export interface WrappedMaterial {
  readonly blob: Bytes;
  readonly token?: Bytes;
}

/** Gives the wrapped material to import; null if there is none any longer. */
export const GIVE_MATERIAL = typedEvent<WrappedMaterial | null>('strong-give-material');

/** What key material is wrapped for. */
export interface WrappingParameters {
  readonly choice: WrappingChoice;
  /** The wrapping public key, SPKI DER. */
  readonly publicKey: Bytes;
}

const texts = TEXTS.wizard.material;

/** Maximum length of key material of an HMAC key, and of material that is shown in hexadecimal digits. */
const MAX_SECRET_BYTES = 128;

/** A file that was chosen. */
interface Chosen {
  readonly name: string;
  readonly bytes: Bytes;
}

/** Longest file that is read as key material: AWS accepts 6,144 wrapped bytes. */
const MAX_FILE_BYTES = 64 * 1024;

/**
 * The step of an import that wraps key material: in this page, with each step shown, or elsewhere with OpenSSL. Fires
 * `strong-give-material`.
 */
@customElement('strong-import-steps')
export class StrongImportSteps extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .plain {
        overflow-wrap: anywhere;
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--line);
      }
      pre {
        overflow-x: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      li {
        margin: 0.25rem 0 0.25rem 1.25rem;
      }
      .error {
        color: var(--deny);
        font-weight: 600;
      }
    `,
  ];

  @property() spec: KeySpec = 'SYMMETRIC_DEFAULT';
  @property() region = '';
  /** Undefined: there are none now. The plaintext material stays, for the next ones. */
  @property({ attribute: false }) parameters: WrappingParameters | undefined;

  @state() private place: 'page' | 'file' = 'page';
  @state() private material: Bytes | undefined;
  @state() private steps: readonly WrapStep[] = [];
  @state() private file: Chosen | undefined;
  @state() private token: Chosen | undefined;
  @state() private error = '';

  /** Overwrites the plaintext material, and removes what was wrapped. */
  forget(): void {
    this.material?.fill(0);
    this.material = this.file = this.token = undefined;
    this.reset();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.material?.fill(0);
    this.material = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What was wrapped belongs to the public key.
    if (changed.has('parameters')) this.steps = [];
  }

  protected override updated(changed: PropertyValues<this>): void {
    // A file can have a token of its own.
    if (changed.has('parameters') && this.parameters !== undefined) this.giveFile();
  }

  override render() {
    return html`<div class="stack">
      <fieldset>
        <legend>${texts.expects(this.expected)}</legend>
        ${this.renderPlace('page', texts.inPage, texts.inPageHint)}
        ${this.renderPlace('file', texts.file, texts.fileHint)}
      </fieldset>
      ${this.place === 'page' ? this.renderInPage() : this.renderFile()}
      <p class="error" role="alert">${this.error}</p>
    </div>`;
  }

  private get expected(): string {
    const length = secretBytes(this.spec, this.region);
    if (length === undefined) return texts.pair(this.spec);
    return this.spec === 'SYMMETRIC_DEFAULT' ? texts.secret(length) : texts.hmac(length);
  }

  /** Whether key material of this length can be right. That of a private key depends on its encoding. */
  private fits(length: number): boolean {
    const least = secretBytes(this.spec, this.region);
    if (least === undefined) return true;
    return this.spec === 'SYMMETRIC_DEFAULT' ? length === least : length >= least && length <= MAX_SECRET_BYTES;
  }

  private renderPlace(place: 'page' | 'file', name: string, hint: string) {
    return html`<label class="choice">
      <input type="radio" name="place" .checked=${this.place === place} @change=${() => this.choose(place)} />
      <span>${name}<br /><span class="soft small">${hint}</span></span>
    </label>`;
  }

  private renderInPage() {
    const { material, steps } = this;
    return html`<div class="row">
        <button type="button" @click=${this.generate}>${texts.generate}</button>
      </div>
      <strong-file-drop
        .label=${texts.choose}
        .action=${texts.chooseFile}
        @strong-file=${(event: FileEvent) => this.read(event, (chosen) => this.useFile(chosen))}
      ></strong-file-drop>
      ${
        material
          ? html`<p>${texts.plaintext(material.length)}</p>
              ${this.fits(material.length) ? nothing : html`<p class="error">${texts.wrongLength(material.length, this.expected)}</p>`}
              ${material.length <= MAX_SECRET_BYTES ? html`<p class="plain mono">${toHex(material)}</p>` : nothing}
              <div class="row">
                <button type="button" @click=${this.save}>${texts.save}</button>
                <button type="button" class=${steps.length > 0 ? '' : 'primary'} @click=${this.wrap}>
                  ${texts.wrap}
                </button>
              </div>
              <p class="soft small">${texts.saveHint}</p>`
          : nothing
      }
      ${
        steps.length > 0
          ? html`<div role="status">
              <p>${texts.wrapped}</p>
              <ol>
                ${steps.map((step) => html`<li>${texts.steps[step.does](step)}</li>`)}
              </ol>
            </div>`
          : nothing
      }`;
  }

  private renderFile() {
    const { file, token } = this;
    return html`<details>
        <summary>${texts.commands}</summary>
        <pre class="mono" tabindex="0"><code>${[
          ...generateCommands(this.spec, this.region),
          ...(this.parameters ? wrapCommands(this.parameters.choice, 'wrappingKey.bin') : []),
        ].join('\n')}</code></pre>
      </details>
      <strong-file-drop
        .label=${texts.wrappedFile}
        .action=${texts.chooseFile}
        @strong-file=${(event: FileEvent) => this.read(event, (chosen) => (this.file = chosen))}
      ></strong-file-drop>
      ${file ? html`<p>${texts.chosen(file.name, file.bytes.length)}</p>` : nothing}
      <strong-file-drop
        .label=${texts.tokenFile}
        .action=${texts.chooseFile}
        @strong-file=${(event: FileEvent) => this.read(event, (chosen) => (this.token = chosen))}
      ></strong-file-drop>
      <p class="soft small">${texts.tokenHint}</p>
      ${token ? html`<p>${texts.chosen(token.name, token.bytes.length)}</p>` : nothing}`;
  }

  private reset() {
    this.steps = [];
    this.error = '';
    GIVE_MATERIAL.dispatch(this, null);
  }

  private choose(place: 'page' | 'file') {
    this.place = place;
    this.reset();
    this.giveFile();
  }

  private use(material: Bytes) {
    this.material?.fill(0);
    this.reset();
    this.material = material;
  }

  private useFile({ name, bytes }: Chosen) {
    const material = readMaterial(bytes);
    if (material === undefined) this.error = texts.notPkcs8(name);
    else this.use(material);
  }

  private async generate() {
    this.error = '';
    try {
      this.use(await generateMaterial(this.spec, this.region));
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  private save() {
    if (this.material) download(new Blob([this.material]), FILES.material);
  }

  private async wrap() {
    const { material, parameters } = this;
    if (material === undefined || parameters === undefined) return;
    const { choice, publicKey } = parameters;
    this.error = '';
    try {
      const { blob, steps } = await wrapMaterial(choice, publicKey, material);
      // New parameters or other material may have come meanwhile.
      if (parameters !== this.parameters || material !== this.material) return;
      this.steps = steps;
      GIVE_MATERIAL.dispatch(this, { blob });
    } catch {
      // WebCrypto does not say why. Only RSA encryption has a limit of the length.
      this.error = choice.algorithm.startsWith('RSAES_OAEP')
        ? texts.tooLong(material.length, choice.algorithm, choice.keySpec)
        : texts.notWrapped;
    }
  }

  private async read({ detail: { file } }: FileEvent, take: (chosen: Chosen) => void) {
    this.error = '';
    if (file.size > MAX_FILE_BYTES) {
      this.error = texts.fileTooLarge(file.name);
      return;
    }
    try {
      take({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch {
      this.error = texts.fileNotRead(file.name);
      return;
    }
    this.giveFile();
  }

  private giveFile() {
    if (this.place !== 'file' || this.file === undefined) return;
    GIVE_MATERIAL.dispatch(this, {
      blob: this.file.bytes,
      ...(this.token === undefined ? {} : { token: this.token.bytes }),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-import-steps': StrongImportSteps;
  }
}
