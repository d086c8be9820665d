/** Hashes messages that arrive in chunks, with @noble/hashes: SubtleCrypto hashes only whole messages. */
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { shake256 } from '@noble/hashes/sha3.js';
import { copyBytes, type Bytes } from './bytes.ts';

/** `SHAKE256` gives 64 bytes. The other names are those of SubtleCrypto. */
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512' | 'SHAKE256';

/** A hash in progress. */
export interface IncrementalHash {
  update: (piece: Uint8Array) => void;
  /** Returns the hash of all chunks. Call it once. */
  digest: () => Bytes;
}

const HASHES: Readonly<Record<HashName, () => { update: (piece: Uint8Array) => unknown; digest: () => Uint8Array }>> = {
  'SHA-256': () => sha256.create(),
  'SHA-384': () => sha384.create(),
  'SHA-512': () => sha512.create(),
  SHAKE256: () => shake256.create({ dkLen: 64 }),
};

/** Starts a hash. Memory use does not depend on the length of the message. */
export function createIncrementalHash(name: HashName): IncrementalHash {
  const state = HASHES[name]();
  return { update: (piece) => void state.update(piece), digest: () => copyBytes(state.digest()) };
}
