/**
 * Bytes that are damaged, of another length, or from another key, algorithm or message, passed to every cryptographic
 * operation: AWS's errors. KMSInvalidSignatureException, KMSInvalidMacException and InvalidCiphertextException have no
 * text, as recorded.
 */
import { DER } from '@noble/curves/abstract/der.js';
import { expect } from 'chai';
import { concatBytes, equalBytes, encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { fromHex } from '../../src/base/hex.ts';
import type { MessageKind } from '../../src/crypto/family.ts';
import { pointOf } from '../../src/crypto/ec-encoding.ts';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { ENUMS } from '../../src/model/shapes.ts';
import { kindsOf, signerBeside } from '../crypto/independent.ts';
import { empties, flipped, otherLengths, type Damaged } from './bad-bytes.ts';
import { bytes, newKey, regionOf, specsFor, type Home, type KmsWorld } from './kms-world.ts';

const MESSAGE = encodeUtf8('A message that nobody may change.');
const OTHER = encodeUtf8('a message that nobody may change.');

/** Maximum length of each blob. Source: `@aws-sdk/client-kms`. */
const MOST = { signature: 6144, mac: 6144, ciphertext: 6144, publicKey: 8192 } as const;

type Named<T> = readonly [name: string, value: T];

/** `Name` of the error of a call, or 'ok'. */
async function nameOf<N extends OperationName>(
  world: KmsWorld,
  operation: N,
  input: InputOf<N>,
  spec: string,
): Promise<string> {
  return (await world.error(operation, input, regionOf(spec)).catch((cause: Error) => `ok (${cause.message})`)).split(
    ':',
  )[0]!;
}

/** Calls `operation` with each of `inputs`, and lists those that are not answered with `expected`. */
async function allAnswer<N extends OperationName>(
  world: KmsWorld,
  operation: N,
  spec: string,
  expected: string,
  inputs: readonly Named<InputOf<N>>[],
): Promise<void> {
  const wrong: string[] = [];
  for (const [name, input] of inputs) {
    const answer = await nameOf(world, operation, input, spec);
    if (answer !== expected) wrong.push(`${name}: ${answer}`);
  }
  expect(wrong, `${operation}, ${spec}: not ${expected}`).to.deep.equal([]);
}

const named = <T>(damaged: readonly Damaged[], input: (bad: Bytes) => T): Named<T>[] =>
  damaged.map(([name, bad]) => [name, input(bad)]);

/** r and s of a DER signature: other encodings of the same numbers, which are none of AWS's, and other numbers. */
function otherEncodings(signature: Bytes, numberBytes: number): Damaged[] {
  const { r, s } = DER.toSig(signature);
  const half = (number: bigint) => fromHex(number.toString(16).padStart(numberBytes * 2, '0'));
  const der = (first: bigint, second: bigint) => fromHex(DER.hexFromSig({ r: first, s: second }));
  const number = DER._int.encode(r);
  const sequence = (first: string) => fromHex(DER._tlv.encode(0x30, first + DER._tlv.encode(2, DER._int.encode(s))));
  return [
    ['r and s side by side', concatBytes(half(r), half(s))],
    ['s and r', der(s, r)],
    ['r of 0', der(0n, s)],
    ['s of 0', der(r, 0n)],
    ['a length in two bytes', sequence(`0281${(number.length / 2).toString(16).padStart(2, '0')}${number}`)],
    ['a zero before r', sequence(DER._tlv.encode(2, `00${number}`))],
    ['an empty sequence', Uint8Array.of(0x30, 0)],
  ];
}

const NUMBER_BYTES: Readonly<Partial<Record<KeySpec, number>>> = {
  ECC_NIST_P256: 32,
  ECC_NIST_P384: 48,
  ECC_NIST_P521: 66,
  ECC_SECG_P256K1: 32,
  SM2: 32,
};

function signatures({ it, open, openssl }: Home, spec: KeySpec): void {
  const algorithms = (KEY_SPECS[spec].signingAlgorithms ?? []) as NonNullable<InputOf<'Sign'>['SigningAlgorithm']>[];
  it(`${spec}: Verify rejects every invalid signature with KMSInvalidSignatureException`, async () => {
    const [world, peer, how] = [await open(), signerBeside(spec, openssl), regionOf(spec)];
    const [KeyId, otherKey] = [await newKey(world, spec, 'SIGN_VERIFY'), await newKey(world, spec, 'SIGN_VERIFY')];
    const publicKey = bytes((await world.ok('GetPublicKey', { KeyId }, how)).PublicKey);
    const made: {
      algorithm: (typeof algorithms)[number];
      kind: MessageKind;
      input: InputOf<'Sign'>;
      signature: Bytes;
    }[] = [];
    for (const algorithm of algorithms) {
      for (const kind of kindsOf(algorithm)) {
        const Message = kind === 'RAW' ? MESSAGE : await peer.digest(algorithm, publicKey, MESSAGE);
        const input = { KeyId, SigningAlgorithm: algorithm, MessageType: kind, Message } as const;
        made.push({ algorithm, kind, input, signature: bytes((await world.ok('Sign', input, how)).Signature) });
      }
    }
    for (const { algorithm, kind, input, signature } of made) {
      await world.ok('Verify', { ...input, Signature: signature }, how);
      const numberBytes = NUMBER_BYTES[spec];
      const damaged: Damaged[] = [
        ...flipped(signature, signature.length < 128 ? signature.length : 12),
        ...otherLengths(signature, MOST.signature),
        ...empties(signature),
        ...(numberBytes === undefined ? [] : otherEncodings(signature, numberBytes)),
        // Every other algorithm's signature over the same message; the same algorithm's in the other type of message
        // would be a good one.
        ...made
          .filter((one) => one.algorithm !== algorithm)
          .map((one): Damaged => [`${one.algorithm} ${one.kind}`, one.signature]),
        ['of another key', bytes((await world.ok('Sign', { ...input, KeyId: otherKey }, how)).Signature)],
      ];
      const given = (Signature: Bytes): InputOf<'Verify'> => ({ ...input, Signature });
      const changed = kind === 'RAW' ? OTHER : await peer.digest(algorithm, publicKey, OTHER);
      await allAnswer(world, 'Verify', spec, 'KMSInvalidSignatureException', [
        ...named(damaged, given).map(([name, value]): Named<InputOf<'Verify'>> => [
          `${algorithm} ${kind}, ${name}`,
          value,
        ]),
        [`${algorithm} ${kind}, another message`, { ...input, Message: changed, Signature: signature }],
        [`${algorithm} ${kind}, by another key`, { ...input, KeyId: otherKey, Signature: signature }],
      ]);
    }
  });

  it(`${spec}: Sign and Verify reject a digest or mu of another length with ValidationException`, async () => {
    const world = await open();
    const KeyId = await newKey(world, spec, 'SIGN_VERIFY');
    for (const SigningAlgorithm of algorithms) {
      for (const MessageType of kindsOf(SigningAlgorithm).filter((kind) => kind !== 'RAW')) {
        for (const length of [1, 20, 31, 33, 47, 49, 63, 65, 4096]) {
          const input = { KeyId, SigningAlgorithm, MessageType, Message: new Uint8Array(length) };
          const expected = `ValidationException: Digest is invalid length for algorithm ${SigningAlgorithm}.`;
          expect(await world.error('Sign', input, regionOf(spec))).to.equal(expected);
          expect(await world.error('Verify', { ...input, Signature: Uint8Array.of(1) }, regionOf(spec))).to.equal(
            expected,
          );
        }
      }
    }
  });
}

function macs({ it, open }: Home, spec: KeySpec): void {
  it(`${spec}: VerifyMac rejects every invalid MAC with KMSInvalidMacException`, async () => {
    const world = await open();
    const [KeyId, otherKey] = [
      await newKey(world, spec, 'GENERATE_VERIFY_MAC'),
      await newKey(world, spec, 'GENERATE_VERIFY_MAC'),
    ];
    const [name] = KEY_SPECS[spec].macAlgorithms ?? [];
    const input = {
      KeyId,
      MacAlgorithm: name as NonNullable<InputOf<'GenerateMac'>['MacAlgorithm']>,
      Message: MESSAGE,
    };
    const mac = bytes((await world.ok('GenerateMac', input)).Mac);
    await world.ok('VerifyMac', { ...input, Mac: mac });
    const damaged = [...flipped(mac, mac.length), ...otherLengths(mac, MOST.mac), ...empties(mac)];
    await allAnswer(world, 'VerifyMac', spec, 'KMSInvalidMacException', [
      ...named(damaged, (Mac) => ({ ...input, Mac })),
      ['another message', { ...input, Message: OTHER, Mac: mac }],
      ['another key', { ...input, KeyId: otherKey, Mac: mac }],
    ]);
  });
}

function ciphertexts({ it, open }: Home, spec: KeySpec): void {
  it(`${spec}: Decrypt and ReEncrypt reject every invalid ciphertext with InvalidCiphertextException`, async () => {
    const [world, how] = [await open(), regionOf(spec)];
    const [KeyId, otherKey] = [
      await newKey(world, spec, 'ENCRYPT_DECRYPT'),
      await newKey(world, spec, 'ENCRYPT_DECRYPT'),
    ];
    const symmetric = (await world.ok('CreateKey', {}, how)).KeyMetadata?.Arn ?? '';
    const blob = bytes((await world.ok('Encrypt', { KeyId: symmetric, Plaintext: MESSAGE }, how)).CiphertextBlob);
    const algorithms = (KEY_SPECS[spec].encryptionAlgorithms ?? []) as NonNullable<
      InputOf<'Encrypt'>['EncryptionAlgorithm']
    >[];
    for (const EncryptionAlgorithm of algorithms) {
      const encrypt = async (key: string) =>
        bytes((await world.ok('Encrypt', { KeyId: key, Plaintext: MESSAGE, EncryptionAlgorithm }, how)).CiphertextBlob);
      const ciphertext = await encrypt(KeyId);
      const damaged: Damaged[] = [
        ...flipped(ciphertext, spec === 'SM2' ? ciphertext.length : 16),
        ...otherLengths(ciphertext, MOST.ciphertext),
        ...empties(ciphertext),
        ['for another key', await encrypt(otherKey)],
        ['of a symmetric key', blob],
      ];
      const open = (CiphertextBlob: Bytes) => ({ KeyId, CiphertextBlob, EncryptionAlgorithm });
      await allAnswer(world, 'Decrypt', spec, 'InvalidCiphertextException', [
        ...named(damaged, open),
        ...algorithms
          .filter((other) => other !== EncryptionAlgorithm)
          .map((other): Named<InputOf<'Decrypt'>> => [
            other,
            { KeyId, CiphertextBlob: ciphertext, EncryptionAlgorithm: other },
          ]),
        ['without its algorithm', { KeyId, CiphertextBlob: ciphertext }],
        ['given to a symmetric key', { KeyId: symmetric, CiphertextBlob: ciphertext }],
      ]);
      const move = (CiphertextBlob: Bytes) => ({
        SourceKeyId: KeyId,
        CiphertextBlob,
        SourceEncryptionAlgorithm: EncryptionAlgorithm,
        DestinationKeyId: symmetric,
      });
      await allAnswer(world, 'ReEncrypt', spec, 'InvalidCiphertextException', named(damaged, move));
    }
  });
}

function capsules({ it, open }: Home, spec: KeySpec): void {
  it(`${spec}: Decapsulate rejects another length with InvalidCiphertextException, and returns another secret for other bytes`, async () => {
    const world = await open();
    const [KeyId, otherKey] = [
      await newKey(world, spec, 'ENCAPSULATE_DECAPSULATE'),
      await newKey(world, spec, 'ENCAPSULATE_DECAPSULATE'),
    ];
    const EncapsulationAlgorithm = 'ML_KEM' as const;
    const { SharedSecret, SharedSecretCiphertextBlob } = await world.ok('Encapsulate', {
      KeyId,
      EncapsulationAlgorithm,
    });
    const [secret, blob] = [bytes(SharedSecret), bytes(SharedSecretCiphertextBlob)];
    const lengths = [768, 1088, 1568].filter((length) => length !== blob.length);
    await allAnswer(world, 'Decapsulate', spec, 'InvalidCiphertextException', [
      ...named(otherLengths(blob, MOST.ciphertext), (bad) => ({
        KeyId,
        EncapsulationAlgorithm,
        SharedSecretCiphertextBlob: bad,
      })),
      ...named(
        lengths.map((length): Damaged => [`${length} bytes`, new Uint8Array(length)]),
        (bad) => ({ KeyId, EncapsulationAlgorithm, SharedSecretCiphertextBlob: bad }),
      ),
    ]);
    const opened = async (key: string, bad: Bytes) =>
      bytes(
        (await world.ok('Decapsulate', { KeyId: key, EncapsulationAlgorithm, SharedSecretCiphertextBlob: bad }))
          .SharedSecret,
      );
    for (const [name, bad] of [...flipped(blob, 12), ...empties(blob)]) {
      const [one, two] = [await opened(KeyId, bad), await opened(KeyId, bad)];
      expect([one.length, equalBytes(one, secret), equalBytes(one, two)], name).to.deep.equal([32, false, true]);
    }
    expect(equalBytes(await opened(otherKey, blob), secret)).to.equal(false);
  });
}

function peers({ it, open, openssl }: Home, spec: KeySpec): void {
  it(`${spec}: DeriveSharedSecret rejects every public key that is not on its curve with ValidationException`, async () => {
    const world = await open();
    const KeyId = await newKey(world, spec, 'KEY_AGREEMENT');
    const { publicKey } = await openssl.generate(spec);
    const point = pointOf(spec, publicKey)!;
    const head = publicKey.slice(0, -point.length);
    const half = (point.length - 1) / 2;
    const others = (
      [
        'ECC_NIST_P256',
        'ECC_NIST_P384',
        'ECC_NIST_P521',
        'ECC_SECG_P256K1',
        'SM2',
        'RSA_2048',
        'ECC_NIST_EDWARDS25519',
      ] as const
    ).filter((name) => name !== spec);
    const foreign: Damaged[] = [];
    for (const other of others) foreign.push([other, (await openssl.generate(other)).publicKey]);
    const damaged: Damaged[] = [
      ...flipped(publicKey, publicKey.length),
      ...otherLengths(publicKey, MOST.publicKey),
      ...empties(publicKey),
      ...foreign,
      ['the bare point', point],
      ['a compressed point', concatBytes(head, Uint8Array.of(2 + (point.at(-1)! & 1)), point.slice(1, 1 + half))],
      ['a hybrid point', concatBytes(head, Uint8Array.of(6 + (point.at(-1)! & 1)), point.slice(1))],
      ['the point at infinity', concatBytes(head, new Uint8Array(point.length))],
      ['x and y swapped', concatBytes(head, Uint8Array.of(4), point.slice(1 + half), point.slice(1, 1 + half))],
    ];
    const derive = (PublicKey: Bytes) => ({ KeyId, KeyAgreementAlgorithm: 'ECDH' as const, PublicKey });
    await world.ok('DeriveSharedSecret', derive(publicKey), regionOf(spec));
    await allAnswer(world, 'DeriveSharedSecret', spec, 'ValidationException', named(damaged, derive));
  });
}

function dataKeyPairs({ it, open }: Home): void {
  for (const spec of ENUMS.DataKeyPairSpec) {
    it(`${spec}: the private key of a data key pair decrypts only with its key, bytes and context`, async () => {
      const [world, how] = [await open(), regionOf(spec)];
      const [KeyId, other] = [
        (await world.ok('CreateKey', {}, how)).KeyMetadata?.Arn,
        (await world.ok('CreateKey', {}, how)).KeyMetadata?.Arn,
      ];
      const EncryptionContext = { purpose: 'test' };
      const KeyPairSpec = spec as NonNullable<InputOf<'GenerateDataKeyPair'>['KeyPairSpec']>;
      const pair = await world.ok('GenerateDataKeyPair', { KeyId, KeyPairSpec, EncryptionContext }, how);
      const blob = bytes(pair.PrivateKeyCiphertextBlob);
      await world.ok('Decrypt', { CiphertextBlob: blob, EncryptionContext }, how);
      const damaged = [...flipped(blob, 24), ...otherLengths(blob, MOST.ciphertext)];
      await allAnswer(world, 'Decrypt', spec, 'InvalidCiphertextException', [
        ...named(damaged, (CiphertextBlob) => ({ CiphertextBlob, EncryptionContext })),
        ['without its context', { CiphertextBlob: blob }],
        ['another context', { CiphertextBlob: blob, EncryptionContext: { purpose: 'Test' } }],
      ]);
      expect(await nameOf(world, 'Decrypt', { KeyId: other, CiphertextBlob: blob, EncryptionContext }, spec)).to.equal(
        'IncorrectKeyException',
      );
    });
  }
}

/** All operations of `home` whose input bytes may come from elsewhere. */
export function refusalsSuite(home: Home): void {
  const { describe } = home;
  describe('an invalid signature', () => specsFor('SIGN_VERIFY').forEach((spec) => signatures(home, spec)));
  describe('an invalid MAC', () => specsFor('GENERATE_VERIFY_MAC').forEach((spec) => macs(home, spec)));
  describe('an invalid ciphertext', () => specsFor('ENCRYPT_DECRYPT').forEach((spec) => ciphertexts(home, spec)));
  describe('an invalid encapsulated secret', () =>
    specsFor('ENCAPSULATE_DECAPSULATE').forEach((spec) => capsules(home, spec)));
  describe('an invalid public key', () => specsFor('KEY_AGREEMENT').forEach((spec) => peers(home, spec)));
  describe('a data key pair', () => dataKeyPairs(home));
}
