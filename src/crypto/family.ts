/**
 * What every family of algorithms offers the engine: one vocabulary over SubtleCrypto and the libraries that stand in where it lacks an algorithm.
 * Names are AWS's: key specs, usages and algorithm names as the API spells them.
 */
import type { Bytes } from '../base/bytes.ts';
import type { KeySpec, KeyUsageType } from '../model/sdk.ts';

/** Private or secret material as one operation uses it: CryptoKeys that cannot be read, by AWS algorithm name, or the bare secret. */
export type Material =
  | { readonly form: 'native'; readonly keys: Readonly<Record<string, CryptoKey>> }
  | { readonly form: 'bare'; readonly secret: Bytes };

/** How material is wanted. Both may be asked; `native` is left out where this browser lacks the algorithm, and `secret` is then always given. */
export interface Wanted {
  readonly native: boolean;
  /** The bare secret: PKCS#8 DER (RSA, EC, Ed25519, SM2), the seed (ML-DSA 32 bytes, ML-KEM 64 bytes), or the raw bytes (HMAC). */
  readonly secret: boolean;
}

/** New material. `keys` are non-extractable, one per algorithm and hash that AWS offers for the key. The caller overwrites `secret` after use. */
export interface Generated {
  readonly keys?: Readonly<Record<string, CryptoKey>>;
  readonly secret?: Bytes;
  /** SPKI DER of the public key; none for HMAC. */
  readonly publicKey?: Bytes;
}

/** What a signature is over. Source: MessageType of the Sign operation. */
export type MessageKind = 'RAW' | 'DIGEST' | 'EXTERNAL_MU';

/** One family. Members that it lacks, its keys cannot do. Methods reject only for faults: what does not verify or decrypt is an answer. */
export interface Family {
  /** New material for `spec` and `usage`. */
  generate: (spec: KeySpec, usage: KeyUsageType, wanted: Wanted) => Promise<Generated>;
  /** Whether `material` of this form can do it here: a native key signs no digest that the caller made. */
  canSign?: (spec: KeySpec, material: Material, algorithm: string, kind: MessageKind) => boolean;
  /** The signature in AWS's encoding: DER for ECDSA and SM2, raw for the others. */
  sign?: (spec: KeySpec, material: Material, algorithm: string, kind: MessageKind, message: Bytes) => Promise<Bytes>;
  /** Whether `signature` is `publicKey`'s; a malformed one is not. */
  verify?: (
    spec: KeySpec,
    publicKey: Bytes,
    algorithm: string,
    kind: MessageKind,
    message: Bytes,
    signature: Bytes,
  ) => Promise<boolean>;
  encrypt?: (spec: KeySpec, publicKey: Bytes, algorithm: string, plaintext: Bytes) => Promise<Bytes>;
  /** The plaintext, or undefined when the ciphertext is not for this key. */
  decrypt?: (spec: KeySpec, material: Material, algorithm: string, ciphertext: Bytes) => Promise<Bytes | undefined>;
  mac?: (spec: KeySpec, material: Material, algorithm: string, message: Bytes) => Promise<Bytes>;
  /** The raw shared secret (the x-coordinate), or undefined when `peer` is no public key (SPKI) of the same curve. */
  agree?: (spec: KeySpec, material: Material, peer: Bytes) => Promise<Bytes | undefined>;
  encapsulate?: (
    spec: KeySpec,
    publicKey: Bytes,
  ) => Promise<{ readonly sharedSecret: Bytes; readonly ciphertext: Bytes }>;
  /** The shared secret, or undefined when the ciphertext has the wrong length. */
  decapsulate?: (spec: KeySpec, material: Material, ciphertext: Bytes) => Promise<Bytes | undefined>;
}

/** Which implementation serves an algorithm in this browser, found by trying. */
export type ServedBy = 'native' | 'library';
