import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { encodeUtf8 } from '../../base/bytes.ts';
import { bytesExactly } from '../kit/format.ts';
import { download } from '../kit/save-file.ts';
import type { FileEvent } from '../kit/strong-file-drop.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { Recorder } from '../page/call-recorder.ts';
import { StrongPage } from '../page/strong-page.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { ENCRYPTED_EXTENSION } from './encrypted-name.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { PlaygroundOperation } from './playground-operation.ts';
import {
  addRecipient,
  createSample,
  decryptSample,
  readSample,
  removeRecipient,
  type PartHash,
  type Sample,
  type SampleFormat,
  type SamplePlace,
} from './recipients-sample.ts';
import { TEXTS } from './recipients-texts.ts';
import type { REMOVE_RECIPIENT } from './strong-recipients.ts';
import '../kit/strong-bytes.ts';
import '../kit/strong-file-drop.ts';
import './strong-recipients.ts';

const FORMATS: readonly SampleFormat[] = ['json', 'v1', 'v2'];

/** Files are processed in memory. */
const MAX_FILE_BYTES = 2 ** 20;

/** The recipients of an envelope in memory: adds and removes them, and shows which parts changed. */
@customElement('strong-recipients-tab')
export class StrongRecipientsTab extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    css`
      form,
      .stack {
        display: grid;
        gap: 1rem;
        justify-items: start;
        max-width: 48rem;
      }
      fieldset {
        display: grid;
        gap: 0.35rem;
        justify-items: start;
      }
      .field {
        width: 100%;
      }
      section {
        margin-top: 2rem;
      }
      .result {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }
      .row {
        align-items: end;
        gap: 0.5rem;
      }
      p {
        max-width: 68ch;
      }
      .scroll table {
        min-width: 40rem;
      }
      td.mono {
        overflow-wrap: anywhere;
      }
      pre {
        max-height: 24rem;
        overflow: auto;
        padding: 0.75rem;
        border: 1px solid var(--line);
        background: var(--raised);
      }
      .same {
        font-weight: 600;
      }
    `,
  ];

  /** KMS key of the first recipient. */
  @property() keyId = PLAYGROUND_ALIAS;
  /** Aliases to choose from. */
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ attribute: false }) pairs: Readonly<Record<string, string>> = {};

  @state() private format: SampleFormat = 'json';
  @state() private text = TEXTS.content.example;
  @state() private added = '';
  @state() private sample: Sample | undefined;
  /** The sample before its last change. */
  @state() private earlier: Sample | undefined;
  @state() private decrypted: Uint8Array | undefined;
  @state() private fileNote = '';

  #latestFile: File | undefined;

  @query('#add-key') private addField!: HTMLInputElement;

  private readonly operation = new PlaygroundOperation(this, () => this.context);

  override render() {
    return html`<p class="soft">${TEXTS.lead}</p>
      <form @submit=${this.onCreate}>
        <fieldset>
          <legend>${TEXTS.format.legend}</legend>
          ${FORMATS.map(
            (format) =>
              html`<label class="choice"
                ><input
                  type="radio"
                  name="format"
                  value=${format}
                  .checked=${this.format === format}
                  @change=${() => (this.format = format)}
                />${TEXTS.format[format]}</label
              >`,
          )}
        </fieldset>
        <div class="field">
          <label for="content">${TEXTS.content.label}</label>
          <input
            id="content"
            .value=${this.text}
            @input=${(event: InputEvent) => (this.text = (event.target as HTMLInputElement).value)}
          />
        </div>
        <button class="primary" aria-disabled=${this.operation.isBusy ? 'true' : 'false'}>${TEXTS.create}</button>
        <strong-file-drop
          label=${TEXTS.chooseLabel}
          action=${TEXTS.chooseFile}
          ?disabled=${this.operation.isBusy}
          @strong-file=${this.onFile}
        ></strong-file-drop>
        ${this.fileNote ? html`<p role="alert">${this.fileNote}</p>` : nothing}
      </form>
      ${this.operation.renderProblem()} ${this.sample ? this.renderSample(this.sample) : nothing}
      ${this.operation.renderCalls(false)}`;
  }

  private renderSample(sample: Sample) {
    const { isBusy, outcome } = this.operation;
    return html`<section class="result">
      ${outcome.done ? html`<p class="same">${outcome.done}</p>` : nothing}
      <strong-recipients
        removable
        ?busy=${isBusy}
        .keys=${sample.encryptedDataKeys}
        .encryptionContext=${sample.encryptionContext}
        @strong-remove-recipient=${this.onRemove}
      ></strong-recipients>
      <form class="row" @submit=${this.onAdd}>
        <div class="field">
          <label for="add-key">${TEXTS.addLabel}</label>
          <input
            id="add-key"
            list="names"
            required
            .value=${this.added}
            spellcheck="false"
            autocomplete="off"
            @input=${(event: InputEvent) => (this.added = (event.target as HTMLInputElement).value.trim())}
          />
          <datalist id="names">${this.names.map((name) => html`<option value=${name}></option>`)}</datalist>
        </div>
        <button aria-disabled=${isBusy ? 'true' : 'false'}>${TEXTS.add}</button>
      </form>
      <h2 id="changed">${TEXTS.hashes.heading}</h2>
      <p>${TEXTS.why[sample.format]}</p>
      ${this.renderHashes(sample)}
      <p class="soft small">${TEXTS.keptCopies}</p>
      <div class="row">
        <button type="button" id="decrypt" aria-disabled=${isBusy ? 'true' : 'false'} @click=${this.decrypt}>
          ${TEXTS.decrypt}
        </button>
        <button type="button" @click=${() => this.save(sample)}>${TEXTS.download}</button>
      </div>
      ${
        this.decrypted
          ? html`<h2>${TEXTS.content2}</h2>
              <strong-bytes .bytes=${this.decrypted} form="text" what=${TEXTS.content2}></strong-bytes>`
          : nothing
      }
      ${
        sample.document
          ? html`<h2>${TEXTS.document}</h2>
              <pre class="mono" tabindex="0" role="region" aria-label=${TEXTS.document}>
${JSON.stringify(sample.document, null, 2)}</pre>`
          : nothing
      }
    </section>`;
  }

  private renderHashes(sample: Sample) {
    const { hashes } = TEXTS;
    const row = (name: string, now: PartHash, before: PartHash | undefined) => {
      const compared = before === undefined ? hashes.first : before.hash === now.hash ? hashes.same : hashes.other;
      return html`<tr>
        <th scope="row">${name}</th>
        <td>${bytesExactly(now.length)}</td>
        <td class="mono">${now.hash}</td>
        <td class="same">${compared}</td>
      </tr>`;
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="changed">
      <table>
        <thead>
          <tr>
            <th scope="col">${hashes.part}</th>
            <th scope="col">${hashes.bytes}</th>
            <th scope="col">${hashes.hash}</th>
            <th scope="col">${hashes.compared}</th>
          </tr>
        </thead>
        <tbody>
          ${row(hashes.body, sample.body, this.earlier?.body)}
          ${row(hashes.header, sample.header, this.earlier?.header)}
        </tbody>
      </table>
    </div>`;
  }

  private onCreate(event: SubmitEvent) {
    event.preventDefault();
    return this.work(async (place, recorder) => {
      const { keyId, pairs: encryptionContext, format, text } = this;
      if (keyId === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder, this.context);
      this.show(await createSample(place, format, encodeUtf8(text), { keyId, encryptionContext }));
      this.operation.finish(TEXTS.created);
    });
  }

  private onAdd(event: SubmitEvent) {
    event.preventDefault();
    const { sample, added } = this;
    if (!sample) return undefined;
    return this.work(async (place) => {
      this.show(await addRecipient(place, sample, added), sample);
      this.added = '';
      this.operation.finish(TEXTS.added);
    });
  }

  private async onRemove({ detail: index }: EventOf<typeof REMOVE_RECIPIENT>) {
    const { sample } = this;
    if (!sample) return;
    await this.work(async (place) => {
      this.show(await removeRecipient(place, sample, index), sample);
      this.operation.finish(TEXTS.removed);
    });
    // The button that had the focus may not exist now.
    this.addField.focus();
  }

  private readonly decrypt = () => {
    const { sample } = this;
    if (!sample) return undefined;
    return this.work(async (place) => {
      this.decrypted = await decryptSample(place, sample);
      this.operation.finish(TEXTS.decrypted);
    });
  };

  private async onFile({ detail: { file } }: FileEvent) {
    this.#latestFile = file;
    this.fileNote = file.size > MAX_FILE_BYTES ? TEXTS.tooLarge : '';
    if (this.fileNote) return;
    this.operation.clear();
    const sample = await readSample(file).catch(() => undefined);
    if (this.#latestFile !== file) return;
    if (sample) this.show(sample);
    else this.fileNote = TEXTS.noEnvelope;
  }

  private show(sample: Sample, earlier?: Sample) {
    this.sample = sample;
    this.earlier = earlier;
    this.decrypted = undefined;
  }

  private save({ blob, format }: Sample) {
    download(blob, format === 'json' ? 'envelope.json' : `envelope${ENCRYPTED_EXTENSION}`);
  }

  private work(act: (place: SamplePlace, recorder: Recorder) => Promise<void>): Promise<void> {
    const { region, caller } = this.context;
    return this.operation.start((recorder) => act({ kms: recorder.envelopeKms, region, caller }, recorder));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-recipients-tab': StrongRecipientsTab;
  }
}
