import { expect } from 'chai';
import type { MapField, MappedFrame } from '../../../src/envelope/byte-map/byte-map.ts';
import {
  cutAtField,
  flipInField,
  framesToSwap,
  removeField,
  swapFrames,
} from '../../../src/ui/envelope/byte-changes.ts';

const input = new Blob([Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)]);
const field: MapField = { name: 'message id', offset: 2, length: 3 };
const frame = (sequence: number, offset: number, length: number): MappedFrame => ({
  kind: 'frame',
  sequence,
  offset,
  length,
});

const bytesOf = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];

describe('changes of bytes', () => {
  it('flip the lowest bit of the last byte of a field', async () => {
    const { blob, change } = await flipInField(input, field);
    expect(await bytesOf(blob)).to.deep.equal([0, 1, 2, 3, 5, 5, 6, 7, 8, 9]);
    expect(change).to.deep.equal({ kind: 'flip', field, offset: 4 });
  });

  it('remove a field, or everything from it on', async () => {
    expect(await bytesOf(removeField(input, field).blob)).to.deep.equal([0, 1, 5, 6, 7, 8, 9]);
    const { blob, change } = cutAtField(input, field);
    expect(await bytesOf(blob)).to.deep.equal([0, 1]);
    expect(change).to.deep.equal({ kind: 'cut', field, length: 8 });
  });

  it('swap frames of different lengths', async () => {
    const { blob } = swapFrames(input, frame(1, 1, 2), frame(2, 4, 3));
    expect(await bytesOf(blob)).to.deep.equal([0, 4, 5, 6, 3, 1, 2, 7, 8, 9]);
  });

  it('swap regular frames only', () => {
    const frames = [frame(1, 0, 4), frame(2, 4, 4), { ...frame(3, 8, 2), kind: 'final' as const }];
    expect(framesToSwap(frames, field)?.map(({ sequence }) => sequence)).to.deep.equal([1, 2]);
    expect(framesToSwap(frames, { ...field, offset: 5 })).to.equal(undefined);
    expect(framesToSwap(frames, { ...field, offset: 9 })).to.equal(undefined);
    expect(framesToSwap([], field)).to.equal(undefined);
  });
});
