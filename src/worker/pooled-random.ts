/**
 * Random bytes of the system. Bytes that are not secret are drawn in bulk: one draw costs as much as a small
 * encryption.
 */
import type { Random } from '../model/ports.ts';

/** Bytes per draw. */
const POOL_BYTES = 4096;

/** Maximum length that is served from the pool. */
const MAX_POOLED_BYTES = 16;

/**
 * Creates the random source. No byte is used twice. Secrets are drawn individually; the pool serves identifiers and
 * IVs, and clears the bytes that it returned.
 */
export function createSystemRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES);
  let at = POOL_BYTES;
  const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  return {
    bytes,
    publicBytes(length) {
      if (length > MAX_POOLED_BYTES) return bytes(length);
      if (at + length > POOL_BYTES) {
        crypto.getRandomValues(pool);
        at = 0;
      }
      const piece = pool.slice(at, at + length);
      pool.fill(0, at, at + length);
      at += length;
      return piece;
    },
  };
}
