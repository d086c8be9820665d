/** The picture of lab L04: a file once, and an envelope for each recipient. */
import { expect } from 'chai';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import { loadNestedEnvelopes } from '../../../src/ui/pictures/load-nested-envelopes.ts';
import { TEXTS } from '../../../src/ui/pictures/nested-envelopes-texts.ts';
import { MAX_ENVELOPES } from '../../../src/ui/pictures/nested-envelopes.ts';
import { allInside, inside, textOf, until } from '../fixture.ts';
import { playLab } from '../../labs/pictures/play-lab.ts';
import { expectBothForms, openPicture } from './played-lab.ts';

/** The operations that made the envelopes of each key, by its name. */
async function envelopesByKey({ source }: Awaited<ReturnType<typeof playLab>>) {
  const { recipients } = await loadNestedEnvelopes(source);
  return Object.fromEntries(
    recipients.map(({ name, envelopes }) => [name, envelopes.map(({ operation }) => operation)]),
  );
}

describe('The picture nested-envelopes', () => {
  it('has three keys without an envelope at the start of lab L04', async () => {
    const lab = await playLab('L04');
    expect(await envelopesByKey(lab)).to.deep.equal({ 'alias/a': [], 'alias/b': [], 'alias/c': [] });
    expect((await loadNestedEnvelopes(lab.source)).files).to.deep.equal([]);
    const { drawing } = await openPicture(lab);
    expect(textOf(drawing)).to.include(TEXTS.noFile).and.to.include(TEXTS.empty);
  });

  it('has the envelopes of each key, and where ReEncrypt moved one from, once lab L04 is solved', async () => {
    const lab = await playLab('L04');
    await lab.solve();
    expect(await envelopesByKey(lab)).to.deep.equal({
      'alias/a': ['GenerateDataKey', 'GenerateDataKey', 'GenerateDataKeyPairWithoutPlaintext'],
      'alias/b': ['Encrypt'],
      'alias/c': ['ReEncrypt'],
    });
    const { recipients, nameOf } = await loadNestedEnvelopes(lab.source);
    const [a, b, c] = recipients.map(({ envelopes }) => envelopes);
    expect(nameOf(c?.[0]?.movedFrom ?? '')).to.equal('alias/a');
    expect(a?.map(({ content, plaintextLen }) => [content, plaintextLen])).to.deep.equal([
      ['data-key', 32],
      ['data-key', 32],
      ['private-key', undefined],
    ]);
    expect(a?.[1]?.openings.map(({ error }) => error)).to.deep.equal(['DisabledException']);
    expect(b?.[0]?.openings.map(({ error }) => error)).to.deep.equal([undefined]);
  });

  it('shows that nothing under a disabled key can be decrypted now', async () => {
    const lab = await playLab('L04');
    await lab.solve('a-disabled');
    const { drawing } = await openPicture(lab);
    await until(() => allInside(drawing, '.shut').length === 1);
    expect(textOf(inside(drawing, '.shut'))).to.include(TEXTS.key('alias/a', 'Disabled'));
    expect(textOf(drawing)).to.include(TEXTS.unusable('Disabled'));
    expect(await expectBothForms(drawing)).to.include(TEXTS.key('alias/a', 'Disabled'));
  });

  it('draws the newest envelopes of a key, and says how many older ones there are', async () => {
    const lab = await playLab('L04');
    const kms = lab.source.strongroom.kms();
    for (let made = 0; made < MAX_ENVELOPES + 2; made += 1)
      await kms.generateDataKey({ KeyId: 'alias/a', KeySpec: 'AES_256' });
    const { drawing } = await openPicture(lab);
    await until(() => allInside(drawing, '.shelf .edk').length === MAX_ENVELOPES);
    expect(textOf(drawing)).to.include(TEXTS.older(2));
  });

  it('draws the body of a file once, with an envelope for each recipient', async () => {
    const lab = await playLab('L04');
    const kms = lab.source.strongroom.kms();
    const { Plaintext } = await kms.generateDataKey({ KeyId: 'alias/a', KeySpec: 'AES_256' });
    await kms.encrypt({ KeyId: 'alias/b', Plaintext });
    const { recipients } = await loadNestedEnvelopes(lab.source);
    const used = recipients.filter(({ envelopes }) => envelopes.length > 0);
    await servicesOf(lab.source.strongroom).ledger.put({
      kind: 'item',
      id: 'report.pdf',
      program: 'playground',
      edkShas: used.flatMap(({ envelopes }) => envelopes.map(({ sha }) => sha)),
      edkCount: 2,
      keys: used.map(({ arn }) => arn),
      contextNames: [],
      bodySha: 'ab'.repeat(32),
      plainSha: 'cd'.repeat(32),
      plaintextLen: 52_428_800,
      status: 'stored',
    });
    const { drawing } = await openPicture(lab);
    await until(() => allInside(drawing, '.outer .edk').length === 2);
    expect(allInside(drawing, '.outer .cipher')).to.have.length(1);
    expect(allInside(drawing, '.outer .edk').map((edk) => textOf(nameIn(edk)))).to.deep.equal(['alias/a', 'alias/b']);
    const text = await expectBothForms(drawing);
    expect(text).to.include(TEXTS.body('52,428,800 bytes')).and.to.include(TEXTS.file('report.pdf', 'playground'));
  });
});

const nameIn = (piece: HTMLElement): Element => piece.querySelector('b') ?? piece;
