/**
 * The attack on key material, as any script of this origin could run it: take every CryptoKey and every blob out of IndexedDB, files and caches,
 * then try to get bytes of a secret out of them in each way that WebCrypto has. It changes nothing and keeps nothing.
 */

/** A CryptoKey or a blob, and where it was found. */
export interface Loot {
  readonly keys: readonly { readonly key: CryptoKey; readonly where: string }[];
  readonly blobs: readonly { readonly bytes: Uint8Array<ArrayBuffer>; readonly where: string }[];
}

/** One way that was tried. */
export interface Attempt {
  /** The call, as code: `exportKey("raw", key)`. */
  readonly call: string;
  /** What it was tried on. */
  readonly where: string;
  /** Name and message of the browser's error, verbatim; or what was obtained. */
  readonly answer: string;
  /** The bytes, where the attack succeeded. */
  readonly obtained?: Uint8Array<ArrayBuffer>;
}

/** The formats of exportKey and wrapKey. */
const FORMATS = ['raw', 'pkcs8', 'jwk'] as const;
type Format = (typeof FORMATS)[number];

const PAGE = 200;

/** What a stolen key would be imported as, by format. */
const IMPORTS: readonly {
  readonly format: Format;
  readonly algorithm: AlgorithmIdentifier | HmacImportParams | EcKeyImportParams | RsaHashedImportParams;
}[] = [
  { format: 'raw', algorithm: { name: 'HMAC', hash: 'SHA-256' } },
  { format: 'raw', algorithm: 'AES-GCM' },
  { format: 'pkcs8', algorithm: { name: 'ECDSA', namedCurve: 'P-256' } },
  { format: 'pkcs8', algorithm: { name: 'RSA-PSS', hash: 'SHA-256' } },
];

const usagesOf = (algorithm: unknown): KeyUsage[] =>
  typeof algorithm === 'string' ? ['encrypt', 'decrypt'] : ['sign'];

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Puts every key and blob inside `value` into `loot`, however deep. */
function sift(
  value: unknown,
  where: string,
  loot: { keys: Loot['keys'][number][]; blobs: Loot['blobs'][number][] },
): void {
  if (value instanceof CryptoKey) {
    if (value.type !== 'public') loot.keys.push({ key: value, where });
  } else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes =
      value instanceof ArrayBuffer
        ? new Uint8Array(value.slice(0))
        : Uint8Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    if (bytes.length > 0) loot.blobs.push({ bytes, where });
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) sift(inner, where, loot);
  }
}

/** Every key and blob of one database. */
async function lootOf(name: string, loot: Parameters<typeof sift>[2]): Promise<void> {
  const database = await settled(indexedDB.open(name));
  try {
    for (const store of database.objectStoreNames) {
      let range: IDBKeyRange | null = null;
      for (;;) {
        const objects: IDBObjectStore = database.transaction(store).objectStore(store);
        const [keys, values]: [IDBValidKey[], unknown[]] = await Promise.all([
          settled(objects.getAllKeys(range, PAGE)),
          settled(objects.getAll(range, PAGE)),
        ]);
        for (const [index, value] of values.entries()) sift(value, `${name} / ${store} / ${String(keys[index])}`, loot);
        const last = keys.at(-1);
        if (keys.length < PAGE || last === undefined) break;
        range = IDBKeyRange.lowerBound(last, true);
      }
    }
  } finally {
    database.close();
  }
}

/** Larger files and answers are left alone: no wrapped key is that long. */
const LONGEST = 64 * 1024;

/** The files of the origin's private file system, however deep. */
async function lootOfFiles(
  folder: FileSystemDirectoryHandle,
  where: string,
  loot: Parameters<typeof sift>[2],
): Promise<void> {
  for await (const [name, entry] of folder.entries()) {
    if (entry.kind === 'directory') await lootOfFiles(entry as FileSystemDirectoryHandle, `${where}/${name}`, loot);
    else {
      const file = await (entry as FileSystemFileHandle).getFile();
      if (file.size <= LONGEST) sift(await file.arrayBuffer(), `${where}/${name}`, loot);
    }
  }
}

/** The answers that caches hold. */
async function lootOfCaches(loot: Parameters<typeof sift>[2]): Promise<void> {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request))?.arrayBuffer();
      if (body !== undefined && body.byteLength <= LONGEST) sift(body, `cache ${new URL(request.url).pathname}`, loot);
    }
  }
}

/** Takes every CryptoKey (public ones aside) and every blob out of every database, file and cache of this origin. */
export async function plunder(): Promise<Loot> {
  const loot = { keys: [], blobs: [] };
  for (const { name } of await indexedDB.databases()) if (name) await lootOf(name, loot);
  await lootOfFiles(await navigator.storage.getDirectory(), 'files', loot);
  await lootOfCaches(loot);
  return loot;
}

/** The parameters under which `key` would encrypt or decrypt. */
function parametersOf(
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
): AlgorithmIdentifier | AesGcmParams | AesCbcParams | AesCtrParams {
  const { name } = key.algorithm;
  if (name === 'AES-CBC') return { name, iv: new Uint8Array(16) };
  if (name === 'AES-CTR') return { name, counter: new Uint8Array(16), length: 64 };
  return name === 'AES-GCM' ? { name, iv } : { name };
}

const bytesOfExport = (value: ArrayBuffer | JsonWebKey) =>
  value instanceof ArrayBuffer ? new Uint8Array(value) : new TextEncoder().encode(JSON.stringify(value));

/** Does `act`; what it gives is the stolen bytes, what it throws is the refusal. */
async function attempt(call: string, where: string, act: () => Promise<ArrayBuffer | JsonWebKey>): Promise<Attempt> {
  try {
    const obtained = bytesOfExport(await act());
    return { call, where, answer: `obtained ${obtained.length} bytes`, obtained };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { call, where, answer: [name, message].filter(Boolean).join(': ') };
  }
}

/** Ways to cut a blob into IV and ciphertext: IV first, or in another blob of 12 bytes. */
function* cuts(
  blob: Loot['blobs'][number],
  blobs: Loot['blobs'],
): Generator<{ iv: Uint8Array<ArrayBuffer>; data: Uint8Array<ArrayBuffer> }> {
  if (blob.bytes.length > 12) yield { iv: blob.bytes.slice(0, 12), data: blob.bytes.slice(12) };
  for (const other of blobs)
    if (other.bytes.length === 12 && other.where === blob.where) yield { iv: other.bytes, data: blob.bytes };
}

/**
 * Tries everything on `loot`, one attempt after the other: exportKey in each format; wrapKey of each key by each key; decrypt and
 * unwrapKey(extractable) of each blob by each key. Ends by itself; stop reading to end it sooner.
 */
export async function* attack({ keys, blobs }: Loot): AsyncGenerator<Attempt> {
  const { subtle } = crypto;
  for (const { key, where } of keys) {
    for (const format of FORMATS)
      yield attempt(`exportKey("${format}", key)`, where, () => subtle.exportKey(format, key));
  }
  for (const target of keys) {
    for (const wrapper of keys) {
      for (const format of FORMATS) {
        const parameters = parametersOf(wrapper.key, new Uint8Array(12));
        yield attempt(`wrapKey("${format}", key, other)`, `${target.where} by ${wrapper.where}`, () =>
          subtle.wrapKey(format, target.key, wrapper.key, parameters),
        );
      }
    }
  }
  for (const blob of blobs) {
    for (const { key, where } of keys) {
      for (const { iv, data } of cuts(blob, blobs)) {
        const at = `${blob.where} by ${where}`;
        const parameters = parametersOf(key, iv);
        yield attempt('decrypt(blob, key)', at, () => subtle.decrypt(parameters, key, data));
        for (const { format, algorithm } of IMPORTS) {
          yield attempt(`unwrapKey("${format}", blob, key, extractable)`, at, async () => {
            const stolen = await subtle.unwrapKey(
              format,
              key.algorithm.name === 'AES-KW' ? blob.bytes : data,
              key,
              parameters,
              algorithm,
              true,
              usagesOf(algorithm),
            );
            return subtle.exportKey(format, stolen);
          });
        }
      }
    }
  }
}
