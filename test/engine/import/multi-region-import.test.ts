/** Imported key material of multi-Region keys: each related key imports the same material. */
import { expect } from 'chai';
import { openssl } from '../../crypto/openssl.ts';
import { testWorld, type How, type TestWorld } from '../world.ts';
import { importInput, importMaterial, KEY_WRAP, randomBytes, stateOf } from './import-scene.ts';

const HOME: How = { region: 'us-east-1' };
const AWAY: How = { region: 'eu-west-1' };
const FOREVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
const NEW = { ...FOREVER, ImportType: 'NEW_KEY_MATERIAL' } as const;
const MESSAGE = Uint8Array.of(4, 2);

/** A primary key with material, and its replica without. */
async function scene(): Promise<{ world: TestWorld; KeyId: string; material: Uint8Array; id: string }> {
  const world = await testWorld();
  const KeyId = (await world.key({ Origin: 'EXTERNAL', MultiRegion: true })).split('/')[1] ?? '';
  const material = randomBytes(32);
  const id = await importMaterial(world, KeyId, material);
  await world.ok('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
  await world.engine.advanceClock(60);
  return { world, KeyId, material, id };
}

async function materials(world: TestWorld, KeyId: string, how: How): Promise<readonly string[]> {
  const input = { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' as const };
  const { Rotations = [] } = await world.ok('ListKeyRotations', input, how);
  return Rotations.map(({ KeyMaterialState, ImportState }) => `${KeyMaterialState} ${ImportState}`);
}

describe('a multi-Region key with imported key material', () => {
  it('is replicated without its material, and takes only the same', async () => {
    const { world, KeyId, material, id } = await scene();
    expect(await stateOf(world, KeyId, AWAY)).to.equal('PendingImport');
    const other = await importInput(world, KeyId, randomBytes(32), FOREVER, AWAY);
    expect(await world.error('ImportKeyMaterial', other, AWAY)).to.equal('IncorrectKeyMaterialException');
    expect(await importMaterial(world, KeyId, material, FOREVER, AWAY)).to.equal(id);
    expect(await stateOf(world, KeyId, AWAY)).to.equal('Enabled');
    const { CiphertextBlob } = await world.ok('Encrypt', { KeyId, Plaintext: MESSAGE }, HOME);
    expect((await world.ok('Decrypt', { CiphertextBlob }, AWAY)).Plaintext).to.deep.equal(MESSAGE);
    // Presence and expiration are independent.
    await world.ok('DeleteImportedKeyMaterial', { KeyId }, AWAY);
    expect(await stateOf(world, KeyId, AWAY)).to.equal('PendingImport');
    expect(await stateOf(world, KeyId, HOME)).to.equal('Enabled');
  });

  it('rotates only when every related key has the new material', async () => {
    const { world, KeyId, material } = await scene();
    await importMaterial(world, KeyId, material, FOREVER, AWAY);
    const old = await world.ok('Encrypt', { KeyId, Plaintext: MESSAGE }, AWAY);
    const next = randomBytes(32);
    const id = await importMaterial(world, KeyId, next, { ...NEW, KeyMaterialDescription: 'second' });
    const WAITING = 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
    expect(await materials(world, KeyId, HOME)).to.deep.equal(['CURRENT IMPORTED', `${WAITING} IMPORTED`]);
    expect(await materials(world, KeyId, AWAY)).to.deep.equal(['CURRENT IMPORTED', `${WAITING} PENDING_IMPORT`]);
    expect(await world.error('RotateKeyOnDemand', { KeyId })).to.match(/No available key material pending rotation/);
    await importMaterial(world, KeyId, next, FOREVER, AWAY);
    expect(await materials(world, KeyId, HOME)).to.deep.equal(['CURRENT IMPORTED', 'PENDING_ROTATION IMPORTED']);
    await world.ok('RotateKeyOnDemand', { KeyId });
    for (const how of [HOME, AWAY]) {
      expect(await materials(world, KeyId, how)).to.deep.equal(['NON_CURRENT IMPORTED', 'CURRENT IMPORTED']);
      const { KeyMetadata } = await world.ok('DescribeKey', { KeyId }, how);
      expect(KeyMetadata).to.include({ CurrentKeyMaterialId: id, KeyState: 'Enabled' });
      const { Rotations } = await world.ok('ListKeyRotations', { KeyId }, how);
      expect(Rotations?.[0]?.KeyMaterialDescription).to.equal('second');
      expect((await world.ok('Decrypt', { CiphertextBlob: old.CiphertextBlob }, how)).Plaintext).to.deep.equal(MESSAGE);
    }
  });

  it('takes new material and descriptions only at the primary key', async () => {
    const { world, KeyId, material } = await scene();
    for (const members of [NEW, { ...FOREVER, KeyMaterialDescription: 'replica' }]) {
      const input = await importInput(world, KeyId, material, members, AWAY);
      expect(await world.error('ImportKeyMaterial', input, AWAY)).to.match(
        /^UnsupportedOperationException: .*:eu-west-1:.* is not a multi-region primary key\.$/,
      );
    }
  });

  it('forgets pending material everywhere when the primary key deletes it', async () => {
    const { world, KeyId } = await scene();
    const pending = await importMaterial(world, KeyId, randomBytes(32), NEW);
    expect(await materials(world, KeyId, AWAY)).to.have.length(2);
    await world.ok('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: pending });
    for (const how of [HOME, AWAY]) expect(await materials(world, KeyId, how)).to.have.length(1);
  });

  it('takes the same private key in each Region, and its public key with it', async () => {
    const world = await testWorld();
    const make = { Origin: 'EXTERNAL', MultiRegion: true, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
    const KeyId = (await world.key(make)).split('/')[1] ?? '';
    const [one, other] = [await openssl.generate('ECC_NIST_P256'), await openssl.generate('ECC_NIST_P256')];
    const away = { ...AWAY, wrapping: KEY_WRAP };
    await importMaterial(world, KeyId, one.privateKey, FOREVER, { wrapping: KEY_WRAP });
    await world.ok('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
    await world.engine.advanceClock(60);
    expect(await world.error('GetPublicKey', { KeyId }, AWAY)).to.match(/is pending import\.$/);
    const wrong = await importInput(world, KeyId, other.privateKey, FOREVER, away);
    expect(await world.error('ImportKeyMaterial', wrong, AWAY)).to.equal('IncorrectKeyMaterialException');
    await importMaterial(world, KeyId, one.privateKey, FOREVER, away);
    expect((await world.ok('GetPublicKey', { KeyId }, AWAY)).PublicKey).to.deep.equal(one.publicKey);
  });
});
