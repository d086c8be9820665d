import { expect } from 'chai';
import { attack, type Loot } from '../../../src/ui/envelope/attack.ts';

async function obtained(loot: Loot): Promise<Uint8Array[]> {
  const bytes: Uint8Array[] = [];
  for await (const attempt of attack(loot)) if (attempt.obtained) bytes.push(attempt.obtained);
  return bytes;
}

describe('the attack on key material', () => {
  it('gets no byte of native keys', async () => {
    const aes = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const hmac = await crypto.subtle.importKey('raw', new Uint8Array(32), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ]);
    const loot = {
      keys: [
        { key: aes, where: 'a' },
        { key: hmac, where: 'b' },
      ],
      blobs: [{ bytes: crypto.getRandomValues(new Uint8Array(60)), where: 'c' }],
    };
    expect(await obtained(loot)).to.deep.equal([]);
  });

  it('gets the bytes of a planted key that lies wrapped beside its wrapping key: it would see a leak', async () => {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['unwrapKey', 'encrypt']);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, wrapping, secret));
    const bytes = new Uint8Array([...iv, ...sealed]);
    const found = await obtained({ keys: [{ key: wrapping, where: 'planted' }], blobs: [{ bytes, where: 'planted' }] });
    expect(found.some((one) => one.join() === secret.join())).to.equal(true);
  });

  it('gets an extractable key at once', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
    expect(await obtained({ keys: [{ key, where: 'x' }], blobs: [] })).not.to.deep.equal([]);
  });
});
