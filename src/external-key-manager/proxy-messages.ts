/** Reads the bodies of requests to a proxy. What is not as specified is a ValidationException. */
import type { Bytes } from '../base/bytes.ts';
import { fromBase64 } from '../base/base64.ts';
import {
  XKS_MAX_AAD_BYTES,
  XKS_MAX_METADATA_BYTES,
  XKS_MAX_TEXT_BYTES,
  XKS_TAG_BYTES,
  type XksOperation,
  type XksRequestMetadata,
} from '../model/xks-proxy-api.ts';
import { XksError } from './xks-error.ts';

/** Members of a JSON object from outside. */
export type Members = Readonly<Record<string, unknown>>;

function invalid(detail: string): XksError {
  return new XksError('ValidationException', detail);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a body. */
export function parseBody(body: string): Members {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw invalid('The body is not JSON.');
  }
  if (!isObject(value)) throw invalid('The body is not a JSON object.');
  return value;
}

/** Members of requestMetadata that a proxy reads, and the operations that require them. */
const METADATA: Readonly<Record<keyof XksRequestMetadata, readonly XksOperation[]>> = {
  awsPrincipalArn: ['metadata', 'encrypt', 'decrypt'],
  awsSourceVpc: [],
  awsSourceVpce: [],
  kmsKeyArn: ['encrypt', 'decrypt'],
  kmsOperation: ['metadata', 'encrypt', 'decrypt', 'health'],
  kmsRequestId: ['metadata', 'encrypt', 'decrypt', 'health'],
  kmsViaService: [],
};

/** Reads requestMetadata. Ignores members that the specification does not list: later versions add some. */
export function readRequestMetadata({ requestMetadata }: Members, operation: XksOperation): XksRequestMetadata {
  if (!isObject(requestMetadata)) throw invalid('requestMetadata must be an object.');
  const read: Record<string, string> = {};
  for (const [name, requiredBy] of Object.entries(METADATA)) {
    const value = requestMetadata[name];
    if (value === undefined && !requiredBy.includes(operation)) continue;
    if (typeof value !== 'string' || value === '') throw invalid(`requestMetadata.${name} must be a string.`);
    read[name] = value;
  }
  return read as unknown as XksRequestMetadata;
}

/** Decodes the base64 of a member. Absent: empty, if it is optional. */
function readBytes(members: Members, name: string, isOptional = false): Bytes {
  const value = members[name];
  if (value === undefined && isOptional) return new Uint8Array();
  if (typeof value !== 'string') throw invalid(`${name} must be a base64 string.`);
  try {
    return fromBase64(value);
  } catch {
    throw invalid(`${name} is not base64.`);
  }
}

function checkSize(name: string, bytes: Bytes, maximum: number): Bytes {
  // The specification reserves this error for sizes above those that it requires.
  if (bytes.length > maximum)
    throw new XksError('UnsupportedOperationException', `${name} is longer than ${maximum} bytes.`);
  return bytes;
}

function checkAlgorithm({ encryptionAlgorithm }: Members): void {
  if (encryptionAlgorithm !== 'AES_GCM') throw invalid('encryptionAlgorithm must be AES_GCM.');
}

const readAdditionalData = (members: Members): Bytes =>
  checkSize('additionalAuthenticatedData', readBytes(members, 'additionalAuthenticatedData', true), XKS_MAX_AAD_BYTES);

/** The members of `encrypt`. */
export interface EncryptMembers {
  readonly plaintext: Bytes;
  readonly aad: Bytes;
  readonly asksIntegrityValue: boolean;
}

/** Reads the members of `encrypt`. */
export function readEncryptMembers(members: Members): EncryptMembers {
  checkAlgorithm(members);
  const algorithm = members.ciphertextDataIntegrityValueAlgorithm;
  if (algorithm !== undefined && algorithm !== 'SHA_256')
    throw invalid('ciphertextDataIntegrityValueAlgorithm must be SHA_256.');
  return {
    plaintext: checkSize('plaintext', readBytes(members, 'plaintext'), XKS_MAX_TEXT_BYTES),
    aad: readAdditionalData(members),
    asksIntegrityValue: algorithm !== undefined,
  };
}

/** The members of `decrypt`. */
export interface DecryptMembers {
  readonly ciphertext: Bytes;
  readonly aad: Bytes;
  readonly metadata: Bytes;
  readonly iv: Bytes;
  readonly tag: Bytes;
}

/** Reads the members of `decrypt`. */
export function readDecryptMembers(members: Members): DecryptMembers {
  checkAlgorithm(members);
  const iv = readBytes(members, 'initializationVector');
  if (iv.length !== 12 && iv.length !== 16) throw invalid('initializationVector must have 12 or 16 bytes.');
  const tag = readBytes(members, 'authenticationTag');
  if (tag.length !== XKS_TAG_BYTES) throw invalid(`authenticationTag must have ${XKS_TAG_BYTES} bytes.`);
  const metadata = readBytes(members, 'ciphertextMetadata', true);
  if (metadata.length > XKS_MAX_METADATA_BYTES)
    throw invalid(`ciphertextMetadata must not have more than ${XKS_MAX_METADATA_BYTES} bytes.`);
  return {
    ciphertext: checkSize('ciphertext', readBytes(members, 'ciphertext'), XKS_MAX_TEXT_BYTES),
    aad: readAdditionalData(members),
    metadata,
    iv,
    tag,
  };
}
