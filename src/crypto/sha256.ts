/** SHA-256, synchronous: for short inputs, where the turn of a promise would cost more than the hash. */
import { sha256 as hash } from '@noble/hashes/sha2.js';
import type { Bytes } from '../base/bytes.ts';

/** The 32 bytes of the hash. */
export function sha256(bytes: Uint8Array): Bytes {
  return hash(bytes);
}
