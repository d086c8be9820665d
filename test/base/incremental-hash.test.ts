import { expect } from 'chai';
import { toHex } from '../../src/base/hex.ts';
import { createIncrementalHash, type HashName } from '../../src/base/incremental-hash.ts';

const MESSAGE = new Uint8Array(100_000).map((_, index) => (index * 7) % 251);

/**
 * First 64 bytes of SHAKE256 of the empty message. Source: FIPS 202 (example values of NIST for a message of 0 bits).
 */
const SHAKE256_OF_NOTHING =
  '46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762fd75dc4ddd8c0f200cb05019d67b592f6fc821c49479ab48640292eacb3b7c4be';

describe('runningHash', () => {
  for (const name of ['SHA-256', 'SHA-384', 'SHA-512'] as const satisfies readonly HashName[]) {
    it(`gives what SubtleCrypto gives, whatever the pieces: ${name}`, async () => {
      const whole = new Uint8Array(await crypto.subtle.digest(name, MESSAGE));
      for (const size of [1, 127, 4096, MESSAGE.length]) {
        const hash = createIncrementalHash(name);
        for (let at = 0; at < MESSAGE.length; at += size) hash.update(MESSAGE.subarray(at, at + size));
        expect(toHex(hash.digest()), `pieces of ${size}`).to.equal(toHex(whole));
      }
    });
  }

  it('gives 64 bytes of SHAKE256', () => {
    expect(toHex(createIncrementalHash('SHAKE256').digest())).to.equal(SHAKE256_OF_NOTHING);
  });
});
