import { expect } from 'chai';
import '../../../src/ui/key/strong-public-key.ts';
import { allInside, expectAccessible, inside, place, textOf } from '../fixture.ts';

async function spki(): Promise<Uint8Array<ArrayBuffer>> {
  const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-521' }, false, [
    'sign',
    'verify',
  ]);
  return new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
}

describe('strong-public-key', () => {
  it('writes PEM that reads back as the same DER', async () => {
    const der = await spki();
    const element = await place('strong-public-key', { der });
    const lines = inside(element, 'pre').textContent.split('\n');
    expect([lines[0], lines.at(-1)]).to.deep.equal(['-----BEGIN PUBLIC KEY-----', '-----END PUBLIC KEY-----']);
    const body = lines.slice(1, -1);
    expect(Math.max(...body.map((line) => line.length))).to.equal(64);
    expect(body.join('')).to.equal(btoa(String.fromCharCode(...der)));
    expect(textOf(element)).to.contain(`${der.length} bytes`);
    await expectAccessible(element);
  });

  it('saves each form as a file of its name', async () => {
    const der = await spki();
    const element = await place('strong-public-key', { der, name: 'sign-app-public' });
    const saved: { name: string; blob: Promise<ArrayBuffer> }[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: fetch(this.href).then((response) => response.arrayBuffer()) });
    };
    try {
      for (const button of allInside<HTMLButtonElement>(element, '.row button')) button.click();
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(saved.map(({ name }) => name)).to.deep.equal(['sign-app-public.pem', 'sign-app-public.der']);
    expect(new TextDecoder().decode(await saved[0]?.blob)).to.match(
      /^-----BEGIN PUBLIC KEY-----\n[^]+\n-----END PUBLIC KEY-----\n$/,
    );
    expect([...new Uint8Array((await saved[1]?.blob) ?? new ArrayBuffer())]).to.deep.equal([...der]);
  });
});
