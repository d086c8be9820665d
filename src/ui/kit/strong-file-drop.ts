import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import { announce } from './announce.ts';
import { droppedFiles, hasFiles, type Dropped, type DroppedFile } from './dropped-files.ts';
import { count } from './format.ts';
import { TEXTS } from './kit-texts.ts';
import { typedEvent, type EventOf } from './typed-event.ts';

/** Whether files were dropped outside of the area, somewhere in the window. */
interface Where {
  readonly isOutside: boolean;
}

/** Fired when the user has chosen or dropped a file. */
const FILE = typedEvent<Where & { readonly file: File }>('strong-file');
export type FileEvent = EventOf<typeof FILE>;

/** Fired when the user has chosen or dropped several files. */
const FILES = typedEvent<Where & { readonly files: readonly DroppedFile[] }>('strong-files');
export type FilesEvent = EventOf<typeof FILES>;

/** Language of the notes. The label and the actions of a page can be in another one. */
const LANGUAGE = 'en';

/** Files that are taken at once. */
const MAX_FILES = 500;

/**
 * An area to drop a file on, with a button that opens a file dialog. Fires `strong-file`; with `multiple`,
 * `strong-files` for more than one file, those of dropped folders included. Without it, says that it takes no folders,
 * and only the first of several files.
 */
@customElement('strong-file-drop')
export class StrongFileDrop extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
        padding: 0.4rem 0.75rem;
        margin-inline-start: -0.75rem;
        border: 1px dashed transparent;
        border-radius: var(--radius);
      }
      .over {
        border-color: var(--brass);
        background: var(--brass-tint);
      }
    `,
  ];

  /** Text before the button. */
  @property() label = TEXTS.fileDrop.label;
  @property() action = TEXTS.fileDrop.action;
  @property({ type: Boolean }) disabled = false;
  /** Takes files that are dropped anywhere in the window, unless another area takes them. */
  @property({ type: Boolean, attribute: 'whole-window' }) wholeWindow = false;

  /** With `multiple`: text of the button that chooses a folder. Empty: there is none. */
  @property({ attribute: 'folder-action' }) folderAction = '';

  /** Takes several files, and folders. */
  @property({ type: Boolean }) multiple = false;

  @state() private over = false;
  /** What was not taken of the last drop. */
  @state() private note = '';
  @query('.files') private input!: HTMLInputElement;
  @query('.folder') private folder!: HTMLInputElement;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const [name, listener] of this.#windowListeners) document.addEventListener(name, listener);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const [name, listener] of this.#windowListeners) document.removeEventListener(name, listener);
  }

  override render() {
    return html`<div
      class=${this.over ? 'over' : ''}
      @dragover=${this.onDragOver}
      @dragleave=${() => (this.over = false)}
      @drop=${(event: DragEvent) => this.onDrop(event)}
    >
      <span>${this.label}</span>
      <button type="button" ?disabled=${this.disabled} @click=${() => this.input.click()}>${this.action}</button>
      <input
        type="file"
        class="files"
        hidden
        ?multiple=${this.multiple}
        aria-label=${this.action}
        @change=${this.onChosen}
      />
      ${this.multiple && this.folderAction ? this.renderFolder() : nothing}
      ${this.note ? html`<span class="small" role="note" lang=${LANGUAGE}>${this.note}</span>` : nothing}
    </div>`;
  }

  private renderFolder() {
    return html`<button
        type="button"
        class="choose-folder"
        ?disabled=${this.disabled}
        @click=${() => this.folder.click()}
      >
        ${this.folderAction}
      </button>
      <input
        type="file"
        class="folder"
        hidden
        webkitdirectory
        aria-label=${this.folderAction}
        @change=${this.onFolder}
      />`;
  }

  /** Listeners on the document, so that they run before those on the window and after those of an area. */
  readonly #windowListeners: readonly (readonly [string, (event: Event) => void])[] = [
    ['dragover', (event) => this.onWindowDrag(event as DragEvent, this.onDragOver)],
    ['drop', (event) => this.onWindowDrag(event as DragEvent, this.onOutsideDrop)],
    ['dragleave', (event) => (event as DragEvent).relatedTarget === null && (this.over = false)],
  ];

  private onWindowDrag(event: DragEvent, take: (event: DragEvent) => void) {
    if (!this.wholeWindow || this.disabled || !hasFiles(event)) return;
    if (event.defaultPrevented) this.over &&= event.composedPath().includes(this) && event.type === 'dragover';
    else take.call(this, event);
  }

  private onDragOver(event: DragEvent) {
    event.preventDefault();
    this.over = !this.disabled;
  }

  private onDrop(event: DragEvent, isOutside = false) {
    event.preventDefault();
    this.over = false;
    this.give(droppedFiles(event.dataTransfer), isOutside);
  }

  private onOutsideDrop(event: DragEvent) {
    this.onDrop(event, true);
  }

  private onChosen() {
    this.give({ files: [...(this.input.files ?? [])], folders: [] });
    // Otherwise the input fires no change when the same file is chosen again.
    this.input.value = '';
  }

  private onFolder() {
    const chosen = [...(this.folder.files ?? [])];
    this.folder.value = '';
    if (this.disabled) return;
    if (chosen.length === 0) this.say(TEXTS.fileDrop.noFiles);
    else this.giveSeveral(chosen.map((file) => ({ file, path: file.webkitRelativePath || file.name })));
  }

  private give({ files, folders }: Dropped, isOutside = false) {
    if (this.disabled) return;
    if (this.multiple) {
      const given = files.map((file) => ({ file, path: file.name }));
      if (folders.length > 0) void this.readFolders(given, folders, isOutside);
      else this.giveSeveral(given, isOutside);
      return;
    }
    const [file] = files;
    const isCut = file !== undefined && files.length > 1;
    this.say(folders.length > 0 ? TEXTS.fileDrop.foldersIgnored : isCut ? TEXTS.fileDrop.onlyFirst(file.name) : '');
    if (file) FILE.dispatch(this, { file, isOutside });
  }

  private async readFolders(given: readonly DroppedFile[], folders: Dropped['folders'], isOutside: boolean) {
    try {
      const { filesOf } = await import('./read-folder.ts');
      const found = [...given];
      for (const folder of folders) found.push(...(await filesOf(folder, MAX_FILES + 1)));
      if (found.length === 0) this.say(TEXTS.fileDrop.noFiles);
      else this.giveSeveral(found, isOutside);
    } catch (error) {
      this.say(TEXTS.fileDrop.folderUnreadable((error as Error).message));
    }
  }

  private giveSeveral(files: readonly DroppedFile[], isOutside = false) {
    const [first] = files;
    if (!first) return;
    this.say(files.length > MAX_FILES ? TEXTS.fileDrop.tooMany(count(MAX_FILES)) : '');
    if (files.length === 1) FILE.dispatch(this, { file: first.file, isOutside });
    else FILES.dispatch(this, { files: files.slice(0, MAX_FILES), isOutside });
  }

  /** Shows and announces what was not taken; '' removes it. */
  private say(note: string) {
    this.note = note;
    if (note) announce(this, note, 'polite', LANGUAGE);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-file-drop': StrongFileDrop;
  }
}
