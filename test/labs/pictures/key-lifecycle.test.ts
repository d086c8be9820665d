/** The picture of lab L09: keys by state, and the app that stops later than its key. */
import { expect } from 'chai';
import type { KeyLifecycle } from '../../../src/ui/pictures/key-lifecycle.ts';
import { heartbeatOf, MAX_BEATS } from '../../../src/ui/pictures/key-lifecycle.ts';
import { loadKeyLifecycle } from '../../../src/ui/pictures/load-key-lifecycle.ts';
import { playLab } from './play-lab.ts';

/** Alias and state of each key of the map. */
const tokens = ({ places }: KeyLifecycle) =>
  Object.fromEntries(places.flatMap(({ state, keys }) => keys.map(({ aliases }) => [aliases[0], state])));

const beatsOf = ({ heartbeat }: KeyLifecycle) =>
  heartbeat?.beats.map(({ operation, app, state, isAlive }) => [operation ?? app?.event, state, isAlive]);

describe('key-lifecycle', () => {
  it('shows enabled keys and a living app at the start', async () => {
    const { source } = await playLab('L09');
    const picture = await loadKeyLifecycle(source);
    expect(tokens(picture)).to.deep.equal({
      'alias/orders': 'Enabled',
      'alias/imported': 'Enabled',
      'alias/store': 'Enabled',
    });
    expect(beatsOf(picture)).to.deep.equal([
      ['CreateKey', 'Enabled', false],
      ['start', 'Enabled', true],
      ['write', 'Enabled', true],
    ]);
    expect(picture.heartbeat).not.to.have.property('delay');
  });

  it('shows that the app goes on after DisableKey', async () => {
    const lab = await playLab('L09');
    await lab.solve('disable');
    const { heartbeat } = await loadKeyLifecycle(lab.source);
    expect(heartbeat?.beats.slice(-2)).to.have.lengthOf(2);
    expect(heartbeat?.delay).to.deep.include({ beats: 1 }).and.not.to.have.property('to');
  });

  it('shows how late the app stopped, and where each key is after the solution', async () => {
    const lab = await playLab('L09');
    await lab.solve();
    const picture = await loadKeyLifecycle(lab.source);
    expect(tokens(picture)).to.deep.equal({
      'alias/orders': 'Enabled',
      'alias/imported': 'PendingImport',
      'alias/store': 'Unavailable',
    });
    const { delay } = picture.heartbeat ?? {};
    expect(delay?.beats).to.equal(1);
    expect((delay?.to ?? 0) - (delay?.from ?? 0)).to.be.at.least(60_000);
    expect(beatsOf(picture)).to.deep.include(['restart', 'Disabled', false]);
    const { error, moves } = picture.places.find(({ state }) => state === 'Unavailable') ?? {};
    expect([error, moves?.map(({ operation }) => operation)]).to.deep.equal([
      'KMSInvalidStateException',
      ['ConnectCustomKeyStore', 'ScheduleKeyDeletion'],
    ]);
  });

  it('leaves out old beats, and has none without an app', () => {
    expect(heartbeatOf([], [])).to.equal(undefined);
    const beats = Array.from({ length: MAX_BEATS + 3 }, (_, at) => ({
      program: 'orders',
      event: 'write',
      key: 'arn:aws:kms:us-east-1:111122223333:key/1',
      ok: true,
      createdAt: at,
    }));
    const heartbeat = heartbeatOf(beats, []);
    expect([heartbeat?.beats.length, heartbeat?.omitted, heartbeat?.beats[0]?.at]).to.deep.equal([MAX_BEATS, 3, 3]);
  });
});
