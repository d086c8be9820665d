/**
 * Parses a header as a generator that is independent of the source: it yields the number of bytes that it needs next,
 * and receives exactly those. One parser serves files, streams and inspect.ts, and never asks for more than a length
 * field allows.
 */
import { concatAll, copyBytes, decodeUtf8, type Bytes } from '../base/bytes.ts';
import type { EncryptionContext } from './encryption-context.ts';
import { EnvelopeError } from './envelope-error.ts';
import { CONTENT_TYPES, MESSAGE_TYPE_V1, type EncryptedDataKey, type ParsedHeader } from './header.ts';
import { IV_BYTES, MAX_HEADER_BYTES, TAG_BYTES } from './limits.ts';
import { formatSuiteId, findSuite, type Suite } from './suites.ts';

/** One field of a message: its position and value. */
export interface Field {
  readonly name: string;
  /** Offset in bytes from the start of the message. */
  readonly offset: number;
  readonly length: number;
  /** The value as text for people. */
  readonly description: string;
}

/** A parser: yields a number of bytes, and receives them. */
export type HeaderParser<T> = Generator<number, T, Uint8Array>;

/** Limits set by the caller. */
export interface ParseOptions {
  readonly maxEncryptedDataKeys?: number | undefined;
  /** Called for every field, in order. */
  readonly onField?: ((field: Field) => void) | undefined;
}

const malformed = (message: string) =>
  new EnvelopeError('MalformedMessage', `${message}. The message is damaged or not an AWS Encryption SDK message.`);

const toNumber = (bytes: Uint8Array) => bytes.reduce((value, byte) => value * 256 + byte, 0);

/**
 * Decodes UTF-8.
 * @throws {EnvelopeError} if `bytes` is not UTF-8
 */
function text(bytes: Uint8Array, what: string): string {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw new EnvelopeError('MalformedMessage', `${what} is not UTF-8. The message is damaged.`, { cause });
  }
}

/** Reads the fields of one message and keeps their bytes. */
class Fields {
  readonly #pieces: Bytes[] = [];
  readonly #onField: ParseOptions['onField'];
  #length = 0;

  constructor(onField: ParseOptions['onField']) {
    this.#onField = onField;
  }

  *bytes(name: string, length: number, meaning: string | ((bytes: Bytes) => string)): HeaderParser<Bytes> {
    if (this.#length + length > MAX_HEADER_BYTES) {
      throw new EnvelopeError('LimitExceeded', `The header exceeds the maximum of ${MAX_HEADER_BYTES} bytes.`);
    }
    const bytes = length === 0 ? new Uint8Array() : copyBytes(yield length);
    this.#pieces.push(bytes);
    this.#onField?.({
      name,
      offset: this.#length,
      length,
      description: typeof meaning === 'string' ? meaning : meaning(bytes),
    });
    this.#length += length;
    return bytes;
  }

  *number(name: string, length: number, meaning: (value: number) => string = String): HeaderParser<number> {
    return toNumber(yield* this.bytes(name, length, (bytes) => meaning(toNumber(bytes))));
  }

  /** A 2-byte length, and that number of bytes. */
  *sized(name: string, meaning: string | ((bytes: Bytes) => string)): HeaderParser<Bytes> {
    const length = yield* this.number(`${name} length`, 2, (value) => `${value} bytes`);
    return yield* this.bytes(name, length, meaning);
  }

  get all(): Bytes {
    return concatAll(this.#pieces);
  }
}

/**
 * Parses a header to its end, including the authentication tag.
 * @throws {EnvelopeError} if it is invalid
 */
export function* parseHeader(options: ParseOptions = {}): HeaderParser<ParsedHeader> {
  const fields = new Fields(options.onField);
  const version = yield* fields.number('version', 1, (value) => `message format version ${value}`);
  if (version !== 1 && version !== 2) throw malformed(`Unknown message format version ${version} (expected 1 or 2)`);
  if (version === 1) {
    const type = yield* fields.number('type', 1, () => 'customer authenticated encrypted data');
    if (type !== MESSAGE_TYPE_V1) throw malformed(`The type is ${type}; expected ${MESSAGE_TYPE_V1}`);
  }
  const suite = yield* parseSuite(fields, version);
  const messageId = yield* fields.bytes(
    'message id',
    version === 1 ? 16 : 32,
    'random message ID; binds header and frames',
  );
  const encryptionContext = yield* parseContext(fields);
  const encryptedDataKeys = yield* parseDataKeys(fields, options.maxEncryptedDataKeys);
  const contentType =
    CONTENT_TYPES[yield* fields.number('content type', 1, (value) => CONTENT_TYPES[value] ?? 'unknown')];
  if (!contentType) throw new EnvelopeError('UnsupportedMessage', 'Unknown content type. The message is damaged.');
  if (version === 1) {
    if ((yield* fields.number('reserved', 4, () => 'zeros')) !== 0) throw malformed('The reserved bytes are not zero');
    const ivLength = yield* fields.number('IV length', 1, (value) => `${value} bytes`);
    if (ivLength !== IV_BYTES) throw malformed(`The IV length is ${ivLength}; expected ${IV_BYTES}`);
  }
  const frameLength = yield* fields.number(
    'frame length',
    4,
    (value) => `${value} bytes of content in a regular frame`,
  );
  checkFrameLength(contentType === 'framed', frameLength);
  const commitment = version === 1 ? undefined : yield* fields.bytes('algorithm suite data', 32, 'key commitment');
  const authenticated = fields.all;
  const iv =
    version === 1 ? yield* fields.bytes('header IV', IV_BYTES, 'IV of the header tag') : new Uint8Array(IV_BYTES);
  const tag = yield* fields.bytes('header tag', TAG_BYTES, 'AES-GCM tag over the preceding header bytes');
  return {
    header: {
      suite,
      messageId,
      encryptionContext,
      encryptedDataKeys,
      contentType,
      frameLength,
      ...(commitment ? { commitment } : {}),
    },
    authentication: { iv, tag },
    authenticated,
    bytes: fields.all,
  };
}

function* parseSuite(fields: Fields, version: 1 | 2): HeaderParser<Suite> {
  const id = yield* fields.number(
    'algorithm suite id',
    2,
    (value) => `${formatSuiteId(value)} ${findSuite(value)?.name ?? 'unknown'}`,
  );
  const suite = findSuite(id);
  if (!suite)
    throw new EnvelopeError(
      'UnsupportedMessage',
      `Unknown algorithm suite ${formatSuiteId(id)}. The message is damaged, or was written by a newer version.`,
    );
  if (suite.version !== version)
    throw malformed(`Suite ${formatSuiteId(id)} is not valid in format version ${version}`);
  return suite;
}

function* parseContext(fields: Fields): HeaderParser<EncryptionContext> {
  const length = yield* fields.number('encryption context length', 2, (value) => `${value} bytes`);
  const context = Object.create(null) as Record<string, string>;
  if (length === 0) return context;
  const count = yield* fields.number('encryption context count', 2, (value) => `${value} pairs`);
  let used = 2;
  for (let i = 0; i < count; i++) {
    const key = yield* fields.sized('context key', (bytes) => text(bytes, 'A key of the encryption context'));
    const value = yield* fields.sized('context value', (bytes) => text(bytes, 'A value of the encryption context'));
    const name = text(key, 'A key of the encryption context');
    if (name in context) throw malformed(`Duplicate encryption context key "${name}"`);
    context[name] = text(value, 'A value of the encryption context');
    used += 4 + key.length + value.length;
  }
  if (count === 0 || used !== length)
    throw malformed(`The encryption context length is ${length}, but the pairs use ${used} bytes`);
  return context;
}

function* parseDataKeys(fields: Fields, max = Infinity): HeaderParser<EncryptedDataKey[]> {
  const count = yield* fields.number('encrypted data key count', 2, (value) => `${value} copies of the data key`);
  if (count === 0) throw malformed('The message has no encrypted data keys');
  if (count > max) {
    throw new EnvelopeError(
      'TooManyEncryptedDataKeys',
      `The message has ${count} encrypted data keys; the maximum is ${max}. If you trust the source, raise maxEncryptedDataKeys.`,
    );
  }
  const keys: EncryptedDataKey[] = [];
  for (let i = 0; i < count; i++) {
    const providerId = text(
      yield* fields.sized('key provider id', (bytes) => text(bytes, 'A key provider id')),
      'A key provider id',
    );
    // Other providers may store bytes here that are not text.
    const providerInfo = yield* fields.sized('key provider information', (bytes) => new TextDecoder().decode(bytes));
    const ciphertext = yield* fields.sized('encrypted data key', 'encrypted data key');
    keys.push({ providerId, providerInfo, ciphertext });
  }
  return keys;
}

function checkFrameLength(framed: boolean, frameLength: number): void {
  if (framed !== frameLength > 0)
    throw malformed(`Frame length ${frameLength} is not valid in a ${framed ? 'framed' : 'non-framed'} message`);
}
