/**
 * Cryptographic materials of a message, and the two interfaces that provide them, with the names of the Encryption SDK
 * specification. `encrypt` and `decrypt` ask a materials manager; the default one asks a keyring; a keyring wraps and
 * unwraps data keys. Sources:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/cmm-interface.md,
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/keyring-interface.md
 */
import type { Bytes } from '../base/bytes.ts';
import type { SigningKey } from '../crypto/message-signature.ts';
import type { EncryptionContext } from './encryption-context.ts';
import type { EncryptedDataKey } from './header.ts';
import type { Suite } from './suites.ts';

/** What an encryption needs. */
export interface EncryptionMaterialsRequest {
  readonly suite: Suite;
  /** The context of the caller, without reserved pairs. */
  readonly encryptionContext: EncryptionContext;
  /** Keys of pairs that are authenticated but not stored in the message. All exist in `encryptionContext`. */
  readonly requiredContextKeys: readonly string[];
  /** Length of the content in bytes, if known. The content is not longer. */
  readonly maxPlaintextLength?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a decryption needs. */
export interface DecryptionMaterialsRequest {
  readonly suite: Suite;
  /** The context in the header. */
  readonly encryptionContext: EncryptionContext;
  /** Pairs that the caller brings because the message does not store them. */
  readonly reproducedContext: EncryptionContext;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  readonly signal?: AbortSignal | undefined;
}

/** Materials that a keyring extends: with a data key, unless it has one, and with encrypted copies of it. */
export interface EncryptionMaterials {
  readonly suite: Suite;
  /** The context of the caller, with the public key of a signed message. */
  readonly encryptionContext: EncryptionContext;
  readonly requiredContextKeys: readonly string[];
  /** Plaintext data key, `suite.keyBytes` long. Omitted before a keyring generated it. */
  readonly dataKey?: Bytes;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  /** Set exactly for suites with a signature. */
  readonly signingKey?: SigningKey;
}

/** Materials that encrypt one message: they have a data key and at least one encrypted copy of it. */
export type ReadyEncryptionMaterials = EncryptionMaterials & { readonly dataKey: Bytes };

/** Materials that a keyring completes with the data key. */
export interface DecryptionMaterials {
  readonly suite: Suite;
  /** The context in the header and the reproduced pairs. */
  readonly encryptionContext: EncryptionContext;
  /** Keys of the pairs that the header does not store. */
  readonly requiredContextKeys: readonly string[];
  /** Plaintext data key. Omitted before a keyring decrypted it. */
  readonly dataKey?: Bytes;
}

/** Materials that decrypt one message. */
export type ReadyDecryptionMaterials = DecryptionMaterials & { readonly dataKey: Bytes };

/** Provides the materials of a message. A cache of data keys is one around another. */
export interface MaterialsManager {
  /** The caller owns the result, and overwrites `dataKey` and the private signing key after use. */
  getEncryptionMaterials(request: EncryptionMaterialsRequest): Promise<ReadyEncryptionMaterials>;
  /** The caller owns the result, and overwrites `dataKey` after use. */
  getDecryptionMaterials(request: DecryptionMaterialsRequest): Promise<ReadyDecryptionMaterials>;
}

/** Generates, wraps and unwraps data keys. Methods return new materials and do not change their arguments. */
export interface Keyring {
  /**
   * Generates a data key unless `materials` has one, and adds encrypted copies of it. The caller overwrites the data
   * key after use, also if a later keyring fails.
   */
  onEncrypt(materials: EncryptionMaterials, signal?: AbortSignal): Promise<EncryptionMaterials>;
  /**
   * Decrypts one of `encryptedDataKeys`. Returns `materials` unchanged if none is for this keyring. Rejects if one is
   * and none of them could be decrypted.
   */
  onDecrypt(
    materials: DecryptionMaterials,
    encryptedDataKeys: readonly EncryptedDataKey[],
    signal?: AbortSignal,
  ): Promise<DecryptionMaterials>;
}
