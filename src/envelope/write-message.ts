/** Writes messages: version 2, framed, with key commitment, signed or not. */
import { concatBytes, encodeUint16, encodeUint32, type Bytes } from '../base/bytes.ts';
import { toBase64 } from '../base/base64.ts';
import type { ByteSource } from './byte-source.ts';
import { computeHeaderTag, deriveEncryptionKey } from './content-key.ts';
import { generateDataKey, type KmsTarget } from './data-key.ts';
import { PUBLIC_KEY_PAIR, type EncryptionContext } from './encryption-context.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeDependencies } from './envelope-kms.ts';
import { FrameAad } from './frame-aad.ts';
import type { FrameSink } from './frame-stream.ts';
import { serializeHeader, type MessageResult, type Header } from './header.ts';
import { FINAL_FRAME_MARKER, IV_BYTES, MAX_SEQUENCE_NUMBER } from './limits.ts';
import type { MessageSigner } from './message-signing.ts';
import type { Suite } from './suites.ts';

/** Parameters of an encryption. */
export interface EncryptJob {
  readonly suite: Suite;
  readonly frameLength: number;
  readonly keyIds: readonly [string, ...string[]];
  readonly context: EncryptionContext;
  readonly ports: EnvelopeDependencies;
  readonly at: KmsTarget;
}

/** Encrypts all of `source` into `sink`. */
export async function writeMessage(sink: FrameSink, source: ByteSource, job: EncryptJob): Promise<MessageResult> {
  const { suite, ports } = job;
  const signing =
    suite.signature &&
    (await import('./message-signing.ts')).createSigner(suite.signature, {
      total: source.total,
      startHashWorker: ports.startHashWorker,
    });
  try {
    const { header, bytes, key } = await begin(job, signing);
    sink.raw(signing ? signing.add([bytes]) : Promise.resolve([bytes]), 0);
    await writeFrames(sink, source, { header, key, signing });
    if (signing) {
      const signature = await signing.sign();
      sink.raw(Promise.resolve([concatBytes(encodeUint16(signature.length), signature)]), 0);
    }
    return { header };
  } finally {
    signing?.close();
  }
}

/** Generates the data key, and creates the header from it. */
async function begin(
  job: EncryptJob,
  signing: MessageSigner | undefined,
): Promise<{ header: Header; bytes: Bytes; key: CryptoKey }> {
  const { suite, frameLength } = job;
  const encryptionContext = signing ? { ...job.context, [PUBLIC_KEY_PAIR]: toBase64(signing.publicKey) } : job.context;
  const { dataKey, encryptedDataKeys } = await generateDataKey(
    job.ports.kmsFor,
    job.at,
    job.keyIds,
    encryptionContext,
    suite.keyBytes,
  );
  const messageId = crypto.getRandomValues(new Uint8Array(32));
  const { key, commitment } = await deriveEncryptionKey(suite, messageId, dataKey).finally(() => dataKey.fill(0));
  const header = {
    suite,
    messageId,
    encryptionContext,
    encryptedDataKeys,
    contentType: 'framed',
    frameLength,
    commitment,
  } as const;
  const authenticated = serializeHeader(header);
  return {
    header,
    bytes: concatBytes(authenticated, await computeHeaderTag(key, new Uint8Array(IV_BYTES), authenticated)),
    key,
  };
}

interface Writing {
  readonly header: Header;
  readonly key: CryptoKey;
  readonly signing: MessageSigner | undefined;
}

/** Encrypts frame after frame. Resolves when all are pushed and, in a signed message, hashed. */
async function writeFrames(sink: FrameSink, source: ByteSource, { header, key, signing }: Writing): Promise<void> {
  const { frameLength } = header;
  const aad = new FrameAad(header.messageId);
  let before: Promise<unknown> = Promise.resolve();
  /** Hashes frames in order, whichever is encrypted first. */
  const inTurn = (sealed: Promise<readonly Bytes[]>, { add }: MessageSigner) => {
    const turn = before.then(() => sealed);
    before = turn;
    return turn.then(add);
  };
  let output: Promise<readonly Bytes[]> | undefined;
  for (let sequence = 1, ended = false; !ended; sequence++) {
    if (sequence > MAX_SEQUENCE_NUMBER)
      throw new EnvelopeError(
        'LimitExceeded',
        'The input exceeds the maximum number of frames. Use a larger frameLength.',
      );
    await sink.slot();
    const { bytes, last } = await source.takePiece(frameLength);
    const iv = aad.iv(sequence);
    const front = last
      ? concatBytes(encodeUint32(FINAL_FRAME_MARKER), encodeUint32(sequence), iv, encodeUint32(bytes.length))
      : concatBytes(encodeUint32(sequence), iv);
    const parameters = {
      name: 'AES-GCM',
      iv,
      additionalData: aad.of(last ? 'final' : 'frame', sequence, bytes.length),
    };
    // SubtleCrypto copies the content before it returns, so its buffer can be reused at once. The result is passed on
    // as it is: joining it with the preceding bytes would allocate memory for all of it.
    const sealed = crypto.subtle
      .encrypt(parameters, key, bytes)
      .then((answer): readonly Bytes[] => [front, new Uint8Array(answer)]);
    output = signing ? inTurn(sealed, signing) : sealed;
    sink.frame(output, bytes.length);
    ended = last;
  }
  await output;
}
