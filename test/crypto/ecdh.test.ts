import { expect } from 'chai';
import { copyBytes } from '../../src/base/bytes.ts';
import { ecdh } from '../../src/crypto/ecdh.ts';
import { materialsOf, readability, rejection } from './materials.ts';
import { openssl } from './openssl.ts';

const ROWS = [
  { spec: 'ECC_NIST_P256', bytes: 32 },
  { spec: 'ECC_NIST_P384', bytes: 48 },
  { spec: 'ECC_NIST_P521', bytes: 66 },
] as const;

for (const { spec, bytes } of ROWS) {
  describe(`ECDH: ${spec}`, () => {
    const generate = (native: boolean, secret: boolean) => ecdh.generate(spec, 'KEY_AGREEMENT', { native, secret });

    it('gives the forms asked for; native keys cannot be read and do nothing else', async () => {
      const [both, unseen, bare] = await Promise.all([
        generate(true, true),
        generate(true, false),
        generate(false, true),
      ]);
      expect(await openssl.publicOf(both.secret!)).to.deep.equal(both.publicKey);
      expect(unseen.secret).to.equal(undefined);
      expect(bare.keys).to.equal(undefined);
      for (const keys of [both.keys!, unseen.keys!]) {
        expect(await readability(keys)).to.deep.equal(['refused']);
        expect(keys['ECDH']!.usages).to.deep.equal(['deriveBits']);
      }
    });

    it('agrees with OpenSSL', async () => {
      const ours = await generate(true, true);
      const theirs = await openssl.generate(spec);
      const expected = await openssl.agree(theirs.privateKey, ours.publicKey!);
      expect(expected.length).to.equal(bytes);
      for (const material of materialsOf(ours))
        expect(await ecdh.agree!(spec, material, theirs.publicKey), material.form).to.deep.equal(expected);
      const swapped = await ecdh.agree!(spec, { form: 'bare', secret: theirs.privateKey }, ours.publicKey!);
      expect(swapped).to.deep.equal(expected);
    });

    it('has no answer to what is no public key of its curve', async () => {
      const { keys, publicKey } = await generate(true, false);
      const material = { form: 'native', keys: keys! } as const;
      const other = await openssl.generate(spec === 'ECC_NIST_P256' ? 'ECC_SECG_P256K1' : 'ECC_NIST_P256');
      const off = copyBytes(publicKey!);
      off[off.length - 1]! ^= 1;
      for (const peer of [
        new Uint8Array(0),
        other.publicKey,
        off,
        publicKey!.slice(0, -1),
        new Uint8Array(publicKey!.length),
      ])
        expect(await ecdh.agree!(spec, material, peer)).to.equal(undefined);
      expect(await rejection(ecdh.agree!(spec, { form: 'native', keys: {} }, publicKey!))).to.equal('TypeError');
    });
  });
}

describe('ECDH', () => {
  it('is for the curves of key agreement', async () => {
    const agree = ecdh.agree!('ECC_SECG_P256K1', { form: 'native', keys: {} }, new Uint8Array(0));
    expect(await rejection(agree)).to.equal('TypeError');
  });
});
