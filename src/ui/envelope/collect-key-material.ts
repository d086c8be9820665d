/**
 * Collects what a script of this origin can read: every CryptoKey and every blob in IndexedDB, in the origin private
 * file system and in caches, with the texts in their records. Changes nothing and stores nothing.
 */
import type { Bytes } from '../../base/bytes.ts';
import type { KeySpec } from '../../model/sdk.ts';

/**
 * How a record protects its key material, according to its members. Only records of the store `materials` hold KMS
 * keys; those of `importParameters` hold the private keys that unwrap imports, and those of `hsmKeys`, in another
 * database, are keys in CloudHSM clusters.
 */
export type Protection = 'native' | 'wrapped' | 'both' | 'access key' | 'other';

/** The KMS key that a material record belongs to. */
export interface KmsKeyFacts {
  readonly arn: string;
  readonly spec: KeySpec;
  /** SPKI DER; absent for symmetric keys. */
  readonly publicKey?: Bytes;
}

/** One record, file or cached response that contains CryptoKeys or blobs. */
export interface CollectedRecord {
  /** Database, store and key, or the path of a file. */
  readonly where: string;
  readonly protection: Protection;
  /** Secret and private CryptoKeys. */
  readonly keys: readonly CryptoKey[];
  readonly blobs: readonly Bytes[];
  /** Texts of the record that may be additional data, IDs first. */
  readonly texts: readonly string[];
  readonly kmsKey?: KmsKeyFacts;
}

/** The result of a collection. */
export interface CollectedMaterial {
  /** The records to attack: a sample with every kind of record. */
  readonly records: readonly CollectedRecord[];
  /** Total number of records, keys and blobs. */
  readonly found: { readonly records: number; readonly keys: number; readonly blobs: number };
  /** What the browser did not let the script read, with its error. */
  readonly refused: readonly string[];
}

/** Progress of a collection, in records. */
export interface CollectionProgress {
  readonly read: number;
  readonly of: number;
}

/** Maximum size of the sample. Each record is tried against each other, so the time grows with the square. */
export const MAX_RECORDS = 60;

const PAGE_SIZE = 50;

/** Larger files and responses are skipped: no wrapped key is that long. */
const MAX_FILE_BYTES = 64 * 1024;

/** Additional data is an identifier. Longer texts are policies and descriptions. */
const MAX_TEXT_LENGTH = 256;
const MAX_TEXTS = 24;

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('The request failed.'));
  });

interface Contents {
  readonly keys: CryptoKey[];
  readonly blobs: Bytes[];
  readonly texts: string[];
}

/** Adds every key, blob and short text inside `value` to `contents`, at any depth. */
function collect(value: unknown, contents: Contents): void {
  if (value instanceof CryptoKey) {
    if (value.type !== 'public') contents.keys.push(value);
  } else if (value instanceof ArrayBuffer) {
    if (value.byteLength > 0) contents.blobs.push(new Uint8Array(value.slice(0)));
  } else if (ArrayBuffer.isView(value)) {
    if (value.byteLength > 0)
      contents.blobs.push(Uint8Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
  } else if (typeof value === 'string') {
    if (value.length > 0 && value.length <= MAX_TEXT_LENGTH && contents.texts.length < MAX_TEXTS)
      contents.texts.push(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) collect(inner, contents);
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Stores whose records hold keys: those of KMS keys, and the wrapping keys of imports. */
const KEY_STORES: ReadonlySet<string> = new Set(['materials', 'importParameters']);

function protectionOf(store: string, value: unknown): Protection {
  if (store === 'accessKeys') return 'access key';
  // The keys of CloudHSM clusters, in their own database, are never wrapped.
  if (store === 'hsmKeys') return 'native';
  if (!KEY_STORES.has(store)) return 'other';
  if (memberOf(value, 'wrapped') === undefined) return 'native';
  return memberOf(value, 'keys') === undefined ? 'wrapped' : 'both';
}

/** The kind of a record: its store, its keys, and the approximate lengths of its blobs. */
const kindOf = (store: string, { protection, keys, blobs }: CollectedRecord) =>
  JSON.stringify([
    store,
    protection,
    keys.map(({ algorithm, usages }) => [algorithm, usages]),
    blobs.map(({ length }) => Math.ceil(Math.log2(length))),
  ]);

/** Counts all records, and keeps the first ones of each kind. */
class Sample {
  readonly found = { records: 0, keys: 0, blobs: 0 };
  readonly #kinds = new Map<string, CollectedRecord[]>();

  add(store: string, where: string, value: unknown): CollectedRecord | undefined {
    const contents: Contents = { keys: [], blobs: [], texts: [] };
    collect(value, contents);
    this.found.records += 1;
    this.found.keys += contents.keys.length;
    this.found.blobs += contents.blobs.length;
    if (contents.keys.length === 0 && contents.blobs.length === 0) return undefined;
    const record = { ...contents, where, protection: protectionOf(store, value) };
    const kind = kindOf(store, record);
    const kept = this.#kinds.get(kind) ?? [];
    this.#kinds.set(kind, kept);
    if (kept.length >= MAX_RECORDS) return undefined;
    kept.push(record);
    return record;
  }

  /** One record of each kind, then more records with keys, then more of the others, up to MAX_RECORDS. */
  pick(): CollectedRecord[] {
    const kinds = [...this.#kinds.values()];
    const further = (keys: boolean) =>
      Array.from({ length: MAX_RECORDS }, (_, round) =>
        kinds.flatMap((kind) => kind.slice(round + 1, round + 2)).filter((record) => record.keys.length > 0 === keys),
      ).flat();
    const first = kinds.flatMap((kind) => kind.slice(0, 1));
    const rest = [...further(true), ...further(false)];
    return [...first, ...rest.slice(0, Math.max(0, MAX_RECORDS - first.length))];
  }
}

/** Opens a database. Does not create one that was deleted meanwhile. */
function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => request.transaction?.abort();
  return settled(request);
}

interface Walk {
  readonly sample: Sample;
  readonly progress: { read: number; of: number };
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CollectionProgress) => void;
}

/** Reads `store` page by page and calls `visit` with each value and its key. */
async function eachValue(
  database: IDBDatabase,
  store: string,
  { progress, signal, onProgress }: Walk,
  visit: (value: unknown, key: IDBValidKey) => void,
): Promise<void> {
  let range: IDBKeyRange | null = null;
  for (;;) {
    signal.throwIfAborted();
    const objects: IDBObjectStore = database.transaction(store).objectStore(store);
    const [keys, values]: [IDBValidKey[], unknown[]] = await Promise.all([
      settled(objects.getAllKeys(range, PAGE_SIZE)),
      settled(objects.getAll(range, PAGE_SIZE)),
    ]);
    for (const [index, value] of values.entries()) visit(value, keys[index] as IDBValidKey);
    progress.read += values.length;
    onProgress(progress);
    const last = keys.at(-1);
    if (keys.length < PAGE_SIZE || last === undefined) return;
    range = IDBKeyRange.lowerBound(last, true);
  }
}

/** Reads one database, and links each record of key material to the KMS key that it belongs to. */
async function readDatabase(name: string, walk: Walk): Promise<void> {
  const database = await open(name);
  database.onversionchange = () => database.close();
  try {
    const stores = [...database.objectStoreNames];
    for (const store of stores)
      walk.progress.of += await settled(database.transaction(store).objectStore(store).count());
    const facts = new Map<unknown, KmsKeyFacts>();
    const materials: [CollectedRecord, unknown][] = [];
    for (const store of stores)
      await eachValue(database, store, walk, (value, key) => {
        const record = walk.sample.add(
          store,
          `${name} / ${store} / ${typeof key === 'string' ? key : JSON.stringify(key)}`,
          value,
        );
        // Imported material names its key by ARN, other material by ID.
        if (store === 'keys')
          for (const name of ['keyId', 'arn']) facts.set(memberOf(value, name), value as KmsKeyFacts);
        if (store === 'materials' && record) materials.push([record, memberOf(value, 'keyId')]);
        if (store === 'hsmKeys' && record)
          Object.assign(record, { kmsKey: { arn: memberOf(value, 'label'), spec: 'SYMMETRIC_DEFAULT' } });
      });
    for (const [record, keyId] of materials) {
      const kmsKey = facts.get(keyId);
      if (kmsKey) Object.assign(record, { kmsKey });
    }
  } finally {
    database.close();
  }
}

async function readFiles(folder: FileSystemDirectoryHandle, where: string, sample: Sample): Promise<void> {
  for await (const [name, entry] of folder.entries()) {
    if (entry.kind === 'directory') await readFiles(entry, `${where}/${name}`, sample);
    else {
      const file = await entry.getFile();
      if (file.size <= MAX_FILE_BYTES) sample.add(where, `${where}/${name}`, await file.arrayBuffer());
    }
  }
}

async function readCaches(sample: Sample): Promise<void> {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request))?.arrayBuffer();
      if (body !== undefined && body.byteLength <= MAX_FILE_BYTES)
        sample.add('caches', `cache ${new URL(request.url).pathname}`, body);
    }
  }
}

/**
 * Reads every database, file and cache of this origin. Lists in `refused` what the browser does not let it read (the
 * file system in a private window, a blocked cache). Rejects only with the reason of `signal`.
 */
export async function collectKeyMaterial(
  signal: AbortSignal = new AbortController().signal,
  onProgress: (progress: CollectionProgress) => void = () => undefined,
): Promise<CollectedMaterial> {
  const sample = new Sample();
  const refused: string[] = [];
  const walk: Walk = { sample, progress: { read: 0, of: 0 }, signal, onProgress };
  const visit = async (place: string, read: () => Promise<void>) => {
    signal.throwIfAborted();
    try {
      await read();
    } catch (error) {
      signal.throwIfAborted();
      refused.push(`${place}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    }
  };
  await visit('IndexedDB', async () => {
    for (const { name } of await indexedDB.databases())
      if (name) await visit(`IndexedDB ${name}`, () => readDatabase(name, walk));
  });
  await visit('Files', async () => readFiles(await navigator.storage.getDirectory(), 'files', sample));
  await visit('Caches', () => readCaches(sample));
  return { records: sample.pick(), found: sample.found, refused };
}
