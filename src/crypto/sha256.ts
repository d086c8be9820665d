/** Synchronous SHA-256 for short inputs: a promise would cost more than the hash. */
import { sha256 as hash } from '@noble/hashes/sha2.js';
import type { Bytes } from '../base/bytes.ts';

// One state, reset before each use: creating one costs a third of the hash of a ciphertext.
const initial = hash.create();
const working = hash.create();

/** Returns the 32-byte hash. */
export function sha256(bytes: Uint8Array): Bytes {
  const result = new Uint8Array(hash.outputLen);
  initial._cloneInto(working);
  working.update(bytes);
  working.digestInto(result);
  return result;
}
