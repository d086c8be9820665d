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
  moveRecipient,
  readSample,
  removeRecipient,
  type PartHash,
  type Sample,
  type SampleFormat,
  type SamplePlace,
} from './recipients-sample.ts';
import { noteItem, noteKeys, noteOpened } from './program-ledger.ts';
import { TEXTS } from './recipients-texts.ts';
import type { MOVE_RECIPIENT } from './strong-move-recipient.ts';
import type { REMOVE_RECIPIENT } from './strong-recipients.ts';
import '../kit/strong-bytes.ts';
import '../kit/strong-file-drop.ts';
import './key-pair-panel.ts';
import './strong-move-recipient.ts';
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
  /** The encrypted data keys of the last sample were discarded. */
  @state() private isDiscarded = false;
  @state() private fileNote = '';

  #latestFile: File | undefined;

  @query('#content') private contentField!: HTMLInputElement;
  @query('#add-key') private addField!: HTMLInputElement;

  private readonly operation = new PlaygroundOperation(
    this,
    () => this.context,
    () => {
      this.decrypted = undefined;
      this.isDiscarded = false;
    },
  );

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
      ${this.operation.renderProblem()}
      ${this.isDiscarded ? html`<p class="same" role="status">${TEXTS.discard.done}</p>` : nothing}
      ${this.sample ? this.renderSample(this.sample) : nothing} ${this.operation.renderCalls(false)}
      <strong-key-pair-panel
        .context=${this.context}
        .keyId=${this.keyId}
        .pairs=${this.pairs}
      ></strong-key-pair-panel>`;
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
      ${
        sample.format === 'json'
          ? html`<strong-move-recipient
              .keys=${sample.encryptedDataKeys}
              .names=${this.names}
              ?busy=${isBusy}
              @strong-move-recipient=${this.onMove}
            ></strong-move-recipient>`
          : nothing
      }
      <h2 id="changed">${TEXTS.hashes.heading}</h2>
      <p>${TEXTS.why[sample.format]}</p>
      ${this.renderHashes(sample)}
      <p class="soft small">${TEXTS.keptCopies}</p>
      <div class="row">
        <button type="button" id="decrypt" aria-disabled=${isBusy ? 'true' : 'false'} @click=${this.decrypt}>
          ${TEXTS.decrypt}
        </button>
        <button type="button" @click=${() => this.save(sample)}>${TEXTS.download}</button>
        <button type="button" id="discard" aria-disabled=${isBusy ? 'true' : 'false'} @click=${this.discard}>
          ${TEXTS.discard.button}
        </button>
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
      const plaintext = encodeUtf8(text);
      const sample = await createSample(place, format, plaintext, { keyId, encryptionContext });
      await noteItem(this.context.strongroom, { ...sample, bodySha: sample.body.hash, plaintext });
      this.show(sample);
      this.operation.finish(TEXTS.created);
    });
  }

  private onAdd(event: SubmitEvent) {
    event.preventDefault();
    const { sample, added } = this;
    if (!sample) return undefined;
    return this.work(async (place) => {
      await this.change(sample, await addRecipient(place, sample, added));
      this.added = '';
      this.operation.finish(TEXTS.added);
    });
  }

  private async onRemove({ detail: index }: EventOf<typeof REMOVE_RECIPIENT>) {
    const { sample } = this;
    if (!sample) return;
    await this.work(async (place) => {
      await this.change(sample, await removeRecipient(place, sample, index));
      this.operation.finish(TEXTS.removed);
    });
    // The button that had the focus may not exist now.
    this.addField.focus();
  }

  private onMove({ detail: { index, keyId } }: EventOf<typeof MOVE_RECIPIENT>) {
    const { sample } = this;
    if (!sample) return undefined;
    return this.work(async (place) => {
      await this.change(sample, await moveRecipient(place, sample, index, keyId));
      this.operation.finish(TEXTS.move.moved);
    });
  }

  /** Shows an envelope with other recipients. */
  private async change(before: Sample, after: Sample): Promise<void> {
    await noteKeys(this.context.strongroom, after.body.hash, after.encryptedDataKeys);
    this.show(after, before);
  }

  /** Loses every encrypted data key, as a program that keeps the body alone. */
  private readonly discard = async () => {
    const { sample } = this;
    if (!sample || this.operation.isBusy) return;
    this.operation.clear();
    this.sample = this.earlier = undefined;
    this.isDiscarded = true;
    await noteKeys(this.context.strongroom, sample.body.hash, []);
    // The button is removed.
    this.contentField.focus();
  };

  private readonly decrypt = () => {
    const { sample } = this;
    if (!sample) return undefined;
    return this.work(async (place) => {
      const plaintext = await decryptSample(place, sample);
      await noteOpened(this.context.strongroom, sample.body.hash, plaintext);
      this.decrypted = plaintext;
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
    this.isDiscarded = false;
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
