/**
 * Generates key pairs with SubtleCrypto: non-extractable private keys, one per AWS algorithm, and the secret bytes only
 * on request.
 */
import type { Bytes } from '../base/bytes.ts';
import type { Generated, Material, Wanted } from './family.ts';
import { generatePair } from './generate-pair.ts';
import { modernSubtle as subtle, type ModernAlgorithm, type ModernKeyUsage } from './modern-subtle.ts';

/** How SubtleCrypto generates the key pairs of one spec and usage. */
export interface NativePair {
  readonly generate: ModernAlgorithm;
  /** Import parameters of the private key by AWS algorithm name: a CryptoKey is bound to one scheme and hash. */
  readonly keys: Readonly<Record<string, ModernAlgorithm>>;
  readonly privateUsage: ModernKeyUsage;
  readonly publicUsages: readonly ModernKeyUsage[];
  /** Format of the secret bytes: PKCS#8 DER, or the seed of FIPS 203 and 204. */
  readonly secretFormat: 'pkcs8' | 'raw-seed';
}

/** Runs `use` for each algorithm name, and returns the keys by name. */
async function keyed(
  pair: NativePair,
  use: (algorithm: ModernAlgorithm) => Promise<CryptoKey>,
): Promise<Record<string, CryptoKey>> {
  return Object.fromEntries(
    await Promise.all(
      Object.entries(pair.keys).map(async ([name, algorithm]) => [name, await use(algorithm)] as const),
    ),
  );
}

/** Imports `secret` as native keys. Rejects with DataError if it is not such a key. */
export function importNativeKeys(pair: NativePair, secret: Bytes): Promise<Record<string, CryptoKey>> {
  return keyed(pair, (algorithm) => subtle.importKey(pair.secretFormat, secret, algorithm, false, [pair.privateUsage]));
}

/**
 * Passes the private key from one CryptoKey to the others wrapped under a key that is then discarded: its bytes never
 * reach JavaScript.
 */
async function splitUnseen(pair: NativePair, privateKey: CryptoKey): Promise<Record<string, CryptoKey>> {
  const sealing = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
  const sealed = { name: 'AES-GCM', iv: crypto.getRandomValues(new Uint8Array(12)) };
  const blob = await subtle.wrapKey(pair.secretFormat, privateKey, sealing, sealed);
  return keyed(pair, (algorithm) =>
    subtle.unwrapKey(pair.secretFormat, blob, sealing, sealed, algorithm, false, [pair.privateUsage]),
  );
}

/**
 * Generates a key pair in the forms of `wanted`. Rejects with NotSupportedError if the browser does not support the
 * algorithm.
 */
export async function generateNativePair(pair: NativePair, wanted: Wanted): Promise<Generated> {
  const names = Object.keys(pair.keys);
  const single = names.length === 1 && !wanted.secret;
  const made = await generatePair(pair.generate, !single, [pair.privateUsage, ...pair.publicUsages]);
  const publicKey = new Uint8Array(await subtle.exportKey('spki', made.publicKey));
  // Generated for its single algorithm and never extractable: there is nothing to split.
  if (single) return { keys: { [names[0] as string]: made.privateKey }, publicKey };
  if (!wanted.secret) return { keys: await splitUnseen(pair, made.privateKey), publicKey };
  const secret = new Uint8Array(await subtle.exportKey(pair.secretFormat, made.privateKey));
  return wanted.native ? { keys: await importNativeKeys(pair, secret), secret, publicKey } : { secret, publicKey };
}

/**
 * Imports a key in the forms of `wanted`. `secret` is in the format of the pair and valid. Rejects with
 * NotSupportedError if the browser does not support the algorithm.
 */
export async function importNativePair(
  pair: NativePair,
  { secret, publicKey }: Required<Pick<Generated, 'secret' | 'publicKey'>>,
  wanted: Wanted,
): Promise<Generated> {
  if (!wanted.native) return { secret, publicKey };
  const keys = await importNativeKeys(pair, secret);
  if (wanted.secret) return { keys, secret, publicKey };
  secret.fill(0);
  return { keys, publicKey };
}

/** Returns the CryptoKey for one operation: that of the material, or the secret bytes imported for it. */
export async function nativeKeyFor(pair: NativePair, material: Material, name: string): Promise<CryptoKey> {
  if (material.form === 'native') {
    const key = material.keys[name];
    if (!key) throw new TypeError(`no CryptoKey for ${name}`);
    return key;
  }
  const algorithm = pair.keys[name];
  if (!algorithm) throw new TypeError(`these keys do not support ${name}`);
  return subtle.importKey(pair.secretFormat, material.secret, algorithm, false, [pair.privateUsage]);
}

/** Imports the public key in `spki`. Returns undefined if it is not a key of this algorithm. */
export async function importPublicKey(
  spki: Bytes,
  algorithm: ModernAlgorithm,
  usages: readonly ModernKeyUsage[],
): Promise<CryptoKey | undefined> {
  try {
    return await subtle.importKey('spki', spki, algorithm, false, usages);
  } catch (error) {
    // DataError: not such a key, or a point that is not on the curve.
    if (error instanceof DOMException && error.name === 'DataError') return undefined;
    throw error;
  }
}
