import { expect } from 'chai';
import { toHex } from '../../src/base/hex.ts';
import { systemRandom } from '../../src/worker/pooled-random.ts';

describe('system randomness', () => {
  it('gives as many bytes as asked for, over a buffer of their own', () => {
    const random = systemRandom();
    for (const length of [0, 1, 12, 16, 17, 32, 1024]) {
      const bytes = random.bytes(length);
      expect(bytes.length).to.equal(length);
      expect(bytes.buffer.byteLength).to.equal(length);
    }
  });

  it('never gives the same bytes again, over many draws of the pool', () => {
    const random = systemRandom();
    const seen = new Set(Array.from({ length: 5000 }, (_, index) => toHex(random.bytes(index % 2 === 0 ? 12 : 16))));
    expect(seen.size).to.equal(5000);
    expect([...seen].filter((text) => /^(00){12}/.test(text))).to.deep.equal([]);
  });
});
