/** Encrypts many small records, with and without a cache of data keys, and counts what that takes. */
import { encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import type { CachedDataKey, CacheLimits, CacheMetrics } from '../../envelope/cache/caching-materials-manager.ts';
import { CachingMaterialsManager } from '../../envelope/cache/caching-materials-manager.ts';
import type { EncryptionContext } from '../../envelope/encryption-context.ts';
import { createEnvelope, type EnvelopeOperation } from '../../envelope/envelope.ts';
import type { EnvelopeKms } from '../../envelope/envelope-kms.ts';
import type { MaterialsManager, ReadyEncryptionMaterials } from '../../envelope/materials.ts';
import { resolveMaterialsManager } from '../../envelope/resolve-materials-manager.ts';
import type { InputOf } from '../../model/operations.ts';
import { outputOf } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { liveKeys } from './live-keys.ts';
import { noteDataKey, noteRun } from './program-ledger.ts';
import { describeProvider } from './provider-info.ts';
import { TEXTS } from './records-texts.ts';

/** A record of the sample list, encrypted. */
interface EncryptedRecord {
  readonly message: Blob;
}

/** What one run took. */
export interface RecordRun {
  readonly direction: 'encrypt' | 'decrypt';
  readonly isCached: boolean;
  readonly records: number;
  /** Calls to KMS that were made, by a count of the calls themselves. */
  readonly calls: number;
  /** What the cache did in this run. Absent without cache. */
  readonly metrics?: Omit<CacheMetrics, 'size'>;
}

/** What to encrypt. */
interface RecordPlan {
  readonly keyId: string;
  readonly count: number;
  /** Records have one of so many encryption contexts. */
  readonly tenants: number;
  readonly pairs: EncryptionContext;
}

/** A stable text, about the size of a row of a table. */
const contentOf = (index: number): Bytes =>
  encodeUtf8(JSON.stringify({ id: index + 1, customer: `customer-${index + 1}`, note: TEXTS.sampleNote }));

const contextOf = ({ pairs, tenants }: RecordPlan, index: number): EncryptionContext => ({
  ...pairs,
  tenant: String((index % tenants) + 1),
});

/** The output of an operation. Rejects with the error of the envelope, which caused that of the stream. */
async function whole({ stream, result }: EnvelopeOperation): Promise<Blob> {
  const output = new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
  const [read, end] = await Promise.allSettled([output, result]);
  if (end.status === 'rejected') throw end.reason;
  if (read.status === 'rejected') throw read.reason;
  return read.value;
}

/** The calls of a run by operation, and the encrypted data keys that KMS returned. */
interface Tally {
  readonly calls: Record<string, number>;
  readonly edks: Uint8Array[];
  /** Uses of cached data keys, by the encrypted data key in hex. */
  readonly uses: Map<string, { readonly materials: ReadyEncryptionMaterials; count: number }>;
}

/** The encrypted data key of materials in hex. */
const edkOf = ({ encryptedDataKeys: [first] }: Pick<ReadyEncryptionMaterials, 'encryptedDataKeys'>): string =>
  toHex(first?.ciphertext ?? new Uint8Array());

/** A cache that counts how often each of its data keys encrypts. */
function countingCache(cache: MaterialsManager, { uses }: Tally): MaterialsManager {
  return {
    async getEncryptionMaterials(request) {
      const materials = await cache.getEncryptionMaterials(request);
      const use = uses.get(edkOf(materials)) ?? { materials, count: 0 };
      use.count++;
      uses.set(edkOf(materials), use);
      return materials;
    },
    getDecryptionMaterials: (request) => cache.getDecryptionMaterials(request),
  };
}

/** The KMS client of a run. It counts calls and keeps no copies of answers. */
function countingKms({ kms }: PageContext, tally: Tally): EnvelopeKms {
  const call = async <N extends 'GenerateDataKey' | 'Encrypt' | 'Decrypt'>(operation: N, input: InputOf<N>) => {
    tally.calls[operation] = (tally.calls[operation] ?? 0) + 1;
    return outputOf(await kms.call(operation, input));
  };
  return {
    async generateDataKey(input) {
      const output = await call('GenerateDataKey', input);
      if (output.CiphertextBlob) tally.edks.push(Uint8Array.from(output.CiphertextBlob));
      return output;
    },
    encrypt: (input) => call('Encrypt', input),
    decrypt: (input) => call('Decrypt', input),
  };
}

/** Encrypts with one key, and decrypts with the key that a message names. */
async function createSource(
  kms: EnvelopeKms,
  { region, caller }: PageContext,
  keyId: string,
): Promise<MaterialsManager> {
  const writer = await resolveMaterialsManager(() => kms, { keyIds: [keyId], region, caller });
  const reader = await resolveMaterialsManager(() => kms, { region, caller });
  return {
    getEncryptionMaterials: (request) => writer.getEncryptionMaterials(request),
    getDecryptionMaterials: (request) => reader.getDecryptionMaterials(request),
  };
}

/** The records and the cache of a visit. */
export class RecordRuns {
  #cache: CachingMaterialsManager | undefined;
  #kms: EnvelopeKms | undefined;
  /** The plaintext data keys that the cache has kept, by the encrypted data key in hex. */
  readonly #cached = new Map<string, Uint8Array>();
  #records: readonly EncryptedRecord[] = [];

  /** The encrypted records of the last encryption. */
  get count(): number {
    return this.#records.length;
  }

  get dataKeys(): readonly CachedDataKey[] {
    return this.#cache?.dataKeys ?? [];
  }

  get metrics(): CacheMetrics | undefined {
    return this.#cache?.metrics;
  }

  /** Removes the cache. Its data keys are overwritten. */
  clear(): void {
    this.#cache?.clear();
    this.#cache = undefined;
  }

  /** Removes cache and records. */
  reset(): void {
    this.clear();
    this.#records = [];
  }

  /**
   * Encrypts records in order.
   * @param limits of the cache, which is created if it does not exist. Undefined: no cache
   * @throws {TypeError} for invalid limits
   */
  async encrypt(
    context: PageContext,
    plan: RecordPlan,
    limits: CacheLimits | undefined,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<RecordRun> {
    const records: EncryptedRecord[] = [];
    const run = await this.#run(context, plan.keyId, limits, async (materialsManager) => {
      for (let index = 0; index < plan.count; index++) {
        signal.throwIfAborted();
        const options = { materialsManager, encryptionContext: contextOf(plan, index), signal };
        const operation = createEnvelope(unused).encrypt(new Blob([contentOf(index)]), options);
        records.push({ message: await whole(operation) });
        onProgress(index + 1);
      }
    });
    this.#records = records;
    return this.#end(context, { direction: 'encrypt', records: records.length, ...run });
  }

  /**
   * Decrypts the records of the last encryption, with the keys that they name.
   * @param keyId encrypts new data keys, if the cache does not exist yet
   */
  async decrypt(
    context: PageContext,
    keyId: string,
    limits: CacheLimits | undefined,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<RecordRun> {
    const records = this.#records;
    const run = await this.#run(context, keyId, limits, async (materialsManager) => {
      for (const [index, { message }] of records.entries()) {
        signal.throwIfAborted();
        await whole(createEnvelope(unused).decrypt(message, { materialsManager, signal }));
        onProgress(index + 1);
      }
    });
    return this.#end(context, { direction: 'decrypt', records: records.length, ...run });
  }

  /** Writes a run to the ledger, and returns it as the page shows it. */
  async #end(
    { strongroom }: PageContext,
    { tally, ...run }: Omit<RecordRun, 'calls'> & { readonly tally: Tally },
  ): Promise<RecordRun> {
    const { calls, edks, uses } = tally;
    await noteRun(strongroom, { items: run.records, calls, edks });
    for (const [name, { materials, count }] of uses) {
      const [edk] = materials.encryptedDataKeys;
      const copy = this.#cached.get(name);
      if (!edk || !copy) continue;
      const { name: key } = describeProvider(edk);
      const { encryptionContext } = materials;
      const dataKey = { edk: edk.ciphertext, key, encryptionContext, copies: [copy], liveKeys, uses: count };
      await noteDataKey(strongroom, dataKey);
    }
    return { ...run, calls: Object.values(calls).reduce((sum, count) => sum + count, 0) };
  }

  async #run(
    context: PageContext,
    keyId: string,
    limits: CacheLimits | undefined,
    act: (materials: MaterialsManager) => Promise<void>,
  ): Promise<Pick<RecordRun, 'isCached' | 'metrics'> & { readonly tally: Tally }> {
    const tally: Tally = { calls: {}, edks: [], uses: new Map() };
    const kms = countingKms(context, tally);
    if (!limits) {
      await act(await createSource(kms, context, keyId));
      return { tally, isCached: false };
    }
    const cache = await this.#cacheFor(context, keyId, limits);
    this.#kms = kms;
    const before = cache.metrics;
    await act(countingCache(cache, tally));
    const after = cache.metrics;
    const metrics = {
      hits: after.hits - before.hits,
      misses: after.misses - before.misses,
      bypasses: after.bypasses - before.bypasses,
      evictions: after.evictions - before.evictions,
    };
    return { tally, isCached: true, metrics };
  }

  /** The cache, over the client of the present run. */
  async #cacheFor(context: PageContext, keyId: string, limits: CacheLimits): Promise<CachingMaterialsManager> {
    if (this.#cache) return this.#cache;
    const present: EnvelopeKms = {
      generateDataKey: (input) => (this.#kms as EnvelopeKms).generateDataKey(input),
      encrypt: (input) => (this.#kms as EnvelopeKms).encrypt(input),
      decrypt: (input) => (this.#kms as EnvelopeKms).decrypt(input),
    };
    const source = await createSource(present, context, keyId);
    this.#cached.clear();
    this.#cache = new CachingMaterialsManager(source, limits, (materials) => {
      const { dataKey, encryptionContext } = materials;
      if ('encryptedDataKeys' in materials) this.#cached.set(edkOf(materials), dataKey);
      liveKeys.add('dataKeyCache', TEXTS.keyOf(encryptionContext.tenant ?? ''), dataKey);
    });
    return this.#cache;
  }
}

/** The materials manager has the client. */
const unused = (): never => {
  throw new TypeError('The materials manager makes every call to KMS.');
};
