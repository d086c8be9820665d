/**
 * The attack on key material, as any script of this origin can run it: tries to get bytes of a secret out of stored CryptoKeys and blobs in each way
 * that WebCrypto offers. `plunder.ts` collects them; `verdict.ts` decides what was really obtained.
 */
import { encodeUtf8, type Bytes } from '../../base/bytes.ts';
import type { Loot, LootRecord } from './plunder.ts';

/** One way that was tried. */
export interface Attempt {
  /** The call, as code: `exportKey("raw", key)`. */
  readonly call: string;
  /** The record whose secret it is after, and the record of the key that was used on it. */
  readonly target: LootRecord;
  readonly by: LootRecord;
  /** Name and message of the browser's error, verbatim; or how many bytes were obtained. */
  readonly answer: string;
  /** The bytes, where the call gave some. */
  readonly obtained?: Bytes;
  /**
   * What the browser vouches for. `key`: the bytes are those of a stored key. `plaintext`: the authentication tag of a stored blob was right.
   * `nothing`: any key gives bytes in this way, right or wrong.
   */
  readonly certain: 'key' | 'plaintext' | 'nothing';
}

/** The formats that can hold a secret. `raw-secret` and `raw-seed` are those of "Modern Algorithms in the Web Cryptography API". */
const FORMATS = ['raw', 'raw-secret', 'raw-seed', 'pkcs8', 'jwk'] as const;

/** What a stolen key would be imported as. HMAC takes bytes of any length. */
const IMPORTS = [
  { format: 'raw', algorithm: { name: 'HMAC', hash: 'SHA-256' }, usages: ['sign'] },
  { format: 'raw', algorithm: { name: 'AES-GCM' }, usages: ['encrypt'] },
  { format: 'pkcs8', algorithm: { name: 'ECDSA', namedCurve: 'P-256' }, usages: ['sign'] },
  { format: 'pkcs8', algorithm: { name: 'RSA-PSS', hash: 'SHA-256' }, usages: ['sign'] },
] as const;

const IV_BYTES = 12;
const TAG_BYTES = 16;

type Parameters = AlgorithmIdentifier | AesGcmParams | AesCbcParams | AesCtrParams;

/** The parameters under which a key of `algorithm` encrypts or decrypts. */
function parametersOf({ name }: KeyAlgorithm, iv: Bytes, additionalData?: Bytes): Parameters {
  if (name === 'AES-CBC') return { name, iv: ivOf(iv) };
  if (name === 'AES-CTR') return { name, counter: ivOf(iv), length: 64 };
  if (name === 'AES-GCM') return { name, iv, ...(additionalData ? { additionalData } : {}) };
  return { name };
}

/** `iv` in the 16 bytes that CBC and CTR take. */
function ivOf(iv: Bytes): Bytes {
  const block = new Uint8Array(16);
  block.set(iv.subarray(0, 16));
  return block;
}

const AUTHENTICATED: ReadonlySet<string> = new Set(['AES-GCM', 'AES-KW', 'RSA-OAEP']);

/** Runs `act`: what it gives are the obtained bytes, what it throws is the refusal. */
async function attempt(
  call: string,
  target: LootRecord,
  by: LootRecord,
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

/** Ways to find IV and ciphertext: the IV begins the blob, ends it, or is another blob of the record. */
function* cuts(blob: Bytes, { blobs }: LootRecord): Generator<Cut> {
  for (const iv of blobs) if (iv !== blob && (iv.length === IV_BYTES || iv.length === 16)) yield { iv, data: blob };
  if (blob.length <= IV_BYTES) return;
  yield { iv: blob.slice(0, IV_BYTES), data: blob.slice(IV_BYTES) };
  yield { iv: blob.slice(-IV_BYTES), data: blob.slice(0, -IV_BYTES) };
}

/** What a script may take for the additional data: nothing, and the texts of both records. A key of another record gets the ids only. */
function additionalData(target: LootRecord, by: LootRecord): (Bytes | undefined)[] {
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

/** Each stored key exported in each format. */
async function* exportEach({ records }: Loot): AsyncGenerator<Attempt> {
  for (const record of records)
    for (const key of record.keys)
      for (const format of FORMATS)
        yield attempt(`exportKey("${format}", key)`, record, record, 'key', () => subtle.exportKey(format, key));
}

/** One key of each algorithm and set of usages, with its record: which key wraps makes no other difference. */
function wrappersOf({ records }: Loot): [LootRecord, CryptoKey][] {
  const kinds = new Map<string, [LootRecord, CryptoKey]>();
  for (const record of records)
    for (const key of record.keys) kinds.set(JSON.stringify([key.algorithm, key.usages]), [record, key]);
  return [...kinds.values()];
}

/** Each stored key wrapped by a stored key, or by one that the script makes itself. */
async function* wrapEach(loot: Loot): AsyncGenerator<Attempt> {
  const iv = new Uint8Array(IV_BYTES);
  const own = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'decrypt']);
  const wrappers = wrappersOf(loot);
  for (const target of loot.records)
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

/** One blob under one key that may be used on it, cut and authenticated in each way. */
async function* useOn(blob: Bytes, target: LootRecord, key: CryptoKey, by: LootRecord): AsyncGenerator<Attempt> {
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
    // GCM and CTR encrypt by XOR: to encrypt the ciphertext again under the same IV is to decrypt it, without tag and additional data.
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

/** Each stored key with each of its usages on each stored blob; what the key is not for is tried once per blob, to see the refusal. */
async function* useEach({ records }: Loot): AsyncGenerator<Attempt> {
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

/** Tries everything on `loot`, one attempt after the other. Ends by itself; stop reading to end it sooner. */
export async function* attack(loot: Loot): AsyncGenerator<Attempt> {
  yield* exportEach(loot);
  yield* wrapEach(loot);
  yield* useEach(loot);
}
