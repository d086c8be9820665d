/**
 * Every other cryptographic operation against implementations that share no code with it, both ways; keys of KMS, and
 * keys made elsewhere.
 */
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { expect } from 'chai';
import type { Bytes } from '../../src/base/bytes.ts';
import { toHex } from '../../src/base/hex.ts';
import { pointOf, scalarOf } from '../../src/crypto/ec-encoding.ts';
import { publicKeyOf } from '../../src/crypto/seed-encoding.ts';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { InputOf } from '../../src/model/operations.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { ENUMS } from '../../src/model/shapes.ts';
import { capsulesBeside, cipherBeside } from '../crypto/independent.ts';
import { browserHas, importsPkcs8 } from '../crypto/modern-peers.ts';
import { bytes, newKey, regionOf, specsFor, type Home } from './kms-world.ts';
import { formsOf, plant } from './plant.ts';
import { signingInterop } from './signing-interop.ts';

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const hex = (value: Uint8Array | undefined): string => toHex(bytes(value));

/** What OpenSSL calls the keys of each spec. */
const IN_OPENSSL: Readonly<Partial<Record<KeySpec, string>>> = {
  RSA_2048: 'rsa 2048',
  RSA_3072: 'rsa 3072',
  RSA_4096: 'rsa 4096',
  ECC_NIST_P256: 'ec prime256v1',
  ECC_NIST_P384: 'ec secp384r1',
  ECC_NIST_P521: 'ec secp521r1',
  ECC_SECG_P256K1: 'ec secp256k1',
  ECC_NIST_EDWARDS25519: 'ed25519',
  SM2: 'ec SM2',
};

/** The names of the key specs that OpenSSL does not know, in DER. Source: RFC 9935 (2.16.840.1.101.3.4.4.1 to 3). */
const KEM_OIDS: Readonly<Partial<Record<KeySpec, string>>> = {
  ML_KEM_512: '0609608648016503040401',
  ML_KEM_768: '0609608648016503040402',
  ML_KEM_1024: '0609608648016503040403',
};

/**
 * Maximum plaintext in bytes of each algorithm. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
function longest(spec: KeySpec, algorithm: string): number {
  if (spec === 'SM2') return 1024;
  return Number(spec.slice(-4)) / 8 - 2 * (algorithm.endsWith('_256') ? 32 : 20) - 2;
}

function encryption({ it, open, openssl }: Home, spec: KeySpec): void {
  const peer = cipherBeside(spec, openssl);
  const how = regionOf(spec);
  const algorithms = (KEY_SPECS[spec].encryptionAlgorithms ?? []) as NonNullable<
    InputOf<'Encrypt'>['EncryptionAlgorithm']
  >[];

  it(`${spec}: a KMS key decrypts ciphertexts of other libraries`, async () => {
    const world = await open();
    const KeyId = await newKey(world, spec, 'ENCRYPT_DECRYPT');
    const publicKey = bytes((await world.ok('GetPublicKey', { KeyId }, how)).PublicKey);
    for (const EncryptionAlgorithm of algorithms) {
      for (const plaintext of [random(1), random(longest(spec, EncryptionAlgorithm))]) {
        const CiphertextBlob = await peer.encrypt(EncryptionAlgorithm, publicKey, plaintext);
        expect(
          hex((await world.ok('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm }, how)).Plaintext),
        ).to.equal(toHex(plaintext));
      }
    }
  });

  it(`${spec}: an external key decrypts in both directions, native and wrapped`, async () => {
    for (const form of await formsOf(spec)) {
      const [world, pair] = [await open(), await peer.generate()];
      const KeyId = await newKey(world, spec, 'ENCRYPT_DECRYPT');
      await plant(world.database, KeyId, form, pair);
      for (const EncryptionAlgorithm of algorithms) {
        for (const plaintext of [random(1), random(longest(spec, EncryptionAlgorithm))]) {
          const ours = await world.ok('Encrypt', { KeyId, Plaintext: plaintext, EncryptionAlgorithm }, how);
          expect(hex(await peer.decrypt(EncryptionAlgorithm, pair.secret, bytes(ours.CiphertextBlob)))).to.equal(
            toHex(plaintext),
          );
          const CiphertextBlob = await peer.encrypt(EncryptionAlgorithm, pair.publicKey, plaintext);
          expect(
            hex((await world.ok('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm }, how)).Plaintext),
          ).to.equal(toHex(plaintext));
        }
      }
    }
  });
}

function macs({ it, open, openssl }: Home, spec: KeySpec): void {
  const [name] = KEY_SPECS[spec].macAlgorithms ?? [];
  const MacAlgorithm = name as NonNullable<InputOf<'GenerateMac'>['MacAlgorithm']>;
  it(`${spec}: the MACs equal those of OpenSSL, native and wrapped`, async () => {
    for (const form of await formsOf(spec)) {
      const world = await open();
      const KeyId = await newKey(world, spec, 'GENERATE_VERIFY_MAC');
      const secret = random(Number(spec.slice(-3)) / 8);
      await plant(world.database, KeyId, form, { secret });
      for (const Message of [random(1), random(4096)]) {
        const theirs = await openssl.mac(`sha${spec.slice(-3)}`, secret, Message);
        expect(hex((await world.ok('GenerateMac', { KeyId, MacAlgorithm, Message })).Mac)).to.equal(toHex(theirs));
        expect((await world.ok('VerifyMac', { KeyId, MacAlgorithm, Message, Mac: theirs })).MacValid).to.equal(true);
      }
    }
  });
}

const CURVES = { ECC_NIST_P256: p256, ECC_NIST_P384: p384, ECC_NIST_P521: p521 } as const;

function agreement({ it, open, openssl }: Home, spec: KeySpec): void {
  const how = regionOf(spec);
  const curve = CURVES[spec as keyof typeof CURVES] as typeof p256 | undefined;

  it(`${spec}: a KMS key agrees with OpenSSL${curve ? ' and noble' : ''}`, async () => {
    const world = await open();
    const KeyId = await newKey(world, spec, 'KEY_AGREEMENT');
    const publicKey = bytes((await world.ok('GetPublicKey', { KeyId }, how)).PublicKey);
    // Enough that a secret which begins with a zero byte comes up now and then; its length stays.
    for (let i = 0; i < 8; i++) {
      const theirs = await openssl.generate(spec);
      const ours = await world.ok(
        'DeriveSharedSecret',
        { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey: theirs.publicKey },
        how,
      );
      const expected = await openssl.agree(theirs.privateKey, publicKey);
      expect(hex(ours.SharedSecret)).to.equal(toHex(expected));
      if (!curve) continue;
      const shared = curve.getSharedSecret(scalarOf(spec, theirs.privateKey), pointOf(spec, publicKey)!).slice(1);
      expect(hex(ours.SharedSecret)).to.equal(toHex(shared));
    }
  });

  it(`${spec}: an external key derives the same secret, native and wrapped`, async () => {
    for (const form of await formsOf(spec)) {
      const [world, mine, other] = [await open(), await openssl.generate(spec), await openssl.generate(spec)];
      const KeyId = await newKey(world, spec, 'KEY_AGREEMENT');
      await plant(world.database, KeyId, form, { secret: mine.privateKey, publicKey: mine.publicKey });
      const { SharedSecret } = await world.ok(
        'DeriveSharedSecret',
        { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey: other.publicKey },
        how,
      );
      expect(hex(SharedSecret)).to.equal(toHex(await openssl.agree(other.privateKey, mine.publicKey)));
      expect(hex(SharedSecret)).to.equal(toHex(await openssl.agree(mine.privateKey, other.publicKey)));
    }
  });
}

function capsules({ it, open }: Home, spec: KeySpec): void {
  const EncapsulationAlgorithm = 'ML_KEM' as const;

  it(`${spec}: a KMS key decapsulates ciphertexts of other libraries`, async () => {
    const [world, peer] = [await open(), await capsulesBeside(spec)];
    const KeyId = await newKey(world, spec, 'ENCAPSULATE_DECAPSULATE');
    const theirs = await peer.encapsulate(bytes((await world.ok('GetPublicKey', { KeyId })).PublicKey));
    const opened = await world.ok('Decapsulate', {
      KeyId,
      EncapsulationAlgorithm,
      SharedSecretCiphertextBlob: theirs.ciphertext,
    });
    expect(hex(opened.SharedSecret)).to.equal(toHex(theirs.sharedSecret));
  });

  it(`${spec}: an external key decapsulates in both directions, native and wrapped`, async () => {
    for (const form of await formsOf(spec)) {
      const [world, peer, secret] = [await open(), await capsulesBeside(spec), random(64)];
      const publicKey = peer.publicOf(secret);
      const KeyId = await newKey(world, spec, 'ENCAPSULATE_DECAPSULATE');
      await plant(world.database, KeyId, form, { secret, publicKey });
      const ours = await world.ok('Encapsulate', { KeyId, EncapsulationAlgorithm });
      expect(hex(await peer.decapsulate(secret, bytes(ours.SharedSecretCiphertextBlob)))).to.equal(
        hex(ours.SharedSecret),
      );
      const theirs = await peer.encapsulate(publicKey);
      const opened = await world.ok('Decapsulate', {
        KeyId,
        EncapsulationAlgorithm,
        SharedSecretCiphertextBlob: theirs.ciphertext,
      });
      expect(hex(opened.SharedSecret)).to.equal(toHex(theirs.sharedSecret));
      // Not for this key, but of its length: both sides make the same other secret of it.
      const foreign = random(theirs.ciphertext.length);
      const implicit = await world.ok('Decapsulate', {
        KeyId,
        EncapsulationAlgorithm,
        SharedSecretCiphertextBlob: foreign,
      });
      expect(hex(implicit.SharedSecret)).to.equal(toHex(await peer.decapsulate(secret, foreign)));
    }
  });
}

function pairs({ it, open, openssl }: Home): void {
  for (const spec of ENUMS.DataKeyPairSpec as readonly KeySpec[]) {
    it(`a data key pair of ${spec} is PKCS#8 and SPKI of one key`, async () => {
      const [world, how] = [await open(), regionOf(spec)];
      const { KeyMetadata } = await world.ok('CreateKey', {}, how);
      const input = {
        KeyId: KeyMetadata?.Arn,
        KeyPairSpec: spec as NonNullable<InputOf<'GenerateDataKeyPair'>['KeyPairSpec']>,
      };
      const whole = await world.ok('GenerateDataKeyPair', input, how);
      const sealed = await world.ok('GenerateDataKeyPairWithoutPlaintext', input, how);
      const { Plaintext } = await world.ok('Decrypt', { CiphertextBlob: sealed.PrivateKeyCiphertextBlob }, how);
      expect(hex(sealed.PublicKey)).not.to.equal(hex(whole.PublicKey));
      for (const [pkcs8, spki] of [
        [bytes(whole.PrivateKeyPlaintext), bytes(whole.PublicKey)],
        [bytes(Plaintext), bytes(sealed.PublicKey)],
      ] as const) {
        if (spec.startsWith('ML_KEM')) {
          const peer = await capsulesBeside(spec);
          expect(toHex(peer.publicOf(pkcs8.slice(-64)))).to.equal(toHex(spki));
          expect(publicKeyOf(spec, spki)).not.to.equal(undefined);
          for (const der of [pkcs8, spki]) expect(toHex(der)).to.contain(KEM_OIDS[spec]);
          if (await browserHas(spec.replaceAll('_', '-')))
            expect(await importsPkcs8(spec.replaceAll('_', '-'), pkcs8)).to.equal(true);
        } else {
          expect(await openssl.describe(spki)).to.equal(IN_OPENSSL[spec]);
          expect(toHex(await openssl.publicOf(pkcs8))).to.equal(toHex(spki));
        }
      }
    });
  }
}

/** All operations of `home`, both ways. */
export function interopSuite(home: Home): void {
  const { describe, it, open, openssl } = home;
  signingInterop(home);
  describe('Encrypt and Decrypt with other libraries', () =>
    specsFor('ENCRYPT_DECRYPT').forEach((spec) => encryption(home, spec)));
  describe('GenerateMac and VerifyMac with other libraries', () =>
    specsFor('GENERATE_VERIFY_MAC').forEach((spec) => macs(home, spec)));
  describe('DeriveSharedSecret with other libraries', () =>
    specsFor('KEY_AGREEMENT').forEach((spec) => agreement(home, spec)));
  describe('Encapsulate and Decapsulate with other libraries', () =>
    specsFor('ENCAPSULATE_DECAPSULATE').forEach((spec) => capsules(home, spec)));
  describe('data key pairs in other libraries', () => pairs(home));

  describe('GetPublicKey in other libraries', () => {
    it('is SPKI of the type and size of the key spec', async () => {
      const world = await open();
      for (const [spec, name] of Object.entries(IN_OPENSSL) as [KeySpec, string][]) {
        const [usage] = KEY_SPECS[spec].usages;
        const KeyId = await newKey(world, spec, usage!);
        expect(
          await openssl.describe(bytes((await world.ok('GetPublicKey', { KeyId }, regionOf(spec))).PublicKey)),
          spec,
        ).to.equal(name);
      }
    });
  });
}
