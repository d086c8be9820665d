/** The picture of lab L11: imported key material on its way, inside KMS, and gone. */
import { expect } from 'chai';
import { loadImportKeyMaterial } from '../../../src/ui/pictures/load-import-key-material.ts';
import { playLab, type PlayedLab } from './play-lab.ts';

async function first({ source }: PlayedLab) {
  const { keys, now } = await loadImportKeyMaterial(source);
  const [key] = keys;
  if (key === undefined) throw new TypeError('There is no key with imported key material.');
  const { materials, parcel, refused } = key;
  return {
    materials: materials.map(({ number, state, ended, isCurrent, imports }) => [
      number,
      state,
      ended,
      isCurrent,
      imports,
    ]),
    parcel: parcel?.state,
    refused: Object.fromEntries(refused),
    left: key.key.validTo === undefined ? undefined : key.key.validTo - now,
  };
}

describe('import-key-material', () => {
  it('is empty at the start', async () => {
    const { source } = await playLab('L11');
    expect((await loadImportKeyMaterial(source)).keys).to.deep.equal([]);
  });

  it('shows an import that came too late, then material that expires', async () => {
    const lab = await playLab('L11');
    await lab.solve('token-expired');
    expect(await first(lab)).to.deep.equal({
      materials: [],
      parcel: 'refused',
      refused: { ExpiredImportTokenException: 1 },
      left: undefined,
    });
    await lab.solve('import');
    const { materials, parcel, left } = await first(lab);
    expect([materials, parcel]).to.deep.equal([[[1, 'present', undefined, true, 1]], 'used']);
    expect(left).to.be.within(0, 30 * 86_400_000);
  });

  it('shows that expired and deleted material is missing', async () => {
    const lab = await playLab('L11');
    await lab.solve('import');
    await lab.source.strongroom.sandbox.clock.advance(31 * 86_400);
    expect((await first(lab)).materials).to.deep.equal([[1, 'missing', 'expired', true, 1]]);
    const again = await playLab('L11');
    await again.solve('other-bytes');
    expect((await first(again)).materials).to.deep.equal([[1, 'missing', 'deleted', true, 2]]);
    expect((await first(again)).refused).to.include({ IncorrectKeyMaterialException: 1 });
  });

  it('shows both materials after a rotation', async () => {
    const lab = await playLab('L11');
    await lab.solve();
    expect((await first(lab)).materials).to.deep.equal([
      [1, 'present', undefined, false, 3],
      [2, 'present', undefined, true, 1],
    ]);
  });

  it('shows a token that nobody used as expired', async () => {
    const lab = await playLab('L11');
    await lab.solve('create');
    const { keys } = await loadImportKeyMaterial(lab.source);
    const { strongroom } = lab.source;
    await strongroom.kms().getParametersForImport({
      KeyId: keys[0]?.key.arn,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    });
    expect((await first(lab)).parcel).to.equal('waiting');
    await strongroom.sandbox.clock.advance(25 * 3600);
    expect((await first(lab)).parcel).to.equal('late');
  });
});
