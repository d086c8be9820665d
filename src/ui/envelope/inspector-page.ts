import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { MapField } from '../../envelope/byte-map/byte-map.ts';
import { decodeText } from '../../envelope/byte-map/decode-text.ts';
import { announce } from '../kit/announce.ts';
import { bytesExactly, count } from '../kit/format.ts';
import type { FileEvent } from '../kit/strong-file-drop.ts';
import type { Kept } from '../page/kept-file.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { StrongPage } from '../page/strong-page.ts';
import { base, controls } from '../styles/shared.ts';
import { faultText } from './fault-texts.ts';
import { fieldLabel } from './field-values.ts';
import {
  changeCopy,
  changedOffsets,
  FRAMES_STEP,
  inspect,
  listMoreFrames,
  restoreOriginal,
  type Inspection,
} from './inspection.ts';
import { takeOver } from './hand-over.ts';
import { InspectorCheck } from './inspector-check.ts';
import { inspectorPageStyles } from './inspector-page.styles.ts';
import { createInspectorSample } from './inspector-sample.ts';
import { TEXTS } from './inspector-texts.ts';
import type { ChangeBytesEvent } from './strong-byte-changes.ts';
import type { MoveFieldEvent, SelectByteEvent, ShowBytesEvent } from './strong-byte-grid.ts';
import type { SelectFieldEvent } from './strong-field-list.ts';
import '../kit/strong-file-drop.ts';
import '../page/strong-problem.ts';
import './strong-byte-changes.ts';
import './strong-byte-grid.ts';
import './strong-field-detail.ts';
import './strong-field-list.ts';

/** Bytes in the grid at once: a multiple of a row. */
const WINDOW_BYTES = 1024;
const ROW_BYTES = 16;

/** Shows what each byte of an input is, changes copies of it, and decrypts them. */
@customElement('strong-inspector-page')
export class StrongInspectorPage extends StrongPage {
  static override styles = [base, controls, inspectorPageStyles];

  @state() private inspection: Inspection | undefined;
  /** Index of the selected field. */
  @state() private selected = 0;
  @state() private view = { start: 0, bytes: new Uint8Array(), changed: new Set<number>() as ReadonlySet<number> };
  @state() private pasteError = '';
  @state() private kept: Kept | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy: AbortController | undefined;

  @query('textarea') private paste!: HTMLTextAreaElement;

  private readonly check = new InspectorCheck(
    this,
    () => this.context,
    (act) => this.work(act),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('context')) return;
    // A decryption by another caller, or in another Region, shows nothing.
    this.busy?.abort();
    this.check.clear();
    this.problem = undefined;
    void this.context.shelf.last().then(
      (kept) => (this.kept = kept),
      () => undefined,
    );
    const given = takeOver('inspector');
    if (given) void this.open(given.name, given.blob);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.busy?.abort();
  }

  override render() {
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead}</p>
      ${this.renderSources()}
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${this.inspection ? this.renderInspection(this.inspection) : nothing}`;
  }

  private renderSources() {
    const isBusy = this.busy !== undefined;
    return html`<div class="sources">
      <div class="stack">
        <button
          type="button"
          id="sample"
          class=${this.inspection ? '' : 'primary'}
          aria-describedby="sample-hint"
          ?disabled=${isBusy}
          @click=${this.openSample}
        >
          ${TEXTS.input.sample}
        </button>
        <span id="sample-hint" class="soft small">${TEXTS.input.sampleHint}</span>
        <strong-file-drop
          whole-window
          label=${TEXTS.input.drop}
          action=${TEXTS.input.choose}
          ?disabled=${isBusy}
          @strong-file=${({ detail: { file } }: FileEvent) => this.open(file.name, file)}
        ></strong-file-drop>
      </div>
      <div class="stack">
        <label for="paste">${TEXTS.input.paste}</label>
        <textarea
          id="paste"
          spellcheck="false"
          autocomplete="off"
          aria-invalid=${this.pasteError ? 'true' : 'false'}
          aria-describedby="paste-error"
          @input=${() => (this.pasteError = '')}
        ></textarea>
        <span id="paste-error" class="error">${this.pasteError}</span>
        <button type="button" id="inspect" ?disabled=${isBusy} @click=${this.openPasted}>${TEXTS.input.inspect}</button>
        ${
          this.kept
            ? html`<button type="button" id="kept" ?disabled=${isBusy} @click=${this.openKept}>
                ${TEXTS.input.kept(this.kept.note.name)}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  private renderInspection(inspection: Inspection) {
    const { map, name, copy, encoding, blocks } = inspection;
    const isPartial = map.fields.some((field) => field.name === 'frames not shown');
    return html`<section aria-labelledby="format">
        <h2 id="format">${TEXTS.format[map.format]}</h2>
        <p>${TEXTS.summary(name, bytesExactly(copy.size))}</p>
        ${map.algorithm ? html`<p>${TEXTS.algorithm(map.algorithm)}</p>` : nothing}
        ${encoding ? html`<p>${TEXTS.encoding(encoding)}</p>` : nothing}
        ${blocks ? html`<p>${TEXTS.blocks(count(blocks))}</p>` : nothing}
        ${map.fault ? html`<p class="fault">${TEXTS.fault(count(map.fault.offset), faultText(map.fault.fault))}</p>` : nothing}
        ${map.format === 'unknown' ? this.renderTried(inspection) : nothing}
      </section>
      <div class="two map">
        <section aria-labelledby="bytes">
          <h2 id="bytes">${TEXTS.grid.heading}</h2>
          <strong-byte-grid
            .bytes=${this.view.bytes}
            .start=${this.view.start}
            .size=${copy.size}
            .fields=${map.fields}
            .selected=${this.field}
            .changed=${this.view.changed}
            @strong-select-byte=${({ detail }: SelectByteEvent) => this.selectAt(detail.offset)}
            @strong-move-field=${({ detail }: MoveFieldEvent) => this.select(this.selected + detail.by, true)}
            @strong-show-bytes=${({ detail }: ShowBytesEvent) => this.showBytes(detail.offset)}
          ></strong-byte-grid>
          <strong-field-detail .field=${this.field}></strong-field-detail>
        </section>
        <section aria-labelledby="fields">
          <h2 id="fields">${TEXTS.fields.heading}</h2>
          <strong-field-list
            .fields=${map.fields}
            .selected=${this.selected}
            @strong-select-field=${({ detail }: SelectFieldEvent) => this.select(detail.index)}
          ></strong-field-list>
          ${
            isPartial
              ? html`<button
                  type="button"
                  id="more-frames"
                  @click=${() => this.replace(() => listMoreFrames(inspection))}
                >
                  ${TEXTS.moreFrames(count(FRAMES_STEP))}
                </button>`
              : nothing
          }
        </section>
      </div>
      <div class="two">
        <section aria-labelledby="changes">
          <h2 id="changes">${TEXTS.changes.heading}</h2>
          <strong-byte-changes
            .selected=${this.field}
            .frames=${map.frames ?? []}
            .changes=${inspection.changes}
            ?busy=${this.busy !== undefined}
            @strong-change-bytes=${this.onChange}
          ></strong-byte-changes>
        </section>
        <section aria-labelledby="check">
          <h2 id="check">${TEXTS.check.heading}</h2>
          ${this.check.render(inspection, this.busy !== undefined)}
        </section>
      </div>`;
  }

  private renderTried({ map, copy }: Inspection) {
    if (copy.size === 0) return html`<p>${TEXTS.empty}</p>`;
    return html`<p>${TEXTS.unknown}</p>
      <details>
        <summary>${TEXTS.tried}</summary>
        <ul>
          ${map.tried?.map((attempt) => html`<li>${TEXTS.attempt(attempt, faultText(attempt.fault))}</li>`)}
        </ul>
      </details>`;
  }

  private get field(): MapField | undefined {
    return this.inspection?.map.fields[this.selected];
  }

  private openSample() {
    return this.work(async (signal) => {
      const sample = await createInspectorSample(this.context, signal);
      await this.show(await inspect(TEXTS.input.sampleName, sample), 0);
    });
  }

  private openKept() {
    const { kept } = this;
    return kept && this.open(kept.note.name, kept.sealed);
  }

  private async openPasted() {
    const decoded = decodeText(this.paste.value);
    const isJson = this.paste.value.trimStart().startsWith('{');
    if (!decoded && !isJson) {
      this.pasteError = TEXTS.input.notDecoded;
      this.paste.focus();
      return;
    }
    await this.open(TEXTS.input.pasted, new Blob([this.paste.value]));
  }

  private open(name: string, input: Blob) {
    return this.work(async () => this.show(await inspect(name, input), 0));
  }

  /** Runs one action at a time, and shows its error. */
  private async work(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.busy) return;
    const busy = (this.busy = new AbortController());
    this.problem = undefined;
    this.check.clear();
    try {
      await act(busy.signal);
    } catch (error) {
      if (!busy.signal.aborted) this.problem = problemOf(error);
    } finally {
      this.busy = undefined;
    }
  }

  private async show(inspection: Inspection, selected: number) {
    this.inspection = inspection;
    this.selected = Math.max(0, Math.min(selected, inspection.map.fields.length - 1));
    await this.showBytes(this.windowFor(this.field));
    const { format, fields } = inspection.map;
    announce(this, TEXTS.announceFormat(TEXTS.format[format], count(fields.length)));
  }

  private replace(change: () => Promise<Inspection>) {
    return this.work(async () => this.show(await change(), this.selected));
  }

  private onChange({ detail: { kind } }: ChangeBytesEvent) {
    const { inspection, field } = this;
    if (!inspection) return;
    if (kind === 'restore') void this.replace(() => restoreOriginal(inspection));
    else if (field) void this.replace(() => changeCopy(inspection, kind, field));
  }

  private selectAt(offset: number) {
    const fields = this.inspection?.map.fields ?? [];
    const index = fields.findIndex((field) => offset >= field.offset && offset < field.offset + field.length);
    if (index >= 0) this.select(index);
  }

  private select(index: number, isFromGrid = false) {
    const { inspection } = this;
    if (!inspection) return;
    this.selected = Math.max(0, Math.min(index, inspection.map.fields.length - 1));
    const { field } = this;
    if (field && isFromGrid) announce(this, fieldLabel(field));
    const start = this.windowFor(field);
    if (start !== this.view.start) void this.showBytes(start);
  }

  /** The start of a window that contains the first byte of `field`: the present one if possible. */
  private windowFor(field: MapField | undefined): number {
    const offset = field?.offset ?? 0;
    const { start } = this.view;
    if (offset >= start && offset < start + WINDOW_BYTES) return start;
    return Math.floor(offset / ROW_BYTES) * ROW_BYTES;
  }

  private async showBytes(start: number) {
    const { inspection } = this;
    if (!inspection) return;
    const bytes = new Uint8Array(await inspection.copy.slice(start, start + WINDOW_BYTES).arrayBuffer());
    const changed = await changedOffsets(inspection, start, bytes);
    // Another input or change may have been shown meanwhile.
    if (inspection === this.inspection) this.view = { start, bytes, changed };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-inspector-page': StrongInspectorPage;
  }
}
