/** Reads the options of raw keyrings: names, and keys as DER bytes or PEM text. */
import { fromBase64 } from '../../base/base64.ts';
import type { Bytes } from '../../base/bytes.ts';

/** A key: DER bytes, or PEM text. */
export type KeyInput = Uint8Array | string;

const PEM = /^\s*-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----\s*$/;

/**
 * Returns a copy of the DER bytes.
 * @param label what the PEM must contain: `PUBLIC KEY` (SPKI) or `PRIVATE KEY` (PKCS#8)
 * @param other what the option takes as well, for the error
 * @throws {TypeError} if `key` is neither bytes nor such a PEM
 */
export function readKey(
  key: unknown,
  label: 'PUBLIC KEY' | 'PRIVATE KEY',
  option: string,
  other?: 'a CryptoKey' | 'a CryptoKeyPair',
): Bytes {
  if (key instanceof Uint8Array) return Uint8Array.from(key);
  const [, found, body = ''] = (typeof key === 'string' ? PEM.exec(key) : undefined) ?? [];
  if (found !== label)
    throw new TypeError(`${option} must be DER bytes, ${other ? `${other}, ` : ''}or PEM text with a ${label}.`);
  try {
    return fromBase64(body.replace(/\s/g, ''));
  } catch (cause) {
    throw new TypeError(`${option} is not valid PEM: its content is not base64.`, { cause });
  }
}

/** @throws {TypeError} if `value` is not a string of 1 to 65,535 bytes */
export function checkText(value: unknown, option: string, other?: 'a function'): void {
  if (typeof value !== 'string' || value.length === 0 || !value.isWellFormed() || value.length > 0xffff / 4)
    throw new TypeError(
      `${option} must be ${other ? `${other}, or ` : ''}a string with at least 1 and at most 16,383 characters.`,
    );
}

/**
 * Checks the namespace and name of a raw key.
 * @throws {TypeError} if one is no text, or the namespace is one of AWS KMS
 */
export function checkRawKeyName(keyNamespace: unknown, keyName: unknown): void {
  checkText(keyNamespace, 'keyNamespace');
  checkText(keyName, 'keyName');
  if ((keyNamespace as string).startsWith('aws-kms'))
    throw new TypeError('keyNamespace must not start with aws-kms, which is reserved for keys of AWS KMS.');
}
