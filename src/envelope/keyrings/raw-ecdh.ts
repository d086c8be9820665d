/**
 * The raw ECDH keyring: wraps data keys with keys agreed between local keys. Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/raw-ecdh-keyring.md
 */
import type { Bytes } from '../../base/bytes.ts';
import {
  deriveEcdhSecret,
  generateEcdhKeyPair,
  importEcdhPrivateKey,
  readEcdhKeyPair,
  type EcdhCurve,
  type EcdhKeyPair,
} from '../../crypto/local-ecdh.ts';
import { assembleEcdhKeyring, type EcdhAgreement } from './ecdh-keyring.ts';
import { checkEcdhCurve, compressed, ECDH_PROVIDERS } from './ecdh-wrapping.ts';
import type { Keyring } from '../materials.ts';
import { readKey, type KeyInput } from './key-input.ts';

/**
 * Key agreement. `ephemeral`: encrypts to `recipientPublicKey` with a new key pair per message, and cannot decrypt.
 * `static`: encrypts and decrypts between two fixed key pairs. `discovery`: decrypts what was encrypted to
 * `recipientPrivateKey`, by any sender.
 */
export type RawEcdhKeyringOptions = {
  readonly curve: EcdhCurve;
} & (
  | { readonly keyAgreement: 'ephemeral'; readonly recipientPublicKey: KeyInput }
  | {
      readonly keyAgreement: 'static';
      readonly senderPrivateKey: EcdhPrivateKeyInput;
      readonly recipientPublicKey: KeyInput;
    }
  | { readonly keyAgreement: 'discovery'; readonly recipientPrivateKey: EcdhPrivateKeyInput }
);

/** A private key: PKCS#8, or a key pair for ECDH whose private key need not be extractable. */
export type EcdhPrivateKeyInput = KeyInput | CryptoKeyPair;

/**
 * Creates the keyring.
 * @throws {TypeError} for invalid options
 */
export async function createRawEcdhKeyring(options: RawEcdhKeyringOptions): Promise<Keyring> {
  const { curve } = options;
  checkEcdhCurve(curve);
  return assembleEcdhKeyring(ECDH_PROVIDERS.raw, curve, await agreementOf(curve, options));
}

async function agreementOf(curve: EcdhCurve, options: RawEcdhKeyringOptions): Promise<EcdhAgreement> {
  switch (options.keyAgreement) {
    case 'ephemeral': {
      const recipient = publicKey(curve, options.recipientPublicKey);
      return {
        async start() {
          const { privateKey, publicKey: sender } = await generateEcdhKeyPair(curve);
          return { parties: { sender, recipient }, secret: await secretOf(curve, privateKey, recipient) };
        },
      };
    }
    case 'static': {
      const own = await privateKeyPair(curve, options.senderPrivateKey, 'senderPrivateKey');
      const peer = publicKey(curve, options.recipientPublicKey);
      return {
        start: async () => ({
          parties: { sender: own.publicKey, recipient: peer },
          secret: await secretOf(curve, own.privateKey, peer),
        }),
        own: async () => own.publicKey,
        peer,
        derive: (other) => secretOf(curve, own.privateKey, other),
      };
    }
    case 'discovery': {
      const own = await privateKeyPair(curve, options.recipientPrivateKey, 'recipientPrivateKey');
      return { own: async () => own.publicKey, derive: (other) => secretOf(curve, own.privateKey, other) };
    }
    default:
      throw new TypeError('keyAgreement must be ephemeral, static or discovery.');
  }
}

function publicKey(curve: EcdhCurve, key: KeyInput): Bytes {
  const spki = readKey(key, 'PUBLIC KEY', 'recipientPublicKey');
  compressed(curve, spki, 'recipientPublicKey');
  return spki;
}

const isKeyPair = (key: EcdhPrivateKeyInput): key is CryptoKeyPair =>
  [(Object(key) as CryptoKeyPair).privateKey, (Object(key) as CryptoKeyPair).publicKey].every(
    (half: unknown) => half instanceof CryptoKey,
  );

async function privateKeyPair(curve: EcdhCurve, key: EcdhPrivateKeyInput, option: string): Promise<EcdhKeyPair> {
  if (isKeyPair(key)) return readEcdhKeyPair(curve, key, option);
  const pkcs8 = readKey(key, 'PRIVATE KEY', option, 'a CryptoKeyPair');
  return importEcdhPrivateKey(curve, pkcs8, option).finally(() => pkcs8.fill(0));
}

async function secretOf(curve: EcdhCurve, privateKey: CryptoKey, peer: Bytes): Promise<Bytes> {
  const secret = await deriveEcdhSecret(curve, privateKey, peer);
  if (secret) return secret;
  throw new TypeError(`The public key is not a key of ${curve}.`);
}
