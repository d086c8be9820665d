/** The JSON envelope: the document, and its conversion to and from bytes. See docs/envelope.md for the format. */
import { fromBase64, toBase64 } from '../../base/base64.ts';
import { concatBytes, decodeUtf8, encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { checkUserContext, serializeContext, type EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError, type EnvelopeErrorCode } from '../envelope-error.ts';
import type { EncryptedDataKey } from '../header.ts';
import { IV_BYTES, MAX_DATA_KEYS, TAG_BYTES } from '../limits.ts';
import { findSuite, type Suite } from '../suites.ts';

/** Format name in a document. */
export const JSON_FORMAT = 'strongroom-json-envelope';

const NOTE = 'For teaching. Not the message format of the AWS Encryption SDK.';
const MESSAGE_ID_BYTES = 32;
const COMMITMENT_BYTES = 32;

/** The suite whose key derivation and key commitment the format uses. */
export const JSON_SUITE = findSuite(0x0478) as Suite;

/** One encrypted copy of the data key. Exactly one of `info` and `infoBase64` is set. */
export interface JsonRecipient {
  /** `aws-kms`, or the provider ID of another keyring. */
  readonly provider: string;
  /** Provider info as text: for `aws-kms` the key ARN. */
  readonly info?: string;
  /** Provider info that is not printable text. */
  readonly infoBase64?: string;
  readonly encryptedDataKey: string;
}

/** A JSON envelope. Bytes are base64. */
export interface JsonEnvelopeDocument {
  readonly format: typeof JSON_FORMAT;
  readonly version: 1;
  readonly note: string;
  readonly algorithm: string;
  readonly encryptionContext: EncryptionContext;
  readonly recipients: readonly JsonRecipient[];
  readonly messageId: string;
  /** Key commitment: the data key is the only one that fits. */
  readonly commitment: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/** A document in bytes. */
export interface JsonEnvelopeParts {
  readonly encryptionContext: EncryptionContext;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  readonly messageId: Bytes;
  readonly commitment: Bytes;
  readonly iv: Bytes;
  /** Ciphertext and tag. */
  readonly sealed: Bytes;
}

/** Returns the AAD of the content: format and context. Recipients are not part of it, so they can change. */
export function jsonAad(context: EncryptionContext): Bytes {
  return concatBytes(encodeUtf8(`${JSON_FORMAT}:1:${JSON_SUITE.name}\0`), serializeContext(context));
}

/** Creates the document. */
export function formatJsonEnvelope(parts: JsonEnvelopeParts): JsonEnvelopeDocument {
  const { encryptionContext, encryptedDataKeys, messageId, commitment, iv, sealed } = parts;
  const end = sealed.length - TAG_BYTES;
  return {
    format: JSON_FORMAT,
    version: 1,
    note: NOTE,
    algorithm: JSON_SUITE.name,
    encryptionContext: { ...encryptionContext },
    recipients: encryptedDataKeys.map(formatRecipient),
    messageId: toBase64(messageId),
    commitment: toBase64(commitment),
    iv: toBase64(iv),
    ciphertext: toBase64(sealed.subarray(0, end)),
    tag: toBase64(sealed.subarray(end)),
  };
}

function formatRecipient({ providerId, providerInfo, ciphertext }: EncryptedDataKey): JsonRecipient {
  const text = printable(providerInfo);
  return {
    provider: providerId,
    ...(text === undefined ? { infoBase64: toBase64(providerInfo) } : { info: text }),
    encryptedDataKey: toBase64(ciphertext),
  };
}

function printable(bytes: Bytes): string | undefined {
  try {
    const text = decodeUtf8(bytes);
    return /^[\x20-\x7e]*$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The check that a document failed. `member` is its name in the document. */
export interface JsonFault {
  readonly kind: 'json-member';
  readonly member: string;
  readonly problem: 'type' | 'base64' | 'length' | 'unsupported';
}

/** An error of a JSON envelope whose member is wrong. */
export class FaultyDocument extends EnvelopeError {
  readonly fault: JsonFault;

  constructor(
    code: EnvelopeErrorCode,
    message: string,
    member: string,
    problem: JsonFault['problem'],
    cause?: unknown,
  ) {
    super(code, message, { cause });
    this.fault = { kind: 'json-member', member, problem };
  }
}

const malformed = (message: string, member: string, problem: JsonFault['problem'] = 'type', cause?: unknown) =>
  new FaultyDocument(
    'MalformedMessage',
    `${message} The document is damaged or not a JSON envelope.`,
    member,
    problem,
    cause,
  );

/**
 * Parses a document, as an object or as text.
 * @throws {EnvelopeError} if it is invalid
 */
export function parseJsonEnvelope(document: unknown): JsonEnvelopeParts {
  const found = typeof document === 'string' ? parseText(document) : document;
  if (!isRecord(found)) throw malformed('It is not a JSON object.', '');
  if (found.format !== JSON_FORMAT || found.version !== 1)
    throw new FaultyDocument(
      'UnsupportedMessage',
      `The format is not ${JSON_FORMAT}, version 1.`,
      found.format === JSON_FORMAT ? 'version' : 'format',
      'unsupported',
    );
  if (found.algorithm !== JSON_SUITE.name)
    throw new FaultyDocument(
      'UnsupportedMessage',
      `The algorithm is not ${JSON_SUITE.name}.`,
      'algorithm',
      'unsupported',
    );
  const { encryptionContext: context, recipients } = found;
  if (!isRecord(context)) throw malformed('encryptionContext is not an object.', 'encryptionContext');
  checkUserContext(context as EncryptionContext);
  if (!Array.isArray(recipients) || recipients.length === 0)
    throw malformed('recipients is not a list with at least one recipient.', 'recipients');
  if (recipients.length > MAX_DATA_KEYS)
    throw new FaultyDocument(
      'LimitExceeded',
      `The document has ${recipients.length} recipients; the maximum is ${MAX_DATA_KEYS}.`,
      'recipients',
      'length',
    );
  return {
    encryptionContext: { ...(context as EncryptionContext) },
    encryptedDataKeys: recipients.map(parseRecipient),
    messageId: bytesOf(found, 'messageId', MESSAGE_ID_BYTES),
    commitment: bytesOf(found, 'commitment', COMMITMENT_BYTES),
    iv: bytesOf(found, 'iv', IV_BYTES),
    sealed: concatBytes(bytesOf(found, 'ciphertext'), bytesOf(found, 'tag', TAG_BYTES)),
  };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed('It is not JSON.', '', 'type', cause);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseRecipient(recipient: unknown): EncryptedDataKey {
  if (!isRecord(recipient) || typeof recipient.provider !== 'string')
    throw malformed('A recipient has no provider.', 'provider');
  const { provider, info } = recipient;
  if (info !== undefined && recipient.infoBase64 !== undefined)
    throw malformed('A recipient has both info and infoBase64.', 'info');
  const providerInfo = typeof info === 'string' ? encodeUtf8(info) : bytesOf(recipient, 'infoBase64');
  return { providerId: provider, providerInfo, ciphertext: bytesOf(recipient, 'encryptedDataKey') };
}

/** Decodes a base64 member, of `length` bytes if given. */
function bytesOf(record: Record<string, unknown>, member: string, length?: number): Bytes {
  const text = record[member];
  let bytes: Bytes;
  try {
    if (typeof text !== 'string') throw new TypeError('not a string');
    bytes = fromBase64(text);
  } catch (cause) {
    throw malformed(`${member} is not base64.`, member, 'base64', cause);
  }
  if (length !== undefined && bytes.length !== length)
    throw malformed(`${member} is not ${length} bytes long.`, member, 'length');
  return bytes;
}
