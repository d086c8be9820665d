/** The picture of lab L13: key stores, and the clusters and proxies at the other end of their connections. */
import { expect } from 'chai';
import { isWhole, type KeyStoreCables } from '../../../src/ui/pictures/key-store-cable.ts';
import { loadKeyStoreCable } from '../../../src/ui/pictures/load-key-store-cable.ts';
import { playLab } from './play-lab.ts';

const shown = ({ cables }: KeyStoreCables) =>
  cables.map((cable) => [cable.name, cable.state, cable.keys.map(({ state }) => state), isWhole(cable)]);

describe('key-store-cable', () => {
  it('shows the cluster with its two problems at the start', async () => {
    const { source } = await playLab('L13');
    const { cables, loose } = await loadKeyStoreCable(source);
    expect(cables).to.deep.equal([]);
    const [cluster] = loose;
    expect([cluster?.kind, cluster?.hsms]).to.deep.equal(['cluster', 2]);
    expect(cluster?.problems.map(({ kind }) => kind)).to.have.members(['logged-in', 'no-address']);
  });

  it('shows whole cables to the cluster and the proxy after the solution', async () => {
    const lab = await playLab('L13');
    await lab.solve();
    const picture = await loadKeyStoreCable(lab.source);
    expect(shown(picture)).to.deep.equal([
      ['external', 'CONNECTED', ['Enabled'], true],
      ['hsm', 'CONNECTED', ['Enabled'], true],
    ]);
    expect(picture.cables.map(({ rack }) => [rack?.kind, rack?.keys])).to.deep.equal([
      ['proxy', 1],
      ['cluster', 1],
    ]);
    expect(picture.loose).to.deep.equal([]);
  });

  it('shows a cable that is broken at either plug, and leaves no event', async () => {
    const lab = await playLab('L13');
    await lab.solve('external');
    const { sandbox, kms } = lab.source.strongroom;
    const { cables } = await loadKeyStoreCable(lab.source);
    const hsm = cables.find(({ name }) => name === 'hsm');
    await kms().disconnectCustomKeyStore({ CustomKeyStoreId: hsm?.id });
    await sandbox.clock.advance(60);
    await sandbox.faults.set('xks-proxy-unreachable');
    const newest = async () => (await sandbox.events.query({ limit: 1 })).events[0]?.record.eventID;
    const before = await newest();
    const broken = await loadKeyStoreCable(lab.source);
    expect(shown(broken)).to.deep.equal([
      ['external', 'CONNECTED', ['Enabled'], false],
      ['hsm', 'DISCONNECTED', ['Unavailable'], false],
    ]);
    expect(broken.cables[0]?.rack?.problems).to.deep.equal([{ kind: 'fault', name: 'xks-proxy-unreachable' }]);
    expect(await newest()).to.equal(before);
  });
});
