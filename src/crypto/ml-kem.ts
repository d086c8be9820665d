/**
 * ML-KEM (FIPS 203): natively where the browser supports the size, otherwise by @noble/post-quantum. A ciphertext of
 * the right length for another key yields another secret (implicit rejection), not an error.
 */
import { ml_kem512, ml_kem768, ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import type { Bytes } from '../base/bytes.ts';
import type { KeySpec, KeyUsageType } from '../model/sdk.ts';
import { nativeOrLibrary } from './capability.ts';
import type { Family, Generated, Material, Wanted } from './family.ts';
import { modernSubtle } from './modern-subtle.ts';
import { generateNativePair, nativeKeyFor, type NativePair } from './native-keys.ts';
import { publicKeyOf, seedSpkiOf } from './seed-encoding.ts';

const ALGORITHM = 'ML_KEM';
const SEED_BYTES = 64;

interface Row {
  readonly name: string;
  readonly library: typeof ml_kem512;
  readonly ciphertextBytes: number;
  readonly pair: NativePair;
}

function rowFor(name: string, library: Row['library'], ciphertextBytes: number): Row {
  const keys = { [ALGORITHM]: { name } };
  const pair = {
    generate: { name },
    keys,
    privateUsage: 'decapsulateBits',
    publicUsages: ['encapsulateBits'],
    secretFormat: 'raw-seed',
  } as const;
  return { name, library, ciphertextBytes, pair };
}

const ROWS: Readonly<Partial<Record<KeySpec, Row>>> = {
  ML_KEM_512: rowFor('ML-KEM-512', ml_kem512, 768),
  ML_KEM_768: rowFor('ML-KEM-768', ml_kem768, 1088),
  ML_KEM_1024: rowFor('ML-KEM-1024', ml_kem1024, 1568),
};

function rowOf(spec: KeySpec): Row {
  const row = ROWS[spec];
  if (!row) throw new TypeError(`${spec} does not support ML-KEM`);
  return row;
}

async function generate(spec: KeySpec, _usage: KeyUsageType, wanted: Wanted): Promise<Generated> {
  const { library, pair } = rowOf(spec);
  const byLibrary = async () => {
    const secret = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
    const { secretKey, publicKey } = library.keygen(secret);
    secretKey.fill(0);
    return { secret, publicKey: seedSpkiOf(spec, publicKey) };
  };
  return nativeOrLibrary(spec, () => generateNativePair(pair, wanted), byLibrary);
}

async function encapsulate(
  spec: KeySpec,
  spki: Bytes,
): Promise<{ readonly sharedSecret: Bytes; readonly ciphertext: Bytes }> {
  const { name, library } = rowOf(spec);
  const publicKey = publicKeyOf(spec, spki);
  if (!publicKey) throw new TypeError(`not a public key of ${spec}`);
  const byBrowser = async () => {
    const key = await modernSubtle.importKey('spki', spki, { name }, false, ['encapsulateBits']);
    const { sharedKey, ciphertext } = await modernSubtle.encapsulateBits({ name }, key);
    return { sharedSecret: new Uint8Array(sharedKey), ciphertext: new Uint8Array(ciphertext) };
  };
  const byLibrary = async () => {
    const { sharedSecret, cipherText } = library.encapsulate(publicKey);
    return { sharedSecret: sharedSecret as Bytes, ciphertext: cipherText as Bytes };
  };
  return nativeOrLibrary(spec, byBrowser, byLibrary);
}

async function decapsulate(spec: KeySpec, material: Material, ciphertext: Bytes): Promise<Bytes | undefined> {
  const { name, library, ciphertextBytes, pair } = rowOf(spec);
  if (ciphertext.length !== ciphertextBytes) return undefined;
  const byBrowser = async () => {
    const key = await nativeKeyFor(pair, material, ALGORITHM);
    return new Uint8Array(await modernSubtle.decapsulateBits({ name }, key, ciphertext));
  };
  if (material.form === 'native') return byBrowser();
  const byLibrary = async () => {
    const { secretKey } = library.keygen(material.secret);
    try {
      return library.decapsulate(ciphertext, secretKey) as Bytes;
    } finally {
      secretKey.fill(0);
    }
  };
  return nativeOrLibrary(spec, byBrowser, byLibrary);
}

/** ML_KEM_512, ML_KEM_768 and ML_KEM_1024. The secret is the seed (d, then z) of 64 bytes. */
export const mlKem: Family = { generate, encapsulate, decapsulate };
