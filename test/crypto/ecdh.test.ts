import { p256, p384, p521 } from '@noble/curves/nist.js';
import { expect } from 'chai';
import { copy, equal, type Bytes } from '../../src/base/bytes.ts';
import { fromHex } from '../../src/base/hex.ts';
import { pkcs8Of } from '../../src/crypto/ec-encoding.ts';
import { ecdh } from '../../src/crypto/ecdh.ts';
import type { Material } from '../../src/crypto/family.ts';
import { materialsOf, readability, rejection } from './materials.ts';
import { openssl } from './openssl.ts';
import { bytesOf, runVectors } from './wycheproof.ts';

const OTHER_FORM = 'SPKI in another form than the one of named curves and uncompressed points';
const ROWS = [
  { spec: 'ECC_NIST_P256', namedCurve: 'P-256', curve: p256, set: 'secp256r1', bytes: 32, counts: { agrees: 382, [OTHER_FORM]: 230 } },
  { spec: 'ECC_NIST_P384', namedCurve: 'P-384', curve: p384, set: 'secp384r1', bytes: 48, counts: { agrees: 817, [OTHER_FORM]: 230 } },
  { spec: 'ECC_NIST_P521', namedCurve: 'P-521', curve: p521, set: 'secp521r1', bytes: 66, counts: { agrees: 688, [OTHER_FORM]: 228 } },
] as const;

for (const { spec, namedCurve, curve, set, bytes, counts } of ROWS) {
  describe(`ECDH: ${spec}`, () => {
    const generate = (native: boolean, secret: boolean) => ecdh.generate(spec, 'KEY_AGREEMENT', { native, secret });

    it('gives the forms asked for; native keys can not be read and do nothing else', async () => {
      const [both, unseen, bare] = await Promise.all([generate(true, true), generate(true, false), generate(false, true)]);
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
      for (const material of materialsOf(ours)) expect(await ecdh.agree!(spec, material, theirs.publicKey), material.form).to.deep.equal(expected);
      const swapped = await ecdh.agree!(spec, { form: 'bare', secret: theirs.privateKey }, ours.publicKey!);
      expect(swapped).to.deep.equal(expected);
    });

    it('has no answer to what is no public key of its curve', async () => {
      const { keys, publicKey } = await generate(true, false);
      const material = { form: 'native', keys: keys! } as const;
      const other = await openssl.generate(spec === 'ECC_NIST_P256' ? 'ECC_SECG_P256K1' : 'ECC_NIST_P256');
      const off = copy(publicKey!);
      off[off.length - 1]! ^= 1;
      for (const peer of [new Uint8Array(0), other.publicKey, off, publicKey!.slice(0, -1), new Uint8Array(publicKey!.length)])
        expect(await ecdh.agree!(spec, material, peer)).to.equal(undefined);
      expect(await rejection(ecdh.agree!(spec, { form: 'native', keys: {} }, publicKey!))).to.equal('TypeError');
    });

    for (const form of ['native', 'bare'] as const) {
      it(`agrees with the published vectors, ${form}`, async () => {
        const secretOf = (vector: Parameters<typeof bytesOf>[0]): Bytes => {
          const scalar = fromHex((vector['private'] as string).padStart(bytes * 2, '0').slice(-bytes * 2));
          return pkcs8Of(spec, scalar, copy(curve.getPublicKey(scalar, false)));
        };
        const materials = new Map<string, Material>();
        const found = await runVectors(`ecdh_${set}`, async (vector) => {
          const name = vector['private'] as string;
          const secret = secretOf(vector);
          const native = () => crypto.subtle.importKey('pkcs8', secret, { name: 'ECDH', namedCurve }, false, ['deriveBits']);
          const material = materials.get(name) ?? (form === 'bare' ? { form, secret } : { form, keys: { ECDH: await native() } });
          materials.set(name, material);
          const shared = await ecdh.agree!(spec, material, bytesOf(vector, 'public'));
          if (!shared && vector.result === 'acceptable') return { refused: OTHER_FORM };
          const right = vector.result === 'invalid' ? shared === undefined : shared !== undefined && equal(shared, bytesOf(vector, 'shared'));
          if (!right) throw new Error(shared ? 'another secret' : 'no secret');
          return 'agrees';
        });
        expect(found).to.deep.equal(counts);
      });
    }
  });
}

describe('ECDH', () => {
  it('is for the curves of key agreement', async () => {
    const agree = ecdh.agree!('ECC_SECG_P256K1', { form: 'native', keys: {} }, new Uint8Array(0));
    expect(await rejection(agree)).to.equal('TypeError');
  });
});
