/** What imports, deletions, expirations and rotations do to a key with imported key material. */
import { expect } from 'chai';
import { openssl } from '../../crypto/openssl.ts';
import { START, testWorld, type TestWorld } from '../world.ts';
import { importInput, importMaterial, KEY_WRAP, randomBytes, stateOf } from './import-scene.ts';

const DAY = 86_400;
const FOREVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
const NEW = { ...FOREVER, ImportType: 'NEW_KEY_MATERIAL' } as const;
const until = (days: number) => ({ ValidTo: new Date(START + days * DAY * 1000) });
const MESSAGE = Uint8Array.of(1, 2, 3);

async function scene(): Promise<{ world: TestWorld; KeyId: string; material: Uint8Array<ArrayBuffer>; id: string }> {
  const world = await testWorld();
  const KeyId = await world.key({ Origin: 'EXTERNAL' });
  const material = randomBytes(32);
  return { world, KeyId, material, id: await importMaterial(world, KeyId, material) };
}

async function metadata(world: TestWorld, KeyId: string) {
  return (await world.ok('DescribeKey', { KeyId })).KeyMetadata;
}

/** All materials of a key as `state import-state description`. */
async function materials(world: TestWorld, KeyId: string): Promise<readonly string[]> {
  const { Rotations = [] } = await world.ok('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
  return Rotations.map(({ KeyMaterialState, ImportState }) => `${KeyMaterialState} ${ImportState}`);
}

describe('a key with imported key material', () => {
  it('starts without material, and shows its expiration only while it has some', async () => {
    const world = await testWorld();
    const KeyId = await world.key({ Origin: 'EXTERNAL' });
    expect(await metadata(world, KeyId)).to.include({ KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL' });
    expect(await metadata(world, KeyId)).not.to.have.any.keys('ExpirationModel', 'ValidTo', 'CurrentKeyMaterialId');
    const id = await importMaterial(world, KeyId, randomBytes(32), until(10));
    expect(await metadata(world, KeyId)).to.deep.include({
      KeyState: 'Enabled',
      CurrentKeyMaterialId: id,
      ExpirationModel: 'KEY_MATERIAL_EXPIRES',
      ...until(10),
    });
    expect((await world.ok('DeleteImportedKeyMaterial', { KeyId })).KeyMaterialId).to.equal(id);
    expect(await metadata(world, KeyId)).to.include({ KeyState: 'PendingImport', CurrentKeyMaterialId: id });
    expect(await metadata(world, KeyId)).not.to.have.any.keys('ExpirationModel', 'ValidTo');
    expect(await world.database.page('materials', 'key', [KeyId], 9)).to.have.length(1);
  });

  it('cannot be used without material, and can be used again with it', async () => {
    const { world, KeyId, material } = await scene();
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId, Plaintext: MESSAGE });
    await world.ok('DeleteImportedKeyMaterial', { KeyId });
    const error = `KMSInvalidStateException: ${KeyId} is pending import.`;
    expect(await world.error('Decrypt', { CiphertextBlob })).to.equal(error);
    expect(await world.error('Encrypt', { KeyId, Plaintext: MESSAGE })).to.equal(error);
    expect(await world.error('EnableKey', { KeyId })).to.equal(error);
    await importMaterial(world, KeyId, material);
    expect((await world.ok('Decrypt', { CiphertextBlob })).Plaintext).to.deep.equal(MESSAGE);
  });

  it('gives the same material another ID, and other ciphertexts, in another key', async () => {
    const { world, material, id, KeyId } = await scene();
    const other = await world.key({ Origin: 'EXTERNAL' });
    expect(await importMaterial(world, other, material)).not.to.equal(id);
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId, Plaintext: MESSAGE });
    expect(await world.error('Decrypt', { KeyId: other, CiphertextBlob })).to.match(/^IncorrectKeyException/);
  });

  it('loses its material at its expiration, which the log records', async () => {
    const { world, KeyId, material, id } = await scene();
    await importMaterial(world, KeyId, material, until(10));
    expect(await world.engine.upcomingTasks({ limit: 5 })).to.deep.include({
      kind: 'material-expiry',
      at: until(10).ValidTo,
      keyArn: KeyId,
    });
    await world.engine.advanceClock(10 * DAY - 1);
    expect(await stateOf(world, KeyId)).to.equal('Enabled');
    await world.engine.advanceClock(1);
    expect(await stateOf(world, KeyId)).to.equal('PendingImport');
    const { events } = await world.engine.events({ operation: 'DeleteExpiredKeyMaterial' });
    expect(events).to.have.length(1);
    expect(events[0]?.record.serviceEventDetails).to.deep.equal({
      keyId: KeyId.split('/')[1],
      keyMaterialId: id,
    });
    expect(events[0]?.at).to.equal(until(10).ValidTo.getTime());
    const [record] = await world.database.page('materials', 'key', [KeyId], 9);
    expect(record).not.to.have.any.keys('keys', 'wrapped');
    // Imported again without an expiration.
    await importMaterial(world, KeyId, material);
    await world.engine.advanceClock(100 * DAY);
    expect(await stateOf(world, KeyId)).to.equal('Enabled');
  });

  it('takes a new expiration when the same material is imported again', async () => {
    const { world, KeyId, material } = await scene();
    for (const [members, days] of [
      [until(5), 5],
      [until(20), 20],
    ] as const) {
      await importMaterial(world, KeyId, material, members);
      expect((await metadata(world, KeyId))?.ValidTo).to.deep.equal(until(days).ValidTo);
    }
    await world.engine.advanceClock(6 * DAY);
    expect(await stateOf(world, KeyId)).to.equal('Enabled');
    await importMaterial(world, KeyId, material);
    expect(await metadata(world, KeyId)).to.include({ ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' });
    expect(await world.engine.upcomingTasks({ limit: 5 })).to.deep.equal([]);
  });

  it('stays disabled or pending deletion while its material comes and goes', async () => {
    const { world, KeyId, material } = await scene();
    await world.ok('DisableKey', { KeyId });
    await importMaterial(world, KeyId, material, until(20));
    expect(await stateOf(world, KeyId)).to.equal('Disabled');
    await world.ok('ScheduleKeyDeletion', { KeyId });
    await world.ok('DeleteImportedKeyMaterial', { KeyId });
    expect(await stateOf(world, KeyId)).to.equal('PendingDeletion');
    await world.ok('CancelKeyDeletion', { KeyId });
    expect(await stateOf(world, KeyId)).to.equal('PendingImport');
    await importMaterial(world, KeyId, material, until(20));
    expect(await stateOf(world, KeyId)).to.equal('Enabled');
    await world.ok('ScheduleKeyDeletion', { KeyId });
    await world.ok('CancelKeyDeletion', { KeyId });
    expect(await stateOf(world, KeyId)).to.equal('Disabled');
    await world.ok('ScheduleKeyDeletion', { KeyId });
    await world.engine.advanceClock(25 * DAY);
    expect(await stateOf(world, KeyId)).to.equal('PendingDeletion');
    await world.engine.advanceClock(10 * DAY);
    expect(await world.error('DescribeKey', { KeyId })).to.match(/^NotFoundException/);
    expect(await world.database.page('materials', 'key', [KeyId], 9)).to.have.length(0);
  });

  it('does nothing when material is deleted that does not exist', async () => {
    const world = await testWorld();
    const KeyId = await world.key({ Origin: 'EXTERNAL' });
    expect(await world.ok('DeleteImportedKeyMaterial', { KeyId })).to.deep.equal({ KeyId });
    expect(await world.error('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: 'b'.repeat(64) })).to.match(
      /^NotFoundException/,
    );
    expect(await stateOf(world, KeyId)).to.equal('PendingImport');
    expect(await world.error('GetPublicKey', { KeyId })).to.equal(
      `KMSInvalidStateException: ${KeyId} is pending import.`,
    );
  });

  it('shows the public key of an asymmetric key without material, if it ever had some', async () => {
    const world = await testWorld();
    const KeyId = await world.key({ Origin: 'EXTERNAL', KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    expect(await world.error('GetPublicKey', { KeyId })).to.equal(
      `KMSInvalidStateException: ${KeyId} is pending import.`,
    );
    const { privateKey, publicKey } = await openssl.generate('ECC_NIST_P256');
    await importMaterial(world, KeyId, privateKey, FOREVER, { wrapping: KEY_WRAP });
    await world.ok('DeleteImportedKeyMaterial', { KeyId });
    expect((await world.ok('GetPublicKey', { KeyId })).PublicKey).to.deep.equal(publicKey);
    const signing = { KeyId, Message: MESSAGE, SigningAlgorithm: 'ECDSA_SHA_256' } as const;
    expect(await world.error('Sign', signing)).to.match(/pending import/);
    await importMaterial(world, KeyId, privateKey, FOREVER, { wrapping: KEY_WRAP });
    const { Signature } = await world.ok('Sign', signing);
    expect((await world.ok('Verify', { ...signing, Signature })).SignatureValid).to.equal(true);
  });

  it('does not rotate automatically', async () => {
    const { world, KeyId } = await scene();
    const error = `UnsupportedOperationException: ${KeyId} origin is EXTERNAL which is not valid for this operation.`;
    expect(await world.error('EnableKeyRotation', { KeyId })).to.equal(error);
    expect(await world.ok('GetKeyRotationStatus', { KeyId })).to.include({ KeyRotationEnabled: false });
    await world.ok('DeleteImportedKeyMaterial', { KeyId });
    expect(await world.error('GetKeyRotationStatus', { KeyId })).to.equal(error);
    expect(await world.error('EnableKeyRotation', { KeyId })).to.equal(error);
  });
});

describe('rotation of imported key material', () => {
  it('rotates on demand to new material; ciphertexts of the old one still decrypt', async () => {
    const { world, KeyId, id } = await scene();
    const old = await world.ok('Encrypt', { KeyId, Plaintext: MESSAGE });
    const none = `KMSInvalidStateException: No available key material pending rotation for the key: ${KeyId}.`;
    expect(await world.error('RotateKeyOnDemand', { KeyId })).to.equal(none);
    const next = await importMaterial(world, KeyId, randomBytes(32), { ...NEW, KeyMaterialDescription: 'from HSM 2' });
    expect((await metadata(world, KeyId))?.CurrentKeyMaterialId).to.equal(id);
    expect(await materials(world, KeyId)).to.deep.equal(['CURRENT IMPORTED', 'PENDING_ROTATION IMPORTED']);
    expect((await world.ok('ListKeyRotations', { KeyId })).Rotations).to.deep.equal([]);
    await world.ok('RotateKeyOnDemand', { KeyId });
    expect(await world.error('RotateKeyOnDemand', { KeyId })).to.equal(none);
    expect((await metadata(world, KeyId))?.CurrentKeyMaterialId).to.equal(next);
    expect(await materials(world, KeyId)).to.deep.equal(['NON_CURRENT IMPORTED', 'CURRENT IMPORTED']);
    expect((await world.ok('ListKeyRotations', { KeyId })).Rotations).to.deep.equal([
      {
        KeyId: KeyId.split('/')[1],
        KeyMaterialId: next,
        KeyMaterialDescription: 'from HSM 2',
        ImportState: 'IMPORTED',
        KeyMaterialState: 'CURRENT',
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
        RotationDate: new Date(START),
        RotationType: 'ON_DEMAND',
      },
    ]);
    expect(await world.ok('Decrypt', { CiphertextBlob: old.CiphertextBlob })).to.deep.include({
      Plaintext: MESSAGE,
      KeyMaterialId: id,
    });
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId, Plaintext: MESSAGE });
    expect((await world.ok('Decrypt', { CiphertextBlob })).KeyMaterialId).to.equal(next);
    const { events } = await world.engine.events({ operation: 'RotateKey' });
    expect(events[0]?.record.serviceEventDetails).to.deep.include({
      keyOrigin: 'EXTERNAL',
      previousKeyMaterialId: id,
      currentKeyMaterialId: next,
    });
  });

  it('needs all current and previous material, not the pending one', async () => {
    const { world, KeyId, material, id } = await scene();
    await importMaterial(world, KeyId, randomBytes(32), NEW);
    await world.ok('RotateKeyOnDemand', { KeyId });
    const pending = await importMaterial(world, KeyId, randomBytes(32), NEW);
    await world.ok('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: pending });
    expect(await stateOf(world, KeyId)).to.equal('Enabled');
    expect(await materials(world, KeyId)).to.have.length(2);
    await world.ok('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: id });
    expect(await stateOf(world, KeyId)).to.equal('PendingImport');
    expect(await materials(world, KeyId)).to.deep.equal(['NON_CURRENT PENDING_IMPORT', 'CURRENT IMPORTED']);
    await importMaterial(world, KeyId, material, {
      ...FOREVER,
      ImportType: 'EXISTING_KEY_MATERIAL',
      KeyMaterialId: id,
    });
    expect(await stateOf(world, KeyId)).to.equal('Enabled');
  });

  it('shows the earliest expiration of the key, and lets pending material expire without harm', async () => {
    const { world, KeyId, material } = await scene();
    await importMaterial(world, KeyId, material, until(30));
    await importMaterial(world, KeyId, randomBytes(32), { ImportType: 'NEW_KEY_MATERIAL', ...until(20) });
    expect((await metadata(world, KeyId))?.ValidTo).to.deep.equal(until(30).ValidTo);
    await world.ok('RotateKeyOnDemand', { KeyId });
    expect((await metadata(world, KeyId))?.ValidTo).to.deep.equal(until(20).ValidTo);
    await importMaterial(world, KeyId, randomBytes(32), { ImportType: 'NEW_KEY_MATERIAL', ...until(10) });
    await world.engine.advanceClock(15 * DAY);
    expect(await stateOf(world, KeyId)).to.equal('Enabled');
    expect(await materials(world, KeyId)).to.deep.equal(['NON_CURRENT IMPORTED', 'CURRENT IMPORTED']);
    await world.engine.advanceClock(10 * DAY);
    expect(await stateOf(world, KeyId)).to.equal('PendingImport');
    await world.engine.advanceClock(10 * DAY);
    expect(await materials(world, KeyId)).to.deep.equal(['NON_CURRENT PENDING_IMPORT', 'CURRENT PENDING_IMPORT']);
    expect((await world.engine.events({ operation: 'DeleteExpiredKeyMaterial' })).events).to.have.length(3);
  });

  it('keeps the description unless another one is given', async () => {
    const { world, KeyId, material } = await scene();
    const described = async () =>
      (await world.ok('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })).Rotations?.[0]
        ?.KeyMaterialDescription;
    for (const [KeyMaterialDescription, expected] of [
      ['one', 'one'],
      [undefined, 'one'],
      ['two', 'two'],
    ] as const) {
      await world.ok('DeleteImportedKeyMaterial', { KeyId });
      await importMaterial(world, KeyId, material, {
        ...FOREVER,
        ...(KeyMaterialDescription === undefined ? {} : { KeyMaterialDescription }),
      });
      expect(await described()).to.equal(expected);
    }
  });

  it('pages through materials, and counts 25 rotations', async () => {
    const { world, KeyId } = await scene();
    for (let i = 0; i < 25; i++) {
      await world.ok('ImportKeyMaterial', await importInput(world, KeyId, randomBytes(32), NEW));
      await world.ok('RotateKeyOnDemand', { KeyId });
    }
    await importMaterial(world, KeyId, randomBytes(32), NEW);
    expect(await world.error('RotateKeyOnDemand', { KeyId })).to.match(/^LimitExceededException/);
    const listed = async (all: boolean): Promise<number> => {
      let [Marker, count]: [string | undefined, number] = [undefined, 0];
      do {
        const page: { Rotations?: unknown[] | undefined; NextMarker?: string | undefined } = await world.ok(
          'ListKeyRotations',
          { KeyId, Limit: 5, Marker, ...(all ? { IncludeKeyMaterial: 'ALL_KEY_MATERIAL' as const } : {}) },
        );
        [Marker, count] = [page.NextMarker, count + (page.Rotations?.length ?? 0)];
      } while (Marker !== undefined);
      return count;
    };
    expect([await listed(false), await listed(true)]).to.deep.equal([25, 27]);
  });
});
