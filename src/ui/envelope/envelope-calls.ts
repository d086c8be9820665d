/** Encrypts and decrypts a file step by step, and reports each step for display. */
import type { MessageFacts } from '../../envelope/files/file-messages.ts';
import { createEnvelope, type EnvelopeOperation } from '../../envelope/envelope.ts';
import type { Progress } from '../../envelope/frame-stream.ts';
import type { MessageLayout } from '../../envelope/inspect.ts';
import { FINAL_FRAME_MARKER, IV_BYTES } from '../../envelope/limits.ts';
import { parseArn } from '../../model/arn.ts';
import type { Recorder } from '../page/call-recorder.ts';
import { indexOfBytes, STEP_COUNT, type EnvelopeRun, type RunKey, type MessageParts } from './envelope-run.ts';

/** Bytes kept from the beginning of a message, enough for any ordinary header. */
export const MAX_HEAD_BYTES = 64 * 1024;
const SHOWN_BYTES = 64;

/** Callbacks of a run. */
export interface RunWatch {
  /** Called with the run so far, after each change. */
  readonly onRun?: (run: EnvelopeRun) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Caller and Region of a run. */
export interface RunPlace {
  readonly region: string;
  readonly caller: string;
}

/** Consumes the output of a run. Its result is passed on. */
export type Sink<T> = (stream: ReadableStream<Uint8Array>) => Promise<T>;

/** A file to process. */
export interface NamedBlob {
  readonly blob: Blob;
  readonly name: string;
}

/** The key of a response; `asked` is the key identifier of the request. */
function keyOf(arn: string | undefined, asked: string | undefined): RunKey | undefined {
  const resource = arn === undefined ? undefined : parseArn(arn)?.resource;
  if (!arn || !resource) return undefined;
  const alias = asked?.match(/alias\/.*/)?.[0];
  return { arn, keyId: resource.replace(/^key\//, ''), ...(alias ? { alias } : {}) };
}

/** Observes a stream: its length and its first bytes. */
class StreamObserver {
  total = 0;
  readonly #head = new Uint8Array(MAX_HEAD_BYTES);

  get head(): Uint8Array<ArrayBuffer> {
    return this.#head.subarray(0, Math.min(this.total, MAX_HEAD_BYTES));
  }

  /** A transform that passes everything through, and calls `onChunk` for each chunk. */
  through(onChunk: () => void = () => {}): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform: (chunk, controller) => {
        if (this.total < MAX_HEAD_BYTES) this.#head.set(chunk.subarray(0, MAX_HEAD_BYTES - this.total), this.total);
        this.total += chunk.length;
        onChunk();
        controller.enqueue(chunk);
      },
    });
  }
}

/** Waits for both ends of an operation. Prefers the error of the envelope, which caused that of the stream. */
async function finish<T>({ result }: EnvelopeOperation, sunk: Promise<T>) {
  const [sink, end] = await Promise.allSettled([sunk, result]);
  if (end.status === 'rejected') throw end.reason;
  if (sink.status === 'rejected') throw sink.reason;
  return { kept: sink.value, header: end.value.header };
}

/** Reads the first bytes of a file. */
export async function headOf(file: Blob, length = SHOWN_BYTES): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(0, length).arrayBuffer());
}

/** Parses the layout of a message by its first bytes. The parser is not part of the first page. */
export async function layoutOf(head: Uint8Array): Promise<MessageLayout> {
  const { parseMessageLayout } = await import('../../envelope/inspect.ts');
  return parseMessageLayout(head);
}

/**
 * Locates the parts of a message of `total` bytes by its first bytes. Rejects with EnvelopeError if they are not a
 * message.
 */
export async function anatomy(
  head: Uint8Array,
  total: number,
): Promise<{ readonly parts: MessageParts; readonly edk: Uint8Array; readonly bodyHead: Uint8Array }> {
  const { header, headerLength } = await layoutOf(head);
  const edk = header.encryptedDataKeys[0]?.ciphertext ?? new Uint8Array();
  const mark = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const single = headerLength + 4 <= head.length && mark.getUint32(headerLength) === FINAL_FRAME_MARKER;
  // Before the content: sequence number and IV. A final frame also has its marker and its length.
  const bodyAt = headerLength + 4 + IV_BYTES + (single ? 8 : 0);
  return {
    parts: { total, header: headerLength, bodyAt, edkAt: indexOfBytes(head, edk), edkLength: edk.length },
    edk,
    bodyHead: head.slice(bodyAt, bodyAt + SHOWN_BYTES),
  };
}

const optional = ({ onProgress, signal }: RunWatch) => ({ onProgress, signal });

/** Encrypts `file` under `keyId` into `sink`. Rejects with AWS's error, EnvelopeError, or the reason of the abort. */
export async function encryptFile<T>(
  recorder: Recorder,
  place: RunPlace,
  file: NamedBlob,
  keyId: string,
  context: Readonly<Record<string, string>>,
  sink: Sink<T>,
  watch: RunWatch = {},
): Promise<{ readonly run: EnvelopeRun; readonly kept: T }> {
  const head = await headOf(file.blob);
  let run: EnvelopeRun = {
    direction: 'encrypt',
    file: { name: file.name, size: file.blob.size, head },
    context,
    calls: recorder.calls,
    done: 0,
  };
  const update = (change: Partial<EnvelopeRun>) => {
    run = { ...run, ...change };
    watch.onRun?.(run);
  };
  const operation = createEnvelope(() => recorder.envelopeKms).encrypt(file.blob, {
    keyIds: [keyId],
    encryptionContext: context,
    ...place,
    ...optional(watch),
  });
  const observer = new StreamObserver();
  const onFirstChunk = () => {
    const made = run.done === 0 ? recorder.last('GenerateDataKey') : undefined;
    if (!made) return;
    const key = keyOf(made.output.KeyId, made.input.KeyId);
    const { Plaintext: dataKey, CiphertextBlob: edk } = made.output;
    update({ done: 4, ...(key ? { key } : {}), ...(dataKey ? { dataKey } : {}), ...(edk ? { edk } : {}) });
  };
  const { kept } = await finish(operation, sink(operation.stream.pipeThrough(observer.through(onFirstChunk))));
  update({
    done: STEP_COUNT.encrypt,
    heldMs: recorder.since('GenerateDataKey'),
    ...(await anatomy(observer.head, observer.total)),
  });
  return { run, kept };
}

/** Decrypts `encrypted` into `sink`. Rejects as encryptFile does; the plaintext must not be used then. */
export async function decryptFile<T>(
  recorder: Recorder,
  place: RunPlace,
  encrypted: NamedBlob,
  sink: Sink<T>,
  watch: RunWatch = {},
): Promise<{ readonly run: EnvelopeRun; readonly kept: T; readonly signature: MessageFacts['signature'] }> {
  const beginning = await headOf(encrypted.blob, MAX_HEAD_BYTES);
  const operation = createEnvelope(() => recorder.envelopeKms).decrypt(encrypted.blob, {
    ...place,
    ...optional(watch),
  });
  const observer = new StreamObserver();
  const { kept, header } = await finish(operation, sink(operation.stream.pipeThrough(observer.through())));
  const heldMs = recorder.since('Decrypt');
  const decrypted = recorder.last('Decrypt');
  const key = keyOf(decrypted?.output.KeyId, decrypted?.input.KeyId);
  const run: EnvelopeRun = {
    direction: 'decrypt',
    file: { name: encrypted.name, size: observer.total, head: observer.head.slice(0, SHOWN_BYTES) },
    context: header.encryptionContext,
    calls: recorder.calls,
    ...(await anatomy(beginning, encrypted.blob.size)),
    ...(key ? { key } : {}),
    ...(decrypted?.output.Plaintext ? { dataKey: decrypted.output.Plaintext } : {}),
    heldMs,
    done: STEP_COUNT.decrypt,
  };
  watch.onRun?.(run);
  return { run, kept, signature: header.suite.signature };
}
