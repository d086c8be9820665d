/**
 * Every operation of the installed package in plain Node, over key specs, algorithms and types of message. What another
 * implementation can check is checked by one: node:crypto, @noble, libsodium or sm-crypto.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bytes } from '../../src/base/bytes.ts';
import { encodeUtf8 } from '../../src/base/bytes.ts';
import { OPERATIONS } from '../../src/engine/operations/index.ts';
import { DATA_KEY_BYTES, KEY_SPECS } from '../../src/model/algorithms.ts';
import type { InputOf, OperationName, OutputOf } from '../../src/model/operations.ts';
import type { KeySpec, KeyUsageType } from '../../src/model/sdk.ts';
import { ENUMS } from '../../src/model/shapes.ts';
import { bytes, regionOf, specsFor } from '../conformance/kms-world.ts';
import { capsulesBeside, cipherBeside, kindsOf, signerBeside } from '../crypto/independent.ts';
import { openssl } from '../crypto/openssl-in-node.ts';
import { startPackedKms, type PackedKms } from './packed-library.ts';
import { packedOwnMaterial } from './packed-own-material.ts';

const MESSAGE = encodeUtf8('A message for the package.');
const ALIAS = 'alias/packed';

/** What the gate runs: one key spec and one hash of each implementation. Everything else is in the whole product. */
const GATE: ReadonlySet<string> = new Set([
  'SYMMETRIC_DEFAULT',
  'RSA_2048',
  'ECC_NIST_P256',
  'ECC_SECG_P256K1',
  'ECC_NIST_EDWARDS25519',
  'HMAC_224',
  'HMAC_256',
  'ML_DSA_44',
  'ML_KEM_512',
  'SM2',
]);
const GATE_ALGORITHM = /^(?!RSA.*_SHA_(?:384|512)$)/;

/** Registers the tests. `dirOf`: the folder with the package, known once the tests run. */
export function packedOperations(extent: 'gate' | 'whole', dirOf: () => string): void {
  let kms: PackedKms;
  const called = new Set<string>();
  const chosen = (specs: readonly KeySpec[]) => specs.filter((spec) => extent === 'whole' || GATE.has(spec));
  const algorithmsOf = (names: readonly string[] = []) =>
    names.filter((name) => extent === 'whole' || GATE_ALGORITHM.test(name));

  async function reply<N extends OperationName>(operation: N, input: InputOf<N>, spec: KeySpec) {
    called.add(operation);
    return await kms.call(operation, input, regionOf(spec).region as string);
  }

  async function ok<N extends OperationName>(operation: N, input: InputOf<N>, spec: KeySpec): Promise<OutputOf<N>> {
    const answer = await reply(operation, input, spec);
    if (!answer.ok) throw new Error(`${operation}: ${JSON.stringify(answer.error)}`);
    return answer.output;
  }

  async function errorName<N extends OperationName>(operation: N, input: InputOf<N>, spec: KeySpec): Promise<string> {
    const answer = await reply(operation, input, spec);
    return answer.ok ? 'no error' : answer.error.name;
  }

  const newKey = async (spec: KeySpec, usage: KeyUsageType): Promise<string> =>
    (await ok('CreateKey', { KeySpec: spec, KeyUsage: usage }, spec)).KeyMetadata?.Arn ?? '';
  const publicKeyOf = async (KeyId: string, spec: KeySpec): Promise<Bytes> =>
    bytes((await ok('GetPublicKey', { KeyId }, spec)).PublicKey);

  before(async () => {
    kms = await startPackedKms(dirOf());
  });
  after(() => kms.close());

  describe('Sign and Verify', () => {
    for (const spec of chosen(specsFor('SIGN_VERIFY'))) {
      for (const algorithm of algorithmsOf(KEY_SPECS[spec].signingAlgorithms)) {
        for (const MessageType of kindsOf(algorithm)) {
          it(`${spec} ${algorithm} ${MessageType}`, async () => {
            const peer = signerBeside(spec, openssl);
            const KeyId = await newKey(spec, 'SIGN_VERIFY');
            const publicKey = await publicKeyOf(KeyId, spec);
            const SigningAlgorithm = algorithm as NonNullable<InputOf<'Sign'>['SigningAlgorithm']>;
            const inputFor = async (message: Bytes) => ({
              KeyId,
              SigningAlgorithm,
              MessageType,
              Message: MessageType === 'RAW' ? message : await peer.digest(algorithm, publicKey, message),
            });
            const Signature = bytes((await ok('Sign', await inputFor(MESSAGE), spec)).Signature);
            const other = encodeUtf8('Another message.');
            assert.equal(await peer.verify(algorithm, MessageType, publicKey, MESSAGE, Signature), true);
            assert.equal(await peer.verify(algorithm, MessageType, publicKey, other, Signature), false);
            assert.equal((await ok('Verify', { ...(await inputFor(MESSAGE)), Signature }, spec)).SignatureValid, true);
            assert.equal(
              await errorName('Verify', { ...(await inputFor(other)), Signature }, spec),
              'KMSInvalidSignatureException',
            );
          });
        }
      }
    }
  });

  describe('Encrypt, Decrypt and ReEncrypt', () => {
    for (const spec of chosen(specsFor('ENCRYPT_DECRYPT'))) {
      for (const algorithm of algorithmsOf(KEY_SPECS[spec].encryptionAlgorithms)) {
        it(`${spec} ${algorithm}`, async () => {
          const KeyId = await newKey(spec, 'ENCRYPT_DECRYPT');
          const EncryptionAlgorithm = algorithm as NonNullable<InputOf<'Encrypt'>['EncryptionAlgorithm']>;
          const theirs = await cipherBeside(spec, openssl).encrypt(algorithm, await publicKeyOf(KeyId, spec), MESSAGE);
          const { CiphertextBlob: ours } = await ok(
            'Encrypt',
            { KeyId, EncryptionAlgorithm, Plaintext: MESSAGE },
            spec,
          );
          const moved = await ok(
            'ReEncrypt',
            {
              CiphertextBlob: ours,
              SourceKeyId: KeyId,
              SourceEncryptionAlgorithm: EncryptionAlgorithm,
              DestinationKeyId: KeyId,
              DestinationEncryptionAlgorithm: EncryptionAlgorithm,
            },
            spec,
          );
          for (const CiphertextBlob of [theirs, bytes(ours), bytes(moved.CiphertextBlob)])
            assert.deepEqual(
              bytes((await ok('Decrypt', { KeyId, EncryptionAlgorithm, CiphertextBlob }, spec)).Plaintext),
              MESSAGE,
            );
          const damaged = theirs.map((byte, index) => (index === theirs.length - 1 ? byte ^ 1 : byte));
          assert.equal(
            await errorName('Decrypt', { KeyId, EncryptionAlgorithm, CiphertextBlob: damaged }, spec),
            'InvalidCiphertextException',
          );
        });
      }
    }

    it('SYMMETRIC_DEFAULT with an encryption context, and data keys of each length', async () => {
      const spec = 'SYMMETRIC_DEFAULT';
      const KeyId = await newKey(spec, 'ENCRYPT_DECRYPT');
      const EncryptionContext = { tenant: 'eu' };
      const { CiphertextBlob } = await ok('Encrypt', { KeyId, Plaintext: MESSAGE, EncryptionContext }, spec);
      assert.deepEqual(bytes((await ok('Decrypt', { CiphertextBlob, EncryptionContext }, spec)).Plaintext), MESSAGE);
      assert.equal(await errorName('Decrypt', { CiphertextBlob }, spec), 'InvalidCiphertextException');
      const moved = await ok(
        'ReEncrypt',
        { CiphertextBlob, SourceEncryptionContext: EncryptionContext, DestinationKeyId: KeyId },
        spec,
      );
      assert.deepEqual(bytes((await ok('Decrypt', { CiphertextBlob: moved.CiphertextBlob }, spec)).Plaintext), MESSAGE);
      for (const [size, length] of [
        [{ KeySpec: 'AES_128' }, DATA_KEY_BYTES.AES_128],
        [{ KeySpec: 'AES_256' }, DATA_KEY_BYTES.AES_256],
        [{ NumberOfBytes: 1024 }, 1024],
      ] as const) {
        const made = await ok('GenerateDataKey', { KeyId, ...size }, spec);
        assert.equal(made.Plaintext?.length, length);
        const { Plaintext } = await ok('Decrypt', { CiphertextBlob: made.CiphertextBlob }, spec);
        assert.deepEqual(bytes(Plaintext), bytes(made.Plaintext));
        const sealed = await ok('GenerateDataKeyWithoutPlaintext', { KeyId, ...size }, spec);
        const opened = await ok('Decrypt', { CiphertextBlob: sealed.CiphertextBlob }, spec);
        assert.equal(opened.Plaintext?.length, length);
        const random = await ok('GenerateRandom', { NumberOfBytes: length }, spec);
        assert.equal(random.Plaintext?.length, length);
      }
    });
  });

  describe('GenerateMac and VerifyMac', () => {
    // The key is not to be had, so nobody else can compute the MAC: its length, its sameness and its refusal are
    // checked.
    for (const spec of chosen(specsFor('GENERATE_VERIFY_MAC'))) {
      it(spec, async () => {
        const KeyId = await newKey(spec, 'GENERATE_VERIFY_MAC');
        const MacAlgorithm = KEY_SPECS[spec].macAlgorithms?.[0] as NonNullable<InputOf<'GenerateMac'>['MacAlgorithm']>;
        const input = { KeyId, MacAlgorithm, Message: MESSAGE };
        const Mac = bytes((await ok('GenerateMac', input, spec)).Mac);
        assert.equal(Mac.length, Number(spec.slice(-3)) / 8);
        assert.deepEqual(bytes((await ok('GenerateMac', input, spec)).Mac), Mac);
        assert.equal((await ok('VerifyMac', { ...input, Mac }, spec)).MacValid, true);
        assert.equal(
          await errorName('VerifyMac', { ...input, Mac, Message: encodeUtf8('Another message.') }, spec),
          'KMSInvalidMacException',
        );
      });
    }
  });

  describe('DeriveSharedSecret', () => {
    for (const spec of chosen(specsFor('KEY_AGREEMENT'))) {
      it(spec, async () => {
        const KeyId = await newKey(spec, 'KEY_AGREEMENT');
        const other = await openssl.generate(spec);
        const { SharedSecret } = await ok(
          'DeriveSharedSecret',
          { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey: other.publicKey },
          spec,
        );
        const expected = await openssl.agree(other.privateKey, await publicKeyOf(KeyId, spec));
        assert.deepEqual(bytes(SharedSecret), bytes(expected));
      });
    }
  });

  describe('Encapsulate and Decapsulate', () => {
    for (const spec of chosen(specsFor('ENCAPSULATE_DECAPSULATE'))) {
      it(spec, async () => {
        const KeyId = await newKey(spec, 'ENCAPSULATE_DECAPSULATE');
        const EncapsulationAlgorithm = 'ML_KEM';
        const theirs = await (await capsulesBeside(spec)).encapsulate(await publicKeyOf(KeyId, spec));
        const ours = await ok('Encapsulate', { KeyId, EncapsulationAlgorithm }, spec);
        for (const [SharedSecretCiphertextBlob, secret] of [
          [theirs.ciphertext, theirs.sharedSecret],
          [ours.SharedSecretCiphertextBlob, ours.SharedSecret],
        ]) {
          const opened = await ok('Decapsulate', { KeyId, EncapsulationAlgorithm, SharedSecretCiphertextBlob }, spec);
          assert.deepEqual(bytes(opened.SharedSecret), bytes(secret));
        }
      });
    }
  });

  describe('GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext', () => {
    for (const spec of chosen(ENUMS.DataKeyPairSpec as readonly KeySpec[])) {
      it(spec, async () => {
        const { KeyMetadata } = await ok('CreateKey', {}, spec);
        const KeyPairSpec = spec as NonNullable<InputOf<'GenerateDataKeyPair'>['KeyPairSpec']>;
        const input = { KeyId: KeyMetadata?.Arn, KeyPairSpec };
        const whole = await ok('GenerateDataKeyPair', input, spec);
        const sealed = await ok('GenerateDataKeyPairWithoutPlaintext', input, spec);
        const { Plaintext } = await ok('Decrypt', { CiphertextBlob: sealed.PrivateKeyCiphertextBlob }, spec);
        for (const [pkcs8, spki] of [
          [whole.PrivateKeyPlaintext, whole.PublicKey],
          [Plaintext, sealed.PublicKey],
        ]) {
          const own = spec.startsWith('ML_KEM')
            ? (await capsulesBeside(spec)).publicOf(bytes(pkcs8).slice(-64))
            : await openssl.publicOf(bytes(pkcs8));
          assert.deepEqual(bytes(own), bytes(spki));
        }
      });
    }
  });

  describe('Management of a key', () => {
    for (const spec of extent === 'whole' ? (Object.keys(KEY_SPECS) as KeySpec[]) : (['SYMMETRIC_DEFAULT'] as const)) {
      for (const usage of KEY_SPECS[spec].usages) it(`${spec} ${usage}`, () => manage(spec, usage));
    }
  });

  async function manage(spec: KeySpec, usage: KeyUsageType): Promise<void> {
    const KeyId = await newKey(spec, usage);
    const describeKey = async () => (await ok('DescribeKey', { KeyId }, spec)).KeyMetadata;
    await ok('UpdateKeyDescription', { KeyId, Description: 'for the package' }, spec);
    assert.equal((await describeKey())?.Description, 'for the package');

    await ok('TagResource', { KeyId, Tags: [{ TagKey: 'team', TagValue: 'a' }] }, spec);
    assert.deepEqual((await ok('ListResourceTags', { KeyId }, spec)).Tags, [{ TagKey: 'team', TagValue: 'a' }]);
    await ok('UntagResource', { KeyId, TagKeys: ['team'] }, spec);

    const other = await newKey(spec, usage);
    await ok('CreateAlias', { AliasName: ALIAS, TargetKeyId: other }, spec);
    await ok('UpdateAlias', { AliasName: ALIAS, TargetKeyId: KeyId }, spec);
    assert.equal((await ok('ListAliases', { KeyId }, spec)).Aliases?.[0]?.AliasName, ALIAS);
    await ok('DeleteAlias', { AliasName: ALIAS }, spec);

    const { Policy } = await ok('GetKeyPolicy', { KeyId }, spec);
    await ok('PutKeyPolicy', { KeyId, Policy }, spec);
    assert.deepEqual((await ok('ListKeyPolicies', { KeyId }, spec)).PolicyNames, ['default']);

    const principal = 'arn:aws:iam::111122223333:user/admin';
    const grant = {
      KeyId,
      GranteePrincipal: principal,
      RetiringPrincipal: principal,
      Operations: ['DescribeKey' as const],
    };
    const { GrantId } = await ok('CreateGrant', grant, spec);
    assert.equal((await ok('ListGrants', { KeyId }, spec)).Grants?.[0]?.GrantId, GrantId);
    await ok('ListRetirableGrants', { RetiringPrincipal: principal }, spec);
    await ok('RevokeGrant', { KeyId, GrantId }, spec);
    const { GrantToken } = await ok('CreateGrant', { ...grant, Name: 'again' }, spec);
    await ok('RetireGrant', { GrantToken }, spec);

    await ok('DisableKey', { KeyId }, spec);
    assert.equal((await describeKey())?.KeyState, 'Disabled');
    await ok('EnableKey', { KeyId }, spec);
    await ok('GetKeyLastUsage', { KeyId }, spec);
    if (spec === 'SYMMETRIC_DEFAULT') {
      await ok('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 }, spec);
      assert.equal((await ok('GetKeyRotationStatus', { KeyId }, spec)).KeyRotationEnabled, true);
      await ok('DisableKeyRotation', { KeyId }, spec);
      await ok('RotateKeyOnDemand', { KeyId }, spec);
      await ok('ListKeyRotations', { KeyId }, spec);
    }
    await ok('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, spec);
    await ok('CancelKeyDeletion', { KeyId }, spec);
    assert.ok((await ok('ListKeys', { Limit: 1000 }, spec)).Keys?.some(({ KeyArn }) => KeyArn === KeyId));
  }

  describe('Own material, Regions and key stores', () => {
    packedOwnMaterial({
      async ok(operation, input, region) {
        called.add(operation);
        const answer = await kms.call(operation, input, region);
        if (!answer.ok) throw new Error(`${operation}: ${JSON.stringify(answer.error)}`);
        return answer.output;
      },
      sandbox: (member, ...given) => kms.sandbox(member, ...given),
    });
  });

  it('Every operation that the library has was called', () => {
    assert.deepEqual([...called].sort(), Object.keys(OPERATIONS).sort());
  });
}
