import { expect } from 'chai';
import { concatBytes } from '../../../src/base/bytes.ts';
import {
  encodeBlobHeader,
  parseCiphertextBlob,
  type CiphertextIds,
} from '../../../src/engine/custody/ciphertext-blob.ts';

const HEADER = 60;

const nameOf = (n: number): CiphertextIds => ({
  account: '111122223333',
  keyId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  materialId: String(n).padStart(64, '0'),
});

/** A blob of `name` with an IV of ones and 20 bytes of twos. */
const blobOf = (name: CiphertextIds): Uint8Array<ArrayBuffer> =>
  concatBytes(encodeBlobHeader(name), new Uint8Array(12).fill(1), new Uint8Array(20).fill(2));

describe('the ciphertext blob', () => {
  it('is read the second time as the first', () => {
    const name = nameOf(1);
    const [first, second] = [parseCiphertextBlob(blobOf(name)), parseCiphertextBlob(blobOf(name))];
    for (const blob of [first, second]) {
      expect(blob).to.include(name);
      expect(blob?.header).to.deep.equal(encodeBlobHeader(name));
      expect(blob?.iv).to.deep.equal(new Uint8Array(12).fill(1));
      expect(blob?.sealed).to.deep.equal(new Uint8Array(20).fill(2));
    }
  });

  it('is refused with any bit of its beginning changed, also after it was read whole', () => {
    const whole = blobOf(nameOf(2));
    expect(parseCiphertextBlob(whole)).to.not.equal(undefined);
    for (let at = 0; at < HEADER; at++) {
      const changed = whole.slice();
      changed[at] = (changed[at] as number) ^ 0x10;
      expect(parseCiphertextBlob(changed), `byte ${at}`).to.equal(undefined);
    }
    expect(parseCiphertextBlob(whole)).to.include(nameOf(2));
  });

  it('names the right key among more keys than are remembered', () => {
    for (let n = 0; n < 2_500; n++) expect(parseCiphertextBlob(blobOf(nameOf(n)))?.keyId).to.equal(nameOf(n).keyId);
    expect(parseCiphertextBlob(blobOf(nameOf(7)))?.materialId).to.equal(nameOf(7).materialId);
  });

  it('gives an IV and a ciphertext of its own to two blobs of one key', () => {
    const name = nameOf(3);
    const other = concatBytes(encodeBlobHeader(name), new Uint8Array(12).fill(8), new Uint8Array(16).fill(9));
    parseCiphertextBlob(blobOf(name));
    expect(parseCiphertextBlob(other)?.iv).to.deep.equal(new Uint8Array(12).fill(8));
    expect(parseCiphertextBlob(other)?.sealed).to.deep.equal(new Uint8Array(16).fill(9));
  });
});
