/**
 * Changes the recipients of a message without encrypting its content again. The header tag covers the encrypted data
 * keys, so a new header needs a new tag under the content key. That is possible in version 1, which stores the IV of
 * the tag: a new random one is used. It is refused elsewhere:
 * - Version 2 fixes the IV to zeros. Two tags under one key and IV reveal the authentication key of AES-GCM to whoever
 *   has both messages (NIST SP 800-38D, appendix A), who could then forge frames.
 * - A signature covers the header, and its private key was discarded.
 */
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { ByteSource } from '../byte-source.ts';
import { checkDecryptionPolicy } from '../check-decryption-policy.ts';
import { checkMembers, checkOptions, FUNCTION } from '../check-options.ts';
import { checkPolicy, DEFAULT_POLICY, type CommitmentPolicy } from '../commitment-policy.ts';
import { computeHeaderTag, deriveDecryptionKey, deriveEncryptionKey } from '../content-key.ts';
import { checkUserContext, serializeContext, type EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import { serializeAuthentication, serializeHeader, type EncryptedDataKey, type Header } from '../header.ts';
import { IV_BYTES, MAX_DATA_KEYS } from '../limits.ts';
import { copyMaterialsSource, SOURCE_MEMBERS, type MaterialsSource } from '../materials-source.ts';
import { readHeader } from '../read-message.ts';
import { splitContext } from '../required-context.ts';
import { resolveMaterialsManager } from '../resolve-materials-manager.ts';
import { checkRecipients, wrapForRecipients, type NewRecipients } from './wrap-for-recipients.ts';

/** Options of the change. The materials source decrypts the data key. */
export interface ChangeRecipientsOptions extends MaterialsSource {
  readonly add?: NewRecipients | undefined;
  /** Returns whether to remove a recipient. */
  readonly shouldRemove?: ((key: EncryptedDataKey) => boolean) | undefined;
  /** Default: only suites with key commitment, whose recipients are fixed. Pass another one to change others. */
  readonly commitmentPolicy?: CommitmentPolicy | undefined;
  /** Pairs that the message does not store. */
  readonly reproducedContext?: EncryptionContext | undefined;
}

/** A message with other recipients. */
export interface ChangedMessage {
  /** The new header before the unchanged body. */
  readonly message: Blob;
  readonly header: Header;
}

/** Changes the recipients of `message`. Rejects with EnvelopeError RecipientsFixed if the format does not allow it. */
export async function changeMessageRecipients(
  kmsFor: GetKmsClient,
  message: Blob,
  options: ChangeRecipientsOptions,
): Promise<ChangedMessage> {
  // Its body is passed on by reference, which a stream does not allow.
  if (!(message instanceof Blob)) throw new TypeError('message must be a Blob.');
  checkOptions(options, { shouldRemove: FUNCTION });
  checkMembers(options, [...SOURCE_MEMBERS, 'add', 'shouldRemove', 'commitmentPolicy', 'reproducedContext']);
  const { add, shouldRemove = () => false, commitmentPolicy = DEFAULT_POLICY, reproducedContext = {} } = options;
  checkPolicy(commitmentPolicy);
  const source = copyMaterialsSource(options);
  if (add !== undefined) checkRecipients(add, 'add');
  checkUserContext(reproducedContext, 'reproducedContext');
  const input = new ByteSource(message);
  const { header, authentication, authenticated, bytes } = await readHeader(input, {
    maxEncryptedDataKeys: undefined,
  }).finally(() => input.cancel(undefined));
  checkChangeable(header);
  checkDecryptionPolicy(commitmentPolicy, header.suite);
  const { suite, messageId, encryptionContext, encryptedDataKeys } = header;
  const manager = await resolveMaterialsManager(kmsFor, source);
  const materials = await manager.getDecryptionMaterials({
    suite,
    encryptionContext,
    reproducedContext,
    encryptedDataKeys,
  });
  const { dataKey } = materials;
  try {
    const { authenticatedOnly } = splitContext(materials.encryptionContext, materials.requiredContextKeys);
    const notStored = serializeContext(authenticatedOnly);
    const decryptor = await deriveDecryptionKey(header, dataKey);
    if (!(await decryptor(authentication.iv, concatBytes(authenticated, notStored), authentication.tag)))
      throw new EnvelopeError('HeaderAuthentication', 'Header authentication failed. Do not use this message.');
    const added = add ? await wrapForRecipients(kmsFor, add, source, { ...materials, encryptedDataKeys: [] }) : [];
    const keys = [...encryptedDataKeys.filter((key) => !shouldRemove(key)), ...added];
    if (keys.length === 0) throw new TypeError('At least one recipient must remain.');
    if (keys.length > MAX_DATA_KEYS)
      throw new EnvelopeError('TooManyEncryptedDataKeys', `A header holds at most ${MAX_DATA_KEYS} data keys.`);
    const changed: Header = { ...header, encryptedDataKeys: keys };
    const { encryptor } = await deriveEncryptionKey(suite, messageId, dataKey);
    const front = serializeHeader(changed);
    const iv: Bytes = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const tag = await computeHeaderTag(encryptor, iv, concatBytes(front, notStored));
    const sealed = serializeAuthentication(suite, { iv, tag });
    return { header: changed, message: new Blob([front, sealed, message.slice(bytes.length)]) };
  } finally {
    dataKey.fill(0);
  }
}

function checkChangeable({ suite }: Header): void {
  if (suite.signature) {
    throw new EnvelopeError(
      'RecipientsFixed',
      'The signature of this message covers its header, and its signing key no longer exists. Encrypt the content again for the new recipients.',
    );
  }
  if (suite.version === 2) {
    throw new EnvelopeError(
      'RecipientsFixed',
      'A second header tag under the same key and IV would break AES-GCM, and messages of version 2 have a fixed IV. Encrypt the content again for the new recipients.',
    );
  }
}
