/**
 * The attack on key material that any script of this origin can run: tries exportKey, wrapKey, decrypt, unwrapKey and,
 * where a cipher allows it, encrypt and sign on every stored CryptoKey and blob, with the texts of their records as
 * additional data. `collect-key-material.ts` collects them; `verdict.ts` decides what was obtained.
 */
import { encodeUtf8, type Bytes } from '../../base/bytes.ts';
import type { CollectedMaterial, CollectedRecord } from './collect-key-material.ts';

/** One attempt. */
export interface Attempt {
  /** The call, as code: `exportKey("raw", key)`. */
  readonly call: string;
  /** The record whose secret it tries to obtain, and the record of the key that it uses. */
  readonly target: CollectedRecord;
  readonly by: CollectedRecord;
  /** Name and message of the browser's error, verbatim, or the number of bytes obtained. */
  readonly answer: string;
  /** The bytes that the call returned, if any. */
  readonly obtained?: Bytes;
  /**
   * What the browser guarantees. `key`: the bytes are those of a stored key. `plaintext`: the authentication tag of a
   * stored blob was valid. `nothing`: the call returns bytes with any key, right or wrong.
   */
  readonly certain: 'key' | 'plaintext' | 'nothing';
}

/** Formats of secrets. `raw-secret` and `raw-seed` are defined in "Modern Algorithms in the Web Cryptography API". */
const FORMATS = ['raw', 'raw-secret', 'raw-seed', 'pkcs8', 'jwk'] as const;

/** Algorithms to import an unwrapped key as. HMAC takes bytes of any length. */
const IMPORTS = [
  { format: 'raw', algorithm: { name: 'HMAC', hash: 'SHA-256' }, usages: ['sign'] },
  { format: 'raw', algorithm: { name: 'AES-GCM' }, usages: ['encrypt'] },
  { format: 'pkcs8', algorithm: { name: 'ECDSA', namedCurve: 'P-256' }, usages: ['sign'] },
  { format: 'pkcs8', algorithm: { name: 'RSA-PSS', hash: 'SHA-256' }, usages: ['sign'] },
] as const;

const IV_BYTES = 12;
const TAG_BYTES = 16;

type Parameters = AlgorithmIdentifier | AesGcmParams | AesCbcParams | AesCtrParams;

/** Parameters with which a key of `algorithm` encrypts or decrypts. */
function parametersOf({ name }: KeyAlgorithm, iv: Bytes, additionalData?: Bytes): Parameters {
  if (name === 'AES-CBC') return { name, iv: ivOf(iv) };
  if (name === 'AES-CTR') return { name, counter: ivOf(iv), length: 64 };
  if (name === 'AES-GCM') return { name, iv, ...(additionalData ? { additionalData } : {}) };
  return { name };
}

/** Pads `iv` to the 16 bytes that CBC and CTR take. */
function ivOf(iv: Bytes): Bytes {
  const block = new Uint8Array(16);
  block.set(iv.subarray(0, 16));
  return block;
}

const AUTHENTICATED: ReadonlySet<string> = new Set(['AES-GCM', 'AES-KW', 'RSA-OAEP']);

/** Runs `act`. Its result is what was obtained; its error is the refusal. */
async function attempt(
  call: string,
  target: CollectedRecord,
  by: CollectedRecord,
  certain: Attempt['certain'],
  act: () => Promise<unknown>,
): Promise<Attempt> {
  try {
    const value = await act();
    const obtained = value instanceof ArrayBuffer ? new Uint8Array(value) : encodeUtf8(JSON.stringify(value));
    return { call, target, by, certain, obtained, answer: `${obtained.length} bytes` };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { call, target, by, certain, answer: [name, message].filter(Boolean).join(': ') };
  }
}

interface Cut {
  readonly iv: Bytes;
  readonly data: Bytes;
}

/** Ways to split a blob: the IV is at its beginning, at its end, or another blob of the record. */
function* cuts(blob: Bytes, { blobs }: CollectedRecord): Generator<Cut> {
  for (const iv of blobs) if (iv !== blob && (iv.length === IV_BYTES || iv.length === 16)) yield { iv, data: blob };
  if (blob.length <= IV_BYTES) return;
  yield { iv: blob.slice(0, IV_BYTES), data: blob.slice(IV_BYTES) };
  yield { iv: blob.slice(-IV_BYTES), data: blob.slice(0, -IV_BYTES) };
}

/** Candidates for the additional data: none, and the texts of both records. For a key of another record, IDs only. */
function additionalData(target: CollectedRecord, by: CollectedRecord): (Bytes | undefined)[] {
  const texts = target === by ? target.texts : [...target.texts.slice(0, 3), ...by.texts.slice(0, 1)];
  return [undefined, ...[...new Set(texts)].map(encodeUtf8)];
}

// TypeScript's library does not know the newer formats.
const subtle = crypto.subtle as unknown as {
  exportKey(format: string, key: CryptoKey): Promise<unknown>;
  wrapKey(format: string, key: CryptoKey, by: CryptoKey, parameters: Parameters): Promise<ArrayBuffer>;
  unwrapKey(
    format: string,
    blob: Bytes,
    by: CryptoKey,
    parameters: Parameters,
    algorithm: (typeof IMPORTS)[number]['algorithm'],
    extractable: true,
    usages: readonly KeyUsage[],
  ): Promise<CryptoKey>;
};

/** Exports each stored key in each format. */
async function* exportEach({ records }: CollectedMaterial): AsyncGenerator<Attempt> {
  for (const record of records)
    for (const key of record.keys)
      for (const format of FORMATS)
        yield attempt(`exportKey("${format}", key)`, record, record, 'key', () => subtle.exportKey(format, key));
}

/** One key of each algorithm and set of usages, with its record. Keys that are equal in these behave the same. */
function wrappersOf({ records }: CollectedMaterial): [CollectedRecord, CryptoKey][] {
  const kinds = new Map<string, [CollectedRecord, CryptoKey]>();
  for (const record of records)
    for (const key of record.keys) kinds.set(JSON.stringify([key.algorithm, key.usages]), [record, key]);
  return [...kinds.values()];
}

/** Wraps each stored key with a stored key, and with a key that the script generates. */
async function* wrapEach(collected: CollectedMaterial): AsyncGenerator<Attempt> {
  const iv = new Uint8Array(IV_BYTES);
  const own = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'decrypt']);
  const wrappers = wrappersOf(collected);
  for (const target of collected.records)
    for (const key of target.keys)
      for (const format of FORMATS) {
        yield attempt(`wrapKey("${format}", key, own key)`, target, target, 'key', async () =>
          crypto.subtle.decrypt(
            { name: 'AES-GCM', iv },
            own,
            await subtle.wrapKey(format, key, own, { name: 'AES-GCM', iv }),
          ),
        );
        for (const [by, wrapper] of wrappers)
          yield attempt(`wrapKey("${format}", key, other key)`, target, by, 'key', () =>
            subtle.wrapKey(format, key, wrapper, parametersOf(wrapper.algorithm, iv)),
          );
      }
}

/** Uses one key on one blob, with every split and every candidate for the additional data. */
async function* useOn(
  blob: Bytes,
  target: CollectedRecord,
  key: CryptoKey,
  by: CollectedRecord,
): AsyncGenerator<Attempt> {
  const { algorithm, usages } = key;
  const certain = AUTHENTICATED.has(algorithm.name) ? 'plaintext' : 'nothing';
  for (const cut of cuts(blob, target)) {
    // AES-KW has no IV: the whole blob is the wrapped key.
    const data = algorithm.name === 'AES-KW' ? blob : cut.data;
    for (const aad of additionalData(target, by)) {
      const parameters = parametersOf(algorithm, cut.iv, aad);
      const named = aad ? ', a text of the record as additional data' : '';
      if (usages.includes('decrypt'))
        yield attempt(`decrypt(blob${named})`, target, by, certain, () => crypto.subtle.decrypt(parameters, key, data));
      if (usages.includes('unwrapKey'))
        for (const { format, algorithm: as, usages: uses } of IMPORTS)
          yield attempt(`unwrapKey("${format}", blob, extractable${named})`, target, by, certain, async () =>
            subtle.exportKey(format, await subtle.unwrapKey(format, data, key, parameters, as, true, uses)),
          );
    }
    // GCM and CTR encrypt by XOR: encrypting the ciphertext with the same IV decrypts it, without tag and additional
    // data.
    if (usages.includes('encrypt') && algorithm.name.startsWith('AES-')) {
      const bare = algorithm.name === 'AES-GCM' ? cut.data.subarray(0, -TAG_BYTES) : cut.data;
      if (bare.length > 0)
        yield attempt('encrypt(blob) to undo its encryption', target, by, 'nothing', async () => {
          const parameters = parametersOf(algorithm, cut.iv);
          return (await crypto.subtle.encrypt(parameters, key, bare)).slice(0, bare.length);
        });
    }
  }
  if (usages.includes('sign') && algorithm.name === 'HMAC')
    yield attempt('sign(blob)', target, by, 'nothing', () => crypto.subtle.sign('HMAC', key, blob));
}

/** Uses each stored key on each stored blob with each of its usages, and once per blob without the usage. */
async function* useEach({ records }: CollectedMaterial): AsyncGenerator<Attempt> {
  for (const target of records)
    for (const blob of target.blobs)
      for (const by of records)
        for (const key of by.keys) {
          yield* useOn(blob, target, key, by);
          const parameters = parametersOf(key.algorithm, new Uint8Array(IV_BYTES));
          if (!key.usages.includes('decrypt'))
            yield attempt('decrypt(blob)', target, by, 'nothing', () => crypto.subtle.decrypt(parameters, key, blob));
          if (!key.usages.includes('unwrapKey')) {
            const [{ format, algorithm, usages }] = IMPORTS;
            yield attempt(`unwrapKey("${format}", blob, extractable)`, target, by, 'nothing', async () =>
              subtle.exportKey(format, await subtle.unwrapKey(format, blob, key, parameters, algorithm, true, usages)),
            );
          }
        }
}

/** Runs every attempt on `collected`, one after the other. To end it early, stop iterating. */
export async function* attack(collected: CollectedMaterial): AsyncGenerator<Attempt> {
  yield* exportEach(collected);
  yield* wrapEach(collected);
  yield* useEach(collected);
}
