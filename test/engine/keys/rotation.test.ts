import { expect } from 'chai';
import { START, testWorld } from '../world.ts';

const DAY = 86_400;

describe('rotation', () => {
  it('makes new material at the period of the clock, and opens what the old one sealed', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const before = await world.ok('Encrypt', { KeyId, Plaintext: Uint8Array.of(7) });
    await world.ok('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    await world.engine.advanceClock(181 * DAY);
    const { Rotations } = await world.ok('ListKeyRotations', { KeyId });
    expect(Rotations?.map((rotation) => [rotation.RotationType, rotation.KeyMaterialState])).to.deep.equal([
      ['AUTOMATIC', 'NON_CURRENT'],
      ['AUTOMATIC', 'CURRENT'],
    ]);
    expect((Rotations?.[1]?.RotationDate?.getTime() ?? 0) - (Rotations?.[0]?.RotationDate?.getTime() ?? 0)).to.equal(
      90 * DAY * 1000,
    );
    const opened = await world.ok('Decrypt', { CiphertextBlob: before.CiphertextBlob });
    expect([...(opened.Plaintext ?? [])]).to.deep.equal([7]);
    const after = await world.ok('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    expect(after.KeyMaterialId).to.equal(Rotations?.[1]?.KeyMaterialId);
    expect(opened.KeyMaterialId).not.to.equal(after.KeyMaterialId);
    expect((await world.engine.events({ operation: 'RotateKey' })).events).to.have.length(2);
  });

  it('rotates on demand 25 times and no more, and leaves the schedule', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.ok('EnableKeyRotation', { KeyId });
    const { NextRotationDate } = await world.ok('GetKeyRotationStatus', { KeyId });
    for (let i = 0; i < 25; i++) await world.ok('RotateKeyOnDemand', { KeyId });
    expect(await world.error('RotateKeyOnDemand', { KeyId })).to.contain(
      'LimitExceededException: The on-demand rotations limit',
    );
    expect((await world.ok('GetKeyRotationStatus', { KeyId })).NextRotationDate).to.deep.equal(NextRotationDate);
    const all = await world.ok('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL', Limit: 10 });
    expect(all.Rotations).to.have.length(10);
    expect(all.Rotations?.[0]?.RotationType).to.equal(undefined);
    const next = await world.ok('ListKeyRotations', {
      KeyId,
      IncludeKeyMaterial: 'ALL_KEY_MATERIAL',
      Limit: 10,
      Marker: all.NextMarker,
    });
    expect(next.Rotations?.[0]?.KeyMaterialId).not.to.equal(all.Rotations?.[9]?.KeyMaterialId);
  });

  it('takes the key as it is by then, not as it was when its date was set', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.ok('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    await world.ok('RotateKeyOnDemand', { KeyId });
    await world.ok('UpdateKeyDescription', { KeyId, Description: 'changed meanwhile' });
    await world.engine.advanceClock(91 * DAY);
    const { Rotations } = await world.ok('ListKeyRotations', { KeyId });
    expect(Rotations?.map((rotation) => [rotation.RotationType, rotation.KeyMaterialState])).to.deep.equal([
      ['ON_DEMAND', 'NON_CURRENT'],
      ['AUTOMATIC', 'CURRENT'],
    ]);
    expect((await world.ok('DescribeKey', { KeyId })).KeyMetadata?.Description).to.equal('changed meanwhile');
  });

  it('does not rotate a disabled key, and rotates at once when it is enabled late', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.ok('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    await world.ok('DisableKey', { KeyId });
    await world.engine.advanceClock(100 * DAY);
    expect((await world.ok('ListKeyRotations', { KeyId })).Rotations).to.deep.equal([]);
    await world.ok('EnableKey', { KeyId });
    expect((await world.ok('ListKeyRotations', { KeyId })).Rotations).to.have.length(1);
  });

  it('rotates a key once, at once, that is enabled after several missed periods', async () => {
    let now = START;
    const world = await testWorld(undefined, {}, () => now);
    const KeyId = await world.key();
    await world.ok('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    await world.ok('DisableKey', { KeyId });
    await world.engine.advanceClock(400 * DAY);
    now += 5000;
    const enabledAt = START + 400 * DAY * 1000 + 5000;
    await world.ok('EnableKey', { KeyId });
    const { Rotations } = await world.ok('ListKeyRotations', { KeyId });
    expect(Rotations?.map(({ RotationDate }) => RotationDate?.getTime())).to.deep.equal([enabledAt]);
    const { NextRotationDate } = await world.ok('GetKeyRotationStatus', { KeyId });
    expect(NextRotationDate?.getTime()).to.equal(enabledAt + 90 * DAY * 1000);
  });

  it('is off while a deletion is pending, and comes back with the cancel', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.ok('EnableKeyRotation', { KeyId });
    await world.ok('ScheduleKeyDeletion', { KeyId });
    expect(await world.ok('GetKeyRotationStatus', { KeyId })).to.deep.equal({ KeyId, KeyRotationEnabled: false });
    await world.ok('CancelKeyDeletion', { KeyId });
    expect((await world.ok('GetKeyRotationStatus', { KeyId })).KeyRotationEnabled).to.equal(true);
  });
});

describe('the last use of a key', () => {
  it('is the newest successful cryptographic call, with its event', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    expect((await world.ok('GetKeyLastUsage', { KeyId })).KeyLastUsage).to.deep.equal({});
    await world.ok('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
    const reply = await world.reply('GenerateDataKey', { KeyId, KeySpec: 'AES_128' });
    await world.error('GenerateDataKey', { KeyId });
    await world.ok('DescribeKey', { KeyId });
    const { KeyLastUsage } = await world.ok('GetKeyLastUsage', { KeyId });
    expect(KeyLastUsage?.Operation).to.equal('GenerateDataKey');
    expect(KeyLastUsage?.KmsRequestId).to.equal(reply.requestId);
    await world.ok('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
    expect((await world.ok('GetKeyLastUsage', { KeyId })).KeyLastUsage?.Operation).to.equal('Encrypt');
  });
});
