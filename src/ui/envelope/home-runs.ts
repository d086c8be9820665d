import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Progress } from '../../envelope/frame-stream.ts';
import type { KeyLocation } from '../../model/contract.ts';
import { announce } from '../kit/announce.ts';
import { bytesExactly, duration } from '../kit/format.ts';
import { Recorder, type CallRecord } from '../page/call-recorder.ts';
import { elsewhereOf } from '../page/find-key-elsewhere.ts';
import type { Kept } from '../page/kept-file.ts';
import type { PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import type { RunResult } from './home-heading.ts';
import { TEXTS } from './home-texts.ts';
import { keptKeyOf } from './load-kept-key.ts';
import type { NamedBlob } from './message-head.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { contextFor, SAMPLE } from './sample-file.ts';
import type { KeptKey, Opened } from './strong-kept-file.ts';

/** Work that takes longer shows its progress. */
const PROGRESS_DELAY_MS = 400;

/** A longer decrypted text is not shown. */
const MAX_SHOWN_TEXT_BYTES = 4096;

/** What the code example has called and printed. */
interface Snippet {
  readonly calls: readonly CallRecord[];
  readonly printed?: string;
  readonly problem?: Problem;
}

/** What Home shows of its runs. */
interface HomeState {
  readonly run: EnvelopeRun | undefined;
  readonly calls: readonly CallRecord[];
  readonly isBusy: boolean;
  readonly working: { readonly what: string; readonly done: number; readonly of: number } | undefined;
  readonly problem: Problem | undefined;
  readonly elsewhere: readonly KeyLocation[];
  readonly kept: Kept | undefined;
  readonly opened: Opened | undefined;
  /** The KMS key of the kept file. */
  readonly kmsKey: KeptKey;
  readonly isCanceled: boolean;
  /** What the last run did: the heading shows it. */
  readonly result: RunResult | undefined;
  /** The last run created the Playground key. */
  readonly isKeyCreated: boolean;
  readonly snippet: Snippet;
}

/** What is shown of an earlier run, caller or Region is removed. */
const CLEARED = {
  run: undefined,
  calls: [],
  problem: undefined,
  opened: undefined,
  result: undefined,
  snippet: { calls: [] },
} satisfies Partial<HomeState>;

const blobOf = (stream: ReadableStream<Uint8Array>): Promise<Blob> =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();

const loadCalls = () => import('./envelope-calls.ts');

/** Encrypts and decrypts the file of Home, one operation at a time, and knows what the page shows of it. */
export class HomeRuns implements ReactiveController {
  state: HomeState = {
    ...CLEARED,
    isBusy: false,
    working: undefined,
    elsewhere: [],
    kept: undefined,
    kmsKey: { exists: true },
    isCanceled: false,
    isKeyCreated: false,
  };
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #context: () => PageContext;
  readonly #onDone: () => void;
  #abort = new AbortController();

  /** @param onDone called after a run that succeeded */
  constructor(host: ReactiveControllerHost & HTMLElement, context: () => PageContext, onDone: () => void) {
    this.#host = host;
    this.#context = context;
    this.#onDone = onDone;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** Clears the results of another caller or Region. */
  reset(): void {
    this.cancel();
    this.#show(CLEARED);
  }

  /** Shows the file of the last visit, unless there is one. */
  showKept(kept: Kept | undefined): void {
    if (!this.state.kept) this.#show({ kept });
  }

  /** Loads whether the KMS key of the kept file exists. */
  async loadKeyState(): Promise<void> {
    const { kept } = this.state;
    if (!kept) return;
    const kmsKey = await keptKeyOf(this.#context().strongroom.sandbox, kept.note.keyArn).catch(() => undefined);
    if (kmsKey && kept === this.state.kept) this.#show({ kmsKey });
  }

  readonly encryptSample = () =>
    this.encrypt({ name: SAMPLE.name, blob: new Blob([SAMPLE.text], { type: SAMPLE.type }) });

  encrypt(file: NamedBlob): Promise<void> {
    return this.#work(async () => {
      const context = this.#context();
      const { region, caller, shelf } = context;
      const recorder = this.#recordedIn(region);
      this.#show({ calls: [], opened: undefined });
      const isKeyCreated = await ensurePlaygroundKey(recorder, context);
      this.#show({ isKeyCreated });
      const { type, size: length } = file.blob;
      const encryptionContext = contextFor({ name: file.name, type });
      const note = {
        name: file.name,
        type,
        size: length,
        context: encryptionContext,
        region,
        caller,
        sealedAt: Date.now(),
      };
      const { encryptFile } = await loadCalls();
      const { kept } = await encryptFile(
        recorder,
        context,
        file,
        { keyIds: [PLAYGROUND_ALIAS], encryptionContext },
        (stream) =>
          shelf.keep(stream, (sealedSize) => ({
            ...note,
            sealedSize,
            keyArn: recorder.last('GenerateDataKey')?.output.KeyId ?? '',
          })),
        { ...this.#watch(TEXTS.encrypting(file.name), length), onRun: (run) => this.#show({ run }) },
      );
      const { heldMs } = this.state.run ?? {};
      const { name, size: from, sealedSize: to } = kept.note;
      this.#show({ kept, kmsKey: { exists: true }, result: { direction: 'encrypt', name, from, to, heldMs } });
      const size = bytesExactly(length);
      announce(
        this.#host,
        heldMs === undefined ? TEXTS.encrypted(name, size) : TEXTS.encryptedWith(name, size, duration(heldMs)),
      );
    });
  }

  readonly decryptKept = async (): Promise<void> => {
    const { kept } = this.state;
    if (!kept) return;
    await this.#work(async () => {
      const { name, region, type } = kept.note;
      const recorder = this.#recordedIn(region);
      this.#show({ calls: [], opened: undefined, isKeyCreated: false });
      const { decryptFile } = await loadCalls();
      const { run, kept: blob } = await decryptFile(
        recorder,
        { ...this.#context(), region },
        { name, blob: kept.sealed },
        blobOf,
        this.#watch(TEXTS.decrypting(name), kept.sealed.size),
      );
      const isReadable = type.startsWith('text/') && blob.size <= MAX_SHOWN_TEXT_BYTES;
      const [from, to] = [kept.sealed.size, blob.size];
      this.#show({
        run,
        result: { direction: 'decrypt', name, from, to, heldMs: run.heldMs },
        opened: { blob, text: isReadable ? await blob.text() : undefined },
      });
      announce(this.#host, TEXTS.decrypted(name, bytesExactly(to)));
    });
  };

  /** Decrypts a file for the experiments, as the current caller in the Region in which it was encrypted. */
  readonly decryptCopy = async (encrypted: NamedBlob): Promise<Blob> => {
    const recorder = this.#recorderIn(this.state.kept?.note.region ?? this.#context().region);
    const { decryptFile } = await loadCalls();
    return (await decryptFile(recorder, this.#context(), encrypted, blobOf)).kept;
  };

  /** Runs the code example. */
  readonly runCode = async (): Promise<void> => {
    if (this.state.isBusy) return;
    const { signal } = (this.#abort = new AbortController());
    const show = (snippet: Snippet) => {
      // The calls of an earlier caller or Region are not those of the page now.
      if (!signal.aborted) this.#show({ snippet });
    };
    this.#show({ isBusy: true });
    const recorder = this.#recorderIn(this.#context().region, () => show({ calls: [...recorder.calls] }));
    try {
      const { runSnippet } = await import('./run-sample-snippet.ts');
      show({ printed: await runSnippet(recorder), calls: recorder.calls });
    } catch (error) {
      show({ problem: problemOf(error), calls: recorder.calls });
    } finally {
      this.#show({ isBusy: false });
    }
  };

  #show(change: Partial<HomeState>): void {
    this.state = { ...this.state, ...change };
    this.#host.requestUpdate();
  }

  #recorderIn(region: string, onCall?: () => void): Recorder {
    const { strongroom, caller } = this.#context();
    return new Recorder(strongroom.kms(region, caller), onCall);
  }

  /** A recorder whose calls are shown. */
  #recordedIn(region: string): Recorder {
    const recorder = this.#recorderIn(region, () => this.#show({ calls: [...recorder.calls] }));
    return recorder;
  }

  /** Options of a run that shows its progress after PROGRESS_DELAY_MS and that the user can cancel. */
  #watch(what: string, of: number) {
    const startedAt = performance.now();
    return {
      signal: this.#abort.signal,
      onProgress: ({ bytesIn: done }: Progress) => {
        if (performance.now() - startedAt > PROGRESS_DELAY_MS) this.#show({ working: { what, done, of } });
      },
    };
  }

  /** Runs one operation at a time and shows its error. A canceled one changes nothing. */
  async #work(act: () => Promise<void>): Promise<void> {
    if (this.state.isBusy) return;
    const { signal } = (this.#abort = new AbortController());
    this.#show({ isBusy: true, problem: undefined, isCanceled: false });
    try {
      await act();
      await this.#host.updateComplete;
      this.#onDone();
    } catch (error) {
      // The picture may show a plaintext data key by now, of work that has failed.
      this.#show({ run: undefined, result: undefined, isCanceled: signal.aborted });
      if (signal.aborted) {
        this.#show({ calls: [] });
        announce(this.#host, TEXTS.canceled);
      } else await this.#explain(error);
    } finally {
      this.#show({ isBusy: false, working: undefined });
    }
  }

  async #explain(error: unknown): Promise<void> {
    const context = this.#context();
    const problem = problemOf(error);
    void this.loadKeyState();
    const elsewhere = await elsewhereOf(problem, this.state.kept?.note.keyArn, context, context.strongroom);
    this.#show({ problem, elsewhere });
    announce(this.#host, TEXTS.failed(problem.name, problem.words?.happened ?? problem.message), 'assertive');
  }
}
