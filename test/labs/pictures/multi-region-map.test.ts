/** The picture of lab L12: keys by Region, with shared key material and separate aliases. */
import { expect } from 'chai';
import { loadMultiRegionMap } from '../../../src/ui/pictures/load-multi-region-map.ts';
import type { MultiRegionMap } from '../../../src/ui/pictures/multi-region-map.ts';
import { playLab } from './play-lab.ts';

const shown = ({ frames }: MultiRegionMap) =>
  Object.fromEntries(
    frames.map(({ region, keys, deleted }) => [
      region,
      [
        ...keys.map(({ key, material }) => [key.multiRegion, key.aliases[0], material]),
        ...deleted.map(() => 'deleted'),
      ],
    ]),
  );

describe('multi-region-map', () => {
  it('shows a single-Region key at the start', async () => {
    const { source } = await playLab('L12');
    const map = await loadMultiRegionMap(source);
    expect(shown(map)).to.deep.equal({ 'us-east-1': [[undefined, 'alias/local', 1]] });
    expect(map.crossings).to.deep.equal([]);
  });

  it('shows one key material in two Regions, with aliases and primary key of their own', async () => {
    const lab = await playLab('L12');
    await lab.solve('move-primary');
    const map = await loadMultiRegionMap(lab.source);
    expect(shown(map)).to.deep.equal({
      'us-east-1': [
        [undefined, 'alias/local', 1],
        ['REPLICA', undefined, 2],
      ],
      'eu-west-1': [['PRIMARY', 'alias/eu', 2]],
    });
    expect(map.crossings.map(({ from, to, error }) => [from, to, error])).to.deep.equal([
      ['us-east-1', 'eu-west-1', undefined],
      ['us-east-1', 'eu-west-1', 'AccessDenied'],
    ]);
  });

  it('shows the deleted keys of each Region', async () => {
    const lab = await playLab('L12');
    await lab.solve();
    expect(shown(await loadMultiRegionMap(lab.source))).to.deep.equal({
      'us-east-1': [[undefined, 'alias/local', 1], 'deleted'],
      'eu-west-1': ['deleted'],
    });
  });
});
