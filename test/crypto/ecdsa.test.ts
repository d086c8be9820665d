import { expect } from 'chai';
import { concatBytes, copyBytes, encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { fromHex } from '../../src/base/hex.ts';
import { scalarOf } from '../../src/crypto/ec-encoding.ts';
import { ecdsa } from '../../src/crypto/ecdsa.ts';
import { materialsOf, readability, rejection } from './materials.ts';
import { openssl } from './openssl.ts';

const ROWS = [
  { spec: 'ECC_NIST_P256', bits: 256, namedCurve: 'P-256' },
  { spec: 'ECC_NIST_P384', bits: 384, namedCurve: 'P-384' },
  { spec: 'ECC_NIST_P521', bits: 512, namedCurve: 'P-521' },
  { spec: 'ECC_SECG_P256K1', bits: 256, namedCurve: undefined },
] as const;
const MESSAGE = encodeUtf8('a message');

for (const { spec, bits, namedCurve } of ROWS) {
  const algorithm = `ECDSA_SHA_${bits}`;
  const hash = (message: Bytes) => openssl.digest(`sha${bits}`, message);
  const generate = (native: boolean, secret: boolean) => ecdsa.generate(spec, 'SIGN_VERIFY', { native, secret });

  describe(`ECDSA: ${spec}`, () => {
    it('gives the forms asked for; native keys cannot be read', async () => {
      const both = await generate(true, true);
      expect(await openssl.publicOf(both.secret!)).to.deep.equal(both.publicKey);
      expect(Object.keys(both.keys ?? {})).to.deep.equal(namedCurve ? [algorithm] : []);
      const unseen = await generate(true, false);
      expect(unseen.secret === undefined).to.equal(namedCurve !== undefined);
      expect((await generate(false, true)).keys).to.equal(undefined);
      for (const keys of [both.keys, unseen.keys]) expect(await readability(keys ?? {})).not.to.include('readable');
    });

    it('signs messages and digests that OpenSSL verifies, and no digest of the digest', async () => {
      const made = await generate(true, true);
      const digest = await hash(MESSAGE);
      for (const material of materialsOf(made)) {
        const raw = await ecdsa.sign!(spec, material, algorithm, 'RAW', MESSAGE);
        expect(await openssl.verify(algorithm, made.publicKey!, MESSAGE, raw)).to.equal(true);
        expect(await ecdsa.verify!(spec, made.publicKey!, algorithm, 'DIGEST', digest, raw)).to.equal(true);
        expect(ecdsa.canSign!(spec, material, algorithm, 'RAW')).to.equal(true);
        expect(ecdsa.canSign!(spec, material, algorithm, 'EXTERNAL_MU')).to.equal(false);
        expect(ecdsa.canSign!(spec, material, algorithm, 'DIGEST')).to.equal(material.form === 'bare');
        if (material.form === 'native') {
          expect(await rejection(ecdsa.sign!(spec, material, algorithm, 'DIGEST', digest))).to.equal('TypeError');
          continue;
        }
        const signature = await ecdsa.sign!(spec, material, algorithm, 'DIGEST', digest);
        expect(await openssl.verify(algorithm, made.publicKey!, MESSAGE, signature)).to.equal(true);
        expect(await openssl.verify(algorithm, made.publicKey!, digest, signature)).to.equal(false);
        expect(await ecdsa.verify!(spec, made.publicKey!, algorithm, 'RAW', MESSAGE, signature)).to.equal(true);
        expect(await ecdsa.verify!(spec, made.publicKey!, algorithm, 'RAW', digest, signature)).to.equal(false);
      }
    });

    it("verifies and uses OpenSSL's keys", async () => {
      const { privateKey, publicKey } = await openssl.generate(spec);
      const signature = await openssl.sign(algorithm, privateKey, MESSAGE);
      expect(await ecdsa.verify!(spec, publicKey, algorithm, 'RAW', MESSAGE, signature)).to.equal(true);
      expect(await ecdsa.verify!(spec, publicKey, algorithm, 'DIGEST', await hash(MESSAGE), signature)).to.equal(true);
      const own = await ecdsa.sign!(
        spec,
        { form: 'bare', secret: privateKey },
        algorithm,
        'DIGEST',
        await hash(MESSAGE),
      );
      expect(await openssl.verify(algorithm, publicKey, MESSAGE, own)).to.equal(true);
    });

    it('does not sign the same way twice', async () => {
      const { secret } = await generate(false, true);
      const [one, two] = await Promise.all(
        [1, 2].map(() => ecdsa.sign!(spec, { form: 'bare', secret: secret! }, algorithm, 'DIGEST', MESSAGE)),
      );
      expect(one).not.to.deep.equal(two);
    });

    it('answers false to other keys and to what is no signature or key', async () => {
      const [one, two] = await Promise.all([generate(true, true), generate(false, true)]);
      const signature = await ecdsa.sign!(spec, { form: 'bare', secret: one.secret! }, algorithm, 'RAW', MESSAGE);
      const verify = (publicKey: Bytes, bytes: Bytes, kind: 'RAW' | 'DIGEST' = 'RAW') =>
        ecdsa.verify!(spec, publicKey, algorithm, kind, MESSAGE, bytes);
      expect(await verify(one.publicKey!, signature)).to.equal(true);
      expect(await verify(two.publicKey!, signature)).to.equal(false);
      const off = copyBytes(one.publicKey!);
      off[off.length - 1]! ^= 1;
      for (const kind of ['RAW', 'DIGEST'] as const) {
        for (const bad of [
          new Uint8Array(0),
          new Uint8Array(64),
          concatBytes(signature, Uint8Array.of(0)),
          signature.slice(0, -1),
          signature.slice(1),
        ])
          expect(await verify(one.publicKey!, bad, kind)).to.equal(false);
        for (const bad of [new Uint8Array(0), off, one.publicKey!.slice(1), new Uint8Array(91)])
          expect(await verify(bad, signature, kind)).to.equal(false);
      }
    });

    it('refuses algorithms and secrets of other keys', async () => {
      const { secret } = await generate(false, true);
      expect(
        await rejection(ecdsa.sign!(spec, { form: 'bare', secret: secret! }, 'ECDSA_SHA_1', 'RAW', MESSAGE)),
      ).to.equal('TypeError');
      expect(
        await rejection(ecdsa.sign!(spec, { form: 'bare', secret: secret!.slice(1) }, algorithm, 'DIGEST', MESSAGE)),
      ).to.equal('TypeError');
      if (namedCurve)
        expect(await rejection(ecdsa.sign!(spec, { form: 'native', keys: {} }, algorithm, 'RAW', MESSAGE))).to.equal(
          'TypeError',
        );
    });
  });
}

describe('EC encodings', () => {
  it('read private keys without their public key too', async () => {
    const number = '11'.repeat(32);
    const bare = fromHex(`3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420${number}`);
    expect(scalarOf('ECC_NIST_P256', bare)).to.deep.equal(fromHex(number));
    // OpenSSL reads the same: it is a key of this curve, and its signatures are ours.
    const publicKey = await openssl.publicOf(bare);
    const signature = await openssl.sign('ECDSA_SHA_256', bare, MESSAGE);
    expect(await ecdsa.verify!('ECC_NIST_P256', publicKey, 'ECDSA_SHA_256', 'RAW', MESSAGE, signature)).to.equal(true);
    const shapes = [
      ['ECC_NIST_P384', `304e020100301006072a8648ce3d020106052b8104002204373035020101 0430${'11'.repeat(48)}`],
      ['ECC_NIST_P521', `3060020100301006072a8648ce3d020106052b8104002304493047020101 0442${'00'}${'11'.repeat(65)}`],
      ['ECC_SECG_P256K1', `303e020100301006072a8648ce3d020106052b8104000a04273025020101 0420${number}`],
      ['SM2', `3041020100301306072a8648ce3d020106082a811ccf5501822d04273025020101 0420${number}`],
    ] as const;
    for (const [spec, text] of shapes) {
      const secret = fromHex(text.replace(' ', ''));
      expect(await openssl.publicOf(secret), spec).to.be.instanceOf(Uint8Array);
      expect(scalarOf(spec, secret).length, spec).to.equal(
        { ECC_NIST_P384: 48, ECC_NIST_P521: 66 }[spec as string] ?? 32,
      );
    }
  });

  it('take no key of another curve', () => {
    expect(() => scalarOf('ECC_NIST_P384', new Uint8Array(138))).to.throw(TypeError);
    expect(() => scalarOf('RSA_2048', new Uint8Array(138))).to.throw(TypeError);
  });
});
