/**
 * Ed25519 (RFC 8032). ED25519_SHA_512 signs messages: natively where the browser supports it, otherwise by
 * @noble/curves. ED25519_PH_SHA_512 signs 64-byte digests with Ed25519ph, which hashes the given digest again; only the
 * library supports it. The second hash was observed on AWS. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
import { ed25519, ed25519ph } from '@noble/curves/ed25519.js';
import type { Bytes } from '../base/bytes.ts';
import type { KeySpec, KeyUsageType } from '../model/sdk.ts';
import { nativeOrLibrary } from './capability.ts';
import type { Family, Generated, Material, MessageKind, Wanted } from './family.ts';
import { generateNativePair, importNativePair, nativeKeyFor, type NativePair } from './native-keys.ts';
import { publicKeyOf, seedOf, seedPkcs8Of, seedSpkiOf } from './seed-encoding.ts';

const PURE = 'ED25519_SHA_512';
const PREHASHED = 'ED25519_PH_SHA_512';
const ED25519 = { name: 'Ed25519' };
const PAIR: NativePair = {
  generate: ED25519,
  keys: { [PURE]: ED25519 },
  privateUsage: 'sign',
  publicUsages: ['verify'],
  secretFormat: 'pkcs8',
};

/** AWS accepts only one message type per algorithm. */
const suits = (algorithm: string, kind: MessageKind) =>
  (algorithm === PURE && kind === 'RAW') || (algorithm === PREHASHED && kind === 'DIGEST');

/**
 * Runs `native` where SubtleCrypto supports Ed25519, otherwise or if that fails with DataError `library`: WebKitGTK
 * 2.50.6 refuses 1 of 150 valid keys (docs/browsers.md).
 */
const byEither = <T>(spec: KeySpec, native: () => Promise<T>, library: () => Promise<T>): Promise<T> =>
  nativeOrLibrary(
    spec,
    () =>
      native().catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'DataError') return library();
        throw error;
      }),
    library,
  );

function demand(algorithm: string, kind: MessageKind): void {
  if (!suits(algorithm, kind)) throw new TypeError(`Ed25519 does not support ${algorithm} over ${kind}`);
}

function generateByLibrary(spec: KeySpec): Generated {
  const seed = ed25519.utils.randomSecretKey() as Bytes;
  const made = { secret: seedPkcs8Of(spec, seed), publicKey: seedSpkiOf(spec, ed25519.getPublicKey(seed)) };
  seed.fill(0);
  return made;
}

async function importSecret(
  spec: KeySpec,
  _usage: KeyUsageType,
  secret: Bytes,
  wanted: Wanted,
): Promise<Generated | undefined> {
  const { readEd25519Seed } = await import('./pkcs8.ts');
  const seed = readEd25519Seed(secret);
  if (seed === undefined) return undefined;
  const key = { secret: seedPkcs8Of(spec, seed), publicKey: seedSpkiOf(spec, ed25519.getPublicKey(seed)) };
  seed.fill(0);
  return byEither(
    spec,
    () => importNativePair(PAIR, key, wanted),
    () => Promise.resolve(key),
  );
}

function generate(spec: KeySpec, _usage: KeyUsageType, wanted: Wanted): Promise<Generated> {
  return byEither(
    spec,
    () => generateNativePair(PAIR, wanted),
    () => Promise.resolve(generateByLibrary(spec)),
  );
}

async function sign(
  spec: KeySpec,
  material: Material,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
): Promise<Bytes> {
  demand(algorithm, kind);
  const byBrowser = async () =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', await nativeKeyFor(PAIR, material, algorithm), message));
  if (material.form === 'native') return byBrowser();
  const byLibrary = () => {
    const seed = seedOf(spec, material.secret);
    const signature = (algorithm === PREHASHED ? ed25519ph : ed25519).sign(message, seed) as Bytes;
    seed.fill(0);
    return Promise.resolve(signature);
  };
  return algorithm === PREHASHED ? byLibrary() : byEither(spec, byBrowser, byLibrary);
}

async function verify(
  spec: KeySpec,
  spki: Bytes,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
  signature: Bytes,
): Promise<boolean> {
  demand(algorithm, kind);
  const publicKey = publicKeyOf(spec, spki);
  if (!publicKey) return false;
  const byLibrary = () => {
    try {
      // Strict verification as in RFC 8032 and FIPS 186-5, like browsers.
      return Promise.resolve(
        (algorithm === PREHASHED ? ed25519ph : ed25519).verify(signature, message, publicKey, { zip215: false }),
      );
    } catch {
      return Promise.resolve(false);
    }
  };
  if (algorithm === PREHASHED) return byLibrary();
  return byEither(
    spec,
    async () =>
      crypto.subtle.verify(
        'Ed25519',
        await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']),
        signature,
        message,
      ),
    byLibrary,
  );
}

/** ECC_NIST_EDWARDS25519. */
export const eddsa: Family = {
  generate,
  importSecret,
  canSign: (_spec, material, algorithm, kind) =>
    suits(algorithm, kind) && (material.form === 'bare' || material.keys[algorithm] !== undefined),
  sign,
  verify,
};
