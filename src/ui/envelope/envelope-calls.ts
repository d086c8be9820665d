/** Sealing and opening a file, step by step, with all that the page shows of it. */
import { createEnvelope, type EnvelopeOperation } from '../../envelope/envelope.ts';
import type { Progress } from '../../envelope/frame-stream.ts';
import { parseMessageLayout } from '../../envelope/inspect.ts';
import { FINAL_FRAME_MARKER, IV_BYTES } from '../../envelope/limits.ts';
import { parseArn } from '../../model/arn.ts';
import type { Recorder } from '../page/call-recorder.ts';
import { ENVELOPE_STEPS } from './envelope-steps.ts';
import { indexOfBytes, type EnvelopeRun, type RunKey, type MessageParts } from './envelope-run.ts';

/** How many bytes of a message's beginning are kept for the picture: any ordinary header fits. */
const KEPT = 64 * 1024;
const HEAD = 64;

/** What a run tells while it goes on. */
export interface RunWatch {
  /** The run so far. */
  readonly onRun?: (run: EnvelopeRun) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Who asks, and where. */
export interface RunPlace {
  readonly region: string;
  readonly caller: string;
}

/** Where the bytes of a run go; what it gives is given on. */
export type Sink<T> = (stream: ReadableStream<Uint8Array>) => Promise<T>;

/** A file to work on. */
export interface NamedBlob {
  readonly blob: Blob;
  readonly name: string;
}

/** The key of an answer; `asked` is how the caller named it. */
function keyOf(arn: string | undefined, asked: string | undefined): RunKey | undefined {
  const resource = arn === undefined ? undefined : parseArn(arn)?.resource;
  if (!arn || !resource) return undefined;
  const alias = asked?.match(/alias\/.*/)?.[0];
  return { arn, keyId: resource.replace(/^key\//, ''), ...(alias ? { alias } : {}) };
}

/** Looks at a stream that goes by: how long it is, and its first bytes. */
class StreamObserver {
  total = 0;
  readonly #head = new Uint8Array(KEPT);

  get head(): Uint8Array<ArrayBuffer> {
    return this.#head.subarray(0, Math.min(this.total, KEPT));
  }

  /** The stream to look at; `onChunk` is told of each chunk. */
  through(onChunk: () => void = () => {}): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform: (chunk, controller) => {
        if (this.total < KEPT) this.#head.set(chunk.subarray(0, KEPT - this.total), this.total);
        this.total += chunk.length;
        onChunk();
        controller.enqueue(chunk);
      },
    });
  }
}

/** Waits for both ends of an operation: neither rejection may go unheard, and the envelope's own says more than the stream that broke of it. */
async function finish<T>({ result }: EnvelopeOperation, sunk: Promise<T>) {
  const [sink, end] = await Promise.allSettled([sunk, result]);
  if (end.status === 'rejected') throw end.reason;
  if (sink.status === 'rejected') throw sink.reason;
  return { kept: sink.value, header: end.value.header };
}

/** The first bytes of a file. */
export async function headOf(file: Blob, length = HEAD): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(0, length).arrayBuffer());
}

/** Where the parts of a message of `total` bytes lie, and how its body begins, read from its first bytes. Throws EnvelopeError when they are no message. */
export function anatomy(
  head: Uint8Array,
  total: number,
): { readonly parts: MessageParts; readonly edk: Uint8Array; readonly bodyHead: Uint8Array } {
  const { header, headerLength } = parseMessageLayout(head);
  const edk = header.encryptedDataKeys[0]?.ciphertext ?? new Uint8Array();
  const mark = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const single = headerLength + 4 <= head.length && mark.getUint32(headerLength) === FINAL_FRAME_MARKER;
  // Before the content: sequence number and IV; a final frame has also its mark and its length.
  const bodyAt = headerLength + 4 + IV_BYTES + (single ? 8 : 0);
  return {
    parts: { total, header: headerLength, bodyAt, edkAt: indexOfBytes(head, edk), edkLength: edk.length },
    edk,
    bodyHead: head.slice(bodyAt, bodyAt + HEAD),
  };
}

const optional = ({ onProgress, signal }: RunWatch) => ({ onProgress, signal });

/** Seals `file` under `keyId` and sends the sealed bytes to `sink`. Rejects with AWS's error, EnvelopeError, or the abort's reason. */
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
  const tell = (change: Partial<EnvelopeRun>) => {
    run = { ...run, ...change };
    watch.onRun?.(run);
  };
  const operation = createEnvelope(() => recorder.envelopeKms).encrypt(file.blob, {
    keyIds: [keyId],
    encryptionContext: context,
    ...place,
    ...optional(watch),
  });
  const look = new StreamObserver();
  const begun = () => {
    const made = run.done === 0 ? recorder.last('GenerateDataKey') : undefined;
    if (!made) return;
    const key = keyOf(made.output.KeyId, made.input.KeyId);
    const { Plaintext: dataKey, CiphertextBlob: edk } = made.output;
    tell({ done: 4, ...(key ? { key } : {}), ...(dataKey ? { dataKey } : {}), ...(edk ? { edk } : {}) });
  };
  const { kept } = await finish(operation, sink(operation.stream.pipeThrough(look.through(begun))));
  tell({
    done: ENVELOPE_STEPS.encrypt.length,
    heldMs: recorder.since('GenerateDataKey'),
    ...anatomy(look.head, look.total),
  });
  return { run, kept };
}

/** Opens `sealed` and sends the plaintext to `sink`. Rejects as encryptFile does; then nothing of the plaintext may be used. */
export async function decryptFile<T>(
  recorder: Recorder,
  place: RunPlace,
  sealed: NamedBlob,
  sink: Sink<T>,
  watch: RunWatch = {},
): Promise<{ readonly run: EnvelopeRun; readonly kept: T }> {
  const beginning = await headOf(sealed.blob, KEPT);
  const operation = createEnvelope(() => recorder.envelopeKms).decrypt(sealed.blob, { ...place, ...optional(watch) });
  const look = new StreamObserver();
  const { kept, header } = await finish(operation, sink(operation.stream.pipeThrough(look.through())));
  const opened = recorder.last('Decrypt');
  const key = keyOf(opened?.output.KeyId, opened?.input.KeyId);
  const run: EnvelopeRun = {
    direction: 'decrypt',
    file: { name: sealed.name, size: look.total, head: look.head.slice(0, HEAD) },
    context: header.encryptionContext,
    calls: recorder.calls,
    ...anatomy(beginning, sealed.blob.size),
    ...(key ? { key } : {}),
    ...(opened?.output.Plaintext ? { dataKey: opened.output.Plaintext } : {}),
    heldMs: recorder.since('Decrypt'),
    done: ENVELOPE_STEPS.decrypt.length,
  };
  watch.onRun?.(run);
  return { run, kept };
}
