/** Synchronous SHA-256 for short inputs: a promise would cost more than the hash. */
import { sha256 as hash } from '@noble/hashes/sha2.js';
import type { Bytes } from '../base/bytes.ts';

/** The state before the first byte, and the one that hashes: a new state costs as much as a short input. */
const initial = hash.create();
const state = hash.create();

/** Returns the 32-byte hash. */
export function sha256(bytes: Uint8Array): Bytes {
  return initial._cloneInto(state).update(bytes).digest();
}
