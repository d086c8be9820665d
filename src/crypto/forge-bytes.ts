/** node-forge with random bytes of WebCrypto. Loaded only for RSA operations that SubtleCrypto does not have. */
import forge from 'node-forge';
import { copyBytes, type Bytes } from '../base/bytes.ts';

/** forge keeps bytes in strings, one character per byte. */
export const toForge = (bytes: Bytes): string => forge.util.createBuffer(bytes).getBytes();

/** Returns the bytes of a string of forge. */
export const fromForge = (text: string): Bytes => copyBytes(forge.util.binary.raw.decode(text));

/**
 * forge takes padding, and the random factor (blinding) of each private-key operation, from `forge.random`, its own
 * generator. That is seeded by getRandomValues in a browser, by crypto.randomBytes in Node, and by Math.random without
 * either. Here all of it comes from getRandomValues, in a browser and in Node.
 */
Object.assign(forge.random, {
  getBytes: (count: number): string => toForge(crypto.getRandomValues(new Uint8Array(count))),
});

export { forge };
