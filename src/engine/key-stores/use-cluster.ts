/** Reaches a CloudHSM cluster, unless a fault of the sandbox prevents it. */
import type { FaultName, FaultSettings } from '../../model/faults.ts';
import { HsmError, type HsmClusters, type HsmProblem } from '../../model/hsm-clusters.ts';
import type { ExternalSystems } from '../../model/ports.ts';
import { readFaults } from '../faults.ts';
import type { Reader } from '../transaction/reader.ts';

/** What prevents the use of a cluster. */
export type ClusterProblem = HsmProblem | 'network' | 'internal' | 'sessions';

/** Result of a use of a cluster. */
export type ClusterUse<T> = { readonly problem: ClusterProblem } | { readonly problem?: undefined; readonly value: T };

/** What reaching a cluster needs of a call. */
export interface ClusterContext {
  readonly reader: Reader;
  readonly external?: ExternalSystems;
}

type ClusterFault = Extract<FaultName, `cloudhsm-${string}`>;

const PROBLEMS: Readonly<Record<ClusterFault, ClusterProblem>> = {
  'cloudhsm-network': 'network',
  'cloudhsm-internal': 'internal',
  'cloudhsm-sessions': 'sessions',
};

function isSet(faults: FaultSettings, name: ClusterFault, clusterId: string): boolean {
  const options = faults[name];
  return options !== undefined && (options.clusterId ?? clusterId) === clusterId;
}

/**
 * Calls `use` with the clusters.
 * @param faults the faults that prevent this use
 */
export async function useCluster<T>(
  { reader, external }: ClusterContext,
  clusterId: string,
  faults: readonly ClusterFault[],
  use: (clusters: HsmClusters) => Promise<T>,
): Promise<ClusterUse<T>> {
  const settings = await readFaults(reader);
  const fault = faults.find((name) => isSet(settings, name, clusterId));
  if (fault !== undefined) return { problem: PROBLEMS[fault] };
  if (external?.clusters === undefined) return { problem: 'cluster-not-found' };
  try {
    return { value: await use(external.clusters) };
  } catch (error) {
    if (error instanceof HsmError) return { problem: error.problem };
    throw error;
  }
}
