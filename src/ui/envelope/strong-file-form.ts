import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DroppedFile } from '../kit/dropped-files.ts';
import type { FileEvent, FilesEvent } from '../kit/strong-file-drop.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { ENCRYPTED_EXTENSION } from './encrypted-name.ts';
import type { BranchKeyNote } from './branch-keys.ts';
import { FIRST_KEYRING, type KeyringSettings } from './keyring-type.ts';
import type { NamedBlob } from './message-head.ts';
import type { Direction } from './envelope-run.ts';
import { TEXTS } from './file-form-texts.ts';
import { TEXTS as STEP_TEXTS } from './live-keys-texts.ts';
import { TEXTS as PAGE_TEXTS } from './playground-texts.ts';
import type { CHANGE_KEYS } from './strong-key-fields.ts';
import { CHANGE_BRANCH_KEYS, type CHANGE_KEYRING } from './strong-keyring-form.ts';
import '../kit/strong-file-drop.ts';
import './strong-key-fields.ts';
import './strong-keyring-form.ts';

/** What the user chooses for files, besides the key and the encryption context. */
export interface FileSettings {
  /** Whether the encryption context holds name and type of the file. */
  readonly isNameStored: boolean;
  /** Whether a single file halts before each step. */
  readonly isStepwise: boolean;
  /** Further KMS keys that can decrypt the file. */
  readonly furtherKeys: readonly string[];
  /** Names of pairs that the file does not store. */
  readonly leftOut: readonly string[];
  /** Pairs that the reader brings. */
  readonly reproduced: Readonly<Record<string, string>>;
  /** What wraps the data key. */
  readonly keyring: KeyringSettings;
}

/** The settings at the first visit. */
export const FIRST_SETTINGS: FileSettings = {
  isNameStored: true,
  isStepwise: false,
  furtherKeys: [],
  leftOut: [],
  reproduced: {},
  keyring: FIRST_KEYRING,
};

/** A setting was changed. */
export const CHANGE_SETTINGS = typedEvent<Partial<FileSettings>>('strong-change-settings');

/** Files to process. `isList`: they are shown as a list, even if it is one. */
export const SEND_FILES = typedEvent<{
  readonly direction: Direction;
  readonly files: readonly DroppedFile[];
  readonly isList: boolean;
}>('strong-send-files');

/** The form of the Playground for files: recipients, which pairs are stored, and the areas to drop files on. */
@customElement('strong-file-form')
export class StrongFileForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: contents;
      }
      :host > * {
        min-width: 0;
      }
      .all {
        grid-column: 1 / -1;
      }
      .stack {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }
      fieldset {
        display: grid;
        gap: 0.35rem;
        justify-items: start;
      }
      .choice {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) settings = FIRST_SETTINGS;
  /** The encryption context. */
  @property({ attribute: false }) pairs: Readonly<Record<string, string>> = {};
  /** Aliases to choose from. */
  @property({ attribute: false }) names: readonly string[] = [];
  /** The last encrypted file, to be decrypted with one click. */
  @property({ attribute: false }) encrypted: NamedBlob | undefined;
  /** The branch keys to choose from. */
  @property({ attribute: false }) branchKeys: readonly BranchKeyNote[] = [];
  @property({ type: Boolean }) busy = false;

  override render() {
    const { settings, encrypted, busy } = this;
    const { files } = PAGE_TEXTS;
    return html`<strong-keyring-form
        .settings=${settings.keyring}
        .names=${this.names}
        .branchKeys=${this.branchKeys}
        ?busy=${busy}
        @strong-change-keyring=${({ detail }: EventOf<typeof CHANGE_KEYRING>) => this.change({ keyring: { ...settings.keyring, ...detail } })}
        @strong-change-branch-keys=${({ detail }: EventOf<typeof CHANGE_BRANCH_KEYS>) => CHANGE_BRANCH_KEYS.dispatch(this, detail)}
      ></strong-keyring-form>
      <strong-key-fields
        .keys=${settings.furtherKeys}
        .names=${this.names}
        @strong-change-keys=${({ detail }: EventOf<typeof CHANGE_KEYS>) => this.change({ furtherKeys: detail })}
      ></strong-key-fields>
      <div class="stack">
        ${this.renderStorage()}
        <label class="choice"
          ><input
            id="store-name"
            type="checkbox"
            .checked=${settings.isNameStored}
            @change=${() => this.change({ isNameStored: !settings.isNameStored })}
          />${files.storeName}</label
        >
        <label class="choice"
          ><input
            id="stepwise"
            type="checkbox"
            aria-describedby="stepwise-hint"
            .checked=${settings.isStepwise}
            @change=${() => this.change({ isStepwise: !settings.isStepwise })}
          />${STEP_TEXTS.steps.choice}</label
        >
        <span id="stepwise-hint" class="soft small">${STEP_TEXTS.steps.hint}</span>
      </div>
      <strong-file-drop
        multiple
        whole-window
        label=${files.dropPlain}
        action=${files.choosePlain}
        folder-action=${files.chooseFolder}
        ?disabled=${busy}
        @strong-file=${(event: FileEvent) => this.onFile('encrypt', event)}
        @strong-files=${(event: FilesEvent) => this.onFiles('encrypt', event)}
      ></strong-file-drop>
      <div class="stack">
        <strong-file-drop
          multiple
          label=${files.dropEncrypted}
          action=${files.chooseEncrypted}
          ?disabled=${busy}
          @strong-file=${(event: FileEvent) => this.onFile('decrypt', event)}
          @strong-files=${(event: FilesEvent) => this.onFiles('decrypt', event)}
        ></strong-file-drop>
        ${
          encrypted
            ? html`<button
                type="button"
                id="decrypt-again"
                aria-disabled=${busy ? 'true' : 'false'}
                @click=${() => this.send('decrypt', [toDropped(encrypted)], false)}
              >
                ${files.decryptAgain(encrypted.name)}
              </button>`
            : nothing
        }
        <strong-pairs
          label=${TEXTS.reproduced.label}
          logged
          .pairs=${settings.reproduced}
          @strong-pairs=${({ detail }: PairsEvent) => this.change(detail ? { reproduced: detail } : {})}
        ></strong-pairs>
        <span class="soft small">${TEXTS.reproduced.hint}</span>
      </div>`;
  }

  /** Shows the errors of the pairs that the reader brings. Returns true if no pair has one. */
  check(): boolean {
    return reportPairs(this.renderRoot as ShadowRoot);
  }

  private renderStorage() {
    const { leftOut } = this.settings;
    const pairs = Object.entries(this.pairs);
    if (pairs.length === 0) return nothing;
    const toggle = (name: string) =>
      this.change({ leftOut: leftOut.includes(name) ? leftOut.filter((one) => one !== name) : [...leftOut, name] });
    return html`<fieldset id="storage" aria-describedby="storage-hint">
      <legend>${TEXTS.storage.legend}</legend>
      ${pairs.map(
        ([name, value]) =>
          html`<label class="choice"
            ><input
              type="checkbox"
              value=${name}
              .checked=${!leftOut.includes(name)}
              @change=${() => toggle(name)}
            />${TEXTS.storage.pair(name, value)}</label
          >`,
      )}
      <span id="storage-hint" class="soft small">${TEXTS.storage.hint}</span>
    </fieldset>`;
  }

  private change(detail: Partial<FileSettings>) {
    CHANGE_SETTINGS.dispatch(this, detail);
  }

  /** Sends a file; an encrypted one that was dropped outside of both areas is to be decrypted. */
  private onFile(area: Direction, { detail: { file, isOutside } }: FileEvent) {
    const direction = isOutside && file.name.endsWith(ENCRYPTED_EXTENSION) ? 'decrypt' : area;
    this.send(direction, [{ file, path: file.name }], false);
  }

  private onFiles(area: Direction, { detail: { files, isOutside } }: FilesEvent) {
    const areEncrypted = isOutside && files.every(({ file }) => file.name.endsWith(ENCRYPTED_EXTENSION));
    this.send(areEncrypted ? 'decrypt' : area, files, true);
  }

  private send(direction: Direction, files: readonly DroppedFile[], isList: boolean) {
    SEND_FILES.dispatch(this, { direction, files, isList });
  }
}

const toDropped = ({ blob, name }: NamedBlob): DroppedFile => ({ file: new File([blob], name), path: name });

declare global {
  interface HTMLElementTagNameMap {
    'strong-file-form': StrongFileForm;
  }
}
