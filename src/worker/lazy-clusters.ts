/**
 * The CloudHSM clusters of one sandbox. Their code is loaded, and their database opened, when a cluster is first used:
 * most sandboxes have none.
 */
import type { ClusterAdministration } from '../cloudhsm/cluster-administration.ts';
import type { HsmClusters } from '../model/hsm-clusters.ts';
import type { HsmDatabase } from '../model/hsm-records.ts';
import type { Random, RealClock } from '../model/ports.ts';
import type { SandboxFunctions } from '../model/sandbox-methods.ts';

/** What the clusters need. */
export interface LazyClustersParts {
  readonly openDatabase: (() => Promise<HsmDatabase>) | undefined;
  readonly random: Random;
  readonly clock: RealClock;
  readonly defaultAccount: () => Promise<string>;
}

interface Opened {
  readonly database: HsmDatabase;
  readonly clusters: HsmClusters;
  readonly administration: ClusterAdministration;
}

type Methods = SandboxFunctions<'clusters' | 'createCluster' | 'changeCluster' | 'removeCluster'>;

/** Opens the clusters of one sandbox on first use. */
export class LazyClusters implements Methods {
  readonly #parts: LazyClustersParts;
  #opening: Promise<Opened> | undefined;

  constructor(parts: LazyClustersParts) {
    this.#parts = parts;
  }

  /** The clusters, as KMS uses them. */
  readonly port: HsmClusters = {
    describe: async (...args) => (await this.#open()).clusters.describe(...args),
    isTrustedBy: async (...args) => (await this.#open()).clusters.isTrustedBy(...args),
    login: async (...args) => (await this.#open()).clusters.login(...args),
    logout: async (...args) => (await this.#open()).clusters.logout(...args),
    generateKey: async (...args) => (await this.#open()).clusters.generateKey(...args),
    encrypt: async (...args) => (await this.#open()).clusters.encrypt(...args),
    decrypt: async (...args) => (await this.#open()).clusters.decrypt(...args),
    deleteKey: async (...args) => (await this.#open()).clusters.deleteKey(...args),
    random: async (...args) => (await this.#open()).clusters.random(...args),
  };

  readonly clusters: Methods['clusters'] = async (query) => (await this.#open()).administration.clusters(query);

  readonly createCluster: Methods['createCluster'] = async (input) =>
    (await this.#open()).administration.createCluster(input);

  readonly changeCluster: Methods['changeCluster'] = async (id, change) =>
    (await this.#open()).administration.changeCluster(id, change);

  readonly removeCluster: Methods['removeCluster'] = async (id) =>
    (await this.#open()).administration.removeCluster(id);

  /** Deletes all clusters and their keys. */
  async clear(): Promise<void> {
    // In memory, nothing exists before the first use.
    if (this.#opening === undefined && this.#parts.openDatabase === undefined) return;
    await (await this.#open()).database.clear();
  }

  /** Closes the database. */
  close(): void {
    this.#opening?.then(({ database }) => database.close()).catch(() => undefined);
    this.#opening = undefined;
  }

  #open(): Promise<Opened> {
    if (this.#opening !== undefined) return this.#opening;
    const opening = this.#load();
    this.#opening = opening;
    // Tried again at the next use.
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  async #load(): Promise<Opened> {
    const { openDatabase, random, clock, defaultAccount } = this.#parts;
    const { ClusterAdministration, createHsmClusters, createMemoryHsmDatabase } = await import('../cloudhsm/index.ts');
    const database = openDatabase === undefined ? createMemoryHsmDatabase() : await openDatabase();
    const parts = { database, random, clock };
    return {
      database,
      clusters: createHsmClusters(parts),
      administration: new ClusterAdministration({ ...parts, defaultAccount }),
    };
  }
}
