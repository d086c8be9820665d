/** The simulated CloudHSM clusters, loaded as one when a cluster is first used. */
export { ClusterAdministration } from './cluster-administration.ts';
export { createHsmClusters } from './hsm-clusters.ts';
export { createMemoryHsmDatabase } from './memory-hsm-database.ts';
