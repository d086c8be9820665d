/** Reads answers of a proxy. What is not as specified fails as `malformed`. */
import { fromBase64 } from '../../base/base64.ts';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { integrityValue, type ProxyCiphertext } from '../../crypto/xks-layout.ts';
import {
  isXksErrorName,
  XKS_MAX_METADATA_BYTES,
  XKS_TAG_BYTES,
  type XksHealthAnswer,
  type XksHttpAnswer,
  type XksKeyMetadata,
  type XksOperation,
} from '../../model/xks-proxy-api.ts';
import { XksFailure } from './xks-failure.ts';

type Members = Readonly<Record<string, unknown>>;

/** Longest answer that is read, in characters: ten times the largest one that is specified. */
const MAX_LENGTH = 100_000;
const MAX_USAGES = 10;
const MAX_FLEET = 10;
const HEALTH = ['ACTIVE', 'DEGRADED', 'UNAVAILABLE'];

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function assertForm(condition: boolean): asserts condition {
  if (!condition) throw new XksFailure('malformed');
}

function parse(body: string): Members {
  assertForm(body.length <= MAX_LENGTH);
  try {
    const value: unknown = JSON.parse(body);
    assertForm(isObject(value));
    return value;
  } catch (cause) {
    throw new XksFailure('malformed', cause);
  }
}

/**
 * Returns the members of a successful answer.
 * @throws {XksFailure} the error name of the answer, whatever its status; `malformed` without a known one
 */
export function readAnswer({ status, body }: XksHttpAnswer, operation: XksOperation): Members {
  const members = parse(body);
  if (status === 200) return members;
  const { errorName } = members;
  assertForm(isXksErrorName(errorName));
  // Only `decrypt` has a ciphertext to reject.
  assertForm(errorName !== 'InvalidCiphertextException' || operation === 'decrypt');
  throw new XksFailure(errorName);
}

function bytesOf(value: unknown): Bytes {
  assertForm(typeof value === 'string');
  try {
    return fromBase64(value);
  } catch (cause) {
    throw new XksFailure('malformed', cause);
  }
}

const areStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Reads the answer to `metadata`. */
export function readKeyMetadata({ keySpec, keyUsage, keyStatus }: Members): XksKeyMetadata {
  assertForm(typeof keySpec === 'string');
  assertForm(areStrings(keyUsage) && keyUsage.length <= MAX_USAGES);
  assertForm(keyStatus === 'ENABLED' || keyStatus === 'DISABLED');
  return { keySpec, keyUsage, keyStatus };
}

/** Reads the answer to `encrypt`, and compares its integrity value with one that it computes. */
export async function readCiphertext(members: Members, plaintextLength: number, aad: Bytes): Promise<ProxyCiphertext> {
  const made: ProxyCiphertext = {
    ciphertext: bytesOf(members.ciphertext),
    metadata: members.ciphertextMetadata === undefined ? new Uint8Array() : bytesOf(members.ciphertextMetadata),
    iv: bytesOf(members.initializationVector),
    tag: bytesOf(members.authenticationTag),
  };
  assertForm(made.ciphertext.length === plaintextLength);
  assertForm(made.metadata.length <= XKS_MAX_METADATA_BYTES);
  assertForm(made.iv.length === 12 || made.iv.length === 16);
  assertForm(made.tag.length === XKS_TAG_BYTES);
  const value = bytesOf(members.ciphertextDataIntegrityValue);
  assertForm(equalBytes(value, await integrityValue(aad, made)));
  return made;
}

/** Reads the answer to `decrypt`. */
export function readPlaintext({ plaintext }: Members, ciphertextLength: number): Bytes {
  const bytes = bytesOf(plaintext);
  assertForm(bytes.length === ciphertextLength);
  return bytes;
}

/** Reads the answer to `health`. */
export function readHealth(members: Members): XksHealthAnswer {
  const { xksProxyFleetSize: size, xksProxyVendor, xksProxyModel, ekmVendor, ekmFleetDetails: fleet } = members;
  assertForm(typeof size === 'number' && Number.isInteger(size) && size > 0);
  assertForm([xksProxyVendor, xksProxyModel, ekmVendor].every((name) => typeof name === 'string'));
  assertForm(Array.isArray(fleet) && fleet.length >= 1 && fleet.length <= MAX_FLEET);
  for (const member of fleet as unknown[]) {
    assertForm(isObject(member) && typeof member.id === 'string' && typeof member.model === 'string');
    assertForm(HEALTH.includes(member.healthStatus as string));
  }
  return members as unknown as XksHealthAnswer;
}
