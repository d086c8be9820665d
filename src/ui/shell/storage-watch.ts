import { nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { forgetStoredCommits, noteStoredCommits } from '../../client/stored-commits.ts';
import type { Sandbox } from '../../client/strongroom.ts';
import type { StorageInfo } from '../../model/contract.ts';
import { browserStorage } from '../page/browser-storage.ts';
import type { storageNote } from './storage-note.ts';

/** Interval of retries while storage fails, so that the note disappears without a reload. */
const RETRY_MS = 5000;

type Host = ReactiveControllerHost & { readonly isConnected: boolean };

/** Whether there is something to say about the storage of a sandbox. */
const needsNote = ({ kind, problem, missing, damaged }: StorageInfo): boolean =>
  kind === 'memory' || problem !== undefined || missing !== undefined || damaged !== undefined;

/** Options of a StorageWatch. */
export interface StorageWatchOptions {
  /** The sandbox that is shown. */
  shown(): { readonly id: string; readonly sandbox: Pick<Sandbox, 'storage' | 'continueWithStoredData'> };
  /** Called when storage works again after it failed. */
  recovered(): void;
}

/**
 * Reads where the sandbox is stored, and renders a note while that is in memory, while storage fails, or if records are
 * damaged. The code of the note is loaded when there is one.
 */
export class StorageWatch implements ReactiveController {
  readonly #host: Host;
  readonly #options: StorageWatchOptions;
  /** ID of the sandbox of `#state`. */
  #world: string | undefined;
  #state: StorageInfo | undefined;
  #note: typeof storageNote | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, options: StorageWatchOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    void this.check();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Reads the state, and again later while storage fails. */
  async check(): Promise<void> {
    clearTimeout(this.#timer);
    const { id, sandbox } = this.#options.shown();
    const state = await sandbox.storage();
    // Another sandbox is shown by now, and read by another check.
    if (id !== this.#options.shown().id) return;
    const before = this.#world === id ? this.#state : undefined;
    this.#world = id;
    this.#state = state;
    if (before?.missing !== undefined && state.missing === undefined) forgetStoredCommits(browserStorage(), id);
    this.#host.requestUpdate();
    if (needsNote(state)) this.#loadNote().catch(() => undefined);
    if (before?.problem !== undefined && state.problem === undefined) this.#options.recovered();
    clearTimeout(this.#timer);
    if (state.problem !== undefined && this.#host.isConnected)
      this.#timer = setTimeout(() => void this.check(), RETRY_MS);
  }

  /** Remembers the number of a stored commit. */
  noteCommit(seq: number): void {
    const { id } = this.#options.shown();
    if (this.#world === id && this.#state?.kind === 'indexeddb') noteStoredCommits(browserStorage(), seq, id);
  }

  async #loadNote(): Promise<void> {
    this.#note ??= (await import('./storage-note.ts')).storageNote;
    this.#host.requestUpdate();
  }

  /** Accepts that stored data is missing. */
  readonly #continue = async (): Promise<void> => {
    const continuing = this.#options.shown().sandbox.continueWithStoredData();
    // `check` shows why storage fails.
    await continuing.catch(() => undefined);
    await this.check();
  };

  /** Renders the note; nothing while storage works and is persistent, and until its code is loaded. */
  render(): TemplateResult | typeof nothing {
    const state = this.#state;
    return state !== undefined && needsNote(state) ? (this.#note?.(state, this.#continue) ?? nothing) : nothing;
  }
}
