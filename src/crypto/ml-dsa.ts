/**
 * ML-DSA (FIPS 204), pure, with the empty context: natively where the browser supports it, otherwise by
 * @noble/post-quantum. EXTERNAL_MU signs the 64-byte mu that the caller computed; only the library supports it. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import type { Bytes } from '../base/bytes.ts';
import type { KeySpec, KeyUsageType } from '../model/sdk.ts';
import { nativeOrLibrary } from './capability.ts';
import type { Family, Generated, Material, MessageKind, Wanted } from './family.ts';
import { modernSubtle } from './modern-subtle.ts';
import { generateNativePair, nativeKeyFor, type NativePair } from './native-keys.ts';
import { publicKeyOf, seedSpkiOf } from './seed-encoding.ts';

const ALGORITHM = 'ML_DSA_SHAKE_256';
const SEED_BYTES = 32;

interface Row {
  readonly name: string;
  readonly library: typeof ml_dsa44;
  readonly pair: NativePair;
}

function rowFor(name: string, library: Row['library']): Row {
  const pair = {
    generate: { name },
    keys: { [ALGORITHM]: { name } },
    privateUsage: 'sign',
    publicUsages: ['verify'],
    secretFormat: 'raw-seed',
  } as const;
  return { name, library, pair };
}

const ROWS: Readonly<Partial<Record<KeySpec, Row>>> = {
  ML_DSA_44: rowFor('ML-DSA-44', ml_dsa44),
  ML_DSA_65: rowFor('ML-DSA-65', ml_dsa65),
  ML_DSA_87: rowFor('ML-DSA-87', ml_dsa87),
};

const suits = (algorithm: string, kind: MessageKind) => algorithm === ALGORITHM && kind !== 'DIGEST';

function rowOf(spec: KeySpec, algorithm = ALGORITHM, kind: MessageKind = 'RAW'): Row {
  const row = ROWS[spec];
  if (!row || !suits(algorithm, kind)) throw new TypeError(`${spec} does not support ${algorithm} over ${kind}`);
  return row;
}

async function generate(spec: KeySpec, _usage: KeyUsageType, wanted: Wanted): Promise<Generated> {
  const { library, pair } = rowOf(spec);
  const byLibrary = () => {
    const secret = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
    const { secretKey, publicKey } = library.keygen(secret);
    secretKey.fill(0);
    return Promise.resolve({ secret, publicKey: seedSpkiOf(spec, publicKey as Bytes) });
  };
  return nativeOrLibrary(spec, () => generateNativePair(pair, wanted), byLibrary);
}

function signByLibrary(library: Row['library'], seed: Bytes, kind: MessageKind, message: Bytes): Bytes {
  const { secretKey } = library.keygen(seed);
  try {
    return kind === 'EXTERNAL_MU'
      ? library.internal.sign(message, secretKey, { externalMu: true })
      : library.sign(message, secretKey);
  } finally {
    secretKey.fill(0);
  }
}

async function sign(
  spec: KeySpec,
  material: Material,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
): Promise<Bytes> {
  const { name, library, pair } = rowOf(spec, algorithm, kind);
  const byBrowser = async () =>
    new Uint8Array(await crypto.subtle.sign(name, await nativeKeyFor(pair, material, algorithm), message));
  if (material.form === 'native') {
    if (kind !== 'RAW') throw new TypeError(`a native key cannot sign ${kind}`);
    return byBrowser();
  }
  const byLibrary = async () => signByLibrary(library, material.secret, kind, message);
  return kind === 'RAW' ? nativeOrLibrary(spec, byBrowser, byLibrary) : byLibrary();
}

async function verify(
  spec: KeySpec,
  spki: Bytes,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
  signature: Bytes,
): Promise<boolean> {
  const { name, library } = rowOf(spec, algorithm, kind);
  const publicKey = publicKeyOf(spec, spki);
  if (!publicKey) return false;
  const byLibrary = async () => {
    try {
      return kind === 'EXTERNAL_MU'
        ? library.internal.verify(signature, message, publicKey, { externalMu: true })
        : library.verify(signature, message, publicKey);
    } catch {
      return false;
    }
  };
  const byBrowser = async () =>
    crypto.subtle.verify(
      name,
      await modernSubtle.importKey('spki', spki, { name }, false, ['verify']),
      signature,
      message,
    );
  return kind === 'RAW' ? nativeOrLibrary(spec, byBrowser, byLibrary) : byLibrary();
}

/** ML_DSA_44, ML_DSA_65 and ML_DSA_87. The secret is the seed of 32 bytes. */
export const mlDsa: Family = {
  generate,
  canSign: (_spec, material, algorithm, kind) =>
    suits(algorithm, kind) && (material.form === 'bare' || (kind === 'RAW' && material.keys[algorithm] !== undefined)),
  sign,
  verify,
};
