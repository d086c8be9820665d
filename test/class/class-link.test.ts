import { expect } from 'chai';
import { toBase64 } from '../../src/base/base64.ts';
import { compressGzip } from '../../src/base/gzip.ts';
import { decodeClass, encodeClass, MAX_LINK_LENGTH } from '../../src/class/class-link.ts';
import { MAX_CLASS_BYTES } from '../../src/class/class-file.ts';
import { sampleClass } from './sample-class.ts';

const base64Url = async (text: string | Uint8Array<ArrayBuffer>) => {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return toBase64(await compressGzip(bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
};

describe('the link of a class', () => {
  it('has the class, in characters that an address does not encode', async () => {
    const encoded = await encodeClass(sampleClass());
    expect(encoded).to.match(/^[A-Za-z0-9_-]+$/);
    expect(new URLSearchParams({ file: encoded }).toString()).to.equal(`file=${encoded}`);
    expect(encoded.length).to.be.lessThan(MAX_LINK_LENGTH);
    expect(await decodeClass(encoded)).to.deep.equal({ text: JSON.stringify(sampleClass()) });
  });

  it('is refused when it is cut off, changed or not compressed', async () => {
    const encoded = await encodeClass(sampleClass());
    for (const damaged of [encoded.slice(0, -40), `A${encoded.slice(1)}`, 'e30', '', 'a b', '%7B%7D', 'é'])
      expect(await decodeClass(damaged), damaged.slice(0, 20)).to.deep.equal({ problem: 'not-encoded' });
    expect(await decodeClass(await base64Url(Uint8Array.of(0xff, 0xfe)))).to.deep.equal({ problem: 'not-encoded' });
  });

  it('is refused when it is too long or expands to too much', async () => {
    expect(await decodeClass('A'.repeat(MAX_LINK_LENGTH + 1))).to.deep.equal({ problem: 'too-large' });
    const bomb = await base64Url(' '.repeat(MAX_CLASS_BYTES + 1));
    expect(bomb.length).to.be.lessThan(MAX_LINK_LENGTH);
    expect(await decodeClass(bomb)).to.deep.equal({ problem: 'too-large' });
  });
});
