import { expect } from 'chai';
import { releaseChunk } from '../../src/envelope/release-chunk.ts';

const MIB = 2 ** 20;

describe('releaseChunk', () => {
  it('frees chunks in batches of 4 MiB', () => {
    const chunks = Array.from({ length: 5 }, () => new Uint8Array(MIB));
    for (const chunk of chunks) releaseChunk(chunk);
    expect(chunks.filter(({ length }) => length === 0)).to.have.length(4);
    for (let more = 0; more < 3; more++) releaseChunk(new Uint8Array(MIB));
    expect(chunks[4]).to.have.length(0);
  });

  it('leaves buffers alone that other views use', () => {
    const whole = new Uint8Array(8 * MIB);
    releaseChunk(whole.subarray(MIB));
    releaseChunk(whole.subarray(0, 5 * MIB));
    expect(whole).to.have.length(8 * MIB);
  });
});
