import { expect } from 'chai';
import { contentIdentity, withFileIdentity } from '../../../src/ui/envelope/encrypted-name.ts';
import { encryptFile } from '../../../src/ui/envelope/envelope-calls.ts';
import { Recorder } from '../../../src/ui/page/call-recorder.ts';
import { newKey, pageContext } from '../context.ts';

/** A file with this encryption context, encrypted under a real key. */
async function encrypted(context: Readonly<Record<string, string>>): Promise<Blob> {
  const page = pageContext();
  const { KeyId = '' } = await newKey(page);
  const { kept } = await encryptFile(
    new Recorder(page.kms),
    { region: page.region, caller: page.caller },
    { name: 'a', blob: new Blob(['content']) },
    { keyIds: [KeyId], encryptionContext: context },
    (stream) => new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob(),
  );
  return kept;
}

const contentName = async (file: Parameters<typeof contentIdentity>[0]) => (await contentIdentity(file)).name;

describe('contentIdentity', () => {
  for (const [stored, name] of [
    ['Dockerfile', 'Dockerfile'],
    ['größe = 1.txt', 'größe = 1.txt'],
    ['.env', '.env'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\letter.txt', 'letter.txt'],
    ['a\u0000b\n.txt', 'ab.txt'],
    ['..', 'renamed'],
    ['', 'renamed'],
  ] as const) {
    it(`of the stored name ${JSON.stringify(stored)} is ${name}`, async () => {
      const blob = await encrypted(withFileIdentity({ purpose: 'test' }, { name: stored, type: '' }));
      expect(await contentName({ name: 'renamed.encrypted', blob })).to.equal(name);
    });
  }

  it('is the name of the encrypted file where none is stored, and of a file that is not a message', async () => {
    const blob = await encrypted({ purpose: 'test' });
    expect(await contentName({ name: 'report.pdf.encrypted', blob })).to.equal('report.pdf');
    expect(await contentName({ name: 'old.sealed', blob })).to.equal('old');
    expect(await contentName({ name: 'note.txt', blob: new Blob(['no message']) })).to.equal('note.txt');
  });

  for (const [stored, type] of [
    ['text/plain', 'text/plain'],
    ['image/svg+xml', 'image/svg+xml'],
    ['text/html; charset=utf-8', ''],
    ['<b>', ''],
    ['', ''],
  ] as const) {
    it(`of the stored type ${JSON.stringify(stored)} is ${JSON.stringify(type)}`, async () => {
      const blob = await encrypted(withFileIdentity({ purpose: 'test' }, { name: 'a', type: stored }));
      expect(await contentIdentity({ name: 'a.encrypted', blob })).to.deep.equal({ name: 'a', type });
    });
  }
});

describe('withFileIdentity', () => {
  it('keeps pairs that the user has entered, and leaves out a type that is not known', () => {
    const file = { name: 'a.txt', type: 'text/plain' };
    expect(withFileIdentity({ file: 'mine', type: 'own' }, file)).to.deep.equal({ file: 'mine', type: 'own' });
    expect(withFileIdentity({ tenant: '1' }, file)).to.deep.equal({ file: 'a.txt', type: 'text/plain', tenant: '1' });
    expect(withFileIdentity({}, { name: 'Dockerfile', type: '' })).to.deep.equal({ file: 'Dockerfile' });
  });
});
