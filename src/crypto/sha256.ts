/** Synchronous SHA-256 for short inputs: a promise would cost more than the hash. */
import { sha256 as hash } from '@noble/hashes/sha2.js';
import type { Bytes } from '../base/bytes.ts';

/** Returns the 32-byte hash. */
export function sha256(bytes: Uint8Array): Bytes {
  return hash(bytes);
}
