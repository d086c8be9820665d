/** The way of a test to the systems outside of KMS in a world: CloudHSM clusters and XKS proxies. */
import type { Strongroom } from '../../../src/client/strongroom.ts';
import type { Aid } from './fixture.ts';

/** The way to the systems outside of KMS, where the page has one. */
export function aidOf(world: Pick<Strongroom, 'sandbox'> | undefined): Aid {
  if (world === undefined) return {};
  const { clusters, proxies, faults } = world.sandbox;
  const cluster = async () => {
    const [first] = await clusters.list();
    if (first === undefined) throw new Error('There is no cluster.');
    return first;
  };
  return {
    cluster,
    changeCluster: async (change, id) => clusters.change(id ?? (await cluster()).id, change),
    proxies,
    setFault: (name) => faults.set(name),
    newCluster: (backupOf) => clusters.create(backupOf === undefined ? {} : { backupOf }),
  };
}
