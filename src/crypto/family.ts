/**
 * Interface of all algorithm families, over SubtleCrypto and the fallback libraries. Key specs, usages and algorithms
 * have the names of the AWS KMS API.
 */
import type { Bytes } from '../base/bytes.ts';
import type { KeySpec, KeyUsageType } from '../model/sdk.ts';

/**
 * Private or secret key material for one operation: non-extractable CryptoKeys by AWS algorithm name, or the secret
 * bytes.
 */
export type Material =
  | { readonly form: 'native'; readonly keys: Readonly<Record<string, CryptoKey>> }
  | { readonly form: 'bare'; readonly secret: Bytes };

/**
 * The forms of key material to generate. Both can be requested. Without native support, `native` is ignored and
 * `secret` is always returned.
 */
export interface Wanted {
  readonly native: boolean;
  /**
   * Secret bytes: PKCS#8 DER (RSA, EC, Ed25519, SM2), the seed (ML-DSA 32 bytes, ML-KEM 64 bytes), or the raw key
   * (HMAC).
   */
  readonly secret: boolean;
}

/**
 * Generated key material. `keys` are non-extractable, one per algorithm and hash that AWS offers for the key. The
 * caller overwrites `secret` after use.
 */
export interface Generated {
  readonly keys?: Readonly<Record<string, CryptoKey>>;
  readonly secret?: Bytes;
  /** Public key as SPKI DER. Omitted for HMAC. */
  readonly publicKey?: Bytes;
}

/** Input of a signature. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export type MessageKind = 'RAW' | 'DIGEST' | 'EXTERNAL_MU';

/**
 * An algorithm family. A missing member means that the keys do not support the operation. Methods reject only for bugs:
 * failed verification or decryption is a result.
 */
export interface Family {
  /** Generates key material for `spec` and `usage`. */
  generate: (spec: KeySpec, usage: KeyUsageType, wanted: Wanted) => Promise<Generated>;
  /**
   * Imports key material from outside, in the encoding of `Wanted.secret`; PKCS#8 may also be BER, without the public
   * key, or have attributes. Returns undefined if `secret` is not a key of `spec`. Does not overwrite it. Omitted: the
   * keys cannot be imported.
   */
  importSecret?: (spec: KeySpec, usage: KeyUsageType, secret: Bytes, wanted: Wanted) => Promise<Generated | undefined>;
  /** Whether `material` supports the algorithm and message type here: a native key cannot sign a precomputed digest. */
  canSign?: (spec: KeySpec, material: Material, algorithm: string, kind: MessageKind) => boolean;
  /** Signs. The encoding is that of AWS: DER for ECDSA and SM2, raw for the others. */
  sign?: (spec: KeySpec, material: Material, algorithm: string, kind: MessageKind, message: Bytes) => Promise<Bytes>;
  /** Whether `signature` is valid under `publicKey`. False for a malformed signature. */
  verify?: (
    spec: KeySpec,
    publicKey: Bytes,
    algorithm: string,
    kind: MessageKind,
    message: Bytes,
    signature: Bytes,
  ) => Promise<boolean>;
  encrypt?: (spec: KeySpec, publicKey: Bytes, algorithm: string, plaintext: Bytes) => Promise<Bytes>;
  /** Decrypts. Returns undefined if the ciphertext does not belong to this key. */
  decrypt?: (spec: KeySpec, material: Material, algorithm: string, ciphertext: Bytes) => Promise<Bytes | undefined>;
  mac?: (spec: KeySpec, material: Material, algorithm: string, message: Bytes) => Promise<Bytes>;
  /**
   * Returns the raw shared secret (the x-coordinate), or undefined if `peer` is not a public key (SPKI) on the same
   * curve.
   */
  agree?: (spec: KeySpec, material: Material, peer: Bytes) => Promise<Bytes | undefined>;
  encapsulate?: (
    spec: KeySpec,
    publicKey: Bytes,
  ) => Promise<{ readonly sharedSecret: Bytes; readonly ciphertext: Bytes }>;
  /** Returns the shared secret, or undefined if the ciphertext has the wrong length. */
  decapsulate?: (spec: KeySpec, material: Material, ciphertext: Bytes) => Promise<Bytes | undefined>;
}

/** Implementation of an algorithm in this browser, as measured. */
export type ServedBy = 'native' | 'library';
