import { expect } from 'chai';
import { concatBytes, encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { fromBase64 } from '../../src/base/base64.ts';
import { fromHex, toHex } from '../../src/base/hex.ts';
import { rsa } from '../../src/crypto/rsa.ts';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import { materialsOf, readability, rejection } from './materials.ts';
import { openssl } from './openssl.ts';

const MESSAGE = encodeUtf8('a message');
const { signingAlgorithms: SIGNING = [], encryptionAlgorithms: ENCRYPTING = [] } = KEY_SPECS.RSA_2048;

for (const [spec, bytes, spki] of [
  ['RSA_2048', 256, 294],
  ['RSA_3072', 384, 422],
  ['RSA_4096', 512, 550],
] as const) {
  describe(spec, () => {
    it('makes native signing keys that cannot be read, one per algorithm, and their bare secret when asked', async () => {
      const unseen = await rsa.generate(spec, 'SIGN_VERIFY', { native: true, secret: false });
      expect(unseen.secret).to.equal(undefined);
      expect(unseen.publicKey!.length).to.equal(spki);
      expect(Object.keys(unseen.keys!)).to.deep.equal(SIGNING);
      expect(await readability(unseen.keys!)).to.deep.equal(SIGNING.map(() => 'refused'));
      const raw = await rsa.sign!(spec, { form: 'native', keys: unseen.keys! }, 'RSASSA_PSS_SHA_384', 'RAW', MESSAGE);
      expect(await openssl.verify('RSASSA_PSS_SHA_384', unseen.publicKey!, MESSAGE, raw)).to.equal(true);
    });

    it('signs messages and digests that OpenSSL verifies, by every algorithm, and no digest of the digest', async () => {
      const made = await rsa.generate(spec, 'SIGN_VERIFY', { native: true, secret: true });
      expect(await openssl.publicOf(made.secret!)).to.deep.equal(made.publicKey);
      for (const algorithm of SIGNING) {
        const digest = await openssl.digest(`sha${algorithm.slice(-3)}`, MESSAGE);
        const verify = (kind: 'RAW' | 'DIGEST', message: Bytes, signature: Bytes) =>
          rsa.verify!(spec, made.publicKey!, algorithm, kind, message, signature);
        for (const material of materialsOf(made)) {
          const raw = await rsa.sign!(spec, material, algorithm, 'RAW', MESSAGE);
          expect(raw.length).to.equal(bytes);
          expect(await openssl.verify(algorithm, made.publicKey!, MESSAGE, raw), algorithm).to.equal(true);
          expect(await verify('DIGEST', digest, raw)).to.equal(true);
          expect(rsa.canSign!(spec, material, algorithm, 'RAW')).to.equal(true);
          expect(rsa.canSign!(spec, material, algorithm, 'DIGEST')).to.equal(material.form === 'bare');
          expect(rsa.canSign!(spec, material, algorithm, 'EXTERNAL_MU')).to.equal(false);
          if (material.form === 'native') {
            expect(await rejection(rsa.sign!(spec, material, algorithm, 'DIGEST', digest))).to.equal('TypeError');
            continue;
          }
          const signature = await rsa.sign!(spec, material, algorithm, 'DIGEST', digest);
          expect(await openssl.verify(algorithm, made.publicKey!, MESSAGE, signature), algorithm).to.equal(true);
          expect(await openssl.verify(algorithm, made.publicKey!, digest, signature), algorithm).to.equal(false);
          expect(await verify('RAW', MESSAGE, signature)).to.equal(true);
          expect(await verify('RAW', digest, signature)).to.equal(false);
        }
      }
    });

    it("verifies and uses OpenSSL's keys, and answers false to what is no signature or key", async () => {
      const { privateKey, publicKey } = await openssl.generate(spec);
      const other = await openssl.generate('RSA_2048');
      for (const algorithm of ['RSASSA_PKCS1_V1_5_SHA_512', 'RSASSA_PSS_SHA_256']) {
        const signature = await openssl.sign(algorithm, privateKey, MESSAGE);
        for (const kind of ['RAW', 'DIGEST'] as const) {
          const message = kind === 'RAW' ? MESSAGE : await openssl.digest(`sha${algorithm.slice(-3)}`, MESSAGE);
          const verify = (key: Bytes, bad: Bytes, over = message) => rsa.verify!(spec, key, algorithm, kind, over, bad);
          expect(await verify(publicKey, signature)).to.equal(true);
          expect(await verify(publicKey, signature, encodeUtf8('another'))).to.equal(false);
          for (const key of [other.publicKey, new Uint8Array(0), publicKey.slice(1), new Uint8Array(spki)])
            expect(await verify(key, signature)).to.equal(false);
          for (const bad of [
            new Uint8Array(0),
            signature.slice(1),
            concatBytes(signature, Uint8Array.of(0)),
            new Uint8Array(bytes),
            new Uint8Array(bytes).fill(255),
          ])
            expect(await verify(publicKey, bad)).to.equal(false);
        }
        const own = await rsa.sign!(spec, { form: 'bare', secret: privateKey }, algorithm, 'RAW', MESSAGE);
        expect(await openssl.verify(algorithm, publicKey, MESSAGE, own)).to.equal(true);
      }
    });

    it('encrypts for OpenSSL and decrypts what it encrypted, up to the longest plaintext', async () => {
      const made = await rsa.generate(spec, 'ENCRYPT_DECRYPT', { native: true, secret: true });
      expect(Object.keys(made.keys!)).to.deep.equal(ENCRYPTING);
      expect(await readability(made.keys!)).to.deep.equal(['refused', 'refused']);
      for (const algorithm of ENCRYPTING) {
        const longest = bytes - 2 * (algorithm.endsWith('_256') ? 32 : 20) - 2;
        for (const plaintext of [Uint8Array.of(1), crypto.getRandomValues(new Uint8Array(longest))]) {
          const ours = await rsa.encrypt!(spec, made.publicKey!, algorithm, plaintext);
          expect(ours.length).to.equal(bytes);
          expect(await openssl.decrypt(algorithm, made.secret!, ours)).to.deep.equal(plaintext);
          const theirs = await openssl.encrypt(algorithm, made.publicKey!, plaintext);
          for (const material of materialsOf(made))
            expect(await rsa.decrypt!(spec, material, algorithm, theirs)).to.deep.equal(plaintext);
        }
        expect(await rejection(rsa.encrypt!(spec, made.publicKey!, algorithm, new Uint8Array(longest + 1)))).to.equal(
          'OperationError',
        );
      }
      const [one, two] = ENCRYPTING as [string, string];
      const ciphertext = await rsa.encrypt!(spec, made.publicKey!, one, MESSAGE);
      for (const material of materialsOf(made)) {
        expect(await rsa.decrypt!(spec, material, two, ciphertext)).to.equal(undefined);
        for (const bad of [
          new Uint8Array(0),
          ciphertext.slice(1),
          new Uint8Array(bytes),
          new Uint8Array(bytes).fill(255),
        ])
          expect(await rsa.decrypt!(spec, material, one, bad)).to.equal(undefined);
      }
      expect(await rejection(rsa.encrypt!(spec, new Uint8Array(5), one, MESSAGE))).to.equal('TypeError');
    });
  });
}

describe('RSA', () => {
  it('takes no signature beyond the modulus, though it is the same number to it', async () => {
    const modulusOf = async (spki: Bytes) => {
      const key = await crypto.subtle.importKey('spki', spki, { name: 'RSA-PSS', hash: 'SHA-256' }, true, ['verify']);
      const { n } = await crypto.subtle.exportKey('jwk', key);
      return BigInt(`0x${toHex(fromBase64(n!.replaceAll('-', '+').replaceAll('_', '/').padEnd(344, '=')))}`);
    };
    let made = await rsa.generate('RSA_2048', 'SIGN_VERIFY', { native: false, secret: true });
    // Far enough below the largest number of its length that the search below is short.
    while ((await modulusOf(made.publicKey!)) >> 2040n >= 0xe0n)
      made = await rsa.generate('RSA_2048', 'SIGN_VERIFY', { native: false, secret: true });
    const { secret, publicKey } = made;
    const modulus = await modulusOf(publicKey!);
    const digest = new Uint8Array(32);
    for (;;) {
      crypto.getRandomValues(digest);
      const signature = await rsa.sign!(
        'RSA_2048',
        { form: 'bare', secret: secret! },
        'RSASSA_PKCS1_V1_5_SHA_256',
        'DIGEST',
        digest,
      );
      const beyond = (BigInt(`0x${toHex(signature)}`) + modulus).toString(16);
      // Most are too long to be one.
      if (beyond.length > 512) continue;
      const verify = (bytes: Bytes) =>
        rsa.verify!('RSA_2048', publicKey!, 'RSASSA_PKCS1_V1_5_SHA_256', 'DIGEST', digest, bytes);
      expect(await verify(signature)).to.equal(true);
      expect(await verify(fromHex(beyond))).to.equal(false);
      return;
    }
  });

  it('refuses other key specs, algorithms, kinds and secrets', async () => {
    const { keys } = await rsa.generate('RSA_2048', 'SIGN_VERIFY', { native: true, secret: false });
    const native = { form: 'native', keys: keys! } as const;
    expect(await rejection(rsa.generate('ECC_NIST_P256', 'SIGN_VERIFY', { native: true, secret: false }))).to.equal(
      'TypeError',
    );
    expect(await rejection(rsa.sign!('RSA_2048', native, 'RSASSA_PSS_SHA_1', 'RAW', MESSAGE))).to.equal('TypeError');
    expect(await rejection(rsa.sign!('RSA_2048', native, 'RSASSA_PSS_SHA_256', 'EXTERNAL_MU', MESSAGE))).to.equal(
      'TypeError',
    );
    expect(await rejection(rsa.decrypt!('RSA_2048', native, 'RSAES_OAEP_SHA_1', MESSAGE))).to.equal('TypeError');
    const broken = { form: 'bare', secret: new Uint8Array(40) } as const;
    expect(await rejection(rsa.sign!('RSA_2048', broken, 'RSASSA_PSS_SHA_256', 'DIGEST', MESSAGE))).not.to.equal(
      'none',
    );
  });
});

describe('the blinding factors of RSA digest signatures', () => {
  const { random } = Math;
  const drawn: number[] = [];

  before(() => {
    Math.random = () => {
      throw new Error('Math.random was used.');
    };
    Object.defineProperty(crypto, 'getRandomValues', {
      configurable: true,
      value(array: Uint8Array<ArrayBuffer>) {
        drawn.push(array.length);
        return Crypto.prototype.getRandomValues.call(crypto, array);
      },
    });
  });
  after(() => {
    Math.random = random;
    Reflect.deleteProperty(crypto, 'getRandomValues');
  });

  it('come from getRandomValues, afresh for each signature', async () => {
    const { secret } = await rsa.generate('RSA_2048', 'SIGN_VERIFY', { native: false, secret: true });
    for (const [algorithm, salt] of [
      ['RSASSA_PKCS1_V1_5_SHA_256', []],
      ['RSASSA_PSS_SHA_256', [32]],
    ] as const) {
      for (let i = 0; i < 2; i++) {
        drawn.length = 0;
        const digest = new Uint8Array(32);
        const signature = await rsa.sign!('RSA_2048', { form: 'bare', secret: secret! }, algorithm, 'DIGEST', digest);
        expect(signature.length).to.equal(256);
        expect(drawn.slice(0, salt.length)).to.deep.equal(salt);
        // A factor as long as the modulus; one that is not below it is drawn again.
        expect(drawn.slice(salt.length)).to.have.length.greaterThan(0);
        expect(drawn.slice(salt.length).every((length) => length === 256)).to.equal(true);
      }
    }
  });
});
