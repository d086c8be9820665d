/** Decrypts an input to find out whether it is authentic. The plaintext is discarded. */
import type { ByteFormat } from '../../envelope/byte-map/byte-map.ts';
import { createEnvelope } from '../../envelope/envelope.ts';
import { releaseChunk } from '../../envelope/release-chunk.ts';
import type { Recorder } from '../page/call-recorder.ts';
import type { RunPlace } from './envelope-calls.ts';

/** Formats that can be decrypted here. */
const CHECKED: readonly ByteFormat[] = ['message', 'json-envelope', 'ciphertext-blob'];

/** Whether a format can be decrypted here. */
export const canCheck = (format: ByteFormat): boolean => CHECKED.includes(format);

/** What to decrypt. `context` is the encryption context of a ciphertext blob, which does not store it. */
export interface CheckInput {
  readonly blob: Blob;
  readonly format: ByteFormat;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Decrypts an input completely. Resolves with the length of the plaintext. Rejects with AWS's error, EnvelopeError, or
 * the reason of the abort.
 */
export async function checkBytes(
  recorder: Recorder,
  { region, caller }: RunPlace,
  { blob, format, context }: CheckInput,
  signal: AbortSignal,
): Promise<number> {
  if (format === 'ciphertext-blob') {
    const CiphertextBlob = new Uint8Array(await blob.arrayBuffer());
    const { Plaintext } = await recorder.call('Decrypt', { CiphertextBlob, EncryptionContext: { ...context } });
    return Plaintext?.length ?? 0;
  }
  const envelope = createEnvelope(() => recorder.envelopeKms);
  if (format === 'json-envelope') {
    const { decryptJson } = await envelope.loadTools();
    return (await decryptJson(await blob.text())).length;
  }
  const commitmentPolicy = 'REQUIRE_ENCRYPT_ALLOW_DECRYPT';
  const { stream, result } = envelope.decrypt(blob, { region, caller, commitmentPolicy, signal });
  let length = 0;
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      length += chunk.length;
      releaseChunk(chunk);
    },
  });
  const [drained, ended] = await Promise.allSettled([stream.pipeTo(sink), result]);
  // The error of the envelope caused that of the stream.
  if (ended.status === 'rejected') throw ended.reason;
  if (drained.status === 'rejected') throw drained.reason;
  return length;
}
