import { expect } from 'chai';
import { encodeUtf8 } from '../../../src/base/bytes.ts';
import { fromHex, toHex } from '../../../src/base/hex.ts';
import { openGcm } from '../../../src/crypto/aes-gcm.ts';
import { defaultKeyPolicy } from '../../../src/engine/policies/default-policy.ts';
import { keyArn } from '../../../src/model/arn.ts';
import type { Database } from '../../../src/model/ports.ts';
import type { Change, KeyRecord, MaterialRecord } from '../../../src/model/records.ts';
import { indexedDbWorld, type TestWorld as Storage } from '../../storage/worlds.ts';
import { START, testWorld, type TestWorld } from '../world.ts';
import { AES, AES_CIPHERTEXTS, HMAC, HMAC_MAC, P256, P256_SIGNATURE, type RecordedKey } from './recorded-keys.ts';

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';

const arnOf = ({ key }: RecordedKey): string => keyArn(REGION, ACCOUNT, key.keyId);

const importAes = (bytes: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromHex(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);

/** The material records of a recorded key, as they were stored. */
function materialsOf({ key, materials }: RecordedKey): Promise<MaterialRecord[]> {
  return Promise.all(
    materials.map(async ({ materialId, version, rotation, aesKey, wrapped }): Promise<MaterialRecord> => {
      const id = `${key.keyId}/${materialId}`;
      const secret = wrapped && {
        iv: fromHex(wrapped.iv),
        sealed: fromHex(wrapped.sealed),
        by: await importAes(wrapped.by),
      };
      const pkcs8 =
        secret && key.spec === 'ECC_NIST_P256'
          ? await openGcm(secret.by, secret.iv, encodeUtf8(id), secret.sealed)
          : undefined;
      const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
      return {
        id,
        keyId: key.keyId,
        materialId,
        version,
        createdAt: START,
        ...(aesKey === undefined ? {} : { keys: { SYMMETRIC_DEFAULT: await importAes(aesKey) } }),
        ...(pkcs8 && {
          keys: { ECDSA_SHA_256: await crypto.subtle.importKey('pkcs8', pkcs8, ecdsa, false, ['sign']) },
        }),
        ...(secret && { wrapped: secret }),
        ...(rotation && { rotation }),
      };
    }),
  );
}

/** Stores a recorded key and its materials. */
async function plant(database: Database, recorded: RecordedKey): Promise<void> {
  const { publicKey, ...members } = recorded.key;
  const after: KeyRecord = {
    ...members,
    arn: arnOf(recorded),
    account: ACCOUNT,
    region: REGION,
    createdAt: START,
    description: '',
    origin: 'AWS_KMS',
    manager: 'CUSTOMER',
    state: 'Enabled',
    policy: defaultKeyPolicy(ACCOUNT),
    tags: {},
    ...(publicKey === undefined ? {} : { publicKey: fromHex(publicKey) }),
  };
  const materials = await materialsOf(recorded);
  const changes: Change[] = [
    { store: 'keys', after },
    ...materials.map((material): Change => ({ store: 'materials', after: material })),
  ];
  const seq = (await database.lastSeq()) + 1;
  await database.commit({ segment: { seq, events: [], touched: ['*'] }, changes }, () => undefined, 'relaxed');
}

describe('keys that an earlier version stored', () => {
  let storage: Storage;
  let world: TestWorld;

  beforeEach(async () => {
    storage = indexedDbWorld();
    const database = await storage.connect();
    await testWorld(database);
    for (const recorded of [AES, HMAC, P256]) await plant(database, recorded);
    // What the first connection cached is not used.
    world = await testWorld(await storage.connect());
  });
  afterEach(() => storage.destroy());

  it('decrypt what their previous and their current material encrypted', async () => {
    const { first, second } = AES_CIPHERTEXTS;
    const before = await world.ok('Decrypt', {
      CiphertextBlob: fromHex(first.ciphertext),
      EncryptionContext: first.context,
    });
    expect(before).to.deep.equal({
      KeyId: arnOf(AES),
      Plaintext: encodeUtf8(first.plaintext),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      KeyMaterialId: AES.materials[0]?.materialId,
    });
    const after = await world.ok('Decrypt', { CiphertextBlob: fromHex(second.ciphertext) });
    expect(after.Plaintext).to.deep.equal(encodeUtf8(second.plaintext));
    expect(after.KeyMaterialId).to.equal(AES.materials[1]?.materialId);
    expect(await world.error('Decrypt', { CiphertextBlob: fromHex(first.ciphertext) })).to.equal(
      'InvalidCiphertextException',
    );
  });

  it('compute the same MAC with a wrapped secret', async () => {
    const input = { KeyId: arnOf(HMAC), MacAlgorithm: 'HMAC_SHA_224', Message: encodeUtf8('a message') } as const;
    const { Mac } = await world.ok('GenerateMac', input);
    expect(toHex(Mac as Uint8Array)).to.equal(HMAC_MAC);
    expect(await world.engine.custody(arnOf(HMAC))).to.deep.equal({ native: [], wrapped: true });
  });

  it('sign messages with their CryptoKey and digests with their wrapped copy', async () => {
    const KeyId = arnOf(P256);
    const digest = { KeyId, SigningAlgorithm: 'ECDSA_SHA_256', MessageType: 'DIGEST' } as const;
    const Message = new Uint8Array(32).fill(7);
    await world.ok('Verify', { ...digest, Message, Signature: fromHex(P256_SIGNATURE) });
    const { Signature } = await world.ok('Sign', { ...digest, Message });
    await world.ok('Verify', { ...digest, Message, Signature });

    const raw = { KeyId, SigningAlgorithm: 'ECDSA_SHA_256', Message: encodeUtf8('a message') } as const;
    expect(await world.engine.dropWrapped(KeyId)).to.deep.equal({ native: ['ECDSA_SHA_256'], wrapped: false });
    await world.ok('Verify', { ...raw, Signature: (await world.ok('Sign', raw)).Signature });
    expect(await world.error('Sign', { ...digest, Message })).to.match(/^UnsupportedOperationException: This key /);
  });

  it('have the members that new keys have', async () => {
    const database = await storage.connect();
    const members = async (keyId: string): Promise<string[][]> =>
      (await database.page('materials', 'key', [keyId], 10)).map((material) => Object.keys(material).sort());
    const rotated = await world.key();
    await world.ok('RotateKeyOnDemand', { KeyId: rotated });
    await world.engine.setSettings({ custody: 'complete' });
    const made: [RecordedKey, string][] = [
      [AES, rotated],
      [HMAC, await world.key({ KeySpec: 'HMAC_224', KeyUsage: 'GENERATE_VERIFY_MAC' })],
      [P256, await world.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })],
    ];
    for (const [recorded, arn] of made) {
      const [old, now] = await Promise.all([arnOf(recorded), arn].map((name) => database.get('keys', name)));
      expect(Object.keys(now ?? {}).sort(), arn).to.deep.equal(Object.keys(old ?? {}).sort());
      expect(await members(now?.keyId ?? ''), arn).to.deep.equal(await members(recorded.key.keyId));
    }
  });

  it('disappear with all their material when their deletion is due', async () => {
    const database = await storage.connect();
    await world.ok('ScheduleKeyDeletion', { KeyId: arnOf(AES), PendingWindowInDays: 7 });
    await world.engine.advanceClock(8 * 86_400);
    expect(await database.page('materials', 'key', [AES.key.keyId], 10)).to.deep.equal([]);
    expect(await database.page('materials', 'key', [HMAC.key.keyId], 10)).to.have.length(1);
    expect(await world.error('Decrypt', { CiphertextBlob: fromHex(AES_CIPHERTEXTS.second.ciphertext) })).to.contain(
      'AccessDeniedException',
    );
  });
});
