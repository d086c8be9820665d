/** Imported key material of multi-Region keys: each related key imports the same bytes. */
import { expect } from 'chai';
import { SYNCHRONIZATION_MS } from '../../../src/model/key-states.ts';
import { testWorld, type TestWorld } from '../world.ts';
import { importInput, importMaterial, randomBytes, stateOf } from './import-scene.ts';

const DAY = 86_400;
const HOME = { region: 'us-east-1' };
const THERE = { region: 'eu-west-1' };
const FOREVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
const MESSAGE = Uint8Array.of(1, 2, 3);

/** A primary key with `material`, and a replica without any. */
async function replicated(material: Uint8Array): Promise<{ world: TestWorld; id: string; materialId: string }> {
  const world = await testWorld();
  const { KeyMetadata } = await world.ok('CreateKey', { Origin: 'EXTERNAL', MultiRegion: true });
  const id = KeyMetadata?.KeyId ?? '';
  expect(await world.error('ReplicateKey', { KeyId: id, ReplicaRegion: THERE.region })).to.match(
    /^KMSInvalidStateException: \S+ is pending import\.$/,
  );
  const materialId = await importMaterial(world, id, material);
  await world.ok('ReplicateKey', { KeyId: id, ReplicaRegion: THERE.region });
  expect(await stateOf(world, id, THERE)).to.equal('Creating');
  await world.engine.advanceClock(SYNCHRONIZATION_MS / 1000);
  return { world, id, materialId };
}

describe('a replica of a key with imported key material', () => {
  it('is pending import until the same bytes are imported into it', async () => {
    const material = randomBytes(32);
    const { world, id, materialId } = await replicated(material);
    expect(await stateOf(world, id, THERE)).to.equal('PendingImport');
    const other = await importInput(world, id, randomBytes(32), FOREVER, THERE);
    expect(await world.error('ImportKeyMaterial', other, THERE)).to.match(/^IncorrectKeyMaterialException/);
    expect(await stateOf(world, id, THERE)).to.equal('PendingImport');
    expect(await importMaterial(world, id, material, FOREVER, THERE)).to.equal(materialId);
    expect(await stateOf(world, id, THERE)).to.equal('Enabled');
    for (const [from, to] of [
      [HOME, THERE],
      [THERE, HOME],
    ] as const) {
      const { CiphertextBlob } = await world.ok('Encrypt', { KeyId: id, Plaintext: MESSAGE }, from);
      const opened = await world.ok('Decrypt', { CiphertextBlob }, to);
      expect([...(opened.Plaintext ?? [])]).to.deep.equal([...MESSAGE]);
      expect(opened.KeyMaterialId).to.equal(materialId);
    }
  });

  it('has its own expiration and deletion, and leaves the primary key as it is', async () => {
    const material = randomBytes(32);
    const { world, id } = await replicated(material);
    const { now } = await world.engine.clock();
    const ValidTo = new Date(now + DAY * 1000);
    await importMaterial(world, id, material, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo }, THERE);
    await world.engine.advanceClock(2 * DAY);
    expect([await stateOf(world, id, THERE), await stateOf(world, id)]).to.deep.equal(['PendingImport', 'Enabled']);
    await world.ok('ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 }, THERE);
    await world.engine.advanceClock(7 * DAY);
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId: id, Plaintext: MESSAGE });
    expect((await world.ok('Decrypt', { CiphertextBlob })).Plaintext).to.deep.equal(MESSAGE);
    const left = await world.database.page('materials', 'key', [`arn:aws:kms:eu-west-1:111122223333:key/${id}`], 10);
    expect(left).to.deep.equal([]);
  });

  it('imports new material before the primary key can rotate', async () => {
    const first = randomBytes(32);
    const { world, id } = await replicated(first);
    await importMaterial(world, id, first, FOREVER, THERE);
    const { CiphertextBlob: early } = await world.ok('Encrypt', { KeyId: id, Plaintext: MESSAGE }, THERE);
    const second = randomBytes(32);
    const pendingState = async () =>
      (await world.ok('ListKeyRotations', { KeyId: id, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })).Rotations?.at(-1)
        ?.KeyMaterialState;
    const materialId = await importMaterial(world, id, second, { ...FOREVER, ImportType: 'NEW_KEY_MATERIAL' });
    expect(await pendingState()).to.equal('PENDING_MULTI_REGION_IMPORT_AND_ROTATION');
    expect(await world.error('RotateKeyOnDemand', { KeyId: id })).to.match(/^KMSInvalidStateException/);
    expect(await importMaterial(world, id, second, FOREVER, THERE)).to.equal(materialId);
    expect(await pendingState()).to.equal('PENDING_ROTATION');
    await world.ok('RotateKeyOnDemand', { KeyId: id });
    for (const how of [HOME, THERE]) {
      const { KeyMetadata } = await world.ok('DescribeKey', { KeyId: id }, how);
      expect(KeyMetadata).to.include({ KeyState: 'Enabled', CurrentKeyMaterialId: materialId });
      expect((await world.ok('Decrypt', { CiphertextBlob: early }, how)).Plaintext).to.deep.equal(MESSAGE);
    }
  });
});
