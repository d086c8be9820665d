import { DER } from '@noble/curves/abstract/der.js';
import { expect } from 'chai';
import { concatBytes, copyBytes, encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { fromHex } from '../../src/base/hex.ts';
import { pkcs8Of, spkiOf } from '../../src/crypto/ec-encoding.ts';
import { sm2 } from '../../src/crypto/sm2.ts';
import { rejection } from './materials.ts';
import { openssl } from './openssl.ts';
import { hexPair, plainOf, sm2Digest, sm2Peer } from './sm2-peer.ts';

const MESSAGE = encodeUtf8('a message');
const ORDER = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123';

/** A key of OpenSSL 3.0, with `pkeyutl -sign` over MESSAGE with the identity above, and `pkeyutl -encrypt` of it. */
const OPENSSL = {
  pkcs8:
    '308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420e2eddebe3ff2a6a88c9e87b95a02b537bd91b4554c1cc8b08be2dfb7b20f9fe0a14403420004173daf9d7ca74a2ff5c371d5d2759a7bf65077b5d3c75bf2885abbba40a2969bef621e6ceb36fa9609f0681f6a3daf4bfcce3dbe3cd7d0e0e3fae371831bbd6e',
  spki: '3059301306072a8648ce3d020106082a811ccf5501822d03420004173daf9d7ca74a2ff5c371d5d2759a7bf65077b5d3c75bf2885abbba40a2969bef621e6ceb36fa9609f0681f6a3daf4bfcce3dbe3cd7d0e0e3fae371831bbd6e',
  signature:
    '3046022100ddc802645d5b992846387d3befcf389a0ec926076aa3888bb2edaa8ad6e981a6022100b3f9929ce3c55be8c840581452eb34bb23c40d2edcf52c4ff80bc9704cdc3dbd',
  ciphertext:
    '3072022100c2b8ff5065c8081d7a3f6ed32d99c5d242b300854efbb4cead8bfcd2a1fcb248022060a32a8f5cbc9127cbcbabb27a0d2a1f2a4d419e384de7ee53047f969f13b6890420f9bf0f968787f15bb765e61d4cca0f3c9f1460de541bc69360566be1d22fbcc00409b7a2fcb428d24ec8aa',
};

const generate = () => sm2.generate('SM2', 'SIGN_VERIFY', { native: true, secret: true });
const bare = (secret: Bytes) => ({ form: 'bare', secret }) as const;

describe('SM2', () => {
  it('makes bare keys alone, whatever is asked', async () => {
    const { keys, secret, publicKey } = await sm2.generate('SM2', 'SIGN_VERIFY', { native: true, secret: false });
    expect(keys).to.equal(undefined);
    expect(secret!.length).to.equal(138);
    expect(publicKey!.length).to.equal(91);
    expect(await openssl.publicOf(secret!)).to.deep.equal(publicKey);
  });

  it('verifies and decrypts what OpenSSL made', async () => {
    const [secret, publicKey, signature] = [fromHex(OPENSSL.pkcs8), fromHex(OPENSSL.spki), fromHex(OPENSSL.signature)];
    expect(await sm2.verify!('SM2', publicKey, 'SM2DSA', 'RAW', MESSAGE, signature)).to.equal(true);
    expect(await sm2.verify!('SM2', publicKey, 'SM2DSA', 'DIGEST', sm2Digest(publicKey, MESSAGE), signature)).to.equal(
      true,
    );
    expect(await sm2.verify!('SM2', publicKey, 'SM2DSA', 'DIGEST', MESSAGE, signature)).to.equal(false);
    expect(await sm2.decrypt!('SM2', bare(secret), 'SM2PKE', fromHex(OPENSSL.ciphertext))).to.deep.equal(MESSAGE);
  });

  it('signs messages and digests that another implementation verifies, and no digest of the digest', async () => {
    const { secret, publicKey } = await generate();
    const digest = sm2Digest(publicKey!, MESSAGE);
    for (const [kind, message] of [
      ['RAW', MESSAGE],
      ['DIGEST', digest],
    ] as const) {
      expect(sm2.canSign!('SM2', bare(secret!), 'SM2DSA', kind)).to.equal(true);
      const signature = await sm2.sign!('SM2', bare(secret!), 'SM2DSA', kind, message);
      const verified = (over: Bytes) => sm2Peer.verify(publicKey!, over, signature);
      expect(verified(MESSAGE)).to.equal(true);
      expect(verified(digest)).to.equal(false);
      expect(await sm2.verify!('SM2', publicKey!, 'SM2DSA', 'RAW', MESSAGE, signature)).to.equal(true);
      expect(await sm2.verify!('SM2', publicKey!, 'SM2DSA', 'DIGEST', digest, signature)).to.equal(true);
      expect(await sm2.verify!('SM2', publicKey!, 'SM2DSA', 'RAW', digest, signature)).to.equal(false);
    }
    const theirs = sm2Peer.sign(secret!, MESSAGE);
    expect(await sm2.verify!('SM2', publicKey!, 'SM2DSA', 'RAW', MESSAGE, theirs)).to.equal(true);
  });

  it('answers false to other keys and to what is no signature or key', async () => {
    const [one, two] = await Promise.all([generate(), generate()]);
    const signature = await sm2.sign!('SM2', bare(one.secret!), 'SM2DSA', 'RAW', MESSAGE);
    const verify = (key: Bytes, bytes: Bytes) => sm2.verify!('SM2', key, 'SM2DSA', 'RAW', MESSAGE, bytes);
    expect(await verify(one.publicKey!, signature)).to.equal(true);
    const { r, s } = DER.toSig(signature);
    const order = BigInt(`0x${ORDER}`);
    const off = copyBytes(one.publicKey!);
    off[90]! ^= 1;
    for (const key of [two.publicKey!, off, new Uint8Array(0), one.publicKey!.slice(1)])
      expect(await verify(key, signature)).to.equal(false);
    const numbers = [
      [0n, s],
      [r, 0n],
      [r + order, s],
      [r, s + order],
      [r, order - r],
      [s, r],
    ] as const;
    for (const [first, second] of numbers)
      expect(await verify(one.publicKey!, fromHex(DER.hexFromSig({ r: first, s: second })))).to.equal(false);
    for (const bad of [
      new Uint8Array(0),
      signature.slice(1),
      concatBytes(signature, Uint8Array.of(0)),
      fromHex(hexPair(r, s)),
    ])
      expect(await verify(one.publicKey!, bad)).to.equal(false);
  });

  it('encrypts for another implementation and decrypts what that encrypted', async () => {
    const { secret, publicKey } = await generate();
    for (const plaintext of [MESSAGE, crypto.getRandomValues(new Uint8Array(1024))]) {
      const ciphertext = await sm2.encrypt!('SM2', publicKey!, 'SM2PKE', plaintext);
      expect(await sm2.decrypt!('SM2', bare(secret!), 'SM2PKE', ciphertext)).to.deep.equal(plaintext);
      expect(sm2Peer.decrypt(secret!, ciphertext)).to.deep.equal(plaintext);
      const theirs = sm2Peer.encrypt(publicKey!, plaintext);
      expect(await sm2.decrypt!('SM2', bare(secret!), 'SM2PKE', theirs)).to.deep.equal(plaintext);
    }
  });

  it('never leaves a plaintext of one byte as it is', async () => {
    const { publicKey } = await generate();
    for (let i = 0; i < 600; i++) {
      const ciphertext = await sm2.encrypt!('SM2', publicKey!, 'SM2PKE', Uint8Array.of(7));
      expect(ciphertext.at(-1)).not.to.equal(7);
    }
  });

  it('has no plaintext of what is not for the key, changed, or no ciphertext', async () => {
    const [one, two] = await Promise.all([generate(), generate()]);
    const ciphertext = await sm2.encrypt!('SM2', one.publicKey!, 'SM2PKE', MESSAGE);
    const decrypt = (secret: Bytes, bytes: Bytes) => sm2.decrypt!('SM2', bare(secret), 'SM2PKE', bytes);
    expect(await decrypt(two.secret!, ciphertext)).to.equal(undefined);
    for (const at of [0, 5, ciphertext.length - MESSAGE.length - 10, ciphertext.length - 1]) {
      const changed = copyBytes(ciphertext);
      changed[at]! ^= 1;
      expect(await decrypt(one.secret!, changed), `byte ${at}`).to.equal(undefined);
    }
    for (const bad of [
      new Uint8Array(0),
      ciphertext.slice(0, -1),
      concatBytes(ciphertext, Uint8Array.of(0)),
      fromHex(plainOf(ciphertext)),
    ])
      expect(await decrypt(one.secret!, bad)).to.equal(undefined);
  });

  it('agrees on secrets with OpenSSL', async () => {
    const [ours, theirs] = [await generate(), await openssl.generate('SM2')];
    const expected = await openssl.agree(theirs.privateKey, ours.publicKey!);
    expect(expected.length).to.equal(32);
    expect(await sm2.agree!('SM2', bare(ours.secret!), theirs.publicKey)).to.deep.equal(expected);
    expect(await sm2.agree!('SM2', bare(theirs.privateKey), ours.publicKey!)).to.deep.equal(expected);
    const off = copyBytes(theirs.publicKey);
    off[90]! ^= 1;
    const other = (await openssl.generate('ECC_NIST_P256')).publicKey;
    for (const peer of [off, other, new Uint8Array(0), theirs.publicKey.slice(1)])
      expect(await sm2.agree!('SM2', bare(ours.secret!), peer)).to.equal(undefined);
  });

  it("gives the signature of the standard's example its due (GM/T 0003.5, appendix A)", async () => {
    const point =
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
    const scalar = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
    const r = BigInt('0xf5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3');
    const s = BigInt('0xb1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa');
    const signature = fromHex(DER.hexFromSig({ r, s }));
    const publicKey = spkiOf('SM2', fromHex(point));
    expect(await openssl.publicOf(pkcs8Of('SM2', fromHex(scalar), fromHex(point)))).to.deep.equal(publicKey);
    expect(await sm2.verify!('SM2', publicKey, 'SM2DSA', 'RAW', encodeUtf8('message digest'), signature)).to.equal(
      true,
    );
    expect(await sm2.verify!('SM2', publicKey, 'SM2DSA', 'RAW', encodeUtf8('message digesu'), signature)).to.equal(
      false,
    );
  });

  it('refuses other algorithms, kinds and materials', async () => {
    const { secret, publicKey } = await generate();
    const native = { form: 'native', keys: {} } as const;
    expect(sm2.canSign!('SM2', native, 'SM2DSA', 'RAW')).to.equal(false);
    expect(sm2.canSign!('SM2', bare(secret!), 'SM2DSA', 'EXTERNAL_MU')).to.equal(false);
    for (const call of [
      sm2.sign!('SM2', native, 'SM2DSA', 'RAW', MESSAGE),
      sm2.sign!('SM2', bare(secret!), 'ECDSA_SHA_256', 'RAW', MESSAGE),
      sm2.sign!('SM2', bare(secret!.slice(1)), 'SM2DSA', 'RAW', MESSAGE),
      sm2.verify!('SM2', publicKey!, 'SM2DSA', 'EXTERNAL_MU', MESSAGE, MESSAGE),
      sm2.encrypt!('SM2', publicKey!, 'RSAES_OAEP_SHA_1', MESSAGE),
      sm2.encrypt!('SM2', publicKey!.slice(1), 'SM2PKE', MESSAGE),
      sm2.encrypt!('SM2', publicKey!, 'SM2PKE', new Uint8Array(0)),
      sm2.decrypt!('SM2', native, 'SM2PKE', MESSAGE),
    ])
      expect(await rejection(call)).to.equal('TypeError');
  });
});
