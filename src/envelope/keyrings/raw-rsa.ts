/**
 * The raw RSA keyring: encrypts data keys to a public key, and decrypts them with the private key. Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/raw-rsa-keyring.md
 */
import { encodeUtf8, equalBytes, type Bytes } from '../../base/bytes.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { Keyring } from '../materials.ts';
import { checkRawKeyName, readKey, type KeyInput } from './key-input.ts';
import { tryCandidates, wrapDataKey } from './keyring-support.ts';
import {
  checkRsaPadding,
  createRsaDecryptor,
  createRsaEncryptor,
  type RsaDecryptor,
  type RsaEncryptor,
  type RsaPadding,
} from './rsa-wrapping.ts';

/** Options of the raw RSA keyring. At least one of the keys is required. */
export interface RawRsaKeyringOptions {
  /** Provider ID of its data keys. Together with `keyName` it identifies the key pair. */
  readonly keyNamespace: string;
  readonly keyName: string;
  /** Default OAEP_SHA256_MGF1. */
  readonly padding?: RsaPadding | undefined;
  /** To encrypt: SPKI, or an RSA-OAEP key whose hash is that of `padding`, with the usage encrypt. */
  readonly publicKey?: KeyInput | CryptoKey | undefined;
  /** To decrypt: PKCS#8, or such a key with the usage decrypt. It need not be extractable. */
  readonly privateKey?: KeyInput | CryptoKey | undefined;
}

/** The parts of an RSA keyring. */
interface RsaKeyringParts {
  readonly keyNamespace: string;
  readonly keyName: string;
  readonly encrypt: RsaEncryptor | undefined;
  /** Loads the decryptor. Called only if the message has a data key of this key. */
  readonly loadDecryptor: (() => Promise<RsaDecryptor>) | undefined;
  /** The option that has the private key. */
  readonly privateKeyOption: string;
}

/**
 * Creates the keyring.
 * @throws {TypeError} for invalid options
 */
export async function createRawRsaKeyring(options: RawRsaKeyringOptions): Promise<Keyring> {
  const { keyNamespace, keyName, padding = 'OAEP_SHA256_MGF1', publicKey, privateKey } = options;
  checkRawKeyName(keyNamespace, keyName);
  checkRsaPadding(padding);
  if (publicKey === undefined && privateKey === undefined)
    throw new TypeError('The raw RSA keyring needs a publicKey to encrypt, a privateKey to decrypt, or both.');
  const decrypt = privateKey === undefined ? undefined : await decryptorOf(privateKey, padding);
  return assembleRsaKeyring({
    keyNamespace,
    keyName,
    encrypt: publicKey === undefined ? undefined : await encryptorOf(publicKey, padding),
    loadDecryptor: decrypt && (async () => decrypt),
    privateKeyOption: 'privateKey',
  });
}

const encryptorOf = (key: KeyInput | CryptoKey, padding: RsaPadding) =>
  createRsaEncryptor(
    key instanceof CryptoKey ? key : readKey(key, 'PUBLIC KEY', 'publicKey', 'a CryptoKey'),
    padding,
    'publicKey',
  );

async function decryptorOf(key: KeyInput | CryptoKey, padding: RsaPadding): Promise<RsaDecryptor> {
  if (key instanceof CryptoKey) return createRsaDecryptor(key, padding, 'privateKey');
  const pkcs8 = readKey(key, 'PRIVATE KEY', 'privateKey', 'a CryptoKey');
  return createRsaDecryptor(pkcs8, padding, 'privateKey').finally(() => pkcs8.fill(0));
}

/** Creates a keyring from an encryptor and a decryptor. */
export function assembleRsaKeyring(parts: RsaKeyringParts): Keyring {
  const { keyNamespace, keyName, encrypt, loadDecryptor, privateKeyOption } = parts;
  const providerInfo = encodeUtf8(keyName);
  const label = `${keyNamespace}/${keyName}`;
  const decryptOne = async (decryptor: RsaDecryptor, ciphertext: Bytes) => {
    const dataKey = await decryptor(ciphertext);
    if (dataKey) return dataKey;
    throw new EnvelopeError('NoUsableKey', `The key ${label} does not decrypt the data key.`);
  };
  return {
    async onEncrypt(materials) {
      if (!encrypt) throw new TypeError(`The RSA keyring ${label} has no publicKey, so it cannot encrypt.`);
      return wrapDataKey(materials, async (dataKey) => ({
        providerId: keyNamespace,
        providerInfo,
        ciphertext: await encrypt(dataKey),
      }));
    },
    async onDecrypt(materials, encryptedDataKeys, signal) {
      const own = encryptedDataKeys.filter(
        (key) => key.providerId === keyNamespace && equalBytes(key.providerInfo, providerInfo),
      );
      if (own.length === 0) return materials;
      if (!loadDecryptor)
        throw new EnvelopeError(
          'NoUsableKey',
          `The RSA keyring ${label} has no ${privateKeyOption}, so it cannot decrypt.`,
        );
      const decryptor = await loadDecryptor();
      const candidates = own.map(({ ciphertext }) => ({ label, decrypt: () => decryptOne(decryptor, ciphertext) }));
      return tryCandidates(materials, candidates, signal);
    },
  };
}
