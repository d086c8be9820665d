/** Writes messages: all suites, versions 1 and 2, framed, signed or not. */
import { concatBytes, encodeUint16, encodeUint32, type Bytes } from '../base/bytes.ts';
import type { ByteSource } from './byte-source.ts';
import type { Encryptor } from './aes-gcm-cipher.ts';
import { computeHeaderTag, deriveEncryptionKey } from './content-key.ts';
import { serializeContext, type EncryptionContext } from './encryption-context.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeDependencies } from './envelope-kms.ts';
import { FrameAad } from './frame-aad.ts';
import type { FrameSink } from './frame-stream.ts';
import { serializeAuthentication, serializeHeader, type MessageResult, type Header } from './header.ts';
import { FINAL_FRAME_MARKER, IV_BYTES, MAX_DATA_KEYS, MAX_FRAME_CONTENT_BYTES, MAX_SEQUENCE_NUMBER } from './limits.ts';
import type { MaterialsSource } from './materials-source.ts';
import type { ReadyEncryptionMaterials } from './materials.ts';
import type { MessageSigner } from './message-signing.ts';
import { checkRequiredKeys, splitContext } from './required-context.ts';
import { resolveMaterialsManager } from './resolve-materials-manager.ts';
import type { Suite } from './suites.ts';

/** Parameters of an encryption. */
export interface EncryptJob {
  readonly ports: EnvelopeDependencies;
  readonly source: MaterialsSource;
  readonly suite: Suite;
  readonly frameLength: number;
  readonly context: EncryptionContext;
  readonly requiredContextKeys: readonly string[];
  readonly maxEncryptedDataKeys: number | undefined;
}

/** Encrypts all of `source` into `sink`. */
export async function writeMessage(sink: FrameSink, source: ByteSource, job: EncryptJob): Promise<MessageResult> {
  if (Math.min(source.total ?? 0, job.frameLength) > MAX_FRAME_CONTENT_BYTES) throw tooLarge(1);
  const materials = await requestMaterials(job, source.total, sink.signal);
  const { dataKey, signingKey } = materials;
  const signing =
    signingKey &&
    (await import('./message-signing.ts')).createSigner(signingKey, {
      total: source.total,
      startHashWorker: job.ports.startHashWorker,
    });
  try {
    const { header, bytes, encryptor } = await begin(materials, job.frameLength).finally(() => dataKey.fill(0));
    sink.raw(signing ? signing.add([bytes]) : Promise.resolve([bytes]), 0);
    await writeFrames(sink, source, { header, encryptor, signing });
    if (signing) {
      const signature = await signing.sign();
      sink.raw(Promise.resolve([concatBytes(encodeUint16(signature.length), signature)]), 0);
    }
    return { header };
  } finally {
    signing?.close();
    signingKey?.privateKey.fill(0);
  }
}

const tooLarge = (sequence: number) =>
  new EnvelopeError(
    'LimitExceeded',
    `The content of frame ${sequence} exceeds the maximum of ${MAX_FRAME_CONTENT_BYTES} bytes. Use a smaller frameLength.`,
  );

/** Asks the materials manager, and checks the number of encrypted data keys. */
async function requestMaterials(
  { ports, source, suite, context, requiredContextKeys, maxEncryptedDataKeys = MAX_DATA_KEYS }: EncryptJob,
  maxPlaintextLength: number | undefined,
  signal: AbortSignal,
): Promise<ReadyEncryptionMaterials> {
  checkRequiredKeys(context, requiredContextKeys);
  const manager = await resolveMaterialsManager(ports.kmsFor, source);
  const materials = await manager.getEncryptionMaterials({
    suite,
    encryptionContext: context,
    requiredContextKeys,
    maxPlaintextLength,
    signal,
  });
  const count = materials.encryptedDataKeys.length;
  if (count <= maxEncryptedDataKeys) return materials;
  materials.dataKey.fill(0);
  materials.signingKey?.privateKey.fill(0);
  throw new EnvelopeError(
    'TooManyEncryptedDataKeys',
    `The message would have ${count} encrypted data keys; the maximum is ${maxEncryptedDataKeys}.`,
  );
}

/** Creates the header. */
async function begin(
  { suite, dataKey, encryptionContext, requiredContextKeys, encryptedDataKeys }: ReadyEncryptionMaterials,
  frameLength: number,
): Promise<{ header: Header; bytes: Bytes; encryptor: Encryptor }> {
  const messageId = crypto.getRandomValues(new Uint8Array(suite.version === 1 ? 16 : 32));
  const { encryptor, commitment } = await deriveEncryptionKey(suite, messageId, dataKey);
  const { stored, authenticatedOnly } = splitContext(encryptionContext, requiredContextKeys);
  const header: Header = {
    suite,
    messageId,
    encryptionContext: stored,
    encryptedDataKeys,
    contentType: 'framed',
    frameLength,
    ...(commitment ? { commitment } : {}),
  };
  const authenticated = serializeHeader(header);
  const iv = new Uint8Array(IV_BYTES);
  const tag = await computeHeaderTag(encryptor, iv, concatBytes(authenticated, serializeContext(authenticatedOnly)));
  return { header, bytes: concatBytes(authenticated, serializeAuthentication(suite, { iv, tag })), encryptor };
}

interface Writing {
  readonly header: Header;
  readonly encryptor: Encryptor;
  readonly signing: MessageSigner | undefined;
}

/** Encrypts frame after frame. Resolves when all are pushed and, in a signed message, hashed. */
async function writeFrames(
  sink: FrameSink,
  source: ByteSource,
  { header, encryptor, signing }: Writing,
): Promise<void> {
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
    const { bytes, last } = await source.takePiece(Math.min(frameLength, MAX_FRAME_CONTENT_BYTES));
    if (!last && bytes.length < frameLength) throw tooLarge(sequence);
    const iv = aad.iv(sequence);
    const front = last
      ? concatBytes(encodeUint32(FINAL_FRAME_MARKER), encodeUint32(sequence), iv, encodeUint32(bytes.length))
      : concatBytes(encodeUint32(sequence), iv);
    // The result is passed on as it is: joining it with the preceding bytes would allocate memory for all of it.
    const sealed = encryptor(iv, aad.of(last ? 'final' : 'frame', sequence, bytes.length), bytes).then(
      (answer): readonly Bytes[] => [front, answer],
    );
    output = signing ? inTurn(sealed, signing) : sealed;
    sink.frame(output, bytes.length);
    ended = last;
  }
  await output;
}
