/**
 * The raw AES keyring: wraps data keys with a local AES key. Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/raw-aes-keyring.md
 */
import { compareBytes, concatBytes, encodeUint32, encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { createDecryptor, createEncryptor, importAesKey, type AesKey } from '../aes-gcm-cipher.ts';
import { serializeContext, type EncryptionContext } from '../encryption-context.ts';
import { EnvelopeError } from '../envelope-error.ts';
import { IV_BYTES, TAG_BYTES } from '../limits.ts';
import type { Keyring } from '../materials.ts';
import { checkRawKeyName } from './key-input.ts';
import { tryCandidates, wrapDataKey } from './keyring-support.ts';

/** Options of the raw AES keyring. */
export interface RawAesKeyringOptions {
  /** Provider ID of its data keys. Together with `keyName` it identifies the wrapping key. */
  readonly keyNamespace: string;
  readonly keyName: string;
  /** 16, 24 or 32 bytes, or an AES-GCM key with the usages that are needed: encrypt, decrypt. Bytes are copied. */
  readonly wrappingKey: Uint8Array | CryptoKey;
}

const KEY_LENGTHS = [16, 24, 32];

async function readWrappingKey(key: unknown): Promise<AesKey> {
  if (key instanceof Uint8Array && KEY_LENGTHS.includes(key.length))
    return importAesKey(Uint8Array.from(key), ['encrypt', 'decrypt']);
  if (key instanceof CryptoKey && key.algorithm.name === 'AES-GCM') return key;
  throw new TypeError('wrappingKey must be 16, 24 or 32 bytes, or a CryptoKey for AES-GCM.');
}

/** @throws {TypeError} if SubtleCrypto may not use the key so */
function checkUsage(key: unknown, usage: 'encrypt' | 'decrypt'): void {
  if (key instanceof CryptoKey && !key.usages.includes(usage))
    throw new TypeError(`wrappingKey must be a CryptoKey with the usage ${usage}.`);
}

/** Length of the tag in bits, and of the IV in bytes: all that the provider info holds beside name and IV. */
const LENGTHS = concatBytes(encodeUint32(TAG_BYTES * 8), encodeUint32(IV_BYTES));

/**
 * Creates the keyring.
 * @throws {TypeError} for invalid options
 */
export async function createRawAesKeyring(options: RawAesKeyringOptions): Promise<Keyring> {
  const { keyNamespace, keyName, wrappingKey } = options;
  checkRawKeyName(keyNamespace, keyName);
  const key = await readWrappingKey(wrappingKey);
  const [encryptor, decryptor] = await Promise.all([createEncryptor(key), createDecryptor(key)]);
  const front = concatBytes(encodeUtf8(keyName), LENGTHS);
  const aadOf = (context: EncryptionContext) => serializeContext(context);
  /** Returns the IV in a provider info of this key. Undefined if it is of another key. */
  const ivIn = (info: Bytes): Bytes | undefined =>
    info.length === front.length + IV_BYTES && compareBytes(info.subarray(0, front.length), front) === 0
      ? info.slice(front.length)
      : undefined;
  return {
    onEncrypt: (materials) =>
      wrapDataKey(materials, async (dataKey) => {
        checkUsage(wrappingKey, 'encrypt');
        const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
        return {
          providerId: keyNamespace,
          providerInfo: concatBytes(front, iv),
          ciphertext: await encryptor(iv, aadOf(materials.encryptionContext), dataKey),
        };
      }),
    onDecrypt(materials, encryptedDataKeys, signal) {
      const candidates = encryptedDataKeys.flatMap(({ providerId, providerInfo, ciphertext }) => {
        const iv = providerId === keyNamespace ? ivIn(providerInfo) : undefined;
        if (!iv) return [];
        const decrypt = async () => {
          checkUsage(wrappingKey, 'decrypt');
          const dataKey = await decryptor(iv, aadOf(materials.encryptionContext), ciphertext);
          if (dataKey) return dataKey;
          throw new EnvelopeError(
            'NoUsableKey',
            `The key ${keyNamespace}/${keyName} does not decrypt the data key: another key or another encryption context was used.`,
          );
        };
        return [{ label: `${keyNamespace}/${keyName}`, decrypt }];
      });
      return tryCandidates(materials, candidates, signal);
    },
  };
}
