/** The system's random bytes. Those that are no secret are drawn in bulk: one draw costs as much as a small encryption. */
import type { Random } from '../model/ports.ts';

/** Bytes drawn at once. */
const POOL_BYTES = 4096;

/** The longest piece that comes from the pool. */
const MAX_POOLED_BYTES = 16;

/** The system's randomness. No byte is given twice. Secrets are drawn one by one; the pool serves identifiers and IVs, and keeps none that it gave. */
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
