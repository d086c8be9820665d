/** Encrypts and decrypts JSON envelopes, and changes their recipients. */
import type { Bytes } from '../../base/bytes.ts';
import { checkKind, checkMembers, FUNCTION } from '../check-options.ts';
import { deriveDecryptionKey, deriveEncryptionKey } from '../content-key.ts';
import { checkContext, checkUserContext, serializeContext, type EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import type { EncryptedDataKey, Header } from '../header.ts';
import { IV_BYTES } from '../limits.ts';
import { copyMaterialsSource, SOURCE_MEMBERS, type MaterialsSource } from '../materials-source.ts';
import { checkExpectedContext } from '../required-context.ts';
import { resolveMaterialsManager } from '../resolve-materials-manager.ts';
import { checkRecipients, wrapForRecipients, type NewRecipients } from '../recipients/wrap-for-recipients.ts';
import {
  formatJsonEnvelope,
  jsonAad,
  JSON_SUITE,
  parseJsonEnvelope,
  type JsonEnvelopeDocument,
  type JsonEnvelopeParts,
  type JsonRecipient,
} from './json-document.ts';

/** Options of `encryptJson`. */
export interface JsonEncryptOptions extends MaterialsSource {
  readonly encryptionContext?: EncryptionContext | undefined;
}

/** Options of `decryptJson`. */
export interface JsonDecryptOptions extends MaterialsSource {
  /** Pairs that the encryption context of the document must contain. */
  readonly encryptionContext?: EncryptionContext | undefined;
}

const MEMBERS = [...SOURCE_MEMBERS, 'encryptionContext'];

/** Encrypts `content`. Rejects with TypeError for invalid options. */
export async function encryptJson(
  kmsFor: GetKmsClient,
  content: Uint8Array,
  options: JsonEncryptOptions,
): Promise<JsonEnvelopeDocument> {
  // An array of a text would be zeros.
  if (!(content instanceof Uint8Array)) throw new TypeError('content must be a Uint8Array.');
  const source = copyMaterialsSource(options);
  checkMembers(options, MEMBERS);
  const { encryptionContext = {} } = options;
  checkUserContext(encryptionContext);
  serializeContext(encryptionContext);
  const manager = await resolveMaterialsManager(kmsFor, source);
  const { dataKey, encryptedDataKeys } = await manager.getEncryptionMaterials({
    suite: JSON_SUITE,
    encryptionContext,
    requiredContextKeys: [],
    maxPlaintextLength: content.length,
  });
  const messageId = crypto.getRandomValues(new Uint8Array(32));
  const { encryptor, commitment = new Uint8Array() } = await deriveEncryptionKey(
    JSON_SUITE,
    messageId,
    dataKey,
  ).finally(() => dataKey.fill(0));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await encryptor(iv, jsonAad(encryptionContext), Uint8Array.from(content));
  return formatJsonEnvelope({ encryptionContext, encryptedDataKeys, messageId, commitment, iv, sealed });
}

/** Decrypts a document. */
export async function decryptJson(
  kmsFor: GetKmsClient,
  document: JsonEnvelopeDocument | string,
  options: JsonDecryptOptions = {},
): Promise<Bytes> {
  const source = copyMaterialsSource(options);
  checkMembers(options, MEMBERS);
  const { encryptionContext: expected } = options;
  if (expected !== undefined) checkContext(expected, 'encryptionContext');
  const parts = parseJsonEnvelope(document);
  checkExpectedContext(expected, parts.encryptionContext);
  const dataKey = await unwrap(kmsFor, parts, source);
  const decryptor = await deriveDecryptionKey(headerOf(parts), dataKey).finally(() => dataKey.fill(0));
  const content = await decryptor(parts.iv, jsonAad(parts.encryptionContext), parts.sealed);
  if (content) return content;
  throw new EnvelopeError('FrameAuthentication', 'The content failed authentication. Do not use this document.');
}

/** Adds recipients. The content stays as it is. */
export async function addJsonRecipients(
  kmsFor: GetKmsClient,
  document: JsonEnvelopeDocument | string,
  options: MaterialsSource & { readonly to: NewRecipients },
): Promise<JsonEnvelopeDocument> {
  const source = copyMaterialsSource(options);
  checkMembers(options, [...SOURCE_MEMBERS, 'to']);
  checkRecipients(options.to, 'to');
  const parts = parseJsonEnvelope(document);
  const dataKey = await unwrap(kmsFor, parts, source);
  try {
    // Refuses a data key that the document does not commit to.
    await deriveDecryptionKey(headerOf(parts), dataKey);
    const added = await wrapForRecipients(kmsFor, options.to, source, {
      suite: JSON_SUITE,
      encryptionContext: parts.encryptionContext,
      requiredContextKeys: [],
      dataKey,
      encryptedDataKeys: [],
    });
    return formatJsonEnvelope({ ...parts, encryptedDataKeys: [...parts.encryptedDataKeys, ...added] });
  } finally {
    dataKey.fill(0);
  }
}

/**
 * Removes the recipients for which `shouldRemove` returns true. Needs no key. A removed recipient that has kept the
 * data key or an earlier copy of the document can still read it.
 * @throws {TypeError} if `shouldRemove` is not a function, or no recipient would remain
 */
export function removeJsonRecipients(
  document: JsonEnvelopeDocument | string,
  shouldRemove: (recipient: JsonRecipient) => boolean,
): JsonEnvelopeDocument {
  checkKind(shouldRemove, 'shouldRemove', FUNCTION);
  const found = formatJsonEnvelope(parseJsonEnvelope(document));
  const recipients = found.recipients.filter((recipient) => !shouldRemove(recipient));
  if (recipients.length === 0) throw new TypeError('At least one recipient must remain.');
  return { ...found, recipients };
}

async function unwrap(
  kmsFor: GetKmsClient,
  { encryptionContext, encryptedDataKeys }: JsonEnvelopeParts,
  source: MaterialsSource,
): Promise<Bytes> {
  const manager = await resolveMaterialsManager(kmsFor, source);
  const request = { suite: JSON_SUITE, encryptionContext, reproducedContext: {}, encryptedDataKeys };
  return (await manager.getDecryptionMaterials(request)).dataKey;
}

/** Returns what the derivation of the content key needs. */
function headerOf({ messageId, commitment, encryptionContext, encryptedDataKeys }: JsonEnvelopeParts): Header & {
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
} {
  return {
    suite: JSON_SUITE,
    messageId,
    commitment,
    encryptionContext,
    encryptedDataKeys,
    contentType: 'non-framed',
    frameLength: 0,
  };
}
