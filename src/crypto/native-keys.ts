/** New key pairs by SubtleCrypto: private keys that cannot be extracted, one per algorithm of AWS, and the bare secret only where it is asked for. */
import type { Bytes } from '../base/bytes.ts';
import type { Generated, Material, Wanted } from './family.ts';
import { modernSubtle as subtle, type ModernAlgorithm, type ModernKeyUsage } from './modern-subtle.ts';

/** How SubtleCrypto makes the pairs of one spec and usage. */
export interface NativePair {
  readonly generate: ModernAlgorithm;
  /** For each algorithm name of AWS, how the private key is imported: a key is bound to one scheme and hash. */
  readonly keys: Readonly<Record<string, ModernAlgorithm>>;
  readonly privateUsage: ModernKeyUsage;
  readonly publicUsages: readonly ModernKeyUsage[];
  /** What the bare secret is: PKCS#8 DER, or the seed of FIPS 203 and 204. */
  readonly secretFormat: 'pkcs8' | 'raw-seed';
}

/** Runs `use` for each algorithm name, and gives the keys by name. */
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

/** `secret` as native keys of `pair`. Rejects with DataError when it is no such key. */
export function importNativeKeys(pair: NativePair, secret: Bytes): Promise<Record<string, CryptoKey>> {
  return keyed(pair, (algorithm) => subtle.importKey(pair.secretFormat, secret, algorithm, false, [pair.privateUsage]));
}

/** The private key goes from one CryptoKey to the others sealed under a key that is dropped here: its bytes never reach JavaScript. */
async function splitUnseen(pair: NativePair, privateKey: CryptoKey): Promise<Record<string, CryptoKey>> {
  const sealing = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
  const sealed = { name: 'AES-GCM', iv: crypto.getRandomValues(new Uint8Array(12)) };
  const blob = await subtle.wrapKey(pair.secretFormat, privateKey, sealing, sealed);
  return keyed(pair, (algorithm) =>
    subtle.unwrapKey(pair.secretFormat, blob, sealing, sealed, algorithm, false, [pair.privateUsage]),
  );
}

/** A new pair in the forms of `wanted`. Rejects with NotSupportedError where the browser lacks the algorithm. */
export async function generateNativePair(pair: NativePair, wanted: Wanted): Promise<Generated> {
  const names = Object.keys(pair.keys);
  const single = names.length === 1 && !wanted.secret;
  const made = (await subtle.generateKey(pair.generate, !single, [
    pair.privateUsage,
    ...pair.publicUsages,
  ])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await subtle.exportKey('spki', made.publicKey));
  // Made for its one use and never extractable: nothing to split.
  if (single) return { keys: { [names[0] as string]: made.privateKey }, publicKey };
  if (!wanted.secret) return { keys: await splitUnseen(pair, made.privateKey), publicKey };
  const secret = new Uint8Array(await subtle.exportKey(pair.secretFormat, made.privateKey));
  return wanted.native ? { keys: await importNativeKeys(pair, secret), secret, publicKey } : { secret, publicKey };
}

/** The native key of one operation: of the material, or the bare secret imported for it. */
export async function nativeKeyFor(pair: NativePair, material: Material, name: string): Promise<CryptoKey> {
  if (material.form === 'native') {
    const key = material.keys[name];
    if (!key) throw new TypeError(`this material has no key for ${name}`);
    return key;
  }
  const algorithm = pair.keys[name];
  if (!algorithm) throw new TypeError(`these keys do not do ${name}`);
  return subtle.importKey(pair.secretFormat, material.secret, algorithm, false, [pair.privateUsage]);
}

/** The public key in `spki`, or undefined when it is none of this algorithm. */
export async function importPublicKey(
  spki: Bytes,
  algorithm: ModernAlgorithm,
  usages: readonly ModernKeyUsage[],
): Promise<CryptoKey | undefined> {
  try {
    return await subtle.importKey('spki', spki, algorithm, false, usages);
  } catch (error) {
    // DataError: no such key, or a point that does not lie on the curve.
    if (error instanceof DOMException && error.name === 'DataError') return undefined;
    throw error;
  }
}
