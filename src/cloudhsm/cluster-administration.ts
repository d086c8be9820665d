/** What a user does with the simulated clusters of a sandbox: `sandbox.clusters`. */
import { toHex } from '../base/hex.ts';
import { isAccountId } from '../model/arn.ts';
import { DEFAULT_REGION, isRegionName } from '../model/regions.ts';
import type { HsmClusterChange, HsmClusterInput, HsmClusterQuery } from '../model/hsm-cluster-input.ts';
import type { HsmClusterView, HsmSubnetView } from '../model/hsm-cluster-view.ts';
import type { HsmClusterRecord, KmsUserRecord } from '../model/hsm-records.ts';
import { applyChange, passwordKey } from './change-cluster.ts';
import { clusterView, MAX_FAILED_LOGINS } from './cluster-view.ts';
import { hsmKeyId, isSamePassword, type HsmParts } from './hsm-clusters.ts';

/** Password of kmsuser in a new cluster, as in the examples of AWS. */
export const DEFAULT_PASSWORD = 'kmsPswd';

/**
 * Characters of a cluster ID. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html
 * (CloudHsmClusterId)
 */
const ID_CHARACTERS = '234567abcdefghijklmnopqrstuvwxyz';

const DEFAULT_FREE_ADDRESSES = 250;

/** What the administration needs. */
export interface AdministrationParts extends HsmParts {
  readonly defaultAccount: () => Promise<string>;
}

/** Whether `zones` is a list of names of Availability Zones. A caller without types can pass anything. */
function areZonesOf(region: string, zones: unknown): boolean {
  return (
    Array.isArray(zones) &&
    zones.every(
      (zone) => typeof zone === 'string' && zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length)),
    )
  );
}

/** Returns kmsuser logged out. */
function withoutSession(user: KmsUserRecord | undefined): KmsUserRecord | undefined {
  if (user === undefined) return undefined;
  const { session: _ended, ...rest } = user;
  return rest;
}

/** Returns a cluster with `user` as its kmsuser, or without one. */
function withUser(
  { kmsUser: _before, ...cluster }: HsmClusterRecord,
  user: KmsUserRecord | undefined,
): HsmClusterRecord {
  return user === undefined ? cluster : { ...cluster, kmsUser: user };
}

/** Administers the clusters of one sandbox. */
export class ClusterAdministration {
  readonly #parts: AdministrationParts;

  constructor(parts: AdministrationParts) {
    this.#parts = parts;
  }

  /**
   * Lists the clusters of an account in a Region, oldest first. The first list of a place creates one cluster there, so
   * that there is one to try with.
   * @throws {TypeError} for a malformed option
   */
  async clusters(query: HsmClusterQuery = {}): Promise<readonly HsmClusterView[]> {
    const place = await this.#place(query);
    const all = await this.#parts.database.clusters();
    const here = all.filter(({ account, region }) => account === place.account && region === place.region);
    if (here.length === 0) return [await this.createCluster(place)];
    here.sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
    return await Promise.all(here.map((cluster) => this.#view(cluster)));
  }

  /**
   * Creates a cluster.
   * @throws {TypeError} for a malformed option
   */
  async createCluster(input: HsmClusterInput = {}): Promise<HsmClusterView> {
    const { database, clock } = this.#parts;
    const original = input.backupOf === undefined ? undefined : await database.cluster(input.backupOf);
    if (input.backupOf !== undefined && original === undefined)
      throw new TypeError(`Cluster ${input.backupOf} does not exist in this sandbox.`);
    if (original !== undefined && input.kmsUserPassword !== undefined)
      throw new TypeError('kmsUserPassword is not valid with backupOf: a backup contains kmsuser.');
    const { account, region } = original ?? (await this.#place(input));
    const zones = input.availabilityZones ?? [`${region}a`, `${region}b`];
    if (!areZonesOf(region, zones))
      throw new TypeError(`availabilityZones must be a list of Availability Zones of ${region}, such as ${region}a.`);
    const id = `cluster-${this.#characters(11)}`;
    const { trustAnchor, certificate } = original ?? (await this.#certificates(id));
    const user =
      original === undefined
        ? { password: await passwordKey(input.kmsUserPassword ?? DEFAULT_PASSWORD), failedLogins: 0 }
        : withoutSession(original.kmsUser);
    const subnetZones = new Set([...zones, `${region}a`, `${region}b`]);
    const created: HsmClusterRecord = {
      id,
      account,
      region,
      createdAt: clock.now(),
      state: 'ACTIVE',
      hsms: zones.map((availabilityZone) => ({ id: this.#hsmId(), availabilityZone, state: 'ACTIVE' })),
      subnets: [...subnetZones].map((availabilityZone): HsmSubnetView => ({
        id: `subnet-${this.#hex(17)}`,
        availabilityZone,
        freeAddresses: DEFAULT_FREE_ADDRESSES,
      })),
      securityGroup: { id: `sg-${this.#hex(17)}`, areRulesIntact: true },
      backupHistory: original?.backupHistory ?? id,
      trustAnchor,
      certificate,
      nextHandle: original?.nextHandle ?? 1,
    };
    const cluster = withUser(created, user);
    const keys = original === undefined ? [] : await database.keys(original.id);
    await database.putKeys(keys.map((key) => ({ ...key, id: hsmKeyId(id, key.backingKeyId), clusterId: id })));
    await database.changeCluster(id, () => cluster);
    return await this.#view(cluster);
  }

  /**
   * Changes a cluster. Repeats nothing: a wrong password at `log-in` counts.
   * @throws {TypeError} for an unknown cluster or action, or if the cluster does not have what the change names
   */
  async changeCluster(id: string, change: HsmClusterChange): Promise<HsmClusterView> {
    const { database, random } = this.#parts;
    const found = await this.#existing(id);
    const password = 'password' in change ? await passwordKey(change.password) : undefined;
    const isRightPassword =
      password !== undefined &&
      found.kmsUser !== undefined &&
      found.kmsUser.failedLogins < MAX_FAILED_LOGINS &&
      (await isSamePassword(found.kmsUser.password, password, random.publicBytes(32)));
    const after = await database.changeCluster(id, (before) => {
      if (before === undefined || before.state === 'DELETED') return before;
      return applyChange(before, change, { newHsmId: () => this.#hsmId(), password, isRightPassword });
    });
    if (change.action === 'delete-key' && !(await database.deleteKey(hsmKeyId(id, change.backingKeyId))))
      throw new TypeError(`Cluster ${id} has no key ${change.backingKeyId}.`);
    return await this.#view(after ?? found);
  }

  /**
   * Deletes a cluster. Its backup remains: a cluster can be created from it.
   * @throws {TypeError} for an unknown cluster
   */
  async removeCluster(id: string): Promise<void> {
    await this.#existing(id);
    await this.#parts.database.changeCluster(
      id,
      (before) => before && { ...withUser(before, withoutSession(before.kmsUser)), state: 'DELETED', hsms: [] },
    );
  }

  async #existing(id: string): Promise<HsmClusterRecord> {
    const cluster = await this.#parts.database.cluster(id);
    if (cluster === undefined || cluster.state === 'DELETED')
      throw new TypeError(`Cluster ${id} does not exist in this sandbox.`);
    return cluster;
  }

  async #view(cluster: HsmClusterRecord): Promise<HsmClusterView> {
    return clusterView(cluster, await this.#parts.database.keys(cluster.id));
  }

  async #place({ account, region = DEFAULT_REGION }: HsmClusterQuery): Promise<{ account: string; region: string }> {
    if (!isRegionName(region)) throw new TypeError(`${region} is not a valid Region.`);
    const owner = account ?? (await this.#parts.defaultAccount());
    if (!isAccountId(owner)) throw new TypeError('account must have 12 digits.');
    return { account: owner, region };
  }

  async #certificates(id: string): Promise<{ trustAnchor: string; certificate: string }> {
    const { random, clock } = this.#parts;
    // Loaded when it is used: most sandboxes have no cluster.
    const { createCertificatePair } = await import('../crypto/certificates.ts');
    const { authority, certificate } = await createCertificatePair(
      { authority: `${id} customer CA`, subject: id },
      new Date(clock.now()),
      [random.publicBytes(8), random.publicBytes(8)],
    );
    return { trustAnchor: authority, certificate };
  }

  #hsmId(): string {
    return `hsm-${this.#characters(11)}`;
  }

  #characters(length: number): string {
    return Array.from(
      this.#parts.random.publicBytes(length),
      (byte) => ID_CHARACTERS[byte % ID_CHARACTERS.length],
    ).join('');
  }

  #hex(length: number): string {
    return toHex(this.#parts.random.publicBytes(Math.ceil(length / 2))).slice(0, length);
  }
}
