/**
 * The data key pair keyring: encrypts data keys offline to the public key of an RSA data key pair, and decrypts them
 * with its private key, which KMS Decrypt returns. Its data keys are those of a raw RSA keyring with OAEP and SHA-256.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/data-keys.html#data-key-pairs
 */
import type { Bytes } from '../../base/bytes.ts';
import { checkOptions, TEXT } from '../check-options.ts';
import { checkContext, type EncryptionContext } from '../encryption-context.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import type { Keyring } from '../materials.ts';
import { checkRawKeyName, readKey, type KeyInput } from './key-input.ts';
import { clientFor, grantsOf, takePlaintext, type KmsTarget } from './kms-calls.ts';
import { assembleRsaKeyring } from './raw-rsa.ts';
import { createRsaDecryptor, createRsaEncryptor, type RsaEncryptor } from './rsa-wrapping.ts';
import { BYTES } from '../rare-kinds.ts';

/** Options of the data key pair keyring. At least one half of the pair is required. */
export interface DataKeyPairKeyringOptions extends KmsTarget {
  /** Provider ID of its data keys. Default `data-key-pair`. */
  readonly keyNamespace?: string | undefined;
  /** Name of the pair, chosen by the caller. */
  readonly keyName: string;
  /** To encrypt: `PublicKey` of GenerateDataKeyPair (SPKI). */
  readonly publicKey?: KeyInput | undefined;
  /** To decrypt: `PrivateKeyCiphertextBlob` of GenerateDataKeyPair. */
  readonly privateKeyCiphertextBlob?: Uint8Array | undefined;
  /** KMS key that encrypts the private key. Default: the one that its ciphertext names. */
  readonly keyId?: string | undefined;
  /** Encryption context of GenerateDataKeyPair. It protects the private key, not the message. */
  readonly keyPairContext?: EncryptionContext | undefined;
}

const PADDING = 'OAEP_SHA256_MGF1';
const PRIVATE_KEY_NAME = 'The private key that privateKeyCiphertextBlob encrypts';

/**
 * Creates the keyring.
 * @throws {TypeError} for invalid options
 */
export async function createDataKeyPairKeyring(
  kmsFor: GetKmsClient,
  options: DataKeyPairKeyringOptions,
): Promise<Keyring> {
  const {
    keyNamespace = 'data-key-pair',
    keyName,
    publicKey,
    privateKeyCiphertextBlob: blob,
    keyPairContext,
  } = options;
  checkRawKeyName(keyNamespace, keyName);
  if (publicKey === undefined && blob === undefined)
    throw new TypeError('The data key pair keyring needs a publicKey, a privateKeyCiphertextBlob, or both.');
  checkOptions(options, { privateKeyCiphertextBlob: BYTES, keyId: TEXT });
  if (keyPairContext !== undefined) checkContext(keyPairContext, 'keyPairContext');
  return assembleRsaKeyring({
    keyNamespace,
    keyName,
    encrypt: publicKey === undefined ? undefined : await encryptorOf(publicKey),
    loadDecryptor: blob && (() => loadPrivateKey(kmsFor, Uint8Array.from(blob), options)),
    privateKeyOption: 'privateKeyCiphertextBlob',
  });
}

async function encryptorOf(publicKey: KeyInput): Promise<RsaEncryptor> {
  const spki = readKey(publicKey, 'PUBLIC KEY', 'publicKey');
  try {
    return await createRsaEncryptor(spki, PADDING, 'publicKey');
  } catch (cause) {
    throw new TypeError(
      'publicKey must be that of an RSA data key pair of at least 2048 bits in SPKI. ECC and SM2 pairs cannot encrypt data keys.',
      { cause },
    );
  }
}

/** Decrypts the private key with KMS. Its bytes are overwritten once SubtleCrypto has them. */
async function loadPrivateKey(
  kmsFor: GetKmsClient,
  blob: Bytes,
  { keyId, keyPairContext, ...target }: DataKeyPairKeyringOptions,
) {
  const answer = await clientFor(kmsFor, target, keyId ?? '').decrypt({
    CiphertextBlob: blob,
    ...(keyId === undefined ? {} : { KeyId: keyId }),
    ...(keyPairContext ? { EncryptionContext: { ...keyPairContext } } : {}),
    ...grantsOf(target),
  });
  const pkcs8 = takePlaintext(answer.Plaintext);
  return createRsaDecryptor(pkcs8, PADDING, PRIVATE_KEY_NAME).finally(() => pkcs8.fill(0));
}
