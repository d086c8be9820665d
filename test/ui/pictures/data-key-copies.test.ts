/** The picture of lab L03: two copies of each data key. */
import { expect } from 'chai';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import { TEXTS } from '../../../src/ui/pictures/data-key-copies-texts.ts';
import { loadDataKeyCopies } from '../../../src/ui/pictures/load-data-key-copies.ts';
import { allInside, inside, textOf, until } from '../fixture.ts';
import { playLab } from '../../labs/pictures/play-lab.ts';
import { expectBothForms, openPicture } from './played-lab.ts';

/** What a program would store in the ledger for the first data key. */
async function holdFirst({ source }: Awaited<ReturnType<typeof playLab>>, zeroised: boolean) {
  const [first] = (await loadDataKeyCopies(source)).dataKeys;
  const { ledger } = servicesOf(source.strongroom);
  const [edkSha, key] = [first?.edkSha ?? '', first?.keyArn ?? ''];
  const held = { kind: 'dataKey', id: 'k', program: 'playground', edkSha, key, uses: 3, contextNames: [] } as const;
  await ledger.put({ ...held, zeroised });
  return { ledger, edkSha, key };
}

describe('The picture data-key-copies', () => {
  it('has no data key at the start of lab L03, and says so', async () => {
    const lab = await playLab('L03');
    const { dataKeys, unrecoverable } = await loadDataKeyCopies(lab.source);
    expect({ dataKeys, unrecoverable }).to.deep.equal({ dataKeys: [], unrecoverable: [] });
    const { drawing } = await openPicture(lab);
    expect(textOf(drawing)).to.include(TEXTS.none).and.to.include(TEXTS.storesNone).and.to.include('alias/files');
    await expectBothForms(drawing);
  });

  it('has both copies of each data key and who decrypted it once lab L03 is solved', async () => {
    const { source, solve } = await playLab('L03');
    await solve();
    const { dataKeys, older, nameOf } = await loadDataKeyCopies(source);
    const held = [['my-program', true]];
    expect(older).to.equal(0);
    expect(
      dataKeys.map(({ operation, plaintextLen, keyArn, openings, held }) => ({
        operation,
        plaintextLen,
        key: nameOf(keyArn),
        openings: openings.map(({ caller }) => caller.split('/').at(-1)),
        held: held.map(({ program, zeroised }) => [program, zeroised]),
      })),
    ).to.deep.equal([
      { operation: 'GenerateDataKey', plaintextLen: 32, key: 'alias/files', openings: ['Learner'], held },
      { operation: 'GenerateDataKey', plaintextLen: 32, key: 'alias/files', openings: [], held },
      {
        operation: 'GenerateDataKeyWithoutPlaintext',
        plaintextLen: undefined,
        key: 'alias/files',
        openings: ['Reader'],
        held: [],
      },
    ]);
    const [one, other] = dataKeys;
    expect(one?.edkSha).to.not.equal(other?.edkSha);
  });

  it('says that AWS KMS does not know who holds a copy, and follows the ledger of programs', async () => {
    const lab = await playLab('L03');
    const kms = lab.source.strongroom.kms();
    for (let made = 0; made < 2; made += 1) await kms.generateDataKey({ KeyId: 'alias/files', KeySpec: 'AES_256' });
    const { drawing } = await openPicture(lab);
    await until(() => allInside(drawing, '.bare').length === 2);
    expect(textOf(inside(drawing, '.bare'))).to.include(TEXTS.unknownHolder);
    const { ledger, edkSha, key } = await holdFirst(lab, false);
    await until(() => textOf(inside(drawing, '.bare')).includes(TEXTS.heldBy('playground', 0, 3)));
    await ledger.update({ kind: 'dataKey', id: 'k', zeroised: true });
    await until(() => allInside(drawing, '.over').length === 1);
    expect(textOf(inside(drawing, '.over'))).to.include(TEXTS.overwritten('playground', 0, 3));
    const item = { kind: 'item', program: 'playground', contextNames: [], plaintextLen: 1 } as const;
    const [bodySha, plainSha] = ['ab'.repeat(32), 'cd'.repeat(32)];
    const stored = { ...item, bodySha, plainSha };
    await ledger.put({ ...stored, id: 'a.txt', edkShas: [edkSha], edkCount: 1, keys: [key], status: 'stored' });
    await ledger.put({ ...stored, id: 'b.txt', edkShas: [], edkCount: 0, keys: [], status: 'unrecoverable' });
    await until(() => textOf(drawing).includes(TEXTS.unrecoverable('b.txt')));
    expect(textOf(inside(drawing, '.edk'))).to.include(TEXTS.storedWith('a.txt'));
    expect(await expectBothForms(drawing)).to.include(TEXTS.storedWith('a.txt'));
  });

  it('says that a data key without plaintext was not returned', async () => {
    const lab = await playLab('L03');
    await lab.solve();
    const { drawing } = await openPicture(lab);
    await until(() => textOf(drawing).includes(TEXTS.withheld));
    expect(await expectBothForms(drawing)).to.include(TEXTS.withheld);
  });
});
