/** Encrypt and Decrypt with the public and private halves of RSA and SM2 keys. */
import type { Bytes } from '../../base/bytes.ts';
import { KmsError } from '../../model/errors.ts';
import type { KeyRecord } from '../../model/records.ts';
import { familyOf, withMaterial } from '../custody/custodian.ts';
import type { Reader } from '../transaction/reader.ts';

/** Bytes that each algorithm encrypts at most, by key spec. Source: the guide's key spec reference; OAEP: key bytes - 2 × hash bytes - 2. */
const MOST: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  RSA_2048: { RSAES_OAEP_SHA_1: 214, RSAES_OAEP_SHA_256: 190 },
  RSA_3072: { RSAES_OAEP_SHA_1: 342, RSAES_OAEP_SHA_256: 318 },
  RSA_4096: { RSAES_OAEP_SHA_1: 470, RSAES_OAEP_SHA_256: 446 },
  SM2: { SM2PKE: 1024 },
};

/** Throws ValidationException for an encryption context, and for a plaintext that the key can not take. Source: recorded and measured texts. */
export function checkAsymmetric(key: KeyRecord, algorithm: string, context: unknown, plaintext?: Uint8Array): void {
  if (context !== undefined && Object.keys(context as object).length > 0) {
    throw new KmsError(
      'ValidationException',
      'EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.',
    );
  }
  const most = MOST[key.spec]?.[algorithm];
  if (plaintext !== undefined && most !== undefined && plaintext.length > most) {
    throw new KmsError(
      'ValidationException',
      `Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${most} bytes.`,
    );
  }
}

/** The ciphertext of `plaintext` for `key`. */
export async function encryptFor(key: KeyRecord, algorithm: string, plaintext: Uint8Array): Promise<Bytes> {
  const family = await familyOf(key.spec);
  if (family.encrypt === undefined || key.publicKey === undefined) throw new Error(`${key.spec} encrypts nothing.`);
  return family.encrypt(key.spec, key.publicKey, algorithm, plaintext as Bytes);
}

/** The plaintext. Throws InvalidCiphertextException, without a text, for what is not for this key. */
export async function decryptWith(
  reader: Reader,
  key: KeyRecord,
  algorithm: string,
  ciphertext: Uint8Array,
): Promise<Bytes> {
  const family = await familyOf(key.spec);
  const plaintext = await withMaterial(reader, key, async (material) =>
    family.decrypt?.(key.spec, material, algorithm, ciphertext as Bytes),
  );
  if (plaintext === undefined) throw new KmsError('InvalidCiphertextException');
  return plaintext;
}
