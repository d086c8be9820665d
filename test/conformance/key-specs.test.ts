/** Every key spec with every algorithm that it has, through the engine, under each setting of custody. */
import { expect } from 'chai';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { Call, CustodyView, Reply } from '../../src/model/contract.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import type { InputOf } from '../../src/model/operations.ts';
import { ENUMS } from '../../src/model/shapes.ts';
import { testWorld, type TestWorld } from '../engine/world.ts';
import { nativeAlgorithms, regionOf, specsFor } from './kms-world.ts';

const MESSAGE = new TextEncoder().encode('A message that is signed, sealed and delivered.');
const HASHES: readonly [RegExp, string][] = [
  [/SHA_256$/, 'SHA-256'],
  [/SHA_384$/, 'SHA-384'],
  [/SHA_512$/, 'SHA-512'],
];
const SPECS = Object.keys(KEY_SPECS) as KeySpec[];

async function world(custody: 'native' | 'complete' | 'strict' = 'complete'): Promise<TestWorld> {
  const made = await testWorld();
  await made.engine.setSettings({ custody });
  return made;
}

/** The digest of the message for an algorithm, where SubtleCrypto has its hash. */
async function digest(algorithm: string): Promise<Uint8Array | undefined> {
  const hash = HASHES.find(([name]) => name.test(algorithm))?.[1];
  return hash === undefined ? undefined : new Uint8Array(await crypto.subtle.digest(hash, MESSAGE));
}

describe('SIGN_VERIFY', () => {
  for (const spec of specsFor('SIGN_VERIFY')) {
    it(spec, async () => {
      const made = await world();
      const how = regionOf(spec);
      const KeyId = await made.key({ KeySpec: spec, KeyUsage: 'SIGN_VERIFY' }, how);
      for (const algorithm of KEY_SPECS[spec].signingAlgorithms ?? []) {
        const SigningAlgorithm = algorithm as InputOf<'Sign'>['SigningAlgorithm'];
        const types: [NonNullable<InputOf<'Sign'>['MessageType']>, Uint8Array | undefined][] = [
          ['RAW', algorithm === 'ED25519_PH_SHA_512' ? undefined : MESSAGE],
          ['DIGEST', algorithm === 'ED25519_SHA_512' ? undefined : await digest(algorithm)],
          ['EXTERNAL_MU', algorithm === 'ML_DSA_SHAKE_256' ? new Uint8Array(64).fill(7) : undefined],
        ];
        for (const [MessageType, Message] of types) {
          if (Message === undefined) continue;
          const input = { KeyId, SigningAlgorithm, MessageType, Message };
          const { Signature } = await made.ok('Sign', input, how);
          expect(
            (await made.ok('Verify', { ...input, Signature }, how)).SignatureValid,
            `${algorithm} ${MessageType}`,
          ).to.equal(true);
          const other = Uint8Array.from(Message, (byte, index) => (index === 0 ? byte ^ 1 : byte));
          expect(await made.error('Verify', { ...input, Message: other, Signature }, how)).to.equal(
            'KMSInvalidSignatureException',
          );
          expect(await made.error('Verify', { ...input, Signature: Uint8Array.of(1, 2, 3) }, how)).to.equal(
            'KMSInvalidSignatureException',
          );
          // What was signed as a digest verifies as the message, and the other way round.
          if (MessageType === 'DIGEST' && algorithm !== 'ED25519_PH_SHA_512') {
            await made.ok('Verify', { KeyId, SigningAlgorithm, Message: MESSAGE, Signature }, how);
            const { Signature: raw } = await made.ok('Sign', { KeyId, SigningAlgorithm, Message: MESSAGE }, how);
            await made.ok('Verify', { ...input, Signature: raw }, how);
            expect(await made.error('Sign', { ...input, Message: Uint8Array.of(1) }, how)).to.equal(
              `ValidationException: Digest is invalid length for algorithm ${algorithm}.`,
            );
          }
        }
      }
      const { PublicKey } = await made.ok('GetPublicKey', { KeyId }, how);
      expect(PublicKey?.[0]).to.equal(0x30);
      expect(await made.error('Encrypt', { KeyId, Plaintext: MESSAGE }, how)).to.equal(
        `InvalidKeyUsageException: ${KeyId} key usage is SIGN_VERIFY which is not valid for Encrypt.`,
      );
    });
  }

  it('rejects incompatible parameters with AWS’s texts', async () => {
    const made = await world();
    const ed = await made.key({ KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' });
    const dsa = await made.key({ KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' });
    const Message = new Uint8Array(64);
    expect(
      await made.error('Sign', { KeyId: ed, SigningAlgorithm: 'ED25519_SHA_512', MessageType: 'DIGEST', Message }),
    ).to.equal('ValidationException: Message type DIGEST is incompatible with algorithm ED25519_SHA_512.');
    expect(
      await made.error('Sign', { KeyId: dsa, SigningAlgorithm: 'ML_DSA_SHAKE_256', MessageType: 'DIGEST', Message }),
    ).to.equal('ValidationException: Message type DIGEST is incompatible with key spec ML_DSA_44.');
    expect(await made.error('Sign', { KeyId: dsa, SigningAlgorithm: 'ECDSA_SHA_256', Message })).to.equal(
      'InvalidKeyUsageException: Algorithm ECDSA_SHA_256 is incompatible with key spec ML_DSA_44.',
    );
  });
});

describe('GENERATE_VERIFY_MAC', () => {
  for (const spec of specsFor('GENERATE_VERIFY_MAC')) {
    it(spec, async () => {
      const made = await world();
      const KeyId = await made.key({ KeySpec: spec, KeyUsage: 'GENERATE_VERIFY_MAC' });
      const [own] = KEY_SPECS[spec].macAlgorithms ?? [];
      const MacAlgorithm = own as NonNullable<InputOf<'GenerateMac'>['MacAlgorithm']>;
      const { Mac } = await made.ok('GenerateMac', { KeyId, MacAlgorithm, Message: MESSAGE });
      expect(Mac?.length).to.equal(Number(spec.split('_')[1]) / 8);
      expect((await made.ok('VerifyMac', { KeyId, MacAlgorithm, Message: MESSAGE, Mac })).MacValid).to.equal(true);
      expect(await made.error('VerifyMac', { KeyId, MacAlgorithm, Message: MESSAGE, Mac: Mac?.slice(1) })).to.equal(
        'KMSInvalidMacException',
      );
      const wrong = ENUMS.MacAlgorithmSpec.find((name) => name !== own) ?? 'HMAC_SHA_256';
      expect(await made.error('GenerateMac', { KeyId, MacAlgorithm: wrong, Message: MESSAGE })).to.equal(
        `InvalidKeyUsageException: Algorithm ${wrong} is incompatible with key spec ${spec}.`,
      );
      expect(await made.error('GetPublicKey', { KeyId })).to.equal('UnsupportedOperationException');
    });
  }
});

describe('ENCRYPT_DECRYPT with asymmetric keys', () => {
  for (const spec of specsFor('ENCRYPT_DECRYPT')) {
    it(spec, async () => {
      const made = await world();
      const how = regionOf(spec);
      const KeyId = await made.key({ KeySpec: spec, KeyUsage: 'ENCRYPT_DECRYPT' }, how);
      const symmetric = await made.key({}, how);
      const Plaintext = Uint8Array.of(1, 2, 3);
      for (const algorithm of KEY_SPECS[spec].encryptionAlgorithms ?? []) {
        const EncryptionAlgorithm = algorithm as NonNullable<InputOf<'Encrypt'>['EncryptionAlgorithm']>;
        const { CiphertextBlob } = await made.ok('Encrypt', { KeyId, Plaintext, EncryptionAlgorithm }, how);
        const opened = await made.ok('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm }, how);
        expect([...(opened.Plaintext ?? [])]).to.deep.equal([1, 2, 3]);
        expect(opened.KeyMaterialId).to.equal(undefined);
        expect(await made.error('Decrypt', { KeyId, CiphertextBlob }, how)).to.equal('InvalidCiphertextException');
        expect(await made.error('Decrypt', { CiphertextBlob, EncryptionAlgorithm }, how)).to.equal(
          'ValidationException: KeyId must not be null',
        );
        expect(
          await made.error('Decrypt', { KeyId, CiphertextBlob: CiphertextBlob?.slice(1), EncryptionAlgorithm }, how),
        ).to.equal('InvalidCiphertextException');
        expect(
          await made.error('Encrypt', { KeyId, Plaintext, EncryptionAlgorithm, EncryptionContext: { a: 'b' } }, how),
        ).to.equal(
          'ValidationException: EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.',
        );
        expect(
          await made.error('Encrypt', { KeyId, Plaintext: new Uint8Array(2000), EncryptionAlgorithm }, how),
        ).to.match(
          new RegExp(
            `^ValidationException: Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than \\d+ bytes\\.$`,
          ),
        );
        const moved = await made.ok(
          'ReEncrypt',
          {
            CiphertextBlob,
            SourceKeyId: KeyId,
            SourceEncryptionAlgorithm: EncryptionAlgorithm,
            DestinationKeyId: symmetric,
          },
          how,
        );
        expect(moved.SourceKeyMaterialId).to.equal(undefined);
        const back = await made.ok(
          'ReEncrypt',
          {
            CiphertextBlob: moved.CiphertextBlob,
            DestinationKeyId: KeyId,
            DestinationEncryptionAlgorithm: EncryptionAlgorithm,
          },
          how,
        );
        expect([
          ...((await made.ok('Decrypt', { KeyId, CiphertextBlob: back.CiphertextBlob, EncryptionAlgorithm }, how))
            .Plaintext ?? []),
        ]).to.deep.equal([1, 2, 3]);
      }
      expect(await made.error('Encrypt', { KeyId, Plaintext }, how)).to.equal(
        `InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT is incompatible with key spec ${spec}.`,
      );
      expect(await made.error('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }, how)).to.equal(
        'InvalidKeyUsageException: You cannot generate a data key with an asymmetric CMK',
      );
    });
  }
});

describe('KEY_AGREEMENT', () => {
  for (const spec of specsFor('KEY_AGREEMENT')) {
    it(spec, async () => {
      const made = await world();
      const how = regionOf(spec);
      const [a, b] = [
        await made.key({ KeySpec: spec, KeyUsage: 'KEY_AGREEMENT' }, how),
        await made.key({ KeySpec: spec, KeyUsage: 'KEY_AGREEMENT' }, how),
      ];
      const publicOf = async (KeyId: string) => (await made.ok('GetPublicKey', { KeyId }, how)).PublicKey;
      const derive = async (KeyId: string, PublicKey: Uint8Array | undefined) =>
        made.ok('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey }, how);
      const one = await derive(a, await publicOf(b));
      const two = await derive(b, await publicOf(a));
      expect([...(one.SharedSecret ?? [])]).to.deep.equal([...(two.SharedSecret ?? [])]);
      expect(one.KeyOrigin).to.equal('AWS_KMS');
      expect(
        await made.error(
          'DeriveSharedSecret',
          { KeyId: a, KeyAgreementAlgorithm: 'ECDH', PublicKey: Uint8Array.of(1, 2) },
          how,
        ),
      ).to.equal('ValidationException');
    });
  }
});

describe('ENCAPSULATE_DECAPSULATE', () => {
  for (const spec of specsFor('ENCAPSULATE_DECAPSULATE')) {
    it(spec, async () => {
      const made = await world();
      const KeyId = await made.key({ KeySpec: spec, KeyUsage: 'ENCAPSULATE_DECAPSULATE' });
      const sent = await made.ok('Encapsulate', { KeyId, EncapsulationAlgorithm: 'ML_KEM' });
      const blob = sent.SharedSecretCiphertextBlob ?? new Uint8Array();
      const open = (SharedSecretCiphertextBlob: Uint8Array) => ({
        KeyId,
        EncapsulationAlgorithm: 'ML_KEM' as const,
        SharedSecretCiphertextBlob,
      });
      expect([...((await made.ok('Decapsulate', open(blob))).SharedSecret ?? [])]).to.deep.equal([
        ...(sent.SharedSecret ?? []),
      ]);
      const altered = await made.ok(
        'Decapsulate',
        open(Uint8Array.from(blob, (byte, index) => (index === 9 ? byte ^ 1 : byte))),
      );
      expect(altered.SharedSecret?.length).to.equal(32);
      expect([...(altered.SharedSecret ?? [])]).not.to.deep.equal([...(sent.SharedSecret ?? [])]);
      expect(await made.error('Decapsulate', open(blob.slice(1)))).to.equal('InvalidCiphertextException');
      expect(
        await made.error('CreateKey', { KeySpec: spec, KeyUsage: 'ENCAPSULATE_DECAPSULATE' }, { region: 'cn-north-1' }),
      ).to.equal(`UnsupportedOperationException: KeySpec ${spec} is not supported in this Region`);
    });
  }
});

describe('data key pairs', () => {
  for (const spec of ENUMS.DataKeyPairSpec) {
    it(spec, async () => {
      const made = await world();
      const how = regionOf(spec);
      const KeyId = await made.key({}, how);
      const pair = await made.ok(
        'GenerateDataKeyPair',
        { KeyId, KeyPairSpec: spec, EncryptionContext: { a: 'b' } },
        how,
      );
      const opened = await made.ok(
        'Decrypt',
        { CiphertextBlob: pair.PrivateKeyCiphertextBlob, EncryptionContext: { a: 'b' } },
        how,
      );
      expect([...(opened.Plaintext ?? [])]).to.deep.equal([...(pair.PrivateKeyPlaintext ?? [])]);
      expect([pair.PublicKey?.[0], pair.PrivateKeyPlaintext?.[0]]).to.deep.equal([0x30, 0x30]);
      const later = await made.ok('GenerateDataKeyPairWithoutPlaintext', { KeyId, KeyPairSpec: spec }, how);
      expect('PrivateKeyPlaintext' in later).to.equal(false);
    });
  }

  it('are not available in every Region', async () => {
    const made = await world();
    expect(await made.error('GenerateDataKeyPair', { KeyId: await made.key(), KeyPairSpec: 'SM2' })).to.equal(
      'UnsupportedOperationException: KeySpec SM2 is not supported in this Region',
    );
  });
});

describe('custody', () => {
  it('native keeps no copy, so it cannot sign a digest; complete keeps one until it is deleted', async () => {
    const made = await world('native');
    const native = await made.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    expect(await made.engine.custody(native)).to.deep.equal({ native: ['ECDSA_SHA_256'], wrapped: false });
    const input = {
      SigningAlgorithm: 'ECDSA_SHA_256' as const,
      MessageType: 'DIGEST' as const,
      Message: new Uint8Array(32),
    };
    const refused = await made.reply('Sign', { KeyId: native, ...input });
    expect(refused.ok ? 'ok' : refused.error.name).to.equal('UnsupportedOperationException');
    expect(refused.ok ? '' : refused.error.message).to.contain('custody “complete”');
    await made.engine.setSettings({ custody: 'complete' });
    const complete = await made.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    await made.ok('Sign', { KeyId: complete, ...input });
    expect(await made.engine.dropWrapped(complete)).to.deep.equal({ native: ['ECDSA_SHA_256'], wrapped: false });
    expect(await made.error('Sign', { KeyId: complete, ...input })).to.match(
      /^UnsupportedOperationException: This key /,
    );
    await made.ok('Sign', { KeyId: complete, SigningAlgorithm: 'ECDSA_SHA_256', Message: MESSAGE });
  });

  it('is native if this browser supports the algorithm, otherwise only wrapped; strict then creates no key', async () => {
    const [native, strict] = [await world('native'), await world('strict')];
    const served = new Map((await native.engine.capabilities()).map(({ spec, servedBy }) => [spec, servedBy]));
    for (const KeySpec of SPECS) {
      for (const KeyUsage of KEY_SPECS[KeySpec].usages) {
        const [input, how, name] = [{ KeySpec, KeyUsage }, regionOf(KeySpec), `${KeySpec} for ${KeyUsage}`];
        const kept = await native.engine.custody(await native.key(input, how));
        const reply = await strict.reply('CreateKey', input, how);
        if (served.get(KeySpec) === 'native') {
          expect([kept?.native.length, kept?.wrapped], name).to.deep.equal([
            nativeAlgorithms(KeySpec, KeyUsage).length,
            false,
          ]);
          expect(reply.ok, name).to.equal(true);
        } else {
          expect(kept, name).to.deep.equal({ native: [], wrapped: true });
          expect(reply.ok ? 'ok' : reply.error.name, name).to.equal('UnsupportedOperationException');
          expect(reply.ok ? '' : reply.error.message).to.contain(`does not support native ${KeySpec} keys`);
        }
      }
    }
  });

  it('can be chosen for one key, whatever the setting', async () => {
    const made = await world('strict');
    const make = async (
      custody: Call['custody'],
      input: InputOf<'CreateKey'>,
    ): Promise<CustodyView | string | undefined> => {
      const reply = (await made.engine.call({
        operation: 'CreateKey',
        input,
        region: 'us-east-1',
        ...(custody === undefined ? {} : { custody }),
      })) as Reply<'CreateKey'>;
      return reply.ok ? made.engine.custody(reply.output.KeyMetadata?.Arn ?? '') : reply.error.name;
    };
    const p256 = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
    const k1 = { KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'SIGN_VERIFY' } as const;
    expect(await make('complete', p256)).to.deep.equal({ native: ['ECDSA_SHA_256'], wrapped: true });
    expect(await make('native', p256)).to.deep.equal({ native: ['ECDSA_SHA_256'], wrapped: false });
    expect(await make('native', k1)).to.deep.equal({ native: [], wrapped: true });
    expect(await make(undefined, k1)).to.equal('UnsupportedOperationException');
    await made.engine.setSettings({ custody: 'complete' });
    expect(await make('strict', k1)).to.equal('UnsupportedOperationException');
    expect(await make(undefined, p256)).to.deep.equal({ native: ['ECDSA_SHA_256'], wrapped: true });
  });

  it('complete keeps a copy only of signing keys', async () => {
    const made = await world('complete');
    const others: InputOf<'CreateKey'>[] = [
      {},
      { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
      { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
      { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
    ];
    for (const input of others)
      expect((await made.engine.custody(await made.key(input)))?.wrapped, input.KeySpec).to.equal(false);
  });

  it('can be chosen only with CreateKey, and only by its exact name', async () => {
    const { engine } = await world();
    const refused = async (call: Partial<Call>): Promise<unknown> =>
      engine.call({ operation: 'CreateKey', input: {}, region: 'us-east-1', ...call }).then(
        () => 'answered',
        (error: unknown) => error,
      );
    expect(await refused({ operation: 'ListKeys', custody: 'native' })).to.be.instanceOf(TypeError);
    expect(await refused({ custody: 'nowhere' as 'native' })).to.be.instanceOf(TypeError);
    expect((await engine.events({})).events).to.deep.equal([]);
  });

  it('is reported as native or library for each key spec', async () => {
    const capabilities = await (await world()).engine.capabilities();
    expect(capabilities.map(({ spec }) => spec)).to.deep.equal(SPECS);
    expect(capabilities.find(({ spec }) => spec === 'ECC_SECG_P256K1')?.servedBy).to.equal('library');
    expect(capabilities.find(({ spec }) => spec === 'RSA_2048')?.servedBy).to.equal('native');
  });
});
