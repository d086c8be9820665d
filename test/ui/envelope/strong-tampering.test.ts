import { expect } from 'chai';
import '../../../src/ui/envelope/strong-tampering.ts';
import { Recorder } from '../../../src/ui/page/call-recorder.ts';
import { decryptFile, encryptFile } from '../../../src/ui/envelope/envelope-calls.ts';
import type { NamedBlob } from '../../../src/ui/envelope/message-head.ts';
import type { Kept } from '../../../src/ui/page/kept-file.ts';
import { TEXTS } from '../../../src/ui/envelope/tampering-texts.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Tampering = HTMLElementTagNameMap['strong-tampering'];

const blobOf = (stream: ReadableStream<Uint8Array>): Promise<Blob> =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();

/** A file encrypted under a real key, and a function that decrypts it. */
async function encrypted(context: Readonly<Record<string, string>> = { tenant: '1', purpose: 'letter' }) {
  const page = pageContext();
  const { KeyId = '' } = await newKey(page);
  const where = { region: page.region, caller: page.caller };
  const file = { name: 'letter.txt', blob: new Blob(['Dear reader, '.repeat(20)]) };
  const { kept: blob } = await encryptFile(
    new Recorder(page.kms),
    where,
    file,
    { keyIds: [KeyId], encryptionContext: context },
    blobOf,
  );
  const note = {
    name: file.name,
    type: 'text/plain',
    size: file.blob.size,
    sealedSize: blob.size,
    context,
    keyArn: '',
    sealedAt: 0,
    ...where,
  };
  const kept: Kept = { note, sealed: blob, lasting: false };
  const open = async (tampered: NamedBlob): Promise<Blob> =>
    (await decryptFile(new Recorder(page.kms), where, tampered, blobOf)).kept;
  return { kept, open, page, keyId: KeyId };
}

const experiments = (element: Tampering) =>
  allInside<HTMLElementTagNameMap['strong-prediction']>(element, 'strong-prediction');

/** Predicts that decryption fails, in one of the tests, and starts it. */
async function start(element: Tampering, which: number): Promise<HTMLElementTagNameMap['strong-prediction']> {
  const experiment = experiments(element)[which];
  if (!experiment) return expect.fail(`no experiment ${which}`);
  allInside<HTMLInputElement>(experiment, 'input')
    .find(({ value }) => value === 'refused')
    ?.click();
  await drawn(experiment);
  inside<HTMLButtonElement>(experiment, '[type=submit]').click();
  return experiment;
}

/** Runs a test to its end, which has an error. */
async function fail(element: Tampering, which: number) {
  const experiment = await start(element, which);
  await until(() => experiment.querySelector('strong-problem') && !experiment.busy);
  await drawn(experiment);
  return experiment;
}

/** Runs a test to its end, which has an outcome. */
async function tryIt(element: Tampering, which: number) {
  const experiment = await start(element, which);
  await until(() => experiment.outcome !== '' && !experiment.busy);
  await drawn(experiment);
  return experiment;
}

describe('strong-tampering', () => {
  it('is accessible before and after the tests', async () => {
    const { kept, open } = await encrypted();
    const element = await place('strong-tampering', { kept, open });
    await expectAccessible(element);
    await tryIt(element, 0);
    await tryIt(element, 1);
    await expectAccessible(element);
  });

  it('waits for an encrypted file', async () => {
    const element = await place('strong-tampering');
    expect(experiments(element).map(({ blocked }) => blocked)).to.deep.equal([TEXTS.noFile, TEXTS.noFile]);
    expect(textOf(element)).to.contain(TEXTS.context.explanation);
    await expectAccessible(element);
  });

  for (const part of ['body', 'edk', 'header'] as const) {
    it(`flips a bit in ${TEXTS.parts[part]}: decryption fails, and the byte is shown`, async () => {
      const given = await encrypted();
      const before = await given.kept.sealed.text();
      const element = await place('strong-tampering', given);
      const select = inside<HTMLSelectElement>(element, 'select');
      select.value = part;
      select.dispatchEvent(new Event('change'));
      const experiment = await tryIt(element, 0);
      expect(experiment.outcome).to.equal('refused');
      expect(textOf(element)).to.contain(TEXTS.parts[part]);
      expect(textOf(element)).to.match(/Bit 0 of byte [\d,]+ was flipped/);
      const bytes = inside<HTMLElementTagNameMap['strong-bytes']>(element, 'strong-bytes');
      expect(allInside(bytes, 'mark')).to.have.length(1);
      // The visitor's own file is whole.
      expect(await given.kept.sealed.text()).to.equal(before);
      expect(await (await given.open({ name: '', blob: given.kept.sealed })).text()).to.contain('Dear reader');
    });
  }

  it('changes one letter of the context, and shows both values', async () => {
    const element = await place('strong-tampering', await encrypted({ tenant: 'Blue' }));
    expect(textOf(element)).to.contain('tenant=Blue');
    const experiment = await tryIt(element, 1);
    expect(experiment.outcome).to.equal('refused');
    expect(textOf(element)).to.contain(TEXTS.context.cause('tenant=Blue', 'tenant=blue'));
    expect(textOf(element)).to.contain('InvalidCiphertextException');
  });

  it('distinguishes an unchanged result from a corrupted one', async () => {
    const given = await encrypted();
    const element = await place('strong-tampering', { ...given, open: async () => new Blob(['the same']) });
    expect((await tryIt(element, 0)).outcome).to.equal('whole');
    let opened = 0;
    element.open = async () => new Blob([`not the same: ${(opened += 1)}`]);
    inside(element, 'select').dispatchEvent(new Event('change'));
    await drawn(element);
    expect((await tryIt(element, 0)).outcome).to.equal('damaged');
  });

  it('removes the results of an earlier file', async () => {
    const { kept, open } = await encrypted();
    const element = await place('strong-tampering', { kept, open });
    await tryIt(element, 0);
    const other = await encrypted();
    element.kept = other.kept;
    await drawn(element);
    expect(experiments(element).map(({ outcome }) => outcome)).to.deep.equal(['', '']);
    expect(allInside(element, '.result')).to.deep.equal([]);
  });

  it('judges no prediction of a file that is not a message', async () => {
    const { kept, open } = await encrypted();
    const element = await place('strong-tampering', { kept: { ...kept, sealed: new Blob(['no message']) }, open });
    expect((await fail(element, 0)).outcome).to.equal('');
  });

  it('blames no change for an error that the unchanged file has too', async () => {
    const { page, ...given } = await encrypted();
    await page.kms.disableKey({ KeyId: given.keyId });
    const element = await place('strong-tampering', given);
    for (const which of [0, 1]) {
      const experiment = await fail(element, which);
      expect(experiment.outcome).to.equal('');
      expect(textOf(experiment)).not.to.contain(TEXTS.prediction.correct(TEXTS.predictions.refused));
      const problem = inside<HTMLElementTagNameMap['strong-problem']>(element, '.result strong-problem');
      expect(problem.problem?.name).to.equal('DisabledException');
      expect(problem.cause).to.equal(TEXTS.originalFails('DisabledException'));
    }
  });
});
