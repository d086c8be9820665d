/** Hashes of messages that arrive in pieces, by @noble/hashes: SubtleCrypto hashes whole messages only. */
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { shake256 } from '@noble/hashes/sha3.js';
import { copyBytes, type Bytes } from './bytes.ts';

/** 64 bytes of SHAKE256; the other names are SubtleCrypto's. */
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512' | 'SHAKE256';

/** A hash under way. */
export interface IncrementalHash {
  update: (piece: Uint8Array) => void;
  /** The hash of all pieces. Once only. */
  digest: () => Bytes;
}

const HASHES: Readonly<Record<HashName, () => { update: (piece: Uint8Array) => unknown; digest: () => Uint8Array }>> = {
  'SHA-256': () => sha256.create(),
  'SHA-384': () => sha384.create(),
  'SHA-512': () => sha512.create(),
  SHAKE256: () => shake256.create({ dkLen: 64 }),
};

/** A hash that has seen nothing yet. Its memory does not grow with the message. */
export function createIncrementalHash(name: HashName): IncrementalHash {
  const state = HASHES[name]();
  return { update: (piece) => void state.update(piece), digest: () => copyBytes(state.digest()) };
}
