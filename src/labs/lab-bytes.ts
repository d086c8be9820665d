/** Bytes in the values of labs: `{ "base64": … }`, `{ "text": … }` or `{ "random": length }`. */
import { fromBase64, toBase64 } from '../base/base64.ts';
import { encodeUtf8 } from '../base/bytes.ts';
import type { LabValue } from './lab-value.ts';
import { memberAt } from './scope.ts';

/** Longer random bytes are not made. KMS takes 4,096 bytes at most, and a lab shows what happens with more. */
export const MAX_RANDOM_BYTES = 16_384;

/** Undefined for text that is not base64. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return fromBase64(text);
  } catch {
    return undefined;
  }
}

/** Returns the bytes that a value describes. Undefined: it describes none. */
export function readBytes(value: LabValue | undefined): Uint8Array<ArrayBuffer> | undefined {
  const base64 = memberAt(value, 'base64');
  if (typeof base64 === 'string') return decodeBase64(base64);
  const text = memberAt(value, 'text');
  if (typeof text === 'string') return encodeUtf8(text);
  const length = memberAt(value, 'random');
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || length > MAX_RANDOM_BYTES)
    return undefined;
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Returns a result as a value: bytes as `{ base64 }`, times as text, and without what JSON cannot have. */
export function toLabValue(value: unknown): LabValue {
  if (value instanceof Uint8Array) return { base64: toBase64(value) };
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toLabValue);
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined && typeof member !== 'function');
    return Object.fromEntries(members.map(([name, member]) => [name, toLabValue(member)]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
