/** The way of a test to the CloudHSM clusters of a world. */
import type { Strongroom } from '../../../src/client/strongroom.ts';
import type { Aid } from './fixture.ts';

/** The way to the clusters of a world, where the page has one. */
export function aidOf(world: Pick<Strongroom, 'sandbox'> | undefined): Aid {
  const clusters = world?.sandbox.clusters;
  if (clusters === undefined) return {};
  const cluster = async () => {
    const [first] = await clusters.list();
    if (first === undefined) throw new Error('There is no cluster.');
    return first;
  };
  return {
    cluster,
    changeCluster: async (change, id) => clusters.change(id ?? (await cluster()).id, change),
    newCluster: (backupOf) => clusters.create(backupOf === undefined ? {} : { backupOf }),
  };
}
