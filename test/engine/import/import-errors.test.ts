/** Imports that AWS refuses: the error of each, and that nothing is changed. */
import { expect } from 'chai';
import type { Bytes } from '../../../src/base/bytes.ts';
import { concatBytes } from '../../../src/base/bytes.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import type { AlgorithmSpec, KeySpec, KeyUsageType, WrappingKeySpec } from '../../../src/model/sdk.ts';
import { openssl } from '../../crypto/openssl.ts';
import { testWorld, type TestWorld } from '../world.ts';
import {
  importInput,
  importMaterial,
  KEY_WRAP,
  OAEP,
  parametersFor,
  randomBytes,
  wrapMaterial,
  type ImportMembers,
  type Wrapping,
} from './import-scene.ts';

const DAY_MS = 86_400_000;
const FOREVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
const EXTERNAL = { Origin: 'EXTERNAL' } as const;

async function external(
  KeySpec: KeySpec = 'SYMMETRIC_DEFAULT',
  KeyUsage: KeyUsageType = 'ENCRYPT_DECRYPT',
): Promise<{ world: TestWorld; KeyId: string }> {
  const world = await testWorld();
  return { world, KeyId: await world.key({ KeySpec, KeyUsage, ...EXTERNAL }) };
}

/** Everything about a key that an import could change. */
async function snapshot(world: TestWorld, KeyId: string): Promise<unknown> {
  const records = await world.database.page('materials', 'key', [KeyId], 100);
  return {
    key: await world.database.get('keys', KeyId),
    materials: records.map(({ materialId, version, imported }) => ({ materialId, version, imported })),
  };
}

/** The error of an import, after which the key is as before. */
async function refused(world: TestWorld, input: InputOf<'ImportKeyMaterial'>): Promise<string> {
  const before = await snapshot(world, input.KeyId ?? '');
  const error = await world.error('ImportKeyMaterial', input);
  expect(await snapshot(world, input.KeyId ?? '')).to.deep.equal(before);
  return error;
}

const changed = (bytes: Uint8Array | undefined, at: number): Bytes => {
  const copy = Uint8Array.from(bytes ?? []);
  copy[at < 0 ? copy.length + at : at]! ^= 1;
  return copy;
};

describe('GetParametersForImport', () => {
  it('rejects a key whose material KMS generates, before its state', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const error = `UnsupportedOperationException: ${KeyId} origin is AWS_KMS which is not valid for this operation.`;
    await world.ok('ScheduleKeyDeletion', { KeyId });
    expect(await world.error('GetParametersForImport', { KeyId, ...OAEP })).to.equal(error);
    const input = { KeyId, ImportToken: Uint8Array.of(1), EncryptedKeyMaterial: Uint8Array.of(2), ...FOREVER };
    expect(await world.error('ImportKeyMaterial', input)).to.equal(error);
    expect(await world.error('DeleteImportedKeyMaterial', { KeyId })).to.equal(error);
  });

  it('rejects a key that is pending deletion', async () => {
    const { world, KeyId } = await external();
    const input = await importInput(world, KeyId, randomBytes(32));
    await world.ok('ScheduleKeyDeletion', { KeyId });
    const error = `KMSInvalidStateException: ${KeyId} is pending deletion.`;
    expect(await world.error('GetParametersForImport', { KeyId, ...OAEP })).to.equal(error);
    expect(await world.error('ImportKeyMaterial', input)).to.equal(error);
  });

  const UNSUITABLE: readonly [KeySpec, KeyUsageType, string, AlgorithmSpec, WrappingKeySpec][] = [
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'us-east-1', 'RSAES_PKCS1_V1_5', 'RSA_2048'],
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'us-east-1', 'RSA_AES_KEY_WRAP_SHA_256', 'RSA_2048'],
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'us-east-1', 'RSAES_OAEP_SHA_256', 'SM2'],
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'us-east-1', 'SM2PKE', 'SM2'],
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'cn-north-1', 'SM2PKE', 'SM2'],
    ['HMAC_256', 'GENERATE_VERIFY_MAC', 'us-east-1', 'RSA_AES_KEY_WRAP_SHA_1', 'RSA_2048'],
    ['RSA_2048', 'SIGN_VERIFY', 'us-east-1', 'RSAES_OAEP_SHA_256', 'RSA_4096'],
    ['ECC_NIST_P521', 'SIGN_VERIFY', 'us-east-1', 'RSAES_OAEP_SHA_1', 'RSA_2048'],
    ['ECC_NIST_P256', 'SIGN_VERIFY', 'cn-north-1', 'RSA_AES_KEY_WRAP_SHA_256', 'RSA_2048'],
    ['ECC_NIST_P256', 'SIGN_VERIFY', 'us-east-1', 'SM2PKE', 'SM2'],
  ];
  for (const [KeySpec, KeyUsage, region, WrappingAlgorithm, WrappingKeySpec] of UNSUITABLE)
    it(`rejects ${WrappingAlgorithm} with ${WrappingKeySpec} for ${KeySpec} in ${region}`, async () => {
      const world = await testWorld();
      const KeyId = await world.key({ KeySpec, KeyUsage, ...EXTERNAL }, { region });
      const input = { KeyId, WrappingAlgorithm, WrappingKeySpec };
      expect(await world.error('GetParametersForImport', input, { region })).to.equal('UnsupportedOperationException');
    });

  it('returns parameters that are valid for 24 hours, and deletes them when they are not', async () => {
    const { world, KeyId } = await external();
    const { ParametersValidTo, ImportToken, PublicKey } = await parametersFor(world, KeyId);
    expect(ParametersValidTo?.getTime()).to.equal((await world.engine.clock()).now + DAY_MS);
    expect(ImportToken?.length).to.be.within(1, 6144);
    expect(await openssl.describe(PublicKey as Bytes)).to.equal('rsa 2048');
    await parametersFor(world, KeyId);
    expect(await world.database.page('importParameters', 'key', [KeyId], 10)).to.have.length(2);
    await world.engine.advanceClock(DAY_MS / 1000);
    await parametersFor(world, KeyId);
    expect(await world.database.page('importParameters', 'key', [KeyId], 10)).to.have.length(1);
    await world.ok('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await world.engine.advanceClock(8 * 86_400);
    expect(await world.database.page('importParameters', 'key', [], 10)).to.have.length(0);
  });
});

describe('ImportKeyMaterial rejects', () => {
  it('a changed token, wherever it was changed', async () => {
    const { world, KeyId } = await external();
    const input = await importInput(world, KeyId, randomBytes(32));
    const length = input.ImportToken?.length ?? 0;
    for (let at = 0; at < length; at++)
      expect(await refused(world, { ...input, ImportToken: changed(input.ImportToken, at) })).to.equal(
        'InvalidImportTokenException',
      );
    const longer = concatBytes(input.ImportToken ?? new Uint8Array(), Uint8Array.of(0));
    expect(await refused(world, { ...input, ImportToken: longer })).to.equal('InvalidImportTokenException');
    expect(await refused(world, { ...input, ImportToken: Uint8Array.of(1) })).to.equal('InvalidImportTokenException');
    // A refused call does not use the token.
    await world.ok('ImportKeyMaterial', input);
  });

  it('the token of another key, also if it has expired', async () => {
    const { world, KeyId } = await external();
    const input = await importInput(world, await world.key(EXTERNAL), randomBytes(32));
    expect(await refused(world, { ...input, KeyId })).to.equal('InvalidImportTokenException');
    await world.engine.advanceClock(2 * 86_400);
    expect(await refused(world, { ...input, KeyId })).to.equal('InvalidImportTokenException');
  });

  it('a token after 24 hours, also after its parameters were deleted', async () => {
    const { world, KeyId } = await external();
    const input = await importInput(world, KeyId, randomBytes(32));
    await world.engine.advanceClock(86_399);
    await world.ok('ImportKeyMaterial', input);
    await world.engine.advanceClock(1);
    expect(await refused(world, input)).to.equal('ExpiredImportTokenException');
    await parametersFor(world, KeyId);
    expect(await refused(world, input)).to.equal('ExpiredImportTokenException');
  });

  it('material that was wrapped under another public key, or changed', async () => {
    for (const [spec, usage, wrapping, make] of [
      ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', OAEP, () => randomBytes(32)],
      ['HMAC_384', 'GENERATE_VERIFY_MAC', OAEP, () => randomBytes(48)],
      ['HMAC_224', 'GENERATE_VERIFY_MAC', OAEP, () => randomBytes(28)],
      ['ECC_NIST_P256', 'SIGN_VERIFY', OAEP, async () => (await openssl.generate('ECC_NIST_P256')).privateKey],
      ['ECC_NIST_P256', 'SIGN_VERIFY', KEY_WRAP, async () => (await openssl.generate('ECC_NIST_P256')).privateKey],
    ] as const) {
      const { world, KeyId } = await external(spec, usage);
      const material = await make();
      const input = await importInput(world, KeyId, material, FOREVER, { wrapping });
      const other = await importInput(world, KeyId, material, FOREVER, { wrapping });
      const { EncryptedKeyMaterial } = other;
      expect(await refused(world, { ...input, EncryptedKeyMaterial })).to.equal('InvalidCiphertextException');
      for (const at of [1, -1])
        expect(
          await refused(world, { ...input, EncryptedKeyMaterial: changed(input.EncryptedKeyMaterial, at) }),
        ).to.equal('InvalidCiphertextException');
    }
  });

  it('material that was wrapped with another algorithm than that of the token', async () => {
    const { world, KeyId } = await external('ECC_NIST_P256', 'SIGN_VERIFY');
    const material = (await openssl.generate('ECC_NIST_P256')).privateKey;
    const algorithms = [
      'RSAES_OAEP_SHA_256',
      'RSAES_OAEP_SHA_1',
      'RSA_AES_KEY_WRAP_SHA_256',
      'RSA_AES_KEY_WRAP_SHA_1',
    ] as const;
    for (const WrappingAlgorithm of algorithms) {
      const parameters = await parametersFor(world, KeyId, { WrappingAlgorithm, WrappingKeySpec: 'RSA_2048' });
      for (const other of algorithms.filter((name) => name !== WrappingAlgorithm)) {
        const wrapping: Wrapping = { WrappingAlgorithm: other, WrappingKeySpec: 'RSA_2048' };
        const EncryptedKeyMaterial = await wrapMaterial(wrapping, parameters, material);
        const isSameForm = other.slice(0, 9) === WrappingAlgorithm.slice(0, 9);
        const input = { KeyId, ImportToken: parameters.ImportToken, EncryptedKeyMaterial, ...FOREVER };
        expect(await refused(world, input), `${other} for ${WrappingAlgorithm}`).to.equal(
          isSameForm ? 'InvalidCiphertextException' : 'ValidationException: Invalid encrypted key size.',
        );
      }
    }
  });

  it('a blob of another length than the wrapping key gives', async () => {
    const { world, KeyId } = await external();
    const input = await importInput(world, KeyId, randomBytes(32));
    for (const length of [1, 255, 257, 384])
      expect(await refused(world, { ...input, EncryptedKeyMaterial: randomBytes(length) })).to.equal(
        'ValidationException: Invalid encrypted key size.',
      );
  });

  const generated = async (spec: string) => (await openssl.generate(spec)).privateKey;
  const WRONG: readonly (readonly [KeySpec, KeyUsageType, Wrapping, string, () => Promise<Bytes> | Bytes])[] = [
    ...[1, 15, 16, 24, 31, 33, 64].map(
      (length) => ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', OAEP, `${length} bytes`, () => randomBytes(length)] as const,
    ),
    ['HMAC_224', 'GENERATE_VERIFY_MAC', OAEP, '27 bytes', () => randomBytes(27)],
    ['HMAC_256', 'GENERATE_VERIFY_MAC', OAEP, '31 bytes', () => randomBytes(31)],
    ['HMAC_512', 'GENERATE_VERIFY_MAC', OAEP, '63 bytes', () => randomBytes(63)],
    ['HMAC_512', 'GENERATE_VERIFY_MAC', OAEP, '129 bytes', () => randomBytes(129)],
    ['RSA_2048', 'SIGN_VERIFY', KEY_WRAP, 'an RSA_3072 key', () => generated('RSA_3072')],
    ['RSA_3072', 'ENCRYPT_DECRYPT', KEY_WRAP, 'an RSA_2048 key', () => generated('RSA_2048')],
    ['RSA_2048', 'SIGN_VERIFY', KEY_WRAP, 'an EC key', () => generated('ECC_NIST_P256')],
    ['RSA_2048', 'SIGN_VERIFY', KEY_WRAP, 'random bytes', () => randomBytes(1200)],
    ['RSA_2048', 'SIGN_VERIFY', KEY_WRAP, 'a changed key', async () => changed(await generated('RSA_2048'), 300)],
    ['ECC_NIST_P256', 'SIGN_VERIFY', KEY_WRAP, 'a key on another curve', () => generated('ECC_SECG_P256K1')],
    ['ECC_NIST_P256', 'KEY_AGREEMENT', KEY_WRAP, 'a key on another curve', () => generated('ECC_NIST_P384')],
    ['ECC_SECG_P256K1', 'SIGN_VERIFY', KEY_WRAP, 'a key on another curve', () => generated('ECC_NIST_P256')],
    [
      'ECC_NIST_P256',
      'SIGN_VERIFY',
      KEY_WRAP,
      'another public key',
      async () => changed(await generated('ECC_NIST_P256'), -1),
    ],
    ['ECC_NIST_P256', 'SIGN_VERIFY', OAEP, '32 bytes', () => randomBytes(32)],
    [
      'ECC_NIST_P256',
      'SIGN_VERIFY',
      OAEP,
      'bytes after the key',
      async () => concatBytes(await generated('ECC_NIST_P256'), Uint8Array.of(0)),
    ],
    ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', KEY_WRAP, 'an EC key', () => generated('ECC_NIST_P256')],
    ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', OAEP, 'a bare seed', () => randomBytes(32)],
  ];
  for (const [spec, usage, wrapping, what, make] of WRONG)
    it(`${what} for ${spec}`, async () => {
      const { world, KeyId } = await external(spec, usage);
      const input = await importInput(world, KeyId, await make(), FOREVER, { wrapping });
      expect(await refused(world, input)).to.equal('IncorrectKeyMaterialException');
    });

  it('32 bytes for a symmetric key in a China Region', async () => {
    const world = await testWorld();
    const how = { region: 'cn-northwest-1' };
    const KeyId = await world.key(EXTERNAL, how);
    const input = await importInput(world, KeyId, randomBytes(32), FOREVER, how);
    expect(await world.error('ImportKeyMaterial', input, how)).to.equal('IncorrectKeyMaterialException');
  });

  it('expirations that are missing, past, too late, or contradict the model', async () => {
    const { world, KeyId } = await external();
    const input = await importInput(world, KeyId, randomBytes(32), {});
    const now = (await world.engine.clock()).now;
    const MISSING = 'ValidationException: A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES';
    const after = (ms: number) => ({ ValidTo: new Date(now + ms) });
    const cases: [ImportMembers, string][] = [
      [{}, MISSING],
      [{ ExpirationModel: 'KEY_MATERIAL_EXPIRES' }, MISSING],
      [after(0), 'ValidationException: ValidTo must be in the future'],
      [after(365 * DAY_MS + 1), 'ValidationException'],
      [{ ...FOREVER, ...after(DAY_MS) }, 'ValidationException'],
    ];
    for (const [members, error] of cases)
      expect(await refused(world, { ...input, ...members })).to.match(new RegExp(`^${error}`));
    await world.ok('ImportKeyMaterial', { ...input, ...after(365 * DAY_MS) });
  });

  it('members of symmetric keys for other keys', async () => {
    const { world, KeyId } = await external('HMAC_256', 'GENERATE_VERIFY_MAC');
    const input = await importInput(world, KeyId, randomBytes(32));
    for (const members of [
      { ImportType: 'NEW_KEY_MATERIAL' },
      { ImportType: 'EXISTING_KEY_MATERIAL' },
      { KeyMaterialDescription: 'text' },
      { KeyMaterialId: '0'.repeat(64) },
    ] as const)
      expect(await refused(world, { ...input, ...members })).to.match(/^ValidationException/);
    expect(await world.error('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: '0'.repeat(64) })).to.match(
      /^ValidationException/,
    );
  });

  it('other material than before, for a key of each type', async () => {
    for (const [spec, usage, make] of [
      ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', () => randomBytes(32)],
      ['HMAC_256', 'GENERATE_VERIFY_MAC', () => randomBytes(32)],
      ['HMAC_224', 'GENERATE_VERIFY_MAC', () => randomBytes(28)],
      ['ECC_NIST_P256', 'SIGN_VERIFY', () => generated('ECC_NIST_P256')],
      ['ECC_SECG_P256K1', 'SIGN_VERIFY', () => generated('ECC_SECG_P256K1')],
    ] as const) {
      const { world, KeyId } = await external(spec, usage);
      const material = await make();
      const first = await importMaterial(world, KeyId, material);
      expect(await importMaterial(world, KeyId, material)).to.equal(first);
      const error = 'IncorrectKeyMaterialException';
      expect(await refused(world, await importInput(world, KeyId, await make()))).to.equal(error);
      await world.ok('DeleteImportedKeyMaterial', { KeyId });
      expect(await refused(world, await importInput(world, KeyId, await make()))).to.equal(error);
      expect(await importMaterial(world, KeyId, material)).to.equal(first);
    }
  });

  it('an ID that is not that of the material, or that comes with new material', async () => {
    const { world, KeyId } = await external();
    const material = randomBytes(32);
    const id = await importMaterial(world, KeyId, material);
    const input = await importInput(world, KeyId, material);
    expect(await refused(world, { ...input, KeyMaterialId: 'a'.repeat(64) })).to.equal('IncorrectKeyMaterialException');
    expect(await refused(world, { ...input, KeyMaterialId: id, ImportType: 'NEW_KEY_MATERIAL' })).to.match(
      /^ValidationException/,
    );
    await world.ok('ImportKeyMaterial', { ...input, KeyMaterialId: id });
  });

  it('existing material for a key that has none, and new material that the key already has', async () => {
    const { world, KeyId } = await external();
    const material = randomBytes(32);
    const error = 'IncorrectKeyMaterialException';
    const existing = await importInput(world, KeyId, material, { ...FOREVER, ImportType: 'EXISTING_KEY_MATERIAL' });
    expect(await refused(world, existing)).to.equal(error);
    await importMaterial(world, KeyId, material);
    const input = await importInput(world, KeyId, material, { ...FOREVER, ImportType: 'NEW_KEY_MATERIAL' });
    expect(await refused(world, input)).to.equal(error);
  });

  it('a second new material while one is pending rotation', async () => {
    const { world, KeyId } = await external();
    await importMaterial(world, KeyId, randomBytes(32));
    const NEW = { ...FOREVER, ImportType: 'NEW_KEY_MATERIAL' } as const;
    const pending = await importMaterial(world, KeyId, randomBytes(32), NEW);
    const error = await refused(world, await importInput(world, KeyId, randomBytes(32), NEW));
    expect(error).to.match(
      new RegExp(
        `^KMSInvalidStateException: New key material \\(id: [0-9a-f]{64}\\) cannot be imported into KMS key ${KeyId}, because another key material \\(id: ${pending}\\) is pending rotation\\.$`,
      ),
    );
  });
});
