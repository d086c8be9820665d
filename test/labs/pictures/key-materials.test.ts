/** The picture of lab L10: the key materials of a key, and which of them each ciphertext is under. */
import { expect } from 'chai';
import { loadKeyMaterials } from '../../../src/ui/pictures/load-key-materials.ts';
import { playLab } from './play-lab.ts';

/** Number, rotation and operations of the ciphertexts of each material of `alias/records`. */
async function bladesOf(source: Awaited<ReturnType<typeof playLab>>['source']) {
  const { rings } = await loadKeyMaterials(source);
  const ring = rings.find(({ key }) => key.aliases.includes('alias/records'));
  return ring?.blades.map(({ number, rotation, isCurrent, ciphertexts }) => [
    number,
    rotation?.type,
    isCurrent,
    ciphertexts.map(({ operation, opened }) => `${operation} ${opened}`),
  ]);
}

describe('key-materials', () => {
  it('shows one material without ciphertexts at the start', async () => {
    const { source } = await playLab('L10');
    expect(await bladesOf(source)).to.deep.equal([[1, undefined, true, []]]);
  });

  it('shows the next rotation, and keeps old ciphertexts under their material', async () => {
    const lab = await playLab('L10');
    await lab.solve('old-and-new');
    expect(await bladesOf(lab.source)).to.deep.equal([
      [1, undefined, false, ['Encrypt 1', ...Array<string>(3).fill('GenerateDataKeyWithoutPlaintext 0')]],
      [2, 'AUTOMATIC', true, ['Encrypt 0']],
    ]);
    const { rings, now } = await loadKeyMaterials(lab.source);
    expect(rings[0]?.nextAt).to.be.above(now);
  });

  it('shows the ciphertexts that ReEncrypt returned under the current material', async () => {
    const lab = await playLab('L10');
    await lab.solve();
    expect((await bladesOf(lab.source))?.at(-1)).to.deep.equal([
      3,
      'ON_DEMAND',
      true,
      Array<string>(3).fill('ReEncrypt 0'),
    ]);
  });
});
