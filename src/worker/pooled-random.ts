/** Random bytes drawn from the system in bulk: one draw costs as much as a small encryption. */
import type { Random } from '../model/ports.ts';

/** Bytes drawn at once. */
const POOL = 4096;

/** The longest piece that comes from the pool: identifiers and IVs. What may be a secret is drawn for itself and lies nowhere before. */
const LONGEST = 16;

/** The system's randomness. No byte is given twice, and none stays in the pool once it was given. */
export function systemRandom(): Random {
  const pool = new Uint8Array(POOL);
  let at = POOL;
  return {
    bytes(length) {
      if (length > LONGEST) return crypto.getRandomValues(new Uint8Array(length));
      if (at + length > POOL) {
        crypto.getRandomValues(pool);
        at = 0;
      }
      const bytes = pool.slice(at, at + length);
      pool.fill(0, at, at + length);
      at += length;
      return bytes;
    },
  };
}
