/**
 * The raw keys of this tab: made by SubtleCrypto, not extractable, and in memory only. They end when the tab is closed
 * or loaded again.
 */
import { toHex } from '../../base/hex.ts';
import type { SentKeyring } from '../../envelope/files/file-messages.ts';
import { RAW_NAMESPACES } from './keyring-type.ts';

/** One raw key. */
interface RawKey<T> {
  /** Stored in each message as the name of the key. */
  readonly name: string;
  readonly key: T;
}

/** Kinds of raw keys. */
type RawKeyKind = 'raw-aes' | 'raw-rsa' | 'raw-ecdh';

const CURVE = 'ECC_NIST_P256';

/** A random part keeps keys of two visits apart. */
const newName = () => `key-${toHex(crypto.getRandomValues(new Uint8Array(4)))}`;

async function named<T>(key: Promise<T>): Promise<RawKey<T>> {
  return { name: newName(), key: await key };
}

const makeAes = () =>
  named(
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']) as Promise<CryptoKey>,
  );

const RSA = { name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 3072, publicExponent: Uint8Array.of(1, 0, 1) };

const makeRsa = () => named(crypto.subtle.generateKey(RSA, false, ['encrypt', 'decrypt']) as Promise<CryptoKeyPair>);

const makeEcdh = () =>
  named(
    crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']) as Promise<CryptoKeyPair>,
  );

/** The raw keys of a tab, each made on first use. */
class RawKeys {
  #aes: Promise<RawKey<CryptoKey>> | undefined;
  #rsa: Promise<RawKey<CryptoKeyPair>> | undefined;
  #ecdh: Promise<RawKey<CryptoKeyPair>> | undefined;

  /** Whether this tab has the key of a name. Messages of ECDH name public keys: there, any key counts. */
  async has(kind: RawKeyKind, name: string): Promise<boolean> {
    const key = await { 'raw-aes': this.#aes, 'raw-rsa': this.#rsa, 'raw-ecdh': this.#ecdh }[kind];
    return key !== undefined && (kind === 'raw-ecdh' || key.name === name);
  }

  /** Options of a keyring that encrypts with the key of a kind, which is made if it does not exist. */
  async encryption(kind: RawKeyKind): Promise<SentKeyring> {
    if (kind === 'raw-aes') {
      const { name, key } = await (this.#aes ??= makeAes());
      return { type: kind, keyNamespace: RAW_NAMESPACES.aes, keyName: name, wrappingKey: key };
    }
    if (kind === 'raw-rsa') {
      const { name, key } = await (this.#rsa ??= makeRsa());
      return { type: kind, keyNamespace: RAW_NAMESPACES.rsa, keyName: name, publicKey: key.publicKey };
    }
    const { key } = await (this.#ecdh ??= makeEcdh());
    const recipientPublicKey = new Uint8Array(await crypto.subtle.exportKey('spki', key.publicKey));
    return { type: kind, curve: CURVE, keyAgreement: 'ephemeral', recipientPublicKey };
  }

  /** Options of a keyring that decrypts with the key of a kind. Undefined: this tab has none. */
  async decryption(kind: RawKeyKind): Promise<SentKeyring | undefined> {
    if (kind === 'raw-aes') return this.#aes && this.encryption(kind);
    if (kind === 'raw-rsa') {
      const pair = await this.#rsa;
      if (!pair) return undefined;
      const { name, key } = pair;
      return { type: kind, keyNamespace: RAW_NAMESPACES.rsa, keyName: name, privateKey: key.privateKey };
    }
    const pair = await this.#ecdh;
    return pair && { type: kind, curve: CURVE, keyAgreement: 'discovery', recipientPrivateKey: pair.key };
  }
}

/** The raw keys of this tab. */
export const rawKeys = new RawKeys();
