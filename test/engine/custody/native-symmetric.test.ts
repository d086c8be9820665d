import { expect } from 'chai';
import { encodeUtf8, type Bytes } from '../../../src/base/bytes.ts';
import { nativeSymmetric } from '../../../src/engine/custody/native-symmetric.ts';
import type { KeyRecord } from '../../../src/model/records.ts';
import { custodyScene, type CustodyScene } from './custody-scene.ts';

const algorithm = 'SYMMETRIC_DEFAULT';
const plaintext = encodeUtf8('a plaintext');

const encrypt = (scene: CustodyScene, key: KeyRecord, context?: Record<string, string>) =>
  nativeSymmetric.encrypt(key, { algorithm, plaintext, context }, scene);

const decrypt = (scene: CustodyScene, key: KeyRecord, ciphertext: Bytes, context?: Record<string, string>) =>
  nativeSymmetric.decrypt(key, { algorithm, ciphertext, context }, scene);

const errorName = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error as Error).name,
  );

/** The key after a rotation whose changes are stored. */
async function rotated(scene: CustodyScene, key: KeyRecord): Promise<KeyRecord> {
  const { materialId, changes } = await nativeSymmetric.rotate(key, { at: 9, type: 'AUTOMATIC' }, scene);
  await scene.commit(changes);
  return { ...key, materialId, materials: key.materials + 1 };
}

describe('the custodian of symmetric keys', () => {
  it('encrypts with the current material and decrypts with the one that the ciphertext names', async () => {
    const scene = custodyScene();
    const first = await scene.create('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
    const before = await encrypt(scene, first);
    const second = await rotated(scene, first);
    const after = await encrypt(scene, second);
    expect([before.materialId, after.materialId]).to.deep.equal([first.materialId, second.materialId]);
    expect(first.materialId).not.to.equal(second.materialId);
    for (const { ciphertext, materialId } of [before, after])
      expect(await decrypt(scene, second, ciphertext)).to.deep.equal({ plaintext, materialId });
  });

  it('numbers the materials of a key and stores how each came', async () => {
    const scene = custodyScene();
    const key = await rotated(scene, await scene.create('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'));
    const materials = await scene.reader.all('materials', 'key', [key.keyId]);
    expect(materials.map(({ version, createdAt, rotation }) => ({ version, createdAt, rotation }))).to.deep.equal([
      { version: 1, createdAt: 1, rotation: undefined },
      { version: 2, createdAt: 9, rotation: { at: 9, type: 'AUTOMATIC' } },
    ]);
  });

  it('keeps its material in CryptoKeys that cannot be extracted, and nowhere else', async () => {
    const scene = custodyScene();
    const key = await scene.create('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'complete');
    const [material] = await scene.reader.all('materials', 'key', [key.keyId]);
    expect(Object.keys(material?.keys ?? {})).to.deep.equal(['SYMMETRIC_DEFAULT']);
    expect(material?.keys?.['SYMMETRIC_DEFAULT']?.extractable).to.equal(false);
    expect(await nativeSymmetric.describe(key, scene)).to.deep.equal({
      native: ['SYMMETRIC_DEFAULT'],
      wrapped: false,
    });
  });

  it('never uses an IV twice', async () => {
    const scene = custodyScene();
    const key = await scene.create('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
    const ciphertexts = await Promise.all(Array.from({ length: 200 }, () => encrypt(scene, key)));
    expect(new Set(ciphertexts.map(({ ciphertext }) => ciphertext.slice(60, 72).join())).size).to.equal(200);
  });

  it('rejects with InvalidCiphertextException what does not match, without saying why', async () => {
    const scene = custodyScene();
    const [key, other] = [
      await scene.create('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'),
      await scene.create('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'),
    ];
    const { ciphertext } = await encrypt(scene, key, { tenant: 'a' });
    const changed = ciphertext.slice();
    changed[changed.length - 1] = (changed[changed.length - 1] as number) ^ 1;
    const attempts: Readonly<Record<string, () => Promise<unknown>>> = {
      'another context': () => decrypt(scene, key, ciphertext, { tenant: 'b' }),
      'no context': () => decrypt(scene, key, ciphertext),
      'another key': () => decrypt(scene, other, ciphertext, { tenant: 'a' }),
      'a changed tag': () => decrypt(scene, key, changed, { tenant: 'a' }),
      'no blob at all': () => decrypt(scene, key, encodeUtf8('not a ciphertext'), { tenant: 'a' }),
    };
    for (const [what, attempt] of Object.entries(attempts))
      expect(await errorName(attempt()), what).to.equal('InvalidCiphertextException');
    expect((await decrypt(scene, key, ciphertext, { tenant: 'a' })).plaintext).to.deep.equal(plaintext);
  });

  it('destroys every material of a key, and of no other', async () => {
    const scene = custodyScene();
    const other = await scene.create('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
    const key = await rotated(scene, await scene.create('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'));
    const { ciphertext } = await encrypt(scene, key);
    const changes = await nativeSymmetric.destroy(key, scene);
    expect(changes).to.have.length(2);
    await scene.commit(changes);
    expect(await scene.reader.all('materials', 'key', [key.keyId])).to.deep.equal([]);
    expect(await nativeSymmetric.describe(key, scene)).to.equal(undefined);
    // A key record without its material is damaged data.
    expect(await errorName(decrypt(scene, key, ciphertext))).to.equal('StorageError');
    expect(await nativeSymmetric.describe(other, scene)).not.to.equal(undefined);
  });
});
