import { expect } from 'chai';
import { DEFAULT_ACCOUNT, SECOND_ACCOUNT } from '../../../src/model/documented-world.ts';
import { keyStoreScene, type KeyStoreScene } from '../key-stores/key-store-scene.ts';
import { START, testWorld, type How } from '../world.ts';

const THROTTLED =
  'ThrottlingException: You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.';

/** A connected CloudHSM key store that allows two requests, and a key in it that every account can use. */
async function smallKeyStore(): Promise<KeyStoreScene & { readonly keyId: string }> {
  const scene = await keyStoreScene();
  await scene.connect();
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
  });
  const keyId = await scene.world.key({
    Origin: 'AWS_CLOUDHSM',
    CustomKeyStoreId: scene.id,
    Policy,
    BypassPolicyLockoutSafetyCheck: true,
  });
  await scene.world.engine.setSettings({ requestQuotas: { divideBy: 900 } });
  return { ...scene, keyId };
}

const encrypt = ({ world, keyId }: Awaited<ReturnType<typeof smallKeyStore>>, how?: How) =>
  world.reply('Encrypt', { KeyId: keyId, Plaintext: new Uint8Array(8) }, how);

describe('the request quota of a custom key store', () => {
  it('throttles cryptographic operations with its keys, and names the key store beside the record', async () => {
    const scene = await smallKeyStore();
    expect([(await encrypt(scene)).ok, (await encrypt(scene)).ok]).to.deep.equal([true, true]);
    const reply = await encrypt(scene);
    expect(!reply.ok && `${reply.error.name}: ${reply.error.message ?? ''}`).to.equal(THROTTLED);
    expect(!reply.ok && reply.error.note).to.contain(`key store ${scene.id}'s quota "AWS CloudHSM key store`);
    const [refused, admitted] = (await scene.world.engine.events({ limit: 2 })).events;
    expect(refused?.sidecar).to.deep.include({
      quota: 'CloudHsmKeyStore',
      quotaAccount: DEFAULT_ACCOUNT,
      quotaKeyStore: scene.id,
    });
    expect(admitted?.sidecar).to.deep.include({
      quota: 'CryptographicOperationsSymmetric',
      quotaKeyStore: scene.id,
    });
    // A call throttled by the key store draws nothing from the quota of the account.
    const [symmetric] = await scene.world.engine.quotas({});
    expect(symmetric?.level).to.be.within(100_000 / 900 - 2.001, 100_000 / 900 - 1.999);
  });

  it('is shared by all accounts that use the key store', async () => {
    const scene = await smallKeyStore();
    const caller = `arn:aws:iam::${SECOND_ACCOUNT}:root`;
    const replies = [await encrypt(scene, { caller }), await encrypt(scene), await encrypt(scene, { caller })];
    expect(replies.map(({ ok }) => ok)).to.deep.equal([true, true, false]);
  });

  it('counts GenerateRandom with the key store, and no call without it', async () => {
    const scene = await smallKeyStore();
    const random = (input = {}) => scene.world.reply('GenerateRandom', { NumberOfBytes: 8, ...input });
    const ofStore = () => random({ CustomKeyStoreId: scene.id });
    expect([(await ofStore()).ok, (await ofStore()).ok, (await ofStore()).ok]).to.deep.equal([true, true, false]);
    expect((await random()).ok).to.equal(true);
    const missing = await random({ CustomKeyStoreId: 'a/b' });
    expect(!missing.ok && missing.error.name).to.equal('CustomKeyStoreNotFoundException');
  });

  it('counts ReEncrypt within one key store once', async () => {
    const scene = await smallKeyStore();
    const { CiphertextBlob } = await scene.world.ok('Encrypt', { KeyId: scene.keyId, Plaintext: new Uint8Array(8) });
    await scene.world.engine.advanceClock(1);
    const reEncrypt = () => scene.world.reply('ReEncrypt', { CiphertextBlob, DestinationKeyId: scene.keyId });
    expect([(await reEncrypt()).ok, (await reEncrypt()).ok, (await reEncrypt()).ok]).to.deep.equal([true, true, false]);
  });

  it('refills by the clock, and holds for another host over the same database', async () => {
    const scene = await smallKeyStore();
    await encrypt(scene);
    await encrypt(scene);
    await scene.world.engine.advanceClock(0.5);
    expect([(await encrypt(scene)).ok, (await encrypt(scene)).ok]).to.deep.equal([true, false]);
    const other = await testWorld(scene.world.database, {}, () => START);
    const key = { KeyId: scene.keyId, Plaintext: new Uint8Array(8) };
    expect(await other.error('Encrypt', key)).to.equal(THROTTLED);
  });

  it('is listed with the level of each key store', async () => {
    const scene = await smallKeyStore();
    await encrypt(scene);
    const quotas = await scene.world.engine.quotas({});
    const cloudHsm = quotas.find(({ code }) => code === 'CloudHsmKeyStore');
    expect(cloudHsm).to.deep.include({ value: 1800, enforced: 2, scope: 'custom key store' });
    expect(cloudHsm).to.not.have.property('level');
    expect(cloudHsm?.keyStores).to.deep.equal([{ id: scene.id, name: 'store', level: 1 }]);
    expect(cloudHsm?.operations).to.deep.equal([
      'Decrypt',
      'Encrypt',
      'GenerateDataKey',
      'GenerateDataKeyWithoutPlaintext',
      'GenerateRandom',
      'ReEncrypt',
    ]);
    expect(quotas.find(({ code }) => code === 'ExternalKeyStore')?.keyStores).to.deep.equal([]);
    await scene.world.engine.setSettings({ requestQuotas: 'off' });
    const off = (await scene.world.engine.quotas({})).find(({ code }) => code === 'CloudHsmKeyStore');
    expect(off?.keyStores).to.deep.equal([{ id: scene.id, name: 'store' }]);
  });
});
