import { expect } from 'chai';
import { contentName, withFileName } from '../../../src/ui/envelope/encrypted-name.ts';
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
    KeyId,
    context,
    (stream) => new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob(),
  );
  return kept;
}

describe('contentName', () => {
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
      const blob = await encrypted(withFileName({ purpose: 'test' }, stored));
      expect(await contentName({ name: 'renamed.encrypted', blob })).to.equal(name);
    });
  }

  it('is the name of the encrypted file where none is stored, and of a file that is not a message', async () => {
    const blob = await encrypted({ purpose: 'test' });
    expect(await contentName({ name: 'report.pdf.encrypted', blob })).to.equal('report.pdf');
    expect(await contentName({ name: 'old.sealed', blob })).to.equal('old');
    expect(await contentName({ name: 'note.txt', blob: new Blob(['no message']) })).to.equal('note.txt');
  });
});

describe('withFileName', () => {
  it('keeps a pair that the user has entered', () => {
    expect(withFileName({ file: 'mine' }, 'a.txt')).to.deep.equal({ file: 'mine' });
    expect(withFileName({ tenant: '1' }, 'a.txt')).to.deep.equal({ file: 'a.txt', tenant: '1' });
  });
});
