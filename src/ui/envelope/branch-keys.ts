/**
 * The branch keys of this tab, one store for each sandbox, Region and caller. Their records are encrypted by KMS and in
 * memory only: they end when the tab is closed or loaded again.
 */
import { BranchKeyCache } from '../../envelope/branch-keys/branch-key-cache.ts';
import type { BranchKeyAdmin, BranchKeyStore } from '../../envelope/branch-keys/branch-key-store.ts';
import { createMemoryBranchKeyTable } from '../../envelope/branch-keys/branch-key-table.ts';
import { cachedBranchKeyStore } from '../../envelope/branch-keys/cached-branch-key-store.ts';
import { createKmsBranchKeyStore } from '../../envelope/branch-keys/kms-branch-key-store.ts';
import type { EnvelopeKms } from '../../envelope/envelope-kms.ts';
import { createAwsKmsHierarchyKeyring } from '../../envelope/keyrings/aws-kms-hierarchy.ts';
import type { Keyring } from '../../envelope/materials.ts';
import type { PageContext } from '../page/page-context.ts';
import { liveKeys } from './live-keys.ts';

/** A branch key, for display. */
export interface BranchKeyNote {
  readonly id: string;
  readonly kmsKeyArn: string;
  /** Number of its versions. */
  readonly versions: number;
}

const MAX_CACHED = 100;
const STORE_NAME = 'playground';

/** The branch keys of one place. */
class BranchKeys {
  readonly #table = createMemoryBranchKeyTable();
  #notes: readonly BranchKeyNote[] = [];
  #cache: { readonly ttlSeconds: number; readonly keys: BranchKeyCache } | undefined;

  /** The newest last. */
  get notes(): readonly BranchKeyNote[] {
    return this.#notes;
  }

  /** Creates a branch key under a KMS key. Resolves with its ID. Makes three calls to KMS. */
  async create(kms: EnvelopeKms, kmsKeyArn: string): Promise<string> {
    const id = await this.#store(kms, kmsKeyArn).createBranchKey();
    this.#notes = [...this.#notes, { id, kmsKeyArn, versions: 1 }];
    return id;
  }

  /** Adds a version, which encrypts from now on. Cached branch keys are overwritten. */
  async addVersion(kms: EnvelopeKms, id: string): Promise<void> {
    const note = this.#find(id);
    if (!note) return;
    await this.#store(kms, note.kmsKeyArn).versionBranchKey(id);
    this.#notes = this.#notes.map((one) => (one.id === id ? { ...one, versions: one.versions + 1 } : one));
    this.#cache?.keys.clear();
  }

  /** A keyring of a branch key. Undefined: it is not in this store. */
  keyring(kms: EnvelopeKms, id: string, ttlSeconds: number): Keyring | undefined {
    const note = this.#find(id);
    if (!note) return undefined;
    return createAwsKmsHierarchyKeyring(
      { branchKeyStore: this.#store(kms, note.kmsKeyArn), branchKeyId: id, cacheTtlSeconds: ttlSeconds },
      this.#cacheOf(ttlSeconds),
    );
  }

  /** Reads branch keys for file workers, through the cache that all files of this place share. */
  reader(kms: EnvelopeKms, ttlSeconds: number): BranchKeyStore {
    const storeOf = (id: string) => {
      const note = this.#find(id);
      if (!note) throw new TypeError(`There is no branch key ${id}.`);
      return this.#store(kms, note.kmsKeyArn);
    };
    const store: BranchKeyStore = {
      getActiveBranchKey: async (id) => storeOf(id).getActiveBranchKey(id),
      getBranchKeyVersion: async (id, version) => storeOf(id).getBranchKeyVersion(id, version),
    };
    return cachedBranchKeyStore(store, this.#cacheOf(ttlSeconds));
  }

  #find(id: string): BranchKeyNote | undefined {
    return this.#notes.find((note) => note.id === id);
  }

  #store(kms: EnvelopeKms, kmsKeyArn: string): BranchKeyAdmin {
    return createKmsBranchKeyStore(() => kms, { kmsKeyArn, table: this.#table, logicalKeyStoreName: STORE_NAME });
  }

  /** The cache. Another time to live empties it. */
  #cacheOf(ttlSeconds: number): BranchKeyCache {
    if (this.#cache?.ttlSeconds === ttlSeconds) return this.#cache.keys;
    this.#cache?.keys.clear();
    const keep = (material: Uint8Array) => liveKeys.add('branchKeyCache', '', material, 'branchKey');
    const keys = new BranchKeyCache(ttlSeconds * 1000, MAX_CACHED, () => performance.now(), keep);
    this.#cache = { ttlSeconds, keys };
    return keys;
  }
}

const stores = new WeakMap<object, Map<string, BranchKeys>>();

/** The branch keys of a sandbox, Region and caller. */
export function branchKeysOf({ strongroom, region, caller }: PageContext): BranchKeys {
  const places = stores.get(strongroom) ?? new Map<string, BranchKeys>();
  stores.set(strongroom, places);
  const place = JSON.stringify([region, caller]);
  const found = places.get(place) ?? new BranchKeys();
  places.set(place, found);
  return found;
}
