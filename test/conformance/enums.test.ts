/** Which values an enum message lists, and how an algorithm of another key usage is refused. */
import { expect } from 'chai';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { InputOf } from '../../src/model/operations.ts';
import type { KeySpec, KeyUsageType } from '../../src/model/sdk.ts';
import { ENUMS, SHAPES, type EnumName } from '../../src/model/shapes.ts';
import { testWorld } from '../engine/world.ts';
import { CASES, fixture, type Case, type Registered } from './cases.ts';
import { newKey, type KmsWorld } from './kms-world.ts';
import { openSdkWorld } from './sdk-world.ts';

/** Sets recorded on AWS, or measured there. The order of the values is not stable, so they are compared as sets. */
const RECORDED: Partial<Record<EnumName, readonly string[]>> = {
  MacAlgorithmSpec: ['HMAC_SHA_384', 'HMAC_SHA_256', 'HMAC_SHA_224', 'HMAC_SHA_512'],
  KeyAgreementAlgorithmSpec: ['ECDH'],
  EncryptionAlgorithmSpec: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE', 'SYMMETRIC_DEFAULT'],
  MessageType: ['RAW', 'DIGEST', 'EXTERNAL_MU'],
  SigningAlgorithmSpec: [
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'ECDSA_SHA_256',
    'ECDSA_SHA_384',
    'ECDSA_SHA_512',
    'ED25519_SHA_512',
    'ED25519_PH_SHA_512',
    'SM2DSA',
    'ML_DSA_SHAKE_256',
  ],
  // The specs of KMS keys, not AES_128 and AES_256. Measured before the ML_KEM specs existed.
  DataKeySpec: [
    'RSA_2048',
    'RSA_3072',
    'RSA_4096',
    'ECC_NIST_P256',
    'ECC_NIST_P384',
    'ECC_NIST_P521',
    'ECC_SECG_P256K1',
    'ECC_NIST_EDWARDS25519',
    'SYMMETRIC_DEFAULT',
    'HMAC_224',
    'HMAC_256',
    'HMAC_384',
    'HMAC_512',
    'SM2',
    'ML_DSA_44',
    'ML_DSA_65',
    'ML_DSA_87',
    'ML_KEM_512',
    'ML_KEM_768',
    'ML_KEM_1024',
  ],
};

/** Every member of a registered operation that takes values of an enum. */
const MEMBERS = (Object.keys(CASES) as Registered[]).flatMap((operation) =>
  Object.entries(SHAPES[operation]).flatMap(([member, shape]): (readonly [Registered, string, EnumName, boolean])[] => {
    const values = shape.enum ?? shape.item?.enum;
    return values === undefined ? [] : [[operation, member, values, shape.enum === undefined]];
  }),
);

const lowered = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);

describe('a value that an enum does not have', () => {
  for (const [operation, member, values, inList] of MEMBERS) {
    it(`is refused in ${member} of ${operation}, with the values of AWS's message`, async () => {
      const row = CASES[operation] as unknown as Case<Registered>;
      const made = await fixture(row.make);
      const input = { ...(await row.input(made)), [member]: inList ? ['AES-256'] : 'AES-256' };
      const answer = await made.world.error(operation, input as InputOf<Registered>);
      const at = inList ? `${lowered(member)}.1.member` : lowered(member);
      const start = `ValidationException: 1 validation error detected: Value 'AES-256' at '${at}' failed to satisfy constraint: Member must satisfy enum value set: [`;
      expect(answer.slice(0, start.length)).to.equal(start);
      const listed = answer.slice(start.length, -1).split(', ');
      expect(listed).to.have.members([...(RECORDED[values] ?? ENUMS[values])]);
    });
  }

  it('lists the specs of KMS keys also for one of them as the spec of a data key', async () => {
    for (const world of [await testWorld(), openSdkWorld()]) {
      const KeyId = (await world.ok('CreateKey', {})).KeyMetadata?.KeyId ?? '';
      for (const KeySpec of ['RSA_2048', 'SYMMETRIC_DEFAULT', 'AES-256'] as unknown as 'AES_256'[]) {
        for (const operation of ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] as const) {
          expect(await world.error(operation, { KeyId, KeySpec })).to.contain(
            `Value '${KeySpec}' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [RSA_2048, `,
          );
        }
      }
    }
  });
});

type Use = readonly [
  operation:
    'Encrypt' | 'Decrypt' | 'ReEncrypt' | 'Sign' | 'Verify' | 'GenerateMac' | 'VerifyMac' | 'DeriveSharedSecret',
  member: string,
  values: EnumName,
  spec: KeySpec,
  usage: KeyUsageType,
];

/** Each operation with an algorithm, and a key that it works with. */
const USES: readonly Use[] = [
  ['Encrypt', 'EncryptionAlgorithm', 'EncryptionAlgorithmSpec', 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
  ['Encrypt', 'EncryptionAlgorithm', 'EncryptionAlgorithmSpec', 'RSA_2048', 'ENCRYPT_DECRYPT'],
  ['Decrypt', 'EncryptionAlgorithm', 'EncryptionAlgorithmSpec', 'RSA_2048', 'ENCRYPT_DECRYPT'],
  ['ReEncrypt', 'SourceEncryptionAlgorithm', 'EncryptionAlgorithmSpec', 'RSA_2048', 'ENCRYPT_DECRYPT'],
  ['Sign', 'SigningAlgorithm', 'SigningAlgorithmSpec', 'ECC_NIST_P256', 'SIGN_VERIFY'],
  ['Sign', 'SigningAlgorithm', 'SigningAlgorithmSpec', 'RSA_2048', 'SIGN_VERIFY'],
  ['Verify', 'SigningAlgorithm', 'SigningAlgorithmSpec', 'ECC_NIST_P256', 'SIGN_VERIFY'],
  ['GenerateMac', 'MacAlgorithm', 'MacAlgorithmSpec', 'HMAC_256', 'GENERATE_VERIFY_MAC'],
  ['VerifyMac', 'MacAlgorithm', 'MacAlgorithmSpec', 'HMAC_256', 'GENERATE_VERIFY_MAC'],
  ['DeriveSharedSecret', 'KeyAgreementAlgorithm', 'KeyAgreementAlgorithmSpec', 'ECC_NIST_P256', 'KEY_AGREEMENT'],
];

const ALGORITHMS = (
  [
    'EncryptionAlgorithmSpec',
    'SigningAlgorithmSpec',
    'MacAlgorithmSpec',
    'KeyAgreementAlgorithmSpec',
    'EncapsulationAlgorithmSpec',
  ] as const
).flatMap((name): readonly string[] => ENUMS[name]);

function algorithmsOf(spec: KeySpec, member: string): readonly string[] {
  const row = KEY_SPECS[spec];
  if (member === 'SigningAlgorithm') return row.signingAlgorithms ?? [];
  if (member === 'MacAlgorithm') return row.macAlgorithms ?? [];
  return (member === 'KeyAgreementAlgorithm' ? row.keyAgreementAlgorithms : row.encryptionAlgorithms) ?? [];
}

/**
 * What AWS's service knows as an algorithm of the member is refused for the key; the rest by its model.
 * SYMMETRIC_DEFAULT passes the model of SigningAlgorithm although its message does not list it: measured.
 */
const isKnown = (values: EnumName, algorithm: string): boolean =>
  (ENUMS[values] as readonly string[]).includes(algorithm) ||
  (values === 'SigningAlgorithmSpec' && algorithm === 'SYMMETRIC_DEFAULT');

async function checkEveryAlgorithm(world: KmsWorld, use: Use): Promise<void> {
  const [operation, member, values, spec, usage] = use;
  const KeyId = await newKey(world, spec, usage);
  const some = Uint8Array.of(1, 2, 3);
  const blobs = { Message: some, Plaintext: some, CiphertextBlob: some, Signature: some, Mac: some, PublicKey: some };
  const shape = SHAPES[operation];
  const valid = Object.fromEntries(Object.entries(blobs).filter(([name]) => Object.hasOwn(shape, name)));
  const keys = operation === 'ReEncrypt' ? { SourceKeyId: KeyId, DestinationKeyId: KeyId } : { KeyId };
  for (const algorithm of ALGORITHMS) {
    if (algorithmsOf(spec, member).includes(algorithm)) continue;
    // Without an asymmetric algorithm the ciphertext names its key, and these bytes name none.
    if (algorithm === 'SYMMETRIC_DEFAULT' && (operation === 'Decrypt' || operation === 'ReEncrypt')) continue;
    const input = { ...valid, ...keys, [member]: algorithm } as unknown as InputOf<typeof operation>;
    const expected = isKnown(values, algorithm)
      ? `InvalidKeyUsageException: Algorithm ${algorithm} is incompatible with key spec ${spec}.`
      : `ValidationException: 1 validation error detected: Value '${algorithm}' at '${lowered(member)}' failed to satisfy constraint: Member must satisfy enum value set: [${ENUMS[values].join(', ')}]`;
    expect(await world.error(operation, input), `${operation} ${algorithm}`).to.equal(expected);
  }
}

describe('an algorithm of another key or usage', () => {
  for (const use of USES) {
    const [operation, , , spec] = use;
    it(`is refused by ${operation} with a key of spec ${spec}`, async () => {
      await checkEveryAlgorithm(await testWorld(), use);
    });
    it(`is refused by ${operation} with a key of spec ${spec}, through the SDK`, async () => {
      await checkEveryAlgorithm(openSdkWorld(), use);
    });
  }
});
