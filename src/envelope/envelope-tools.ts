/** Keyrings, branch keys, JSON envelopes and recipients, bound to a KMS client. Loaded on first use. */
import type { Bytes } from '../base/bytes.ts';
import type { BranchKeyAdmin } from './branch-keys/branch-key-store.ts';
import { createKmsBranchKeyStore, type KmsBranchKeyStoreOptions } from './branch-keys/kms-branch-key-store.ts';
import { createMemoryBranchKeyStore } from './branch-keys/memory-branch-key-store.ts';
import type { GetKmsClient } from './envelope-kms.ts';
import type { JsonEnvelopeDocument, JsonRecipient } from './json/json-document.ts';
import {
  addJsonRecipients,
  decryptJson,
  encryptJson,
  removeJsonRecipients,
  type JsonDecryptOptions,
  type JsonEncryptOptions,
} from './json/json-envelope.ts';
import { createKeyring, type KeyringOptions } from './keyrings/create-keyring.ts';
import type { MaterialsSource } from './materials-source.ts';
import type { Keyring } from './materials.ts';
import {
  changeMessageRecipients,
  type ChangedMessage,
  type ChangeRecipientsOptions,
} from './recipients/change-message-recipients.ts';
import {
  reEncryptDataKeys,
  type ReEncryptOptions,
  type ReEncryptResult,
  type StoredDataKey,
} from './recipients/re-encrypt-data-keys.ts';
import type { NewRecipients } from './recipients/wrap-for-recipients.ts';

/** The parts of envelope encryption that most pages do not need. */
export interface EnvelopeTools {
  /**
   * Creates a keyring, to use for several messages. `encrypt` and `decrypt` take its options as well. Rejects with
   * TypeError for invalid options.
   */
  createKeyring(options: KeyringOptions): Promise<Keyring>;
  /** Creates a branch key store in memory. Its keys are unprotected, and end with the page. */
  createMemoryBranchKeyStore(): BranchKeyAdmin;
  /**
   * Creates a branch key store whose keys KMS encrypts.
   * @throws {TypeError} for invalid options
   */
  createKmsBranchKeyStore(options: KmsBranchKeyStoreOptions): BranchKeyAdmin;
  /** Encrypts to a JSON envelope, a format for teaching. Everything is in memory. */
  encryptJson(content: Uint8Array, options: JsonEncryptOptions): Promise<JsonEnvelopeDocument>;
  /** Decrypts a JSON envelope. Rejects with EnvelopeError if it is invalid. */
  decryptJson(document: JsonEnvelopeDocument | string, options?: JsonDecryptOptions): Promise<Bytes>;
  /** Adds recipients to a JSON envelope. Its content stays as it is. */
  addJsonRecipients(
    document: JsonEnvelopeDocument | string,
    options: MaterialsSource & { readonly to: NewRecipients },
  ): Promise<JsonEnvelopeDocument>;
  /**
   * Removes recipients from a JSON envelope. A removed recipient that has kept the data key or an earlier copy of the
   * document can still read it.
   * @throws {TypeError} if no recipient would remain
   */
  removeJsonRecipients(
    document: JsonEnvelopeDocument | string,
    shouldRemove: (recipient: JsonRecipient) => boolean,
  ): JsonEnvelopeDocument;
  /**
   * Changes the recipients of a message of version 1 without a signature. Its body stays as it is. Rejects with
   * EnvelopeError RecipientsFixed for other messages.
   */
  changeMessageRecipients(message: Blob, options: ChangeRecipientsOptions): Promise<ChangedMessage>;
  /** Re-encrypts stored data keys inside KMS. A failed one does not end the run. */
  reEncryptDataKeys(keys: readonly StoredDataKey[], options: ReEncryptOptions): Promise<readonly ReEncryptResult[]>;
}

/** Binds the tools to a KMS client. */
export function createEnvelopeTools(kmsFor: GetKmsClient): EnvelopeTools {
  return {
    createKeyring: (options) => createKeyring(kmsFor, options),
    createMemoryBranchKeyStore,
    createKmsBranchKeyStore: (options) => createKmsBranchKeyStore(kmsFor, options),
    encryptJson: (content, options) => encryptJson(kmsFor, content, options),
    decryptJson: (document, options) => decryptJson(kmsFor, document, options),
    addJsonRecipients: (document, options) => addJsonRecipients(kmsFor, document, options),
    removeJsonRecipients,
    changeMessageRecipients: (message, options) => changeMessageRecipients(kmsFor, message, options),
    reEncryptDataKeys: (keys, options) => reEncryptDataKeys(kmsFor, keys, options),
  };
}
