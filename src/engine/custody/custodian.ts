/**
 * Interface between the engine and each place that keeps the secret or private material of KMS keys. A place is one
 * file that implements `Custodian`; `custodianOf` selects it. No code outside this folder handles key material.
 *
 * Methods are named after the operations of AWS KMS. All are asynchronous and may reject: a place may be slow,
 * unreachable, or unable to give its material to this process. The request pipeline has checked key state, key usage
 * and algorithm before it calls them.
 */
import type { Bytes } from '../../base/bytes.ts';
import type { MessageKind } from '../../crypto/family.ts';
import type { Call, CustodyView } from '../../model/contract.ts';
import type { WrappingChoice } from '../../model/import-wrapping.ts';
import type { ExternalSystems, Random } from '../../model/ports.ts';
import type { BackingKey, Change, Custody, KeyRecord, MaterialRecord } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import type { EncryptionContext } from '../encryption-context.ts';
import type { ProxyContext } from '../external-key-store/use-proxy.ts';
import type { Reader } from '../transaction/reader.ts';

/** What a custodian may use of a call. */
export interface CustodyContext {
  readonly reader: Reader;
  readonly random: Random;
  /** Systems that keep keys outside of this database. Omitted: there are none. */
  readonly external?: ExternalSystems;
  /** Calls a function once in a call, however often it is repeated. Omitted: nothing is repeated. */
  readonly once?: <T>(name: string, act: () => Promise<T>) => Promise<T>;
  /** The call, which a system outside of KMS may be told about. Omitted: KMS acts by itself. */
  readonly call?: Pick<Call, 'operation' | 'requestContext'> & { readonly requestId?: string };
  readonly caller?: NonNullable<ProxyContext['caller']>;
}

/** What the destruction and description of material may use. */
export type CustodyReadContext = Pick<CustodyContext, 'reader' | 'external'>;

/** A key that is being created. */
export interface NewKeyMaterial {
  readonly keyId: string;
  readonly arn: string;
  /** The custom key store that is to hold the key, and the external key, if there is one. */
  readonly keyStoreId?: string;
  readonly xksKeyId?: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsageType;
  /**
   * `native`: wrapped only if SubtleCrypto does not support the key. `complete`: signing keys also get a wrapped copy.
   * `strict`: never wrapped.
   */
  readonly custody: Custody;
  /** Simulated time in milliseconds since 1970. */
  readonly createdAt: number;
}

/** New key material. Nothing is stored yet: the caller commits `changes` together with the key record. */
export interface NewMaterial {
  /** KeyMaterialId: 64 hexadecimal digits. */
  readonly materialId: string;
  /** SPKI DER. Omitted for symmetric and HMAC keys. */
  readonly publicKey?: Bytes;
  /** Keys in a CloudHSM key store: the key in the cluster. */
  readonly backingKey?: BackingKey;
  readonly changes: readonly Change[];
}

/** The first material of a key. Without `materialId` there is none yet: the caller imports it later. */
export type FirstMaterial = Omit<NewMaterial, 'materialId'> & Partial<Pick<NewMaterial, 'materialId'>>;

/** The choice of the caller for an import. */
export interface ParametersRequest extends WrappingChoice {
  /** Simulated time in milliseconds since 1970. */
  readonly at: number;
}

/** A new wrapping key pair and its token. Nothing is stored yet. */
export interface NewParameters {
  /** SPKI DER. */
  readonly publicKey: Bytes;
  readonly token: Bytes;
  /** Time in milliseconds since 1970 until which both are valid. */
  readonly validTo: number;
  readonly changes: readonly Change[];
}

/** Wrapped key material of a caller. */
export interface ImportRequest {
  readonly encryptedKeyMaterial: Bytes;
  readonly importToken: Uint8Array;
  readonly custody: Custody;
  /** Simulated time in milliseconds since 1970. */
  readonly at: number;
}

/** Key material that was unwrapped, as members of its record, which is not stored yet. */
export interface ImportedMaterial extends Pick<MaterialRecord, 'materialId' | 'keys' | 'wrapped'> {
  /** SPKI DER. Omitted for symmetric and HMAC keys. */
  readonly publicKey?: Bytes;
  /** Its bytes passed through JavaScript. */
  readonly asBytes: boolean;
}

/** Input of an encryption. */
export interface EncryptRequest {
  readonly algorithm: string;
  readonly plaintext: Bytes;
  /** Omitted for asymmetric keys, which do not support an encryption context. */
  readonly context: EncryptionContext;
}

/** A ciphertext. */
export interface Encrypted {
  readonly ciphertext: Bytes;
  /** The material used. Omitted for asymmetric keys, as on AWS. */
  readonly materialId?: string;
}

/** Input of a decryption. */
export interface DecryptRequest {
  readonly algorithm: string;
  readonly ciphertext: Bytes;
  readonly context: EncryptionContext;
}

/** A plaintext. The caller may overwrite it. */
export interface Decrypted {
  readonly plaintext: Bytes;
  /** The material used. Omitted for asymmetric keys, as on AWS. */
  readonly materialId?: string;
}

/** Input of a signature. */
export interface SignRequest {
  readonly algorithm: string;
  readonly messageType: MessageKind;
  /** The message, its digest or its mu, according to `messageType`. */
  readonly message: Bytes;
}

/** Input of a verification. */
export interface VerifyRequest extends SignRequest {
  readonly signature: Bytes;
}

/** Input of a MAC. */
export interface MacRequest {
  readonly algorithm: string;
  readonly message: Bytes;
}

/** A new shared secret, and its encapsulation for the holder of the key. */
export interface Encapsulated {
  readonly sharedSecret: Bytes;
  readonly ciphertext: Bytes;
}

/** A rotation: simulated time in milliseconds since 1970, and its type. */
export type Rotation = NonNullable<MaterialRecord['rotation']>;

/**
 * One place that keeps key material. A use that its keys do not support rejects with Error: the usage check comes
 * before, so that is a bug. Rejections with KmsError are AWS errors.
 */
export interface Custodian {
  /**
   * Generates the first material of a key.
   * @throws {KmsError} UnsupportedOperationException if `custody` forbids the only form that this browser supports
   */
  create(key: NewKeyMaterial, context: CustodyContext): Promise<FirstMaterial>;

  /** Generates a wrapping key pair for an import. Omitted if keys of the place do not support imports. */
  parameters?(key: KeyRecord, request: ParametersRequest, context: CustodyContext): Promise<NewParameters>;

  /**
   * Unwraps key material of the caller. Omitted if keys of the place do not support imports.
   * @throws {KmsError} InvalidImportTokenException or ExpiredImportTokenException for the token,
   *   InvalidCiphertextException or ValidationException if the material cannot be unwrapped,
   *   IncorrectKeyMaterialException if it is not material of a key of this spec, UnsupportedOperationException if
   *   `custody` forbids the only form that this browser supports
   */
  import?(key: KeyRecord, request: ImportRequest, context: CustodyContext): Promise<ImportedMaterial>;

  /** Encrypts with the current material or the public key. The pipeline has checked the size of the plaintext. */
  encrypt(key: KeyRecord, request: EncryptRequest, context: CustodyContext): Promise<Encrypted>;

  /**
   * Decrypts with the material that the ciphertext names.
   * @throws {KmsError} InvalidCiphertextException if key, ciphertext and context do not match
   */
  decrypt(key: KeyRecord, request: DecryptRequest, context: CustodyContext): Promise<Decrypted>;

  /**
   * Signs. The signature is DER for ECDSA and SM2, raw for other algorithms.
   * @throws {KmsError} UnsupportedOperationException if the material does not support this type of message
   */
  sign(key: KeyRecord, request: SignRequest, context: CustodyContext): Promise<Bytes>;

  /**
   * Rejects as `sign` would for this type of message, and signs nothing: for a dry run. Omitted: every type is signed.
   * @throws {KmsError} UnsupportedOperationException
   */
  checkSign?(key: KeyRecord, request: SignRequest, context: CustodyContext): Promise<void>;

  /** Whether the signature is valid. False for a malformed signature. */
  verify(key: KeyRecord, request: VerifyRequest, context: CustodyContext): Promise<boolean>;

  /** Computes the HMAC of a message. */
  mac(key: KeyRecord, request: MacRequest, context: CustodyContext): Promise<Bytes>;

  /** Returns the raw ECDH shared secret. Undefined if `publicKey` is not an SPKI DER key on the curve of `key`. */
  agree(key: KeyRecord, publicKey: Bytes, context: CustodyContext): Promise<Bytes | undefined>;

  /** Encapsulates a new shared secret for the key. */
  encapsulate(key: KeyRecord, context: CustodyContext): Promise<Encapsulated>;

  /**
   * Returns the shared secret of a ciphertext.
   * @throws {KmsError} InvalidCiphertextException if the ciphertext has the wrong length
   */
  decapsulate(key: KeyRecord, ciphertext: Bytes, context: CustodyContext): Promise<Bytes>;

  /** Generates the next material of a key, which becomes the current one. Previous material still decrypts. */
  rotate(key: KeyRecord, rotation: Rotation, context: CustodyContext): Promise<NewMaterial>;

  /** Returns the changes that delete all material of a key, current and previous. */
  destroy(key: KeyRecord, context: CustodyReadContext): Promise<readonly Change[]>;

  /**
   * Deletes material that a system outside of KMS keeps, which `destroy` cannot: a best effort, whose failure leaves it
   * there. Returns whether it was deleted. Undefined, or omitted: no other system keeps any.
   */
  destroyOutside?(key: KeyRecord, context: CustodyReadContext): Promise<boolean | undefined>;

  /** Returns the custody of the current material. Undefined if it no longer exists. */
  describe(key: KeyRecord, context: CustodyReadContext): Promise<CustodyView | undefined>;
}
