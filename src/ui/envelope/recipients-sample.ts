/** An envelope in memory whose recipients can change: a JSON envelope, or a message of the AWS Encryption SDK. */
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { toBase64 } from '../../base/base64.ts';
import { toHex } from '../../base/hex.ts';
import type { EncryptionContext } from '../../envelope/encryption-context.ts';
import { createEnvelope } from '../../envelope/envelope.ts';
import type { EnvelopeKms } from '../../envelope/envelope-kms.ts';
import type { EncryptedDataKey } from '../../envelope/header.ts';
import { parseMessageLayout } from '../../envelope/inspect.ts';
import { parseJsonEnvelope, type JsonEnvelopeDocument } from '../../envelope/json/json-document.ts';
import type { SuiteId } from '../../envelope/suites.ts';

/** The formats. */
export type SampleFormat = 'json' | 'v1' | 'v2';

/** Length and hash of a part. */
export interface PartHash {
  readonly length: number;
  readonly hash: string;
}

/** An envelope and what it holds. */
export interface Sample {
  readonly format: SampleFormat;
  readonly blob: Blob;
  /** The document of a JSON envelope. */
  readonly document?: JsonEnvelopeDocument;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  readonly encryptionContext: EncryptionContext;
  /** What encrypts the content: of a JSON envelope message ID, commitment, IV, ciphertext and tag. */
  readonly body: PartHash;
  /** The rest, with the recipients. */
  readonly header: PartHash;
}

/** KMS, and the Region and caller of its client. */
export interface SamplePlace {
  readonly kms: EnvelopeKms;
  readonly region: string;
  readonly caller: string;
}

const SUITES: Readonly<Record<'v1' | 'v2', SuiteId>> = { v1: 0x0178, v2: 0x0478 };

/** First byte of a message. */
const MESSAGE_VERSIONS: readonly number[] = [1, 2];

/** Allows suites without key commitment: those of version 1. */
const ANY_SUITE = 'FORBID_ENCRYPT_ALLOW_DECRYPT';

const envelopeOf = ({ kms }: SamplePlace) => createEnvelope(() => kms);
const targetOf = ({ region, caller }: SamplePlace) => ({ region, caller });

async function hashOf(bytes: Bytes): Promise<PartHash> {
  return { length: bytes.length, hash: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) };
}

async function sampleOfDocument(document: JsonEnvelopeDocument): Promise<Sample> {
  const { encryptedDataKeys, encryptionContext, messageId, commitment, iv, sealed } = parseJsonEnvelope(document);
  const rest = new TextEncoder().encode(JSON.stringify([document.encryptionContext, document.recipients]));
  const [body, header] = await Promise.all([
    hashOf(concatBytes(messageId, commitment, iv, sealed)),
    hashOf(Uint8Array.from(rest)),
  ]);
  const blob = new Blob([JSON.stringify(document, null, 2)], { type: 'application/json' });
  return { format: 'json', blob, document, encryptedDataKeys, encryptionContext, body, header };
}

async function sampleOfMessage(blob: Blob): Promise<Sample> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const { header: found, headerLength } = parseMessageLayout(bytes);
  const [body, header] = await Promise.all([hashOf(bytes.slice(headerLength)), hashOf(bytes.slice(0, headerLength))]);
  const { encryptedDataKeys, encryptionContext, suite } = found;
  return { format: suite.version === 1 ? 'v1' : 'v2', blob, encryptedDataKeys, encryptionContext, body, header };
}

/** Reads an envelope. Rejects with EnvelopeError if it is neither a message nor a JSON envelope. */
export async function readSample(blob: Blob): Promise<Sample> {
  const [version = 0] = new Uint8Array(await blob.slice(0, 1).arrayBuffer());
  if (MESSAGE_VERSIONS.includes(version)) return sampleOfMessage(blob);
  // Without the byte order mark that some editors write.
  const text = await blob.text();
  parseJsonEnvelope(text);
  return sampleOfDocument(JSON.parse(text) as JsonEnvelopeDocument);
}

/** Encrypts `content` for one KMS key. Rejects with AWS's error. */
export async function createSample(
  place: SamplePlace,
  format: SampleFormat,
  content: Bytes,
  { keyId, encryptionContext }: { readonly keyId: string; readonly encryptionContext: EncryptionContext },
): Promise<Sample> {
  const envelope = envelopeOf(place);
  const options = { ...targetOf(place), keyIds: [keyId], encryptionContext };
  if (format === 'json') {
    const tools = await envelope.loadTools();
    return sampleOfDocument(await tools.encryptJson(content, options));
  }
  const suite = SUITES[format];
  const commitmentPolicy = format === 'v1' ? ANY_SUITE : undefined;
  const { stream } = envelope.encrypt(new Blob([content]), { ...options, suite, commitmentPolicy });
  return sampleOfMessage(await new Response(stream as ReadableStream<Bytes>).blob());
}

/**
 * Moves the recipient at `index` of a JSON envelope to another KMS key by ReEncrypt: its encrypted data key is
 * replaced, and the plaintext data key does not leave KMS. Rejects with AWS's error.
 * @throws {TypeError} for a message: its header authenticates the recipients
 */
export async function moveRecipient(place: SamplePlace, sample: Sample, index: number, keyId: string): Promise<Sample> {
  const { document, encryptedDataKeys, encryptionContext } = sample;
  const recipient = encryptedDataKeys[index];
  if (!document || !recipient) throw new TypeError('Only recipients of a JSON envelope can be moved.');
  const tools = await envelopeOf(place).loadTools();
  const [result] = await tools.reEncryptDataKeys([{ ciphertextBlob: recipient.ciphertext, encryptionContext }], {
    ...targetOf(place),
    destinationKeyId: keyId,
  });
  if (!result?.ok) throw result?.error;
  const encryptedDataKey = toBase64(result.ciphertextBlob);
  const moved = { provider: 'aws-kms', info: result.keyId, encryptedDataKey };
  return sampleOfDocument({ ...document, recipients: document.recipients.with(index, moved) });
}

/** Adds a KMS key. Rejects with AWS's error, or EnvelopeError if the format does not allow it. */
export async function addRecipient(place: SamplePlace, { document, blob }: Sample, keyId: string): Promise<Sample> {
  const tools = await envelopeOf(place).loadTools();
  const add = { keyIds: [keyId] };
  if (document) return sampleOfDocument(await tools.addJsonRecipients(document, { ...targetOf(place), to: add }));
  const options = { ...targetOf(place), add, commitmentPolicy: ANY_SUITE } as const;
  return sampleOfMessage((await tools.changeMessageRecipients(blob, options)).message);
}

/** Removes the recipient at `index`. Rejects as `addRecipient`. */
export async function removeRecipient(place: SamplePlace, sample: Sample, index: number): Promise<Sample> {
  const tools = await envelopeOf(place).loadTools();
  const { document, blob } = sample;
  // By position: an envelope may have the same recipient twice.
  let position = 0;
  const shouldRemove = () => position++ === index;
  if (document) return sampleOfDocument(tools.removeJsonRecipients(document, shouldRemove));
  const { message } = await tools.changeMessageRecipients(blob, {
    ...targetOf(place),
    shouldRemove,
    commitmentPolicy: ANY_SUITE,
  });
  return sampleOfMessage(message);
}

/** Decrypts the content. Rejects with AWS's error or EnvelopeError. */
export async function decryptSample(place: SamplePlace, { document, blob }: Sample): Promise<Bytes> {
  const envelope = envelopeOf(place);
  if (document) return (await envelope.loadTools()).decryptJson(document, targetOf(place));
  const { stream } = envelope.decrypt(blob, { ...targetOf(place), commitmentPolicy: ANY_SUITE });
  return new Uint8Array(await new Response(stream as ReadableStream<Bytes>).arrayBuffer());
}
