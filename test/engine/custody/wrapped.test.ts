import { expect } from 'chai';
import { custodianOf } from '../../../src/engine/custody/custodian-of.ts';
import { useWrapped, withoutWrapped } from '../../../src/engine/custody/wrapped.ts';
import { KmsError } from '../../../src/model/errors.ts';
import type { Custody, KeyRecord, MaterialRecord } from '../../../src/model/records.ts';
import type { KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import { custodyScene, type CustodyScene } from './custody-scene.ts';
import { DamagedRecordError } from '../../../src/model/storage-error.ts';

const MESSAGE = new Uint8Array(32).fill(7);

async function materialOf(scene: CustodyScene, { keyId }: KeyRecord): Promise<MaterialRecord> {
  const [material] = await scene.reader.all('materials', 'key', [keyId]);
  if (material === undefined) throw new Error('The key has no material.');
  return material;
}

const sign = (scene: CustodyScene, key: KeyRecord, messageType: 'RAW' | 'DIGEST') =>
  custodianOf(key).sign(key, { algorithm: 'ECDSA_SHA_256', messageType, message: MESSAGE }, scene);

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => error,
  );

describe('wrapped material', () => {
  const ONLY_WRAPPED: [KeySpec, KeyUsageType][] = [
    ['HMAC_224', 'GENERATE_VERIFY_MAC'],
    ['ECC_SECG_P256K1', 'SIGN_VERIFY'],
    ['SM2', 'ENCRYPT_DECRYPT'],
    ['SM2', 'KEY_AGREEMENT'],
  ];
  for (const [spec, usage] of ONLY_WRAPPED) {
    it(`is the only material of ${spec} for ${usage}, and strict custody refuses it`, async () => {
      const scene = custodyScene();
      for (const custody of ['native', 'complete'] satisfies Custody[]) {
        const key = await scene.create(spec, usage, custody);
        expect(await custodianOf(key).describe(key, scene), custody).to.deep.equal({ native: [], wrapped: true });
      }
      const error = await caught(scene.create(spec, usage, 'strict'));
      expect(error).to.be.instanceOf(KmsError).with.property('name', 'UnsupportedOperationException');
    });
  }

  it('is overwritten after its use, and after a use that fails', async () => {
    const scene = custodyScene();
    const material = await materialOf(scene, await scene.create('HMAC_224', 'GENERATE_VERIFY_MAC'));
    const seen: Uint8Array[] = [];
    const lengths = await useWrapped(material, (opened) => {
      if (opened.form !== 'bare') throw new Error('The material is not wrapped.');
      seen.push(opened.secret);
      expect(opened.secret.some((byte) => byte !== 0)).to.equal(true);
      return Promise.resolve(opened.secret.length);
    });
    const failed = await caught(
      useWrapped(material, (opened) => {
        if (opened.form === 'bare') seen.push(opened.secret);
        return Promise.reject(new Error('The use failed.'));
      }),
    );
    expect(lengths).to.equal(28);
    expect(failed).to.be.instanceOf(Error).with.property('message', 'The use failed.');
    expect(seen).to.deep.equal([new Uint8Array(28), new Uint8Array(28)]);
  });

  it('does not decrypt under the id of another material', async () => {
    const scene = custodyScene();
    const material = await materialOf(scene, await scene.create('HMAC_224', 'GENERATE_VERIFY_MAC'));
    const error = await caught(useWrapped({ ...material, id: `${material.id}0` }, () => Promise.resolve()));
    expect(error)
      .to.be.instanceOf(DamagedRecordError)
      .with.property('damaged')
      .that.includes({ store: 'materials', id: `${material.id}0` });
  });

  it('signs digests for a key of custody complete, whose messages its CryptoKey signs', async () => {
    const scene = custodyScene();
    const key = await scene.create('ECC_NIST_P256', 'SIGN_VERIFY', 'complete');
    const { wrapped, ...native } = await materialOf(scene, key);
    expect(wrapped).not.to.equal(undefined);
    const [raw, digest] = [await sign(scene, key, 'RAW'), await sign(scene, key, 'DIGEST')];
    for (const [messageType, signature] of [
      ['RAW', raw],
      ['DIGEST', digest],
    ] as const) {
      const request = { algorithm: 'ECDSA_SHA_256', messageType, message: MESSAGE, signature };
      expect(await custodianOf(key).verify(key, request, scene), messageType).to.equal(true);
    }
    // With a wrapped copy that decrypts to nothing, messages are signed still.
    const broken = { iv: new Uint8Array(12), sealed: new Uint8Array(32), by: wrapped?.by as CryptoKey };
    await scene.commit([{ store: 'materials', after: { ...native, wrapped: broken } }]);
    await sign(scene, key, 'RAW');
    expect(await caught(sign(scene, key, 'DIGEST'))).to.be.instanceOf(Error);
  });

  it('can be destroyed where the key is native too; digests are then refused with a reason', async () => {
    const scene = custodyScene();
    const key = await scene.create('ECC_NIST_P256', 'SIGN_VERIFY', 'complete');
    await scene.commit([{ store: 'keys', after: key }]);
    const { changes, value } = await withoutWrapped(scene.reader, key.arn);
    expect(value).to.deep.equal({ native: ['ECDSA_SHA_256'], wrapped: false });
    await scene.commit(changes);
    expect(await custodianOf(key).describe(key, scene)).to.deep.equal(value);
    const error = await caught(sign(scene, key, 'DIGEST'));
    expect(error).to.be.instanceOf(KmsError).with.property('name', 'UnsupportedOperationException');
    expect(error).to.have.property('message').that.contains('native');
    await sign(scene, key, 'RAW');
    expect((await withoutWrapped(scene.reader, key.arn)).changes, 'a second time').to.deep.equal([]);
  });

  it('is not destroyed where the key has nothing else, nor where there is no key', async () => {
    const scene = custodyScene();
    const key = await scene.create('HMAC_224', 'GENERATE_VERIFY_MAC');
    await scene.commit([{ store: 'keys', after: key }]);
    for (const arn of [key.arn, `${key.arn}0`])
      expect(await caught(withoutWrapped(scene.reader, arn)), arn).to.be.instanceOf(TypeError);
    expect((await materialOf(scene, key)).wrapped).not.to.equal(undefined);
  });
});
