import { expect } from 'chai';
import '../../../src/ui/envelope/strong-tampering.ts';
import { Recorder } from '../../../src/ui/page/call-recorder.ts';
import { decryptFile, encryptFile, type NamedBlob } from '../../../src/ui/envelope/envelope-calls.ts';
import type { Kept } from '../../../src/ui/page/kept-file.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Tampering = HTMLElementTagNameMap['strong-tampering'];

const blobOf = (stream: ReadableStream<Uint8Array>): Promise<Blob> =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();

/** A file sealed under a real key, and what opens it. */
async function sealed(context: Readonly<Record<string, string>> = { tenant: '1', purpose: 'letter' }) {
  const page = pageContext();
  const { KeyId = '' } = await newKey(page);
  const where = { region: page.region, caller: page.caller };
  const file = { name: 'letter.txt', blob: new Blob(['Dear reader, '.repeat(20)]) };
  const { kept: blob } = await encryptFile(new Recorder(page.kms), where, file, KeyId, context, blobOf);
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
  return { kept, open };
}

const experiments = (element: Tampering) =>
  allInside<HTMLElementTagNameMap['strong-prediction']>(element, 'strong-prediction');

/** Predicts that the copy does not open, in one of the experiments, and runs it to its end. */
async function tryIt(element: Tampering, which: number): Promise<HTMLElementTagNameMap['strong-prediction']> {
  const experiment = experiments(element)[which];
  if (!experiment) return expect.fail(`no experiment ${which}`);
  allInside<HTMLInputElement>(experiment, 'input')
    .find(({ value }) => value === 'refused')
    ?.click();
  await drawn(experiment);
  inside<HTMLButtonElement>(experiment, '[type=submit]').click();
  await until(() => experiment.outcome !== '' && !experiment.busy);
  await drawn(experiment);
  return experiment;
}

describe('strong-tampering', () => {
  it('is accessible before and after something was broken', async () => {
    const element = await place('strong-tampering', await sealed());
    await expectAccessible(element);
    await tryIt(element, 0);
    await tryIt(element, 1);
    await expectAccessible(element);
  });

  it('waits for a sealed file', async () => {
    const element = await place('strong-tampering');
    expect(experiments(element).map(({ blocked }) => blocked)).to.deep.equal([
      'Seal a file first.',
      'Seal a file first.',
    ]);
    expect(textOf(element)).to.contain('A seal is bound to pairs of names and values.');
    await expectAccessible(element);
  });

  for (const [part, words] of [
    ['body', 'the encrypted file'],
    ['edk', 'the encrypted data key'],
    ['header', 'the header’s own seal'],
  ] as const) {
    it(`flips a byte in ${words}: the copy does not open, and the one byte is shown`, async () => {
      const given = await sealed();
      const before = await given.kept.sealed.text();
      const element = await place('strong-tampering', given);
      const select = inside<HTMLSelectElement>(element, 'select');
      select.value = part;
      select.dispatchEvent(new Event('change'));
      const experiment = await tryIt(element, 0);
      expect(experiment.outcome).to.equal('refused');
      expect(textOf(element)).to.contain(`it lies in ${words}.`);
      const bytes = inside<HTMLElementTagNameMap['strong-bytes']>(element, 'strong-bytes');
      expect(allInside(bytes, 'mark')).to.have.length(1);
      // The visitor's own file is whole.
      expect(await given.kept.sealed.text()).to.equal(before);
      expect(await (await given.open({ name: '', blob: given.kept.sealed })).text()).to.contain('Dear reader');
    });
  }

  it('changes one letter of the context, and says what was sealed and what came', async () => {
    const element = await place('strong-tampering', await sealed({ tenant: 'Blue' }));
    expect(textOf(element)).to.contain('tenant=Blue');
    const experiment = await tryIt(element, 1);
    expect(experiment.outcome).to.equal('refused');
    expect(textOf(element)).to.contain('sealed as tenant=Blue and came back as tenant=blue');
    expect(textOf(element)).to.contain('InvalidCiphertextException');
  });

  it('tells a copy that opens whole from one that opens damaged', async () => {
    const given = await sealed();
    const element = await place('strong-tampering', { ...given, open: async () => new Blob(['the same']) });
    expect((await tryIt(element, 0)).outcome).to.equal('whole');
    let opened = 0;
    element.open = async () => new Blob([`not the same: ${(opened += 1)}`]);
    inside(element, 'select').dispatchEvent(new Event('change'));
    await drawn(element);
    expect((await tryIt(element, 0)).outcome).to.equal('damaged');
  });

  it('forgets what came of the file before', async () => {
    const element = await place('strong-tampering', await sealed());
    await tryIt(element, 0);
    const other = await sealed();
    element.kept = other.kept;
    await drawn(element);
    expect(experiments(element).map(({ outcome }) => outcome)).to.deep.equal(['', '']);
    expect(allInside(element, '.result')).to.deep.equal([]);
  });

  it('says what is wrong with a file that is none', async () => {
    const { kept, open } = await sealed();
    const element = await place('strong-tampering', { kept: { ...kept, sealed: new Blob(['no message']) }, open });
    expect((await tryIt(element, 0)).outcome).to.equal('refused');
    expect(allInside(element, 'strong-problem')).to.have.length(1);
  });
});
