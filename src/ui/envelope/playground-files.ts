import { html, nothing, type ReactiveControllerHost } from 'lit';
import { announce } from '../kit/announce.ts';
import type { DroppedFile } from '../kit/dropped-files.ts';
import { bytesExactly } from '../kit/format.ts';
import { saveTarget } from '../kit/save-file.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { Recorder } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import type { BranchKeyNote } from './branch-keys.ts';
import { TEXTS as COMPARISON } from './comparison-texts.ts';
import { contentIdentity, ENCRYPTED_EXTENSION, withFileIdentity } from './encrypted-name.ts';
import { decryptFile, encryptFile, type Sink } from './envelope-calls.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import { FileBatches } from './file-batches.ts';
import { TEXTS as FILE_TEXTS } from './file-form-texts.ts';
import { TEXTS as KEYRING_TEXTS } from './keyring-texts.ts';
import type { KeyringSettings } from './keyring-type.ts';
import { findLeftOutPairs, keepLeftOutPairs } from './left-out-pairs.ts';
import { headerOf, type NamedBlob } from './message-head.ts';
import { PLAYGROUND_ALIAS, ensurePlaygroundKey } from './playground-key.ts';
import type { PlaygroundOperation } from './playground-operation.ts';
import { TEXTS } from './playground-texts.ts';
import { addRun, type FinishedRun } from './run-facts.ts';
import type { RunKeyring } from './run-keyring.ts';
import type { RunWatch } from './run-watch.ts';
import { FIRST_SETTINGS, type CHANGE_SETTINGS, type FileSettings, type SEND_FILES } from './strong-file-form.ts';
import type { CHANGE_BRANCH_KEYS } from './strong-keyring-form.ts';
import '../kit/strong-progress.ts';
import './strong-file-form.ts';

/** What the page has entered for all of its tabs. */
interface FileInput {
  readonly context: PageContext;
  readonly key: string;
  readonly pairs: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  /** Shows the errors of the fields. Returns true if no field has one. */
  check(): boolean;
  /** Clears every result. */
  clear(): void;
}

/** The keys of an encryption, and where KMS is called. */
interface KeyringChoice extends Pick<FileInput, 'context' | 'key'> {
  readonly keyring: KeyringSettings;
  readonly furtherKeys: readonly string[];
}

const loadKeyrings = () => import('./run-keyring.ts');

/** Encrypts and decrypts files on the Playground: their form, and what is known after a run. */
export class PlaygroundFiles {
  readonly batches: FileBatches;
  /** Why a file was not sent to be decrypted, or what to try after it was refused. */
  advice = '';
  /** The runs of this visit. */
  finished: readonly FinishedRun[] = [];
  settings: FileSettings = FIRST_SETTINGS;
  /** The last file that was encrypted. */
  lastFile: File | undefined;
  /** The message of the last run: what it wrote, or tried to read. */
  lastMessage: NamedBlob | undefined;
  /** Name of the file that the last run read. */
  inputName = '';
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #operation: PlaygroundOperation;
  readonly #input: () => FileInput;
  /** The last encrypted file, to be decrypted with one click. */
  #encrypted: NamedBlob | undefined;
  #branchKeys: readonly BranchKeyNote[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement, operation: PlaygroundOperation, input: () => FileInput) {
    this.#host = host;
    this.#operation = operation;
    this.#input = input;
    this.batches = new FileBatches(host, () => input().context);
  }

  /** Reads the branch keys of the tab: those of the present Region and caller. */
  async readBranchKeys(): Promise<void> {
    if (this.settings.keyring.type !== 'aws-kms-hierarchy') return;
    const { branchKeysOf } = await import('./branch-keys.ts');
    this.#branchKeys = branchKeysOf(this.#input().context).notes;
    this.#host.requestUpdate();
  }

  /** Offers an encrypted file, to be decrypted with one click. */
  offer(encrypted: NamedBlob): void {
    this.#encrypted = encrypted;
    this.#host.requestUpdate();
  }

  /** A run that has not begun, with the chosen keyring. Undefined for the default one. */
  get expected(): EnvelopeRun | undefined {
    const { type } = this.settings.keyring;
    if (type === 'aws-kms') return undefined;
    return { direction: 'encrypt', file: { name: '' }, context: {}, calls: [], done: 0, keyring: type };
  }

  renderForm() {
    const { pairs, names } = this.#input();
    const { progress, isBusy } = this.#operation;
    return html`<strong-file-form
        .settings=${this.settings}
        .pairs=${pairs}
        .names=${names}
        .encrypted=${this.#encrypted}
        .branchKeys=${this.#branchKeys}
        ?busy=${isBusy}
        @strong-change-settings=${this.#onChangeSettings}
        @strong-change-branch-keys=${this.#onChangeBranchKeys}
        @strong-send-files=${this.#onSendFiles}
      ></strong-file-form>
      ${
        progress
          ? html`<strong-progress
              class="all"
              what=${progress.what}
              .done=${progress.bytesIn}
              .of=${progress.of}
              @strong-cancel=${() => this.#operation.cancel()}
            ></strong-progress>`
          : nothing
      }`;
  }

  readonly #onChangeSettings = ({ detail }: EventOf<typeof CHANGE_SETTINGS>) => {
    this.settings = { ...this.settings, ...detail };
    if (!this.#operation.isBusy) this.#input().clear();
    this.#host.requestUpdate();
    void this.readBranchKeys();
  };

  readonly #onChangeBranchKeys = ({ detail }: EventOf<typeof CHANGE_BRANCH_KEYS>) =>
    this.#operation.start(async (recorder) => {
      const { changeBranchKeys } = await loadKeyrings();
      const { context, key } = this.#input();
      if (detail === 'create' && key === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder, context);
      const id = await changeBranchKeys(recorder, context, detail, this.settings.keyring, key);
      this.settings = { ...this.settings, keyring: { ...this.settings.keyring, branchKeyId: id } };
      await this.readBranchKeys();
      const { created, versionAdded } = KEYRING_TEXTS.branchKeys;
      this.#operation.finish(detail === 'create' ? created(id) : versionAdded(id));
    });

  readonly #onSendFiles = ({ detail: { direction, files, isList } }: EventOf<typeof SEND_FILES>) => {
    const form = this.#host.shadowRoot?.querySelector('strong-file-form');
    if (!this.#input().check() || !form?.check()) return;
    const [first] = files;
    if (!first) return;
    if (direction === 'decrypt') void (isList ? this.#decryptFiles(files) : this.#decryptFile(first.file));
    else if (isList || this.batches.isLarge(first.file)) this.#encryptFiles(files);
    else void this.#encryptFile(first.file);
  };

  get #runOptions() {
    return { isStepwise: this.settings.isStepwise, canceled: TEXTS.files.canceled };
  }

  get #furtherKeys(): readonly string[] {
    return this.settings.furtherKeys.filter(Boolean);
  }

  get #choice(): KeyringChoice {
    const { context, key } = this.#input();
    return { context, key, keyring: this.settings.keyring, furtherKeys: this.#furtherKeys };
  }

  get #encryption() {
    const { key, pairs } = this.#input();
    const requiredContextKeys = this.settings.leftOut.filter((name) => Object.hasOwn(pairs, name));
    return { keyIds: [key, ...this.#furtherKeys], requiredContextKeys };
  }

  /** Creates the keyring of a run, and the key of the Playground if it is used. */
  async #keyring(
    recorder: Recorder,
    { context, key, keyring, furtherKeys }: KeyringChoice,
  ): Promise<RunKeyring | undefined> {
    const usesKey = keyring.type === 'aws-kms' || keyring.type === 'aws-kms-hierarchy';
    if ((usesKey ? [key, ...furtherKeys] : furtherKeys).includes(PLAYGROUND_ALIAS))
      await ensurePlaygroundKey(recorder, context);
    if (keyring.type === 'aws-kms') return undefined;
    const { encryptionKeyring } = await loadKeyrings();
    const created = await encryptionKeyring(recorder, context, keyring, key, furtherKeys);
    await this.readBranchKeys();
    return created;
  }

  #encryptFiles(files: readonly DroppedFile[]) {
    const { pairs } = this.#input();
    const { isNameStored } = this.settings;
    // What is chosen now counts for every file.
    const choice = this.#choice;
    const isDefault = choice.keyring.type === 'aws-kms';
    const keyring = isDefault ? undefined : (recorder: Recorder) => this.#keyring(recorder, choice);
    this.batches.encrypt(files, { ...this.#encryption, pairs, isNameStored, keyring });
  }

  #encryptFile(file: File) {
    return this.#operation.start(async (recorder, signal) => {
      const name = `${file.name}${ENCRYPTED_EXTENSION}`;
      const target = await saveTarget(name);
      if (!target) return;
      const watch = this.#operation.watch(TEXTS.files.encrypting(file.name), file.size, signal);
      const kept = await this.#encryptTo((stream) => target.write(stream, signal), file, recorder, watch);
      await keepLeftOutPairs(kept, this.#encryption.requiredContextKeys);
      this.#encrypted = this.lastMessage = { name, blob: kept };
      this.#operation.finish(TEXTS.files.encrypted(name, bytesExactly(kept.size)));
    }, this.#runOptions);
  }

  /** Encrypts the last file once more, to compare. Its output is not saved. */
  readonly encryptAgain = () => {
    const file = this.lastFile;
    if (!file) return undefined;
    return this.#operation.start(async (recorder, signal) => {
      const watch = this.#operation.watch(COMPARISON.encrypting(file.name), file.size, signal);
      await this.#encryptTo((stream) => stream.pipeTo(new WritableStream()), file, recorder, watch);
    });
  };

  async #encryptTo<T>(sink: Sink<T>, file: File, recorder: Recorder, watch: RunWatch): Promise<T> {
    const { pairs, context } = this.#input();
    const options = {
      ...this.#encryption,
      encryptionContext: this.settings.isNameStored ? withFileIdentity(pairs, file) : pairs,
      keyring: await this.#keyring(recorder, this.#choice),
    };
    const { run, kept } = await encryptFile(recorder, context, { name: file.name, blob: file }, options, sink, watch);
    this.lastFile = file;
    this.inputName = file.name;
    this.finished = await addRun(this.finished, run);
    return kept;
  }

  async #decryptFiles(files: readonly DroppedFile[]) {
    if (!(await this.#hasPairsFor(files.map(({ file }) => file)))) return;
    this.batches.decrypt(files, this.settings.reproduced, this.settings.keyring);
  }

  async #decryptFile(encrypted: File) {
    if (this.#operation.isBusy || !(await this.#hasPairsFor([encrypted]))) return;
    const { context } = this.#input();
    const { reproduced, keyring: settings } = this.settings;
    // A file that cannot be parsed is refused by the run itself.
    const keys = (await headerOf(encrypted))?.encryptedDataKeys ?? [];
    const { decryptionKeyring, lacksLocalKeys } = await loadKeyrings();
    const source = { name: encrypted.name, blob: encrypted };
    this.lastMessage = source;
    this.inputName = encrypted.name;
    if (this.batches.isLarge(encrypted)) {
      this.batches.decrypt([{ file: encrypted, path: encrypted.name }], reproduced, settings);
      if (await lacksLocalKeys(context, keys)) this.#advise(KEYRING_TEXTS.lacksKeys);
      return;
    }
    await this.#operation.start(async (recorder, signal) => {
      const { name, type } = await contentIdentity(source);
      const target = await saveTarget(name);
      if (!target) return;
      const keyring = await decryptionKeyring(recorder, context, settings, keys);
      const { kept } = await decryptFile(
        recorder,
        context,
        { name, blob: encrypted },
        (stream) => target.write(stream, signal),
        {
          ...this.#operation.watch(TEXTS.files.decrypting(encrypted.name), encrypted.size, signal),
          reproducedContext: reproduced,
          keyring,
        },
      );
      this.#operation.finish(TEXTS.files.decrypted(name, bytesExactly(kept.size), type));
    }, this.#runOptions);
    const { mayLackPairs } = this.#operation.outcome;
    if (mayLackPairs)
      this.#advise((await lacksLocalKeys(context, keys)) ? KEYRING_TEXTS.lacksKeys : FILE_TEXTS.reproduced.refused);
  }

  #advise(advice: string): void {
    this.advice = advice;
    this.#host.requestUpdate();
  }

  /** Asks for the pairs that the files are known to leave out. Returns whether all have values. */
  async #hasPairsFor(files: readonly Blob[]): Promise<boolean> {
    const names = new Set((await Promise.all(files.map(findLeftOutPairs))).flat());
    const { reproduced } = this.settings;
    const missing = [...names].filter((name) => !reproduced[name]);
    if (missing.length === 0) return true;
    this.#input().clear();
    const asked = Object.fromEntries(missing.map((name) => [name, '']));
    this.settings = { ...this.settings, reproduced: { ...reproduced, ...asked } };
    this.#advise(FILE_TEXTS.reproduced.missing(missing));
    announce(this.#host, this.advice);
    return false;
  }
}
