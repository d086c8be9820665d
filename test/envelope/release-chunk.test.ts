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

  describe('requests a garbage collection', () => {
    const { ArrayBuffer: original } = globalThis;
    afterEach(() => {
      globalThis.ArrayBuffer = original;
    });

    /** Releases `bytes` in chunks of 4 MiB; returns the lengths of the buffers that this allocates. */
    function allocatedWhile(bytes: number, allocate = (length: number) => new original(length)): readonly number[] {
      const lengths: number[] = [];
      const chunks = Array.from({ length: bytes / (4 * MIB) }, () => new Uint8Array(4 * MIB));
      globalThis.ArrayBuffer = new Proxy(original, {
        construct(_target, [length]: [number]) {
          lengths.push(length);
          return allocate(length);
        },
      });
      for (const chunk of chunks) releaseChunk(chunk);
      globalThis.ArrayBuffer = original;
      return lengths;
    }

    it('once for every 256 MiB that are freed, by a large buffer that is never written', () => {
      expect(allocatedWhile(512 * MIB)).to.eql([64 * MIB, 64 * MIB]);
    });

    it('and ignores that there is no memory for the buffer', () => {
      const fail = () => {
        throw new RangeError('Array buffer allocation failed');
      };
      expect(allocatedWhile(256 * MIB, fail)).to.eql([64 * MIB]);
    });
  });
});
