/**
 * Custody of key material: the contract between the engine and each place where the secret or private material of KMS keys is kept.
 * A place is one file that implements `Custodian`; `custodianOf` picks the one of a key. Nothing outside this folder sees material.
 *
 * Methods are named after the operations of AWS KMS. All of them are asynchronous and may refuse: a place may be slow, out of reach, or unable to
 * give its material to this process at all. The request pipeline has checked key state, key usage and algorithm before it calls one.
 */
import type { Bytes } from '../../base/bytes.ts';
import type { MessageKind } from '../../crypto/family.ts';
import type { CustodyView } from '../../model/contract.ts';
import type { Random } from '../../model/ports.ts';
import type { Change, Custody, KeyRecord, MaterialRecord } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import type { EncryptionContext } from '../encryption-context.ts';
import type { Reader } from '../transaction/reader.ts';

/** What a custodian may use of a call. */
export interface CustodyContext {
  readonly reader: Reader;
  readonly random: Random;
}

/** A key that is being created. */
export interface NewKeyMaterial {
  readonly keyId: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsageType;
  /** `native`: wrapped only where SubtleCrypto cannot hold the key. `complete`: signing keys also get a wrapped copy. `strict`: never wrapped. */
  readonly custody: Custody;
  /** Simulated time in milliseconds since 1970. */
  readonly createdAt: number;
}

/** New material. The custodian has stored nothing yet: the caller commits `changes` together with the key record. */
export interface NewMaterial {
  /** KeyMaterialId: 64 hexadecimal digits. */
  readonly materialId: string;
  /** SPKI DER; absent for symmetric and HMAC keys. */
  readonly publicKey?: Bytes;
  readonly changes: readonly Change[];
}

/** The input of ImportKeyMaterial that concerns the material. */
export interface ImportRequest {
  readonly encryptedKeyMaterial: Bytes;
  readonly importToken: Bytes;
  /** When the material expires, in milliseconds since 1970; absent: never. */
  readonly validTo?: number;
}

/** What Encrypt encrypts. */
export interface EncryptRequest {
  readonly algorithm: string;
  readonly plaintext: Bytes;
  /** Absent for asymmetric keys: they authenticate no context. */
  readonly context: EncryptionContext;
}

/** A ciphertext. */
export interface Encrypted {
  readonly ciphertext: Bytes;
  /** The material that encrypted; absent where AWS names none, as for asymmetric keys. */
  readonly materialId?: string;
}

/** What Decrypt decrypts. */
export interface DecryptRequest {
  readonly algorithm: string;
  readonly ciphertext: Bytes;
  readonly context: EncryptionContext;
}

/** A plaintext, which the caller may overwrite. */
export interface Decrypted {
  readonly plaintext: Bytes;
  /** The material that decrypted; absent where AWS names none, as for asymmetric keys. */
  readonly materialId?: string;
}

/** What Sign signs. */
export interface SignRequest {
  readonly algorithm: string;
  readonly messageType: MessageKind;
  /** The message, its digest or its mu, as `messageType` says. */
  readonly message: Bytes;
}

/** What Verify verifies. */
export interface VerifyRequest extends SignRequest {
  readonly signature: Bytes;
}

/** What GenerateMac authenticates. */
export interface MacRequest {
  readonly algorithm: string;
  readonly message: Bytes;
}

/** A new shared secret, and its encapsulation for the holder of the key. */
export interface Encapsulated {
  readonly sharedSecret: Bytes;
  readonly ciphertext: Bytes;
}

/** A rotation: its simulated time in milliseconds since 1970, and who asked for it. */
export type Rotation = NonNullable<MaterialRecord['rotation']>;

/**
 * One place where material is kept. A use that the keys of the place do not offer rejects with Error: the usage check comes first, so that is a fault
 * of the engine. Rejections with KmsError are what AWS answers.
 */
export interface Custodian {
  /** Generates the first material of a key. Throws UnsupportedOperationException where `custody` forbids the only form that this browser offers. */
  create(key: NewKeyMaterial, context: CustodyContext): Promise<NewMaterial>;

  /** Takes in material that the caller generated; absent where keys take none. */
  import?(key: KeyRecord, request: ImportRequest, context: CustodyContext): Promise<NewMaterial>;

  /** Encrypts under the current material, or the public key. The pipeline has checked the size of the plaintext. */
  encrypt(key: KeyRecord, request: EncryptRequest, context: CustodyContext): Promise<Encrypted>;

  /** Decrypts with the material that the ciphertext names. Throws InvalidCiphertextException when key, ciphertext and context do not match. */
  decrypt(key: KeyRecord, request: DecryptRequest, context: CustodyContext): Promise<Decrypted>;

  /**
   * Signs. The signature is DER for ECDSA and SM2, raw for other algorithms.
   * Throws UnsupportedOperationException when the material cannot sign this type of message.
   */
  sign(key: KeyRecord, request: SignRequest, context: CustodyContext): Promise<Bytes>;

  /** Returns whether the signature is the key's; a malformed one is not. */
  verify(key: KeyRecord, request: VerifyRequest, context: CustodyContext): Promise<boolean>;

  /** Computes the HMAC of a message. */
  mac(key: KeyRecord, request: MacRequest, context: CustodyContext): Promise<Bytes>;

  /** Returns the raw ECDH shared secret, or undefined when `publicKey` is not an SPKI DER key on the curve of `key`. */
  agree(key: KeyRecord, publicKey: Bytes, context: CustodyContext): Promise<Bytes | undefined>;

  /** Encapsulates a new shared secret for the key. */
  encapsulate(key: KeyRecord, context: CustodyContext): Promise<Encapsulated>;

  /** Returns the shared secret of a ciphertext. Throws InvalidCiphertextException when the ciphertext has the wrong length. */
  decapsulate(key: KeyRecord, ciphertext: Bytes, context: CustodyContext): Promise<Bytes>;

  /** Generates the next material of a key, which becomes the current one. Earlier material still decrypts. */
  rotate(key: KeyRecord, rotation: Rotation, context: CustodyContext): Promise<NewMaterial>;

  /** Returns the changes that destroy all material of a key, current and previous. */
  destroy(key: KeyRecord, context: Pick<CustodyContext, 'reader'>): Promise<readonly Change[]>;

  /** Returns how the current material is kept, or undefined when it no longer exists. */
  describe(key: KeyRecord, context: Pick<CustodyContext, 'reader'>): Promise<CustodyView | undefined>;
}
