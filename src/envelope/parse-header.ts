/**
 * Parses a header as a generator that is independent of the source: it yields the number of bytes that it needs next,
 * and receives exactly those. One parser serves files, streams and inspect.ts, and never asks for more than a length
 * field allows.
 */
import { concatAll, copyBytes, decodeUtf8, type Bytes } from '../base/bytes.ts';
import type { EncryptionContext } from './encryption-context.ts';
import { EnvelopeError } from './envelope-error.ts';
import { FaultyMessage, type FieldName, type MessageFault } from './message-fault.ts';
import { CONTENT_TYPES, MESSAGE_TYPE_V1, type EncryptedDataKey, type ParsedHeader } from './header.ts';
import { IV_BYTES, MAX_HEADER_BYTES, TAG_BYTES } from './limits.ts';
import { formatSuiteId, findSuite, type Suite } from './suites.ts';

/** One field of a message: its position and value. */
export interface Field {
  readonly name: FieldName;
  /** Offset in bytes from the start of the message. */
  readonly offset: number;
  readonly length: number;
  /** Number or text. Omitted if the field is bytes. */
  readonly value?: number | string;
  /** Number of the context pair or encrypted data key that the field belongs to, from 1. */
  readonly index?: number;
}

/** A parser: yields a number of bytes, and receives them. */
export type HeaderParser<T> = Generator<number, T, Uint8Array>;

/** Limits set by the caller. */
export interface ParseOptions {
  readonly maxEncryptedDataKeys?: number | undefined;
  /** Called for every field, in order, before its value is checked. */
  readonly onField?: ((field: Field) => void) | undefined;
  /** Called before the bytes of a field are requested. */
  readonly onNext?: ((name: FieldName) => void) | undefined;
}

const malformed = (message: string, fault: MessageFault) =>
  new FaultyMessage(
    'MalformedMessage',
    `${message}. The message is damaged or not an AWS Encryption SDK message.`,
    fault,
  );

const toNumber = (bytes: Uint8Array) => bytes.reduce((value, byte) => value * 256 + byte, 0);

/** Text for display. Undefined if the bytes are not printable: keyrings store other things too. */
function toText(bytes: Uint8Array): string | undefined {
  const decoded = new TextDecoder().decode(bytes);
  return /[\p{Cc}\uFFFD]/u.test(decoded) ? undefined : decoded;
}

/**
 * Decodes UTF-8.
 * @throws {EnvelopeError} if `bytes` is not UTF-8
 */
function text(bytes: Uint8Array, what: string): string {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    const message = `${what} is not UTF-8. The message is damaged.`;
    throw new FaultyMessage('MalformedMessage', message, { kind: 'not-utf8' }, { cause });
  }
}

/** Fields with a length before them. */
type SizedName = 'context key' | 'context value' | 'provider id' | 'provider information' | 'encrypted data key';

/** How the value of a field is read from its bytes. Undefined: it has none but the bytes. */
type ReadValue = (bytes: Bytes) => number | string | undefined;

/** Reads the fields of one message and keeps their bytes. */
class Fields {
  readonly #pieces: Bytes[] = [];
  readonly #options: ParseOptions;
  #length = 0;
  /** Number of the current context pair or encrypted data key; 0 outside of these. */
  index = 0;

  constructor(options: ParseOptions) {
    this.#options = options;
  }

  *bytes(name: FieldName, length: number, read?: ReadValue): HeaderParser<Bytes> {
    if (this.#length + length > MAX_HEADER_BYTES) {
      const message = `The header exceeds the maximum of ${MAX_HEADER_BYTES} bytes.`;
      throw new FaultyMessage('LimitExceeded', message, { kind: 'header-length', maximum: MAX_HEADER_BYTES });
    }
    this.#options.onNext?.(name);
    const bytes = length === 0 ? new Uint8Array() : copyBytes(yield length);
    this.#pieces.push(bytes);
    this.#report(name, bytes, read);
    this.#length += length;
    return bytes;
  }

  #report(name: FieldName, bytes: Bytes, read: ReadValue | undefined): void {
    if (!this.#options.onField) return;
    const value = read?.(bytes);
    this.#options.onField({
      name,
      offset: this.#length,
      length: bytes.length,
      ...(value === undefined ? {} : { value }),
      ...(this.index > 0 ? { index: this.index } : {}),
    });
  }

  *number(name: FieldName, length: number): HeaderParser<number> {
    return toNumber(yield* this.bytes(name, length, toNumber));
  }

  /** A 2-byte length, and that number of bytes. */
  *sized(name: SizedName, read?: ReadValue): HeaderParser<Bytes> {
    const length = yield* this.number(name === 'encrypted data key' ? 'data key length' : `${name} length`, 2);
    return yield* this.bytes(name, length, read);
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
  const fields = new Fields(options);
  const version = yield* fields.number('version', 1);
  if (version !== 1 && version !== 2)
    throw malformed(`Unknown message format version ${version} (expected 1 or 2)`, { kind: 'version', found: version });
  if (version === 1) {
    const type = yield* fields.number('type', 1);
    if (type !== MESSAGE_TYPE_V1)
      throw malformed(`The type is ${type}; expected ${MESSAGE_TYPE_V1}`, { kind: 'type', found: type });
  }
  const suite = yield* parseSuite(fields, version);
  const messageId = yield* fields.bytes('message id', version === 1 ? 16 : 32);
  const encryptionContext = yield* parseContext(fields);
  const encryptedDataKeys = yield* parseDataKeys(fields, options.maxEncryptedDataKeys);
  const contentCode = yield* fields.number('content type', 1);
  const contentType = CONTENT_TYPES[contentCode];
  if (!contentType) {
    const message = 'Unknown content type. The message is damaged.';
    throw new FaultyMessage('UnsupportedMessage', message, { kind: 'content-type', found: contentCode });
  }
  if (version === 1) {
    if ((yield* fields.number('reserved', 4)) !== 0)
      throw malformed('The reserved bytes are not zero', { kind: 'reserved' });
    const ivLength = yield* fields.number('IV length', 1);
    if (ivLength !== IV_BYTES)
      throw malformed(`The IV length is ${ivLength}; expected ${IV_BYTES}`, { kind: 'iv-length', found: ivLength });
  }
  const frameLength = yield* fields.number('frame length', 4);
  checkFrameLength(contentType === 'framed', frameLength);
  const commitment = version === 1 ? undefined : yield* fields.bytes('algorithm suite data', 32);
  const authenticated = fields.all;
  const iv = version === 1 ? yield* fields.bytes('header IV', IV_BYTES) : new Uint8Array(IV_BYTES);
  const tag = yield* fields.bytes('header tag', TAG_BYTES);
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
  const id = yield* fields.number('algorithm suite id', 2);
  const suite = findSuite(id);
  if (!suite)
    throw new FaultyMessage(
      'UnsupportedMessage',
      `Unknown algorithm suite ${formatSuiteId(id)}. The message is damaged, or was written by a newer version.`,
      { kind: 'suite', found: id },
    );
  if (suite.version !== version)
    throw malformed(`Suite ${formatSuiteId(id)} is not valid in format version ${version}`, {
      kind: 'suite-version',
      suite: id,
      version,
    });
  return suite;
}

function* parseContext(fields: Fields): HeaderParser<EncryptionContext> {
  const length = yield* fields.number('encryption context length', 2);
  const context = Object.create(null) as Record<string, string>;
  if (length === 0) return context;
  const count = yield* fields.number('encryption context count', 2);
  let used = 2;
  for (let i = 0; i < count; i++) {
    fields.index = i + 1;
    const key = yield* fields.sized('context key', toText);
    const name = text(key, 'A key of the encryption context');
    if (name in context)
      throw malformed(`Duplicate encryption context key "${name}"`, { kind: 'context-duplicate', key: name });
    const value = yield* fields.sized('context value', toText);
    context[name] = text(value, 'A value of the encryption context');
    used += 4 + key.length + value.length;
  }
  fields.index = 0;
  if (count === 0 || used !== length)
    throw malformed(`The encryption context length is ${length}, but the pairs use ${used} bytes`, {
      kind: 'context-length',
      declared: length,
      used,
    });
  return context;
}

function* parseDataKeys(fields: Fields, max = Infinity): HeaderParser<EncryptedDataKey[]> {
  const count = yield* fields.number('data key count', 2);
  if (count === 0) throw malformed('The message has no encrypted data keys', { kind: 'no-data-keys' });
  if (count > max) {
    throw new EnvelopeError(
      'TooManyEncryptedDataKeys',
      `The message has ${count} encrypted data keys; the maximum is ${max}. If you trust the source, raise maxEncryptedDataKeys.`,
    );
  }
  const keys: EncryptedDataKey[] = [];
  for (let i = 0; i < count; i++) {
    fields.index = i + 1;
    const providerId = text(yield* fields.sized('provider id', toText), 'A key provider id');
    // Other providers may store bytes here that are not text.
    const providerInfo = yield* fields.sized('provider information', toText);
    const ciphertext = yield* fields.sized('encrypted data key');
    keys.push({ providerId, providerInfo, ciphertext });
  }
  fields.index = 0;
  return keys;
}

function checkFrameLength(framed: boolean, frameLength: number): void {
  if (framed !== frameLength > 0)
    throw malformed(`Frame length ${frameLength} is not valid in a ${framed ? 'framed' : 'non-framed'} message`, {
      kind: 'frame-length',
      framed,
      found: frameLength,
    });
}
