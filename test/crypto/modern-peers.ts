/**
 * The newer algorithms seen from the other side. `nativeSubtle` is SubtleCrypto as the browser gives it, also after
 * `hideModernAlgorithms` has made the page's one lack them; each peer is the implementation that does not serve the
 * family in the same run.
 */
import { shake256 } from '@noble/hashes/sha3.js';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { ml_kem512, ml_kem768, ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { concatBytes, copyBytes, type Bytes } from '../../src/base/bytes.ts';
import { seedSpkiOf, publicKeyOf } from '../../src/crypto/seed-encoding.ts';

const MODERN = /^(ML-DSA-|ML-KEM-|Ed25519$)/;

interface NativeSubtle extends SubtleCrypto {
  encapsulateBits(
    algorithm: { name: string },
    key: CryptoKey,
  ): Promise<{ sharedKey: ArrayBuffer; ciphertext: ArrayBuffer }>;
  decapsulateBits(algorithm: { name: string }, key: CryptoKey, ciphertext: Bytes): Promise<ArrayBuffer>;
}

const METHODS = Object.entries(Object.getOwnPropertyDescriptors(SubtleCrypto.prototype)).filter(
  ([name]) => name !== 'constructor',
);

/** The methods as they were when this module was loaded. */
const nativeSubtle = Object.fromEntries(
  METHODS.map(([name, { value }]) => [name, (value as (...values: unknown[]) => unknown).bind(crypto.subtle)]),
) as unknown as NativeSubtle;

/** The name in what may be an algorithm or a key. */
function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof CryptoKey) return value.algorithm.name;
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : '';
}

/**
 * For the rest of the page, any call that names a newer algorithm rejects with NotSupportedError, as in browsers
 * without it. Gives a counter of them.
 */
export function hideModernAlgorithms(): () => number {
  let refused = 0;
  for (const [name, { value: method }] of METHODS) {
    Object.defineProperty(crypto.subtle, name, {
      value(...values: unknown[]) {
        if (!values.some((value) => MODERN.test(nameOf(value))))
          return (method as (...all: unknown[]) => unknown).apply(crypto.subtle, values);
        refused += 1;
        return Promise.reject(new DOMException('Unrecognized name', 'NotSupportedError'));
      },
    });
  }
  return () => refused;
}

/** Whether the browser itself has `name`. */
export function browserHas(name: string): Promise<boolean> {
  const usages = (name.startsWith('ML-KEM') ? ['decapsulateBits'] : ['sign']) as KeyUsage[];
  return nativeSubtle.generateKey({ name }, false, usages).then(
    () => true,
    () => false,
  );
}

/** Whether the browser itself reads `pkcs8` as a private key of `name`. */
export function importsPkcs8(name: string, pkcs8: Bytes): Promise<boolean> {
  const usages = (name.startsWith('ML-KEM') ? ['decapsulateBits'] : ['sign']) as KeyUsage[];
  return nativeSubtle.importKey('pkcs8', pkcs8, { name }, false, usages).then(
    () => true,
    () => false,
  );
}

const DSA = { ML_DSA_44: ml_dsa44, ML_DSA_65: ml_dsa65, ML_DSA_87: ml_dsa87 };
const KEM = { ML_KEM_512: ml_kem512, ML_KEM_768: ml_kem768, ML_KEM_1024: ml_kem1024 };
const importSeed = (seed: Bytes, name: string, usage: string) =>
  nativeSubtle.importKey('raw-seed' as 'raw', seed, { name }, false, [usage as KeyUsage]);
const importSpki = (spki: Bytes, name: string, usage: string) =>
  nativeSubtle.importKey('spki', spki, { name }, false, [usage as KeyUsage]);

/** mu of FIPS 204, section 6.2, for the empty context. */
export function muOf(publicKey: Bytes, message: Bytes): Bytes {
  return copyBytes(
    shake256(concatBytes(shake256(publicKey, { dkLen: 64 }), Uint8Array.of(0, 0), message), { dkLen: 64 }),
  );
}

/** ML-DSA on the other side of the family: public key of a seed, signing and verifying, over seeds and SPKI. */
export function mlDsaPeer(spec: keyof typeof DSA, peer: 'browser' | 'library') {
  const name = spec.replaceAll('_', '-');
  const library = DSA[spec];
  return {
    publicOf: (seed: Bytes) => seedSpkiOf(spec, library.keygen(seed).publicKey as Bytes),
    async sign(seed: Bytes, message: Bytes): Promise<Bytes> {
      if (peer === 'library') return copyBytes(library.sign(message, library.keygen(seed).secretKey));
      return new Uint8Array(await nativeSubtle.sign(name, await importSeed(seed, name, 'sign'), message));
    },
    async verify(spki: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
      if (peer === 'library') return library.verify(signature, message, publicKeyOf(spec, spki)!);
      return nativeSubtle.verify(name, await importSpki(spki, name, 'verify'), signature, message);
    },
  };
}

/** ML-KEM on the other side of the family. */
export function mlKemPeer(spec: keyof typeof KEM, peer: 'browser' | 'library') {
  const name = spec.replaceAll('_', '-');
  const library = KEM[spec];
  return {
    publicOf: (seed: Bytes) => seedSpkiOf(spec, library.keygen(seed).publicKey as Bytes),
    async encapsulate(spki: Bytes): Promise<{ sharedSecret: Bytes; ciphertext: Bytes }> {
      if (peer === 'library') {
        const { sharedSecret, cipherText } = library.encapsulate(publicKeyOf(spec, spki)!);
        return { sharedSecret: copyBytes(sharedSecret), ciphertext: copyBytes(cipherText) };
      }
      const { sharedKey, ciphertext } = await nativeSubtle.encapsulateBits(
        { name },
        await importSpki(spki, name, 'encapsulateBits'),
      );
      return { sharedSecret: new Uint8Array(sharedKey), ciphertext: new Uint8Array(ciphertext) };
    },
    async decapsulate(seed: Bytes, ciphertext: Bytes): Promise<Bytes> {
      if (peer === 'library') return copyBytes(library.decapsulate(ciphertext, library.keygen(seed).secretKey));
      return new Uint8Array(
        await nativeSubtle.decapsulateBits({ name }, await importSeed(seed, name, 'decapsulateBits'), ciphertext),
      );
    },
  };
}
