/** Imports of each key spec under each wrapping choice, with material that an independent implementation wrapped. */
import { expect } from 'chai';
import type { Bytes } from '../../../src/base/bytes.ts';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import { toHex } from '../../../src/base/hex.ts';
import { parseCiphertextBlob } from '../../../src/engine/custody/ciphertext-blob.ts';
import { KEY_SPECS } from '../../../src/model/algorithms.ts';
import { wrappingChoices, type WrappingChoice } from '../../../src/model/import-wrapping.ts';
import type { Custody } from '../../../src/model/records.ts';
import type { KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import { openssl } from '../../crypto/openssl.ts';
import { sm2Peer } from '../../crypto/sm2-peer.ts';
import { testWorld, type How, type TestWorld } from '../world.ts';
import { importMaterial, randomBytes, stateOf } from './import-scene.ts';

const MESSAGE = encodeUtf8('a message');
const HOME: How = { region: 'us-east-1' };
const CHINA: How = { region: 'cn-north-1' };

interface Subject {
  readonly world: TestWorld;
  readonly KeyId: string;
  readonly spec: KeySpec;
  readonly material: Bytes;
  readonly how: How;
}

/** Compares the first algorithm of a key with OpenSSL or sm-crypto, which have the material too. */
const COMPARE: Readonly<Record<Exclude<KeyUsageType, 'ENCAPSULATE_DECAPSULATE'>, (subject: Subject) => Promise<void>>> =
  {
    async ENCRYPT_DECRYPT({ world, KeyId, spec, material, how }) {
      if (spec === 'SYMMETRIC_DEFAULT') {
        const { CiphertextBlob } = await world.ok('Encrypt', { KeyId, Plaintext: MESSAGE }, how);
        const { header, iv, sealed } = parseCiphertextBlob(CiphertextBlob ?? new Uint8Array())!;
        const key = await crypto.subtle.importKey('raw', material, 'AES-GCM', false, ['decrypt']);
        const parameters = { name: 'AES-GCM', iv, additionalData: header };
        expect(new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed))).to.deep.equal(MESSAGE);
        expect((await world.ok('Decrypt', { CiphertextBlob }, how)).Plaintext).to.deep.equal(MESSAGE);
        return;
      }
      const EncryptionAlgorithm = spec === 'SM2' ? 'SM2PKE' : 'RSAES_OAEP_SHA_256';
      const publicKey = await openssl.publicOf(material);
      const CiphertextBlob =
        spec === 'SM2'
          ? sm2Peer.encrypt(publicKey, MESSAGE)
          : await openssl.encrypt(EncryptionAlgorithm, publicKey, MESSAGE);
      const { Plaintext } = await world.ok('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm }, how);
      expect(Plaintext).to.deep.equal(MESSAGE);
    },
    async SIGN_VERIFY({ world, KeyId, spec, material, how }) {
      const publicKey = await openssl.publicOf(material);
      for (const SigningAlgorithm of KEY_SPECS[spec].signingAlgorithms ?? []) {
        if (SigningAlgorithm === 'ED25519_PH_SHA_512') continue;
        const input = { KeyId, Message: MESSAGE, SigningAlgorithm: SigningAlgorithm as 'ECDSA_SHA_256' };
        const { Signature } = await world.ok('Sign', input, how);
        const isValid =
          spec === 'SM2'
            ? sm2Peer.verify(publicKey, MESSAGE, Signature as Bytes)
            : await openssl.verify(SigningAlgorithm, publicKey, MESSAGE, Signature as Bytes);
        expect(isValid, SigningAlgorithm).to.equal(true);
      }
    },
    async GENERATE_VERIFY_MAC({ world, KeyId, spec, material, how }) {
      const MacAlgorithm = KEY_SPECS[spec].macAlgorithms?.[0] as 'HMAC_SHA_256';
      const { Mac } = await world.ok('GenerateMac', { KeyId, Message: MESSAGE, MacAlgorithm }, how);
      expect(Mac).to.deep.equal(await openssl.mac(`sha${spec.slice(5)}`, material, MESSAGE));
    },
    async KEY_AGREEMENT({ world, KeyId, spec, material, how }) {
      const peer = await openssl.generate(spec);
      const input = { KeyId, PublicKey: peer.publicKey, KeyAgreementAlgorithm: 'ECDH' } as const;
      const { SharedSecret } = await world.ok('DeriveSharedSecret', input, how);
      expect(SharedSecret).to.deep.equal(await openssl.agree(peer.privateKey, await openssl.publicOf(material)));
    },
  };

async function materialFor(spec: KeySpec, how: How): Promise<Bytes> {
  if (spec === 'SYMMETRIC_DEFAULT') return randomBytes(how === CHINA ? 16 : 32);
  if (spec.startsWith('HMAC')) return randomBytes(Number(spec.slice(5)) / 8);
  return (await openssl.generate(spec)).privateKey;
}

async function roundTrip(spec: KeySpec, KeyUsage: KeyUsageType, choice: WrappingChoice, how: How): Promise<void> {
  const world = await testWorld();
  const KeyId = await world.key({ KeySpec: spec, KeyUsage, Origin: 'EXTERNAL' }, how);
  expect(await stateOf(world, KeyId, how)).to.equal('PendingImport');
  const material = await materialFor(spec, how);
  const wrapping = { WrappingAlgorithm: choice.algorithm, WrappingKeySpec: choice.keySpec };
  const id = await importMaterial(world, KeyId, material, undefined, { ...how, wrapping });
  expect(await stateOf(world, KeyId, how)).to.equal('Enabled');
  expect(id).to.match(spec === 'SYMMETRIC_DEFAULT' ? /^[\da-f]{64}$/ : /^$/);
  if (KEY_SPECS[spec].kind === 'asymmetric') {
    const { PublicKey } = await world.ok('GetPublicKey', { KeyId }, how);
    expect(toHex(PublicKey as Bytes)).to.equal(toHex(await openssl.publicOf(material)));
  }
  await COMPARE[KeyUsage as keyof typeof COMPARE]({ world, KeyId, spec, material, how });
}

const SPECS = (Object.keys(KEY_SPECS) as KeySpec[]).filter((spec) => KEY_SPECS[spec].origins.includes('EXTERNAL'));

describe('ImportKeyMaterial', () => {
  for (const spec of SPECS) {
    const [how, place] = spec === 'SM2' ? [CHINA, ' in a China Region'] : [HOME, ''];
    for (const usage of KEY_SPECS[spec].usages) {
      // Long RSA keys are slow to generate, and make no difference to what they wrap.
      const all = wrappingChoices(spec, how.region ?? '');
      const isOnce = (algorithm: string) =>
        algorithm.endsWith('256') && ['SYMMETRIC_DEFAULT', 'RSA_2048'].includes(spec);
      const choices = all.filter(({ keySpec, algorithm }) => {
        if (spec === 'ECC_NIST_P521' && algorithm.startsWith('RSAES')) return keySpec === 'RSA_3072';
        const isLong = keySpec === 'RSA_4096' || keySpec === 'RSA_3072';
        return !isLong || (isOnce(algorithm) && usage === KEY_SPECS[spec].usages[0]);
      });
      for (const choice of choices)
        it(`imports ${spec} for ${usage}${place}, wrapped by ${choice.algorithm} with ${choice.keySpec}`, () =>
          roundTrip(spec, usage, choice, how));
    }
  }

  for (const [spec, usage] of [
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
    ['HMAC_256', 'GENERATE_VERIFY_MAC'],
    ['HMAC_224', 'GENERATE_VERIFY_MAC'],
    ['ECC_NIST_P384', 'SIGN_VERIFY'],
    ['RSA_2048', 'SIGN_VERIFY'],
  ] as const)
    for (const choice of wrappingChoices(spec, 'cn-north-1').filter(({ keySpec }) => /2048|SM2/.test(keySpec)))
      it(`imports ${spec} in a China Region, wrapped by ${choice.algorithm}`, () =>
        roundTrip(spec, usage, choice, CHINA));

  it('imports HMAC material of up to 128 bytes, and uses all of it', async () => {
    for (const [spec, length] of [
      ['HMAC_224', 128],
      ['HMAC_256', 33],
      ['HMAC_384', 128],
      ['HMAC_512', 100],
    ] as const) {
      const world = await testWorld();
      const KeyId = await world.key({ KeySpec: spec, KeyUsage: 'GENERATE_VERIFY_MAC', Origin: 'EXTERNAL' });
      const material = randomBytes(length);
      await importMaterial(world, KeyId, material);
      await COMPARE.GENERATE_VERIFY_MAC({ world, KeyId, spec, material, how: HOME });
    }
  });

  it('keeps symmetric and HMAC material only in non-extractable keys, and says how it was unwrapped', async () => {
    const world = await testWorld();
    const made = async (spec: KeySpec, usage: KeyUsageType, choice?: WrappingChoice) => {
      const KeyId = await world.key({ KeySpec: spec, KeyUsage: usage, Origin: 'EXTERNAL' });
      const [first] = wrappingChoices(spec, 'us-east-1');
      const { algorithm, keySpec } = choice ?? first!;
      const wrapping = { WrappingAlgorithm: algorithm, WrappingKeySpec: keySpec };
      expect(await world.engine.custody(KeyId)).to.equal(undefined);
      await importMaterial(world, KeyId, await materialFor(spec, HOME), undefined, { wrapping });
      return world.engine.custody(KeyId);
    };
    expect(await made('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT')).to.deep.equal({
      native: ['SYMMETRIC_DEFAULT'],
      wrapped: false,
      imported: 'unwrapped',
    });
    expect(await made('HMAC_512', 'GENERATE_VERIFY_MAC')).to.deep.equal({
      native: ['HMAC_SHA_512'],
      wrapped: false,
      imported: 'unwrapped',
    });
    expect(await made('HMAC_224', 'GENERATE_VERIFY_MAC')).to.deep.equal({
      native: [],
      wrapped: true,
      imported: 'bytes',
    });
    expect(await made('ECC_NIST_P256', 'SIGN_VERIFY')).to.deep.equal({
      native: ['ECDSA_SHA_256'],
      wrapped: false,
      imported: 'bytes',
    });
    for (const record of await world.database.page('materials', 'key', [], 100))
      for (const key of Object.values(record.keys ?? {})) expect(key.extractable).to.equal(false);
  });

  it('follows the custody setting: complete keeps a wrapped copy, strict refuses wrapped keys', async () => {
    const world = await testWorld();
    const set = (custody: Custody) => world.engine.setSettings({ custody });
    const material = (await openssl.generate('ECC_NIST_P256')).privateKey;
    await set('complete');
    const KeyId = await world.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', Origin: 'EXTERNAL' });
    await importMaterial(world, KeyId, material);
    expect(await world.engine.custody(KeyId)).to.include({ wrapped: true });
    const digest = await openssl.digest('sha256', MESSAGE);
    const { Signature } = await world.ok('Sign', {
      KeyId,
      Message: digest,
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
    const publicKey = await openssl.publicOf(material);
    expect(await openssl.verify('ECDSA_SHA_256', publicKey, MESSAGE, Signature as Bytes)).to.equal(true);
    await set('strict');
    const mac = await world.key({ KeySpec: 'HMAC_224', KeyUsage: 'GENERATE_VERIFY_MAC', Origin: 'EXTERNAL' });
    const failed = await importMaterial(world, mac, randomBytes(28)).catch((error: Error) => error.message);
    expect(failed).to.contain('UnsupportedOperationException').and.contain('strict');
    expect(await stateOf(world, mac)).to.equal('PendingImport');
  });
});
