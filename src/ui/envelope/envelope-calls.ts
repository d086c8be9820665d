/** Encrypts and decrypts a file step by step, and reports each step for display. */
import type { MessageFacts } from '../../envelope/files/file-messages.ts';
import { createEnvelope, type EnvelopeOperation } from '../../envelope/envelope.ts';
import type { DecryptOptions } from '../../envelope/decrypt.ts';
import type { EncryptOptions } from '../../envelope/encrypt.ts';
import type { EncryptionContext } from '../../envelope/encryption-context.ts';
import { parseArn } from '../../model/arn.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Recorder } from '../page/call-recorder.ts';
import { DataKeyUse } from './data-key-use.ts';
import { STEP_COUNT, type EnvelopeRun, type RunKey } from './envelope-run.ts';
import { headOf, MAX_HEAD_BYTES, SHOWN_BYTES, type NamedBlob } from './message-head.ts';
import type { observeMaterials } from './observed-materials.ts';
import { HeldKeys, type KeyList } from './held-keys.ts';
import type { SecretKind } from './live-keys.ts';
import { noteEndedRun, type EndedRun } from './note-ended-run.ts';
import type { LedgerSandbox } from './program-ledger.ts';
import type { RunKeyring } from './run-keyring.ts';
import type { RunWatch } from './run-watch.ts';

/** Caller and Region of a run: those of the client that its recorder uses. Every call is made there. */
export interface RunPlace {
  readonly region: string;
  readonly caller: string;
  /** The sandbox whose ledger lists what the run encrypts or decrypts. Omitted: none does. */
  readonly strongroom?: LedgerSandbox;
}

/** Consumes the output of a run. Its result is passed on. */
export type Sink<T> = (stream: ReadableStream<Uint8Array>) => Promise<T>;

/** The key of a response; `asked` is the key identifier of the request. */
function keyOf(arn: string | undefined, asked: string | undefined): RunKey | undefined {
  const resource = arn === undefined ? undefined : parseArn(arn)?.resource;
  if (!arn || !resource) return undefined;
  const alias = asked?.match(/alias\/.*/)?.[0];
  return { arn, keyId: resource.replace(/^key\//, ''), ...(alias ? { alias } : {}) };
}

/** Observes a stream: its length, its first bytes, and all bytes if `keepsAll`. */
class StreamObserver {
  total = 0;
  readonly chunks: Uint8Array<ArrayBuffer>[] = [];
  readonly #head = new Uint8Array(MAX_HEAD_BYTES);
  readonly #keepsAll: boolean;

  constructor(keepsAll: boolean) {
    this.#keepsAll = keepsAll;
  }

  get head(): Uint8Array<ArrayBuffer> {
    return this.#head.subarray(0, Math.min(this.total, MAX_HEAD_BYTES));
  }

  /** A transform that passes everything through, after `onChunk` for each chunk. */
  through(onChunk: () => void | Promise<void> = () => {}): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform: async (chunk, controller) => {
        if (this.total < MAX_HEAD_BYTES) this.#head.set(chunk.subarray(0, MAX_HEAD_BYTES - this.total), this.total);
        this.total += chunk.length;
        if (this.#keepsAll) this.chunks.push(Uint8Array.from(chunk));
        await onChunk();
        controller.enqueue(chunk);
      },
    });
  }
}

const isCanceled = (reason: unknown) => reason instanceof DOMException && reason.name === 'AbortError';

/**
 * Passes `output` to `sink`, and waits for both ends of the operation. Prefers the error of the envelope, which caused
 * that of the stream, unless the sink has failed and so canceled the operation.
 */
async function finish<T>(
  { result }: EnvelopeOperation,
  output: ReadableStream<Uint8Array>,
  sink: Sink<T>,
  { signal }: RunWatch,
) {
  const sunk = sink(output).catch(async (error: unknown) => {
    // A sink that fails before it reads would leave the operation waiting. The stream of another one is locked.
    await output.cancel(error).catch(() => undefined);
    throw error;
  });
  const [sinkEnd, end] = await Promise.allSettled([sunk, result]);
  const isFailedSink = sinkEnd.status === 'rejected' && !signal?.aborted;
  if (end.status === 'rejected') throw isFailedSink && isCanceled(end.reason) ? sinkEnd.reason : end.reason;
  if (sinkEnd.status === 'rejected') throw sinkEnd.reason;
  return { kept: sinkEnd.value, header: end.value.header };
}

const keyringOf = (keyring: RunKeyring | undefined) =>
  keyring && keyring.type !== 'aws-kms' ? { keyring: keyring.type } : {};

/** What a plaintext in a request or answer is. */
function kindOf(input: object): SecretKind {
  const { EncryptionAlgorithm, EncryptionContext = {} } = input as Partial<InputOf<'Decrypt'>>;
  if (EncryptionAlgorithm) return 'dataKeyAndDigest';
  return 'branch-key-id' in EncryptionContext ? 'branchKey' : 'dataKey';
}

/** Lists the secrets in the recorded requests and answers, which the page shows. */
function listSecrets({ calls }: Recorder, keys: KeyList | undefined, file: string): void {
  for (const { input, reply } of calls) {
    const { Plaintext, SharedSecret } = (reply.ok ? reply.output : {}) as {
      readonly Plaintext?: Uint8Array;
      readonly SharedSecret?: Uint8Array;
    };
    const sent = (input as { readonly Plaintext?: Uint8Array }).Plaintext;
    for (const bytes of [Plaintext, sent]) if (bytes) keys?.add('display', file, bytes, kindOf(input));
    if (SharedSecret) keys?.add('display', file, SharedSecret, 'sharedSecret');
  }
}

/** The KMS key of the last call that used one. Undefined if no call did. */
function usedKey({ calls }: Recorder): RunKey | undefined {
  const last = calls.findLast(({ operation, reply }) => reply.ok && KEY_USES.has(operation));
  const { KeyId: asked } = (last?.input ?? {}) as { readonly KeyId?: string };
  return last?.reply.ok ? keyOf((last.reply.output as { readonly KeyId?: string }).KeyId, asked) : undefined;
}

/** Operations of the other keyrings that use a key. */
const KEY_USES: ReadonlySet<string> = new Set(['GetPublicKey', 'DeriveSharedSecret', 'Decrypt']);

/** Loads keyrings on first use. */
const observed = async (...parameters: Parameters<typeof observeMaterials>) =>
  (await import('./observed-materials.ts')).observeMaterials(...parameters);

/** Larger files are not in the ledger: their hashes would need a second pass over their bytes. */
const MAX_NOTED_BYTES = 4 * 2 ** 20;

const isNoted = ({ strongroom }: RunPlace, { size }: Blob): boolean =>
  strongroom !== undefined && size <= MAX_NOTED_BYTES;

/** The list of secrets of a run, which also remembers them for the ledger. Undefined: the page lists none. */
function heldKeys({ keys }: RunWatch): HeldKeys | undefined {
  return keys && new HeldKeys(keys);
}

/** Writes a run that has ended to the ledger, if it is to be there. */
async function note({ strongroom }: RunPlace, ended: Omit<EndedRun, 'output'> & { observer: StreamObserver }) {
  const { observer, source } = ended;
  if (!strongroom || source.size > MAX_NOTED_BYTES) return;
  await noteEndedRun(strongroom, { ...ended, output: observer.chunks });
}

const optional = ({ onProgress, signal }: RunWatch) => ({ onProgress, signal });

/** How a file is encrypted. */
export type EncryptFileOptions = Pick<EncryptOptions, 'requiredContextKeys'> & {
  /** Each key can decrypt the file. The first generates the data key. Not used if there is a keyring. */
  readonly keyIds: readonly string[];
  /** Another keyring. */
  readonly keyring?: RunKeyring | undefined;
  readonly encryptionContext: EncryptionContext;
};

/** Encrypts `file` into `sink`. Rejects with AWS's error, EnvelopeError, or the reason of the abort. */
export async function encryptFile<T>(
  recorder: Recorder,
  place: RunPlace,
  file: NamedBlob,
  options: EncryptFileOptions,
  sink: Sink<T>,
  watch: RunWatch = {},
): Promise<{ readonly run: EnvelopeRun; readonly kept: T }> {
  const { region, caller } = place;
  const head = await headOf(file.blob);
  const { keyIds, keyring, ...others } = options;
  let run: EnvelopeRun = {
    direction: 'encrypt',
    ...keyringOf(keyring),
    file: { name: file.name, size: file.blob.size, head },
    context: options.encryptionContext,
    calls: recorder.calls,
    done: 0,
  };
  const update = (change: Partial<EnvelopeRun>) => {
    run = { ...run, ...change };
    watch.onRun?.(run);
  };
  const showLocal = () => {
    if (run.dataKey) return;
    const key = usedKey(recorder);
    const [dataKey, edk] = [use.copyForDisplay(), use.encryptedDataKey];
    if (dataKey) update({ done: 3, dataKey, ...(key ? { key } : {}), ...(edk ? { edk } : {}) });
  };
  const showAnswer = () => {
    listSecrets(recorder, held, file.name);
    if (keyring) {
      showLocal();
      return;
    }
    const made = run.done < 3 ? recorder.last('GenerateDataKey') : undefined;
    if (!made) return;
    const key = keyOf(made.output.KeyId, made.input.KeyId);
    const { Plaintext: dataKey, CiphertextBlob: edk } = made.output;
    update({ done: 3, ...(key ? { key } : {}), ...(dataKey ? { dataKey } : {}), ...(edk ? { edk } : {}) });
  };
  const held = heldKeys(watch);
  const use = new DataKeyUse(file.name, { ...watch, keys: held }, showAnswer);
  const source = keyring?.createSource ?? (() => ({ keyIds, region, caller }));
  const operation = createEnvelope(() => recorder.envelopeKms).encrypt(file.blob, {
    ...others,
    materialsManager: await observed(recorder.envelopeKms, source, use),
    ...optional(watch),
  });
  const heldMs = () => (keyring ? use.heldMs() : recorder.since('GenerateDataKey'));
  const observer = new StreamObserver(isNoted(place, file.blob));
  const onChunk = async () => {
    if (run.done !== 3) return;
    // The first bytes are the header: the content key is derived, and the data key is overwritten.
    update(use.isOverwritten() ? { done: 5, heldMs: heldMs() } : { done: 4 });
    await use.before({ kind: 'store' });
  };
  const { kept } = await finish(operation, operation.stream.pipeThrough(observer.through(onChunk)), sink, watch);
  const { anatomy } = await import('./message-anatomy.ts');
  update({
    heldMs: heldMs(),
    ...run,
    done: STEP_COUNT.encrypt,
    ...anatomy(observer.head, observer.total),
  });
  await note(place, { run, source: file.blob, observer, recorder, held });
  return { run, kept };
}

/** How a file is decrypted and observed. `keyring`: by default, KMS decrypts with the key that the file names. */
export type DecryptFileOptions = RunWatch &
  Pick<DecryptOptions, 'reproducedContext'> & { readonly keyring?: RunKeyring | undefined };

/** Decrypts `encrypted` into `sink`. Rejects as encryptFile does; the plaintext must not be used then. */
export async function decryptFile<T>(
  recorder: Recorder,
  place: RunPlace,
  encrypted: NamedBlob,
  sink: Sink<T>,
  { reproducedContext, keyring, ...watch }: DecryptFileOptions = {},
): Promise<{ readonly run: EnvelopeRun; readonly kept: T; readonly signature: MessageFacts['signature'] }> {
  const { region, caller } = place;
  const [beginning, { anatomy }] = await Promise.all([
    headOf(encrypted.blob, MAX_HEAD_BYTES),
    import('./message-anatomy.ts'),
  ]);
  let run: EnvelopeRun = {
    direction: 'decrypt',
    ...keyringOf(keyring),
    file: { name: encrypted.name },
    context: { ...reproducedContext },
    calls: recorder.calls,
    done: 0,
  };
  const showAnswer = () => {
    listSecrets(recorder, held, encrypted.name);
    const decrypted = keyring ? undefined : recorder.last('Decrypt');
    const key = keyring ? usedKey(recorder) : keyOf(decrypted?.output.KeyId, decrypted?.input.KeyId);
    const dataKey = keyring ? use.copyForDisplay() : decrypted?.output.Plaintext;
    const { header, ...parts } = anatomy(beginning, encrypted.blob.size);
    run = {
      ...run,
      ...parts,
      header,
      context: { ...header.encryptionContext, ...reproducedContext },
      ...(key ? { key } : {}),
      ...(dataKey ? { dataKey } : {}),
      done: 3,
    };
    watch.onRun?.(run);
  };
  const held = heldKeys(watch);
  const use = new DataKeyUse(encrypted.name, { ...watch, keys: held }, showAnswer);
  const operation = createEnvelope(() => recorder.envelopeKms).decrypt(encrypted.blob, {
    reproducedContext,
    materialsManager: await observed(recorder.envelopeKms, keyring?.createSource ?? (() => ({ region, caller })), use),
    ...optional(watch),
  });
  const observer = new StreamObserver(isNoted(place, encrypted.blob));
  const heldFor = () => (keyring ? use.heldMs() : recorder.since('Decrypt'));
  let heldMs: number | undefined;
  const onChunk = async () => {
    if (heldMs !== undefined) return;
    heldMs = heldFor();
    await use.before({ kind: 'store' });
  };
  const { kept, header } = await finish(
    operation,
    operation.stream.pipeThrough(observer.through(onChunk)),
    sink,
    watch,
  );
  watch.keys?.check();
  run = {
    ...run,
    file: { name: encrypted.name, size: observer.total, head: observer.head.slice(0, SHOWN_BYTES) },
    heldMs: heldMs ?? heldFor(),
    done: STEP_COUNT.decrypt,
  };
  watch.onRun?.(run);
  await note(place, { run, source: encrypted.blob, observer, recorder, held });
  return { run, kept, signature: header.suite.signature };
}
