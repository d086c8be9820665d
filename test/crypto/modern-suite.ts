/** Ed25519, ML-DSA and ML-KEM: one suite for browsers that have them and for those that do not. */
import { expect } from 'chai';
import sodium from 'libsodium-wrappers';
import { concatBytes, copyBytes, encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { eddsa } from '../../src/crypto/eddsa.ts';
import type { Family } from '../../src/crypto/family.ts';
import { mlDsa } from '../../src/crypto/ml-dsa.ts';
import { mlKem } from '../../src/crypto/ml-kem.ts';
import { publicKeyOf, seedOf, seedPkcs8Of } from '../../src/crypto/seed-encoding.ts';
import type { KeySpec, KeyUsageType } from '../../src/model/sdk.ts';
import { materialsOf, readability, rejection } from './materials.ts';
import { browserHas, mlDsaPeer, mlKemPeer, muOf } from './modern-peers.ts';
import { openssl } from './openssl.ts';

const MESSAGE = encodeUtf8('a message');

/** What holds for new keys of every spec. */
function generates(
  family: Family,
  spec: KeySpec,
  usage: KeyUsageType,
  served: () => Promise<boolean>,
  sizes: { secret: number; spki: number },
) {
  it('gives the forms asked for; native keys cannot be read', async () => {
    const native = await served();
    const both = await family.generate(spec, usage, { native: true, secret: true });
    expect(both.keys !== undefined).to.equal(native);
    expect(both.secret!.length).to.equal(sizes.secret);
    expect(both.publicKey!.length).to.equal(sizes.spki);
    const unseen = await family.generate(spec, usage, { native: true, secret: false });
    expect([unseen.keys !== undefined, unseen.secret !== undefined]).to.deep.equal([native, !native]);
    expect((await family.generate(spec, usage, { native: false, secret: true })).keys).to.equal(undefined);
    for (const { keys } of [both, unseen]) expect(await readability(keys ?? {})).not.to.include('readable');
  });
}

/** What holds for every public key and signature of a spec. */
function refuses(family: Family, spec: KeySpec, algorithm: string) {
  it('answers false to other keys and to what is no signature or key', async () => {
    const made = () => family.generate(spec, 'SIGN_VERIFY', { native: false, secret: true });
    const [one, two] = await Promise.all([made(), made()]);
    const signature = await family.sign!(spec, { form: 'bare', secret: one.secret! }, algorithm, 'RAW', MESSAGE);
    const verify = (publicKey: Bytes, bytes: Bytes, message = MESSAGE) =>
      family.verify!(spec, publicKey, algorithm, 'RAW', message, bytes);
    const changed = copyBytes(signature);
    changed[5]! ^= 1;
    expect(await verify(one.publicKey!, signature)).to.equal(true);
    expect(await verify(one.publicKey!, signature, encodeUtf8('another'))).to.equal(false);
    expect(await verify(two.publicKey!, signature)).to.equal(false);
    for (const bad of [changed, new Uint8Array(0), signature.slice(1), concatBytes(signature, Uint8Array.of(0))])
      expect(await verify(one.publicKey!, bad)).to.equal(false);
    for (const bad of [new Uint8Array(0), one.publicKey!.slice(1), concatBytes(one.publicKey!, Uint8Array.of(0))])
      expect(await verify(bad, signature)).to.equal(false);
  });
}

function ed25519Suite(hidden: boolean) {
  const spec = 'ECC_NIST_EDWARDS25519';
  const generate = () => eddsa.generate(spec, 'SIGN_VERIFY', { native: true, secret: true });

  describe('Ed25519', () => {
    generates(eddsa, spec, 'SIGN_VERIFY', async () => !hidden && (await browserHas('Ed25519')), {
      secret: 48,
      spki: 44,
    });
    refuses(eddsa, spec, 'ED25519_SHA_512');

    it('signs messages as OpenSSL does', async () => {
      const made = await generate();
      expect(await openssl.publicOf(made.secret!)).to.deep.equal(made.publicKey);
      const expected = await openssl.sign('ED25519_SHA_512', made.secret!, MESSAGE);
      for (const material of materialsOf(made)) {
        const signature = await eddsa.sign!(spec, material, 'ED25519_SHA_512', 'RAW', MESSAGE);
        expect(signature, material.form).to.deep.equal(expected);
        expect(await openssl.verify('ED25519_SHA_512', made.publicKey!, MESSAGE, signature)).to.equal(true);
        expect(eddsa.canSign!(spec, material, 'ED25519_SHA_512', 'RAW')).to.equal(true);
        expect(eddsa.canSign!(spec, material, 'ED25519_PH_SHA_512', 'DIGEST')).to.equal(material.form === 'bare');
      }
      const { privateKey, publicKey } = await openssl.generate(spec);
      const theirs = await openssl.sign('ED25519_SHA_512', privateKey, MESSAGE);
      expect(await eddsa.verify!(spec, publicKey, 'ED25519_SHA_512', 'RAW', MESSAGE, theirs)).to.equal(true);
    });

    it('signs digests with Ed25519ph as libsodium does when the digest is its message', async () => {
      await sodium.ready;
      const { secret, publicKey } = await generate();
      const digest = await openssl.digest('sha512', MESSAGE);
      const signature = await eddsa.sign!(
        spec,
        { form: 'bare', secret: secret! },
        'ED25519_PH_SHA_512',
        'DIGEST',
        digest,
      );
      const pair = sodium.crypto_sign_seed_keypair(seedOf(spec, secret!));
      const over = (message: Uint8Array) => {
        const state = sodium.crypto_sign_init();
        sodium.crypto_sign_update(state, message);
        return state;
      };
      expect(copyBytes(sodium.crypto_sign_final_create(over(digest), pair.privateKey))).to.deep.equal(signature);
      expect(sodium.crypto_sign_final_verify(over(digest), signature, publicKeyOf(spec, publicKey!)!)).to.equal(true);
      expect(sodium.crypto_sign_final_verify(over(MESSAGE), signature, publicKeyOf(spec, publicKey!)!)).to.equal(false);
      const verify = (algorithm: string, kind: 'RAW' | 'DIGEST', message: Bytes) =>
        eddsa.verify!(spec, publicKey!, algorithm, kind, message, signature);
      expect(await verify('ED25519_PH_SHA_512', 'DIGEST', digest)).to.equal(true);
      expect(await verify('ED25519_PH_SHA_512', 'DIGEST', await openssl.digest('sha512', digest))).to.equal(false);
      expect(await verify('ED25519_SHA_512', 'RAW', digest)).to.equal(false);
    });

    it('pairs each algorithm with one kind of message', async () => {
      const made = await generate();
      const bare = { form: 'bare', secret: made.secret! } as const;
      for (const [algorithm, kind] of [
        ['ED25519_SHA_512', 'DIGEST'],
        ['ED25519_PH_SHA_512', 'RAW'],
        ['ED25519_SHA_512', 'EXTERNAL_MU'],
      ] as const) {
        expect(eddsa.canSign!(spec, bare, algorithm, kind)).to.equal(false);
        expect(await rejection(eddsa.sign!(spec, bare, algorithm, kind, MESSAGE))).to.equal('TypeError');
        expect(await rejection(eddsa.verify!(spec, made.publicKey!, algorithm, kind, MESSAGE, MESSAGE))).to.equal(
          'TypeError',
        );
      }
      const none = { form: 'native', keys: {} } as const;
      expect(await rejection(eddsa.sign!(spec, none, 'ED25519_PH_SHA_512', 'DIGEST', MESSAGE))).to.equal('TypeError');
      const broken = { form: 'bare', secret: new Uint8Array(48) } as const;
      expect(await rejection(eddsa.sign!(spec, broken, 'ED25519_PH_SHA_512', 'DIGEST', MESSAGE))).to.equal('TypeError');
    });
  });
}

function mlDsaSuite(spec: 'ML_DSA_44' | 'ML_DSA_65' | 'ML_DSA_87', spki: number, bytes: number, hidden: boolean) {
  const algorithm = 'ML_DSA_SHAKE_256';
  const name = spec.replaceAll('_', '-');
  const generate = () => mlDsa.generate(spec, 'SIGN_VERIFY', { native: true, secret: true });

  describe(spec, () => {
    generates(mlDsa, spec, 'SIGN_VERIFY', async () => !hidden && (await browserHas(name)), { secret: 32, spki });
    refuses(mlDsa, spec, algorithm);

    it('signs and verifies with the other implementation, messages and mu', async () => {
      const peer = mlDsaPeer(spec, hidden && (await browserHas(name)) ? 'browser' : 'library');
      const made = await generate();
      const { secret, publicKey } = made;
      expect(peer.publicOf(secret!)).to.deep.equal(publicKey);
      const mu = muOf(publicKeyOf(spec, publicKey!)!, MESSAGE);
      const verify = (kind: 'RAW' | 'EXTERNAL_MU', message: Bytes, signature: Bytes) =>
        mlDsa.verify!(spec, publicKey!, algorithm, kind, message, signature);
      for (const material of materialsOf(made)) {
        const signature = await mlDsa.sign!(spec, material, algorithm, 'RAW', MESSAGE);
        expect(signature.length).to.equal(bytes);
        expect(await peer.verify(publicKey!, MESSAGE, signature)).to.equal(true);
        expect(await verify('EXTERNAL_MU', mu, signature)).to.equal(true);
        expect(mlDsa.canSign!(spec, material, algorithm, 'RAW')).to.equal(true);
        expect(mlDsa.canSign!(spec, material, algorithm, 'DIGEST')).to.equal(false);
        expect(mlDsa.canSign!(spec, material, algorithm, 'EXTERNAL_MU')).to.equal(material.form === 'bare');
        if (material.form === 'native')
          expect(await rejection(mlDsa.sign!(spec, material, algorithm, 'EXTERNAL_MU', mu))).to.equal('TypeError');
      }
      const overMu = await mlDsa.sign!(spec, { form: 'bare', secret: secret! }, algorithm, 'EXTERNAL_MU', mu);
      expect(await peer.verify(publicKey!, MESSAGE, overMu)).to.equal(true);
      expect(await peer.verify(publicKey!, mu, overMu)).to.equal(false);
      expect(await verify('RAW', MESSAGE, overMu)).to.equal(true);
      expect(await verify('EXTERNAL_MU', muOf(publicKeyOf(spec, publicKey!)!, mu), overMu)).to.equal(false);
      const theirs = await peer.sign(secret!, MESSAGE);
      expect(await verify('RAW', MESSAGE, theirs)).to.equal(true);
      expect(await verify('EXTERNAL_MU', mu, theirs)).to.equal(true);
    });

    it('answers false to a mu that is none, and refuses digests', async () => {
      const { secret, publicKey } = await generate();
      const bare = { form: 'bare', secret: secret! } as const;
      const signature = await mlDsa.sign!(spec, bare, algorithm, 'RAW', MESSAGE);
      expect(await mlDsa.verify!(spec, publicKey!, algorithm, 'EXTERNAL_MU', MESSAGE, signature)).to.equal(false);
      expect(await rejection(mlDsa.sign!(spec, bare, algorithm, 'DIGEST', MESSAGE))).to.equal('TypeError');
      expect(await rejection(mlDsa.verify!(spec, publicKey!, algorithm, 'DIGEST', MESSAGE, signature))).to.equal(
        'TypeError',
      );
    });
  });
}

function mlKemSuite(spec: 'ML_KEM_512' | 'ML_KEM_768' | 'ML_KEM_1024', spki: number, bytes: number, hidden: boolean) {
  const name = spec.replaceAll('_', '-');
  const generate = () => mlKem.generate(spec, 'ENCAPSULATE_DECAPSULATE', { native: true, secret: true });

  describe(spec, () => {
    generates(mlKem, spec, 'ENCAPSULATE_DECAPSULATE', async () => !hidden && (await browserHas(name)), {
      secret: 64,
      spki,
    });

    it('agrees on secrets with the other implementation, both ways', async () => {
      const peer = mlKemPeer(spec, hidden && (await browserHas(name)) ? 'browser' : 'library');
      const made = await generate();
      expect(peer.publicOf(made.secret!)).to.deep.equal(made.publicKey);
      const ours = await mlKem.encapsulate!(spec, made.publicKey!);
      expect([ours.ciphertext.length, ours.sharedSecret.length]).to.deep.equal([bytes, 32]);
      expect(await peer.decapsulate(made.secret!, ours.ciphertext)).to.deep.equal(ours.sharedSecret);
      const theirs = await peer.encapsulate(made.publicKey!);
      for (const material of materialsOf(made)) {
        expect(await mlKem.decapsulate!(spec, material, theirs.ciphertext), material.form).to.deep.equal(
          theirs.sharedSecret,
        );
        expect(await mlKem.decapsulate!(spec, material, ours.ciphertext), material.form).to.deep.equal(
          ours.sharedSecret,
        );
      }
    });

    it('gives another secret, always the same, for a ciphertext that is not for the key, and none for one of another length', async () => {
      const [made, other] = await Promise.all([generate(), generate()]);
      const { ciphertext, sharedSecret } = await mlKem.encapsulate!(spec, other.publicKey!);
      const secrets = await Promise.all(
        materialsOf(made).map((material) => mlKem.decapsulate!(spec, material, ciphertext)),
      );
      for (const secret of secrets) {
        expect(secret!.length).to.equal(32);
        expect(secret).not.to.deep.equal(sharedSecret);
        expect(secret).to.deep.equal(secrets[0]);
      }
      for (const material of materialsOf(made)) {
        for (const bad of [new Uint8Array(0), ciphertext.slice(1), concatBytes(ciphertext, Uint8Array.of(0))])
          expect(await mlKem.decapsulate!(spec, material, bad)).to.equal(undefined);
      }
    });

    it('refuses what is no public key of the size, and material without the key', async () => {
      const { publicKey } = await generate();
      expect(await rejection(mlKem.encapsulate!(spec, publicKey!.slice(1)))).to.equal('TypeError');
      expect(await rejection(mlKem.decapsulate!(spec, { form: 'native', keys: {} }, new Uint8Array(bytes)))).to.equal(
        'TypeError',
      );
      expect(() => seedPkcs8Of(spec, new Uint8Array(32))).to.throw(TypeError);
    });
  });
}

/** All three families. `hidden`: `hideModernAlgorithms` was called. */
export function modernSuite(hidden: boolean): void {
  ed25519Suite(hidden);
  mlDsaSuite('ML_DSA_44', 1334, 2420, hidden);
  mlDsaSuite('ML_DSA_65', 1974, 3309, hidden);
  mlDsaSuite('ML_DSA_87', 2614, 4627, hidden);
  mlKemSuite('ML_KEM_512', 822, 768, hidden);
  mlKemSuite('ML_KEM_768', 1206, 1088, hidden);
  mlKemSuite('ML_KEM_1024', 1590, 1568, hidden);
}
