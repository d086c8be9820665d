/**
 * A cache of data keys: a materials manager around another. Fewer calls to KMS, at the price that several messages
 * share a data key. Each still has a content key of its own, which is derived from the data key and the message ID.
 * Source: https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/caching-cmm.md
 */
import { toBase64 } from '../../base/base64.ts';
import { copyBytes } from '../../base/bytes.ts';
import { checkKind, checkMembers, OBJECT } from '../check-options.ts';
import type { EncryptionContext } from '../encryption-context.ts';
import type {
  DecryptionMaterialsRequest,
  EncryptionMaterialsRequest,
  MaterialsManager,
  ReadyDecryptionMaterials,
  ReadyEncryptionMaterials,
} from '../materials.ts';
import { CacheEntries, type CachedMaterials, type KeepListener } from './cache-entries.ts';

/** Limits of a cache. A data key that reaches one of them is not used again. */
export interface CacheLimits {
  /** Maximum number of data keys; the least recently used one is evicted first. Default 100. */
  readonly capacity?: number | undefined;
  /** Maximum age of a data key in milliseconds, by the device's clock. */
  readonly maxAgeMs: number;
  /** Maximum number of messages per data key. Default and maximum: 2^32. */
  readonly maxMessages?: number | undefined;
  /** Maximum number of content bytes per data key. Default: no maximum. */
  readonly maxBytes?: number | undefined;
}

/** What a cache did since it was created. */
export interface CacheMetrics {
  /** Requests that a cached data key answered: each saves its calls to KMS. */
  readonly hits: number;
  /** Requests that were passed on and whose data key was cached. */
  readonly misses: number;
  /**
   * Requests that were passed on without the cache: content of unknown length, content above `maxBytes`, or a suite
   * without key derivation.
   */
  readonly bypasses: number;
  /** Data keys that were removed and overwritten. */
  readonly evictions: number;
  /** Data keys in the cache. */
  readonly size: number;
}

/** One data key in a cache, without its bytes. */
export interface CachedDataKey {
  readonly direction: 'encrypt' | 'decrypt';
  readonly encryptionContext: EncryptionContext;
  /** Messages that it has encrypted or decrypted. */
  readonly messages: number;
  /** Content bytes that it has encrypted. */
  readonly bytes: number;
  readonly ageMs: number;
}

/** Maximum of `maxMessages`, as in the specification. */
const MAX_MESSAGES = 2 ** 32;
const DEFAULT_CAPACITY = 100;

const isCount = (value: number) => Number.isSafeInteger(value) && value > 0;

function checkLimits(limits: CacheLimits): void {
  checkKind(limits, 'limits', OBJECT);
  checkMembers(limits, ['capacity', 'maxAgeMs', 'maxMessages', 'maxBytes'], 'limits');
  const { capacity = 1, maxAgeMs, maxMessages = 1, maxBytes = 1 } = limits;
  if (!isCount(capacity)) throw new TypeError('capacity must be an integer greater than 0.');
  if (!(Number.isFinite(maxAgeMs) && maxAgeMs > 0)) throw new TypeError('maxAgeMs must be a number greater than 0.');
  if (!isCount(maxMessages) || maxMessages > MAX_MESSAGES)
    throw new TypeError(`maxMessages must be an integer from 1 to ${MAX_MESSAGES}.`);
  if (!isCount(maxBytes)) throw new TypeError('maxBytes must be an integer greater than 0.');
}

const sortedPairs = (context: EncryptionContext) => Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));

/** Returns copies of the secret bytes: the caller overwrites them after use. */
function copyMaterials<T extends CachedMaterials>(materials: T): T {
  const { dataKey, signingKey } = materials;
  return {
    ...materials,
    dataKey: copyBytes(dataKey),
    ...(signingKey ? { signingKey: { ...signingKey, privateKey: copyBytes(signingKey.privateKey) } } : {}),
  };
}

/**
 * A cache of data keys. Pass it as `materialsManager`. A data key serves only requests with the same suite and
 * encryption context; one for decryption also needs the same encrypted data keys.
 */
export class CachingMaterialsManager implements MaterialsManager {
  readonly #source: MaterialsManager;
  readonly #maxMessages: number;
  readonly #maxBytes: number;
  readonly #entries: CacheEntries;
  /** Requests in flight: others of the same kind wait for their data key. */
  readonly #pending = new Map<string, Promise<unknown>>();
  #hits = 0;
  #misses = 0;
  #bypasses = 0;

  /**
   * @param onKeep called with the materials that the cache keeps, to observe their bytes
   * @throws {TypeError} for invalid limits
   */
  constructor(source: MaterialsManager, limits: CacheLimits, onKeep?: KeepListener) {
    checkLimits(limits);
    this.#source = source;
    this.#maxMessages = limits.maxMessages ?? MAX_MESSAGES;
    this.#maxBytes = limits.maxBytes ?? Number.MAX_SAFE_INTEGER;
    this.#entries = new CacheEntries(limits.capacity ?? DEFAULT_CAPACITY, limits.maxAgeMs, onKeep);
  }

  get metrics(): CacheMetrics {
    return {
      hits: this.#hits,
      misses: this.#misses,
      bypasses: this.#bypasses,
      evictions: this.#entries.evictions,
      size: this.#entries.size,
    };
  }

  /** The data keys in the cache, the least recently used one first. */
  get dataKeys(): readonly CachedDataKey[] {
    return this.#entries.all.map(({ materials, messages, bytes, createdAt }) => ({
      direction: 'encryptedDataKeys' in materials ? 'encrypt' : 'decrypt',
      encryptionContext: materials.encryptionContext,
      messages,
      bytes,
      ageMs: Date.now() - createdAt,
    }));
  }

  /** Removes and overwrites all data keys. */
  clear(): void {
    this.#entries.clear();
  }

  async getEncryptionMaterials(request: EncryptionMaterialsRequest): Promise<ReadyEncryptionMaterials> {
    checkKind(request, 'request', OBJECT);
    const { suite, encryptionContext, requiredContextKeys, maxPlaintextLength: bytes } = request;
    // Without key derivation a data key encrypts directly: two messages would share key and IVs.
    if (bytes === undefined || bytes > this.#maxBytes || !suite.kdf) {
      this.#bypasses++;
      return this.#source.getEncryptionMaterials(request);
    }
    const context = sortedPairs(encryptionContext);
    const id = JSON.stringify(['encrypt', suite.id, context, [...requiredContextKeys].sort()]);
    return this.#get(id, bytes, () => this.#source.getEncryptionMaterials(request));
  }

  async getDecryptionMaterials(request: DecryptionMaterialsRequest): Promise<ReadyDecryptionMaterials> {
    checkKind(request, 'request', OBJECT);
    const { suite, encryptionContext, reproducedContext, encryptedDataKeys } = request;
    const keys = encryptedDataKeys.map(({ providerId, providerInfo, ciphertext }) => [
      providerId,
      toBase64(providerInfo),
      toBase64(ciphertext),
    ]);
    const contexts = [sortedPairs(encryptionContext), sortedPairs(reproducedContext)];
    const id = JSON.stringify(['decrypt', suite.id, contexts, keys]);
    return this.#get(id, undefined, () => this.#source.getDecryptionMaterials(request));
  }

  /** @param bytes length of the content that is encrypted; undefined for decryption, which has no such limits */
  async #get<T extends CachedMaterials>(id: string, bytes: number | undefined, request: () => Promise<T>): Promise<T> {
    for (;;) {
      const entry = this.#entries.find(id);
      if (entry) {
        const isUsable = bytes === undefined || this.#use(entry, bytes);
        if (isUsable) {
          this.#hits++;
          return copyMaterials(entry.materials as T);
        }
        this.#entries.evict(id);
      }
      const pending = this.#pending.get(id);
      if (!pending) break;
      // If that request fails, this one makes its own: its caller may have canceled it.
      await pending.catch(() => undefined);
    }
    this.#misses++;
    const requested = request();
    this.#pending.set(id, requested);
    try {
      const materials = await requested;
      this.#entries.add(id, copyMaterials(materials), bytes ?? 0);
      return materials;
    } finally {
      this.#pending.delete(id);
    }
  }

  /** Counts a message of `bytes`. Returns false if that would exceed a limit. */
  #use(entry: { messages: number; bytes: number }, bytes: number): boolean {
    if (entry.messages + 1 > this.#maxMessages || entry.bytes + bytes > this.#maxBytes) return false;
    entry.messages++;
    entry.bytes += bytes;
    return true;
  }
}
