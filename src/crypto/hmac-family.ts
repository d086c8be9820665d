/** HMAC keys: SHA-256, SHA-384 and SHA-512 by SubtleCrypto; SHA-224, which it does not support, by @noble/hashes. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha224 } from '@noble/hashes/sha2.js';
import type { Bytes } from '../base/bytes.ts';
import type { KeySpec } from '../model/sdk.ts';
import type { Family, Generated, Material } from './family.ts';

interface Row {
  readonly algorithm: string;
  /** Length of a new key in bytes. Source: https://docs.aws.amazon.com/kms/latest/developerguide/hmac.html */
  readonly bytes: number;
  /** Omitted if SubtleCrypto does not support the hash. */
  readonly hash?: string;
}

const ROWS: Readonly<Partial<Record<KeySpec, Row>>> = {
  HMAC_224: { algorithm: 'HMAC_SHA_224', bytes: 28 },
  HMAC_256: { algorithm: 'HMAC_SHA_256', bytes: 32, hash: 'SHA-256' },
  HMAC_384: { algorithm: 'HMAC_SHA_384', bytes: 48, hash: 'SHA-384' },
  HMAC_512: { algorithm: 'HMAC_SHA_512', bytes: 64, hash: 'SHA-512' },
};

function rowOf(spec: KeySpec): Row {
  const row = ROWS[spec];
  if (!row) throw new TypeError(`${spec} is not an HMAC key spec`);
  return row;
}

const importRaw = (secret: Bytes, hash: string) =>
  crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash }, false, ['sign']);

async function generate(
  spec: KeySpec,
  wanted: { readonly native: boolean; readonly secret: boolean },
): Promise<Generated> {
  const { algorithm, bytes, hash } = rowOf(spec);
  if (hash && !wanted.secret) {
    // Without a length, the key would be as long as a block of the hash.
    return {
      keys: {
        [algorithm]: await crypto.subtle.generateKey({ name: 'HMAC', hash, length: bytes * 8 }, false, ['sign']),
      },
    };
  }
  const secret = crypto.getRandomValues(new Uint8Array(bytes));
  return hash && wanted.native ? { keys: { [algorithm]: await importRaw(secret, hash) }, secret } : { secret };
}

/** Longest key material that AWS imports, in bytes (see `isImportLength`). */
const MAX_IMPORTED_BYTES = 128;

/**
 * Whether AWS imports key material of this length in bytes. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html
 */
export function isImportLength(spec: KeySpec, length: number): boolean {
  return length >= rowOf(spec).bytes && length <= MAX_IMPORTED_BYTES;
}

/** Parameters for the import of a key, and the name of its only algorithm. Undefined without native support. */
export function nativeHmac(spec: KeySpec): { readonly algorithm: string; readonly hash: string } | undefined {
  const { algorithm, hash } = rowOf(spec);
  return hash === undefined ? undefined : { algorithm, hash };
}

async function importSecret(
  spec: KeySpec,
  secret: Bytes,
  wanted: { readonly native: boolean; readonly secret: boolean },
): Promise<Generated | undefined> {
  if (!isImportLength(spec, secret.length)) return undefined;
  const { algorithm, hash } = rowOf(spec);
  if (!hash || !wanted.native) return { secret: secret.slice() };
  const keys = { [algorithm]: await importRaw(secret, hash) };
  return wanted.secret ? { keys, secret: secret.slice() } : { keys };
}

async function mac(spec: KeySpec, material: Material, algorithm: string, message: Bytes): Promise<Bytes> {
  const { algorithm: own, hash } = rowOf(spec);
  if (algorithm !== own) throw new TypeError(`${spec} does not support ${algorithm}`);
  if (!hash) {
    if (material.form === 'native') throw new TypeError(`${spec} has no native form`);
    return hmac(sha224, material.secret, message);
  }
  const key = material.form === 'native' ? material.keys[algorithm] : await importRaw(material.secret, hash);
  if (!key) throw new TypeError(`no CryptoKey for ${algorithm}`);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, message));
}

/** HMAC_224 to HMAC_512. The secret is the raw key, of any length that AWS accepts for import. */
export const hmacFamily: Family = {
  generate: (spec, _usage, wanted) => generate(spec, wanted),
  importSecret: (spec, _usage, secret, wanted) => importSecret(spec, secret, wanted),
  mac,
};
