import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import type { Header } from '../../../src/envelope/header.ts';
import { findSuite, type Suite } from '../../../src/envelope/suites.ts';
import type { KeyringOptions } from '../../../src/envelope/keyrings/create-keyring.ts';
import { pattern, rejection } from '../streams.ts';
import { unwrapEcdh } from './independent-unwrap.ts';
import { createTestEnvelope } from './sandbox.ts';

const CONTEXT = { purpose: 'test' };
const RSA = { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } as const;
const P256 = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' } as const;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const providers = ({ encryptedDataKeys }: Header) => encryptedDataKeys.map(({ providerId }) => providerId);
const headerOf = (message: Uint8Array) => parseMessageLayout(message).header;

describe('envelope: keyrings of KMS, against a sandbox', () => {
  describe('AWS KMS keyring', () => {
    it('generates with the first key, encrypts with the others, and each decrypts', async () => {
      const { createKey, encrypt, decrypt } = createTestEnvelope();
      const keyIds = [await createKey(), await createKey(), await createKey({}, 'eu-west-1')];
      const message = await encrypt(pattern(9), {
        keyrings: [{ type: 'aws-kms', keyIds }],
        encryptionContext: CONTEXT,
      });
      expect(headerOf(message).encryptedDataKeys.map(({ providerInfo }) => text(providerInfo))).to.deep.equal(keyIds);
      for (const keyId of keyIds)
        expect(await decrypt(message, { keyrings: [{ type: 'aws-kms', keyIds: [keyId] }] })).to.deep.equal(pattern(9));
    });

    it('encrypts with aliases and key IDs, and decrypts only with key ARNs', async () => {
      const { kms, createKey, encrypt, decrypt } = createTestEnvelope();
      const arn = await createKey();
      await kms().createAlias({ AliasName: 'alias/box', TargetKeyId: arn });
      const message = await encrypt(pattern(9), { keyrings: [{ type: 'aws-kms', keyIds: ['alias/box'] }] });
      const alias = await rejection(decrypt(message, { keyrings: [{ type: 'aws-kms', keyIds: ['alias/box'] }] }));
      expect(alias.code).to.equal('NoUsableKey');
      expect(alias.message).to.contain('key IDs and aliases cannot decrypt');
      expect(await decrypt(message, { keyrings: [{ type: 'aws-kms', keyIds: ['alias/box', arn] }] })).to.deep.equal(
        pattern(9),
      );
    });

    it('uses a replica of a multi-Region key unless it must not', async () => {
      const { kms, strongroom, createKey, encrypt, decrypt } = createTestEnvelope();
      const primary = await createKey({ MultiRegion: true });
      await kms().replicateKey({ KeyId: primary, ReplicaRegion: 'eu-west-1' });
      // A replica is in the state Creating at first.
      await strongroom.sandbox.clock.advance(3600);
      const keyIds = [primary.replace('us-east-1', 'eu-west-1')];
      const message = await encrypt(pattern(9), { keyrings: [{ type: 'aws-kms', keyIds: [primary] }] });
      expect(await decrypt(message, { keyrings: [{ type: 'aws-kms', keyIds }] })).to.deep.equal(pattern(9));
      expect(await decrypt(message, { keyrings: [{ type: 'aws-kms-discovery', region: 'eu-west-1' }] })).to.deep.equal(
        pattern(9),
      );
      const exact = { type: 'aws-kms', keyIds, multiRegion: false } as const;
      expect((await rejection(decrypt(message, { keyrings: [exact] }))).code).to.equal('NoUsableKey');
    });

    it('names the providers found if no data key is for it', async () => {
      const { createKey, encrypt, decrypt } = createTestEnvelope();
      const [arn, other] = [await createKey(), await createKey()];
      const message = await encrypt(pattern(9), { keyIds: [arn] });
      const error = await rejection(decrypt(message, { keyrings: [{ type: 'aws-kms', keyIds: [other] }] }));
      expect(error.code).to.equal('NoUsableKey');
      expect(error.message).to.contain(`aws-kms (${arn})`);
    });
  });

  describe('discovery keyring', () => {
    it('decrypts with keys of the filter only, and cannot encrypt', async () => {
      const { createKey, encrypt, decrypt } = createTestEnvelope();
      const message = await encrypt(pattern(9), { keyIds: [await createKey()] });
      const discover = (discoveryFilter?: object) =>
        decrypt(message, { keyrings: [{ type: 'aws-kms-discovery', discoveryFilter } as KeyringOptions] });
      expect(await discover()).to.deep.equal(pattern(9));
      expect(await discover({ accountIds: ['111122223333'] })).to.deep.equal(pattern(9));
      for (const filter of [
        { accountIds: [] },
        { accountIds: ['444455556666'] },
        { accountIds: ['111122223333'], partition: 'aws-cn' },
      ])
        expect((await rejection(discover(filter))).code).to.equal('NoUsableKey');
      const error = await rejection(encrypt(pattern(9), { keyrings: [{ type: 'aws-kms-discovery' }] }));
      expect(error).to.be.instanceOf(TypeError);
    });
  });

  describe('AWS KMS RSA keyring', () => {
    for (const encryptionAlgorithm of ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] as const) {
      it(`encrypts locally and decrypts with KMS by ${encryptionAlgorithm}`, async () => {
        const { createKey, publicKeyOf, encrypt, decrypt } = createTestEnvelope();
        const keyId = await createKey(RSA);
        const options = { type: 'aws-kms-rsa', keyId, encryptionAlgorithm } as const;
        for (const keyring of [options, { ...options, publicKey: await publicKeyOf(keyId) }]) {
          const message = await encrypt(pattern(9), { keyrings: [keyring], encryptionContext: CONTEXT });
          expect(providers(headerOf(message))).to.deep.equal(['aws-kms-rsa']);
          expect(await decrypt(message, { keyrings: [options] })).to.deep.equal(pattern(9));
        }
      });
    }

    it('binds the encryption context, and refuses signed suites and other keys', async () => {
      const { createKey, envelope, encrypt, decrypt, strongroom } = createTestEnvelope();
      const callsOf = async (operation: 'Decrypt') =>
        (await strongroom.sandbox.events.query({ operation })).events.length;
      const [keyId, other] = [await createKey(RSA), await createKey(RSA)];
      const keyring = await (await envelope.loadTools()).createKeyring({ type: 'aws-kms-rsa', keyId });
      const message = await encrypt(pattern(9), { keyrings: [keyring], encryptionContext: CONTEXT });
      const { suite, encryptedDataKeys } = headerOf(message);
      const materials = { suite, encryptionContext: { purpose: 'other' }, requiredContextKeys: [] };
      const error = await rejection(keyring.onDecrypt(materials, encryptedDataKeys));
      expect(error.message).to.contain('another encryption context');
      const signed = await rejection(encrypt(pattern(9), { keyrings: [keyring], suite: 0x0578 }));
      expect(signed).to.be.instanceOf(TypeError);
      // As AWS's material providers library, which refuses such suites in both directions: AwsKmsRsaKeyring.dfy of
      // https://github.com/aws/aws-cryptographic-material-providers-library. KMS is not asked.
      const before = await callsOf('Decrypt');
      for (const suite of [0x0214, 0x0346, 0x0378, 0x0578] as const) {
        const asked = { suite: findSuite(suite) as Suite, encryptionContext: CONTEXT, requiredContextKeys: [] };
        const refused = await rejection(keyring.onDecrypt(asked, encryptedDataKeys));
        expect(refused, suite.toString(16)).to.be.instanceOf(TypeError);
        expect(refused.message).to.contain('signs');
      }
      expect(await callsOf('Decrypt')).to.equal(before);
      const wrong = await rejection(decrypt(message, { keyrings: [{ type: 'aws-kms-rsa', keyId: other }] }));
      expect(wrong.code).to.equal('NoUsableKey');
      expect(wrong.message).to.contain(`aws-kms-rsa (${keyId})`);
      for (const bad of ['alias/x', ''])
        expect(
          await rejection(encrypt(pattern(9), { keyrings: [{ type: 'aws-kms-rsa', keyId: bad }] })),
        ).to.be.instanceOf(TypeError);
    });
  });

  describe('AWS KMS ECDH keyring', () => {
    it('encrypts from one KMS key to another, and both sides decrypt', async () => {
      const { createKey, publicKeyOf, encrypt, decrypt } = createTestEnvelope();
      const [ours, theirs] = [await createKey(P256), await createKey(P256)];
      const base = { type: 'aws-kms-ecdh', curve: 'ECC_NIST_P256' } as const;
      const sender = {
        ...base,
        keyAgreement: 'static',
        keyId: ours,
        recipientPublicKey: await publicKeyOf(theirs),
      } as const;
      const message = await encrypt(pattern(9), { keyrings: [sender], encryptionContext: CONTEXT, suite: 0x0578 });
      expect(providers(headerOf(message))).to.deep.equal(['aws-kms-ecdh']);
      const readers: KeyringOptions[] = [
        sender,
        { ...base, keyAgreement: 'discovery', keyId: theirs },
        { ...base, keyAgreement: 'static', keyId: theirs, recipientPublicKey: await publicKeyOf(ours) },
      ];
      for (const reader of readers) expect(await decrypt(message, { keyrings: [reader] })).to.deep.equal(pattern(9));
      const stranger = { ...base, keyAgreement: 'discovery', keyId: await createKey(P256) } as const;
      expect((await rejection(decrypt(message, { keyrings: [stranger] }))).code).to.equal('NoUsableKey');
    });

    it('encrypts offline to a KMS key by the raw keyring, and decrypts with KMS', async () => {
      const { createKey, publicKeyOf, encrypt, decrypt } = createTestEnvelope();
      const keyId = await createKey(P256);
      const base = { curve: 'ECC_NIST_P256' } as const;
      const message = await encrypt(pattern(9), {
        keyrings: [
          { type: 'raw-ecdh', ...base, keyAgreement: 'ephemeral', recipientPublicKey: await publicKeyOf(keyId) },
        ],
      });
      const reader = { type: 'aws-kms-ecdh', ...base, keyAgreement: 'discovery', keyId } as const;
      expect(await decrypt(message, { keyrings: [reader] })).to.deep.equal(pattern(9));
    });

    it('writes what OpenSSL unwraps as the specification says', async () => {
      const { createKey, encrypt } = createTestEnvelope();
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
      const message = await encrypt(pattern(9), {
        keyrings: [
          {
            type: 'aws-kms-ecdh',
            curve: 'ECC_NIST_P256',
            keyAgreement: 'static',
            keyId: await createKey(P256),
            recipientPublicKey: publicKey.export({ type: 'spki', format: 'der' }),
          },
        ],
        encryptionContext: CONTEXT,
      });
      const { providerInfo, ciphertext } = headerOf(message).encryptedDataKeys[0]!;
      const curve = { name: 'p256', jwk: 'P-256', openssl: 'prime256v1' };
      const own = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
      const dataKey = unwrapEcdh(curve, own, Buffer.from(providerInfo), Buffer.from(ciphertext), CONTEXT);
      expect(dataKey).to.have.length(32);
    });

    it('refuses keys of another curve or usage', async () => {
      const { createKey, encrypt, publicKeyOf } = createTestEnvelope();
      const recipientPublicKey = await publicKeyOf(await createKey(P256));
      for (const keyId of [await createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })]) {
        const keyring = {
          type: 'aws-kms-ecdh',
          curve: 'ECC_NIST_P256',
          keyAgreement: 'static',
          keyId,
          recipientPublicKey,
        } as const;
        expect(await rejection(encrypt(pattern(9), { keyrings: [keyring] }))).to.be.instanceOf(TypeError);
      }
    });
  });

  describe('data key pair keyring', () => {
    it('encrypts offline to the public key, and decrypts after KMS decrypted the private key', async () => {
      const { kms, createKey, encrypt, decrypt } = createTestEnvelope();
      const keyId = await createKey();
      const pair = await kms().generateDataKeyPairWithoutPlaintext({
        KeyId: keyId,
        KeyPairSpec: 'RSA_2048',
        EncryptionContext: { pair: '1' },
      });
      await kms().disableKey({ KeyId: keyId });
      const base = { type: 'data-key-pair', keyName: 'inbox' } as const;
      const publicKey = pair.PublicKey as Uint8Array;
      const message = await encrypt(pattern(9), { keyrings: [{ ...base, publicKey }], encryptionContext: CONTEXT });
      expect(providers(headerOf(message))).to.deep.equal(['data-key-pair']);
      const privateKeyCiphertextBlob = pair.PrivateKeyCiphertextBlob as Uint8Array;
      const reader = { ...base, privateKeyCiphertextBlob, keyPairContext: { pair: '1' } } as const;
      expect((await rejection(decrypt(message, { keyrings: [reader] }))).name).to.equal('DisabledException');
      await kms().enableKey({ KeyId: keyId });
      expect(await decrypt(message, { keyrings: [reader] })).to.deep.equal(pattern(9));
      const wrong = { ...reader, keyPairContext: { pair: '2' } };
      expect((await rejection(decrypt(message, { keyrings: [wrong] }))).name).to.equal('InvalidCiphertextException');
      const writer = await rejection(decrypt(message, { keyrings: [{ ...base, publicKey }] }));
      expect(writer.code).to.equal('NoUsableKey');
    });

    for (const [spec, region] of [
      ['ECC_NIST_P256', undefined],
      ['SM2', 'cn-north-1'],
    ] as const) {
      it(`refuses a data key pair of ${spec}, which cannot encrypt data keys`, async () => {
        const { kms, createKey, encrypt } = createTestEnvelope();
        const KeyId = await createKey({}, region);
        const pair = await kms(region).generateDataKeyPairWithoutPlaintext({ KeyId, KeyPairSpec: spec });
        const publicKey = pair.PublicKey as Uint8Array;
        const keyring = { type: 'data-key-pair', keyName: 'inbox', publicKey } as const;
        const error = await rejection(encrypt(pattern(9), { keyrings: [keyring] }));
        expect(error).to.be.instanceOf(TypeError);
        expect(error.message).to.contain('ECC and SM2 pairs cannot encrypt');
      });
    }

    it('writes data keys that the raw RSA keyring reads', async () => {
      const { kms, createKey, encrypt, decrypt } = createTestEnvelope();
      const pair = await kms().generateDataKeyPair({ KeyId: await createKey(), KeyPairSpec: 'RSA_2048' });
      const message = await encrypt(pattern(9), {
        keyrings: [{ type: 'data-key-pair', keyName: 'inbox', publicKey: pair.PublicKey as Uint8Array }],
      });
      const privateKey = pair.PrivateKeyPlaintext as Uint8Array;
      expect(
        await decrypt(message, {
          keyrings: [{ type: 'raw-rsa', keyNamespace: 'data-key-pair', keyName: 'inbox', privateKey }],
        }),
      ).to.deep.equal(pattern(9));
    });
  });

  describe('multi-keyring', () => {
    it('writes one data key per keyring, and each reads the message alone', async () => {
      const { createKey, encrypt, decrypt } = createTestEnvelope();
      const aes = { type: 'raw-aes', keyNamespace: 'a', keyName: 'b', wrappingKey: pattern(32) } as const;
      const rings: KeyringOptions[] = [
        { type: 'aws-kms', keyIds: [await createKey()] },
        aes,
        { type: 'aws-kms-rsa', keyId: await createKey(RSA) },
        { type: 'multi', keyrings: [{ ...aes, keyName: 'c' }] },
      ];
      const message = await encrypt(pattern(9), { keyrings: rings });
      expect(providers(headerOf(message))).to.deep.equal(['aws-kms', 'a', 'aws-kms-rsa', 'a']);
      for (const ring of rings) expect(await decrypt(message, { keyrings: [ring] })).to.deep.equal(pattern(9));
    });

    it('goes on after a keyring that failed, and reports all failures otherwise', async () => {
      const { kms, createKey, encrypt, decrypt } = createTestEnvelope();
      const [first, second] = [await createKey(), await createKey()];
      const rings = [first, second].map((keyId) => ({ type: 'aws-kms', keyIds: [keyId] }) as const);
      const message = await encrypt(pattern(9), { keyrings: rings });
      await kms().disableKey({ KeyId: first });
      expect(await decrypt(message, { keyrings: rings })).to.deep.equal(pattern(9));
      await kms().scheduleKeyDeletion({ KeyId: second, PendingWindowInDays: 7 });
      const error = await rejection(decrypt(message, { keyrings: rings }));
      expect(error.code).to.equal('NoUsableKey');
      expect(error.message).to.contain('DisabledException').and.to.contain('KMSInvalidStateException');
    });

    it('takes only one of keyIds, keyrings and materialsManager', async () => {
      const { encrypt } = createTestEnvelope();
      const aes = { type: 'raw-aes', keyNamespace: 'a', keyName: 'b', wrappingKey: pattern(32) } as const;
      expect(() => encrypt(pattern(9), { keyIds: ['a'], keyrings: [aes] })).to.throw(TypeError, /only one/);
      expect(() => encrypt(pattern(9), { keyrings: [] })).to.throw(TypeError, /at least one/);
      expect(() => encrypt(pattern(9), {})).to.throw(TypeError, /keyIds/);
    });
  });
});
