/**
 * Unwraps key material that a caller imports, and derives its ID. Symmetric and HMAC material under RSAES_OAEP is
 * unwrapped twice by SubtleCrypto from the same blob: as the working key, and as an HMAC key that computes the ID. Its
 * bytes never reach JavaScript.
 */
import { encodeUtf8, concatBytes, type Bytes } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import { isImportLength, nativeHmac } from '../../crypto/hmac-family.ts';
import { hmacKey } from '../../crypto/hmac.ts';
import {
  modulusBytes,
  unwrapBytes,
  UnwrapError,
  unwrapSecretKey,
  wrapsDirectly,
} from '../../crypto/import-wrapping.ts';
import { sha256 } from '../../crypto/sha256.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import { symmetricImportBytes } from '../../model/import-wrapping.ts';
import type { ImportParametersRecord, KeyRecord } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import type { CustodyContext, ImportedMaterial, ImportRequest } from './custodian.ts';
import { familyOf } from './family-uses.ts';
import { materialKey } from './material-records.ts';
import { strictCustody, unwrapSecret, wrapSecret } from './wrapped.ts';

/** Name of the CryptoKey of symmetric keys. */
const SYMMETRIC = 'SYMMETRIC_DEFAULT';

const incorrect = () => new KmsError('IncorrectKeyMaterialException').because('import-material');

/**
 * The ID of symmetric and HMAC material: the MAC of the key ID under it. How AWS computes it is unknown. Material of
 * another key, or other material, has another ID.
 */
async function secretId({ keyId }: KeyRecord, idKey: CryptoKey): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', idKey, encodeUtf8(keyId))));
}

/** The ID of a key pair. It depends only on the public key: that determines the private key. */
const pairId = ({ keyId }: KeyRecord, publicKey: Bytes): string =>
  toHex(sha256(concatBytes(encodeUtf8(keyId), publicKey)));

/** Bits of a key that SubtleCrypto unwrapped: without this check, 16 bytes would become an AES-128 key. */
const lengthOf = ({ algorithm }: CryptoKey): number =>
  (algorithm as KeyAlgorithm & { readonly length: number }).length / 8;

async function unwrapDirectly(key: KeyRecord, privateKey: CryptoKey, blob: Bytes): Promise<ImportedMaterial> {
  // As an HMAC key first: that fails only if the blob cannot be decrypted, or is empty.
  const idKey = await unwrapSecretKey(privateKey, blob, { name: 'HMAC', hash: 'SHA-256' }, ['sign']);
  if (idKey === undefined) throw incorrect();
  const hmac = KEY_SPECS[key.spec].kind === 'hmac' ? nativeHmac(key.spec) : undefined;
  const isLength =
    hmac === undefined
      ? lengthOf(idKey) === symmetricImportBytes(key.region)
      : isImportLength(key.spec, lengthOf(idKey));
  if (!isLength) throw incorrect();
  const working =
    hmac === undefined
      ? await unwrapSecretKey(privateKey, blob, { name: 'AES-GCM' }, ['encrypt', 'decrypt'])
      : await unwrapSecretKey(privateKey, blob, { name: 'HMAC', hash: hmac.hash, length: lengthOf(idKey) * 8 }, [
          'sign',
        ]);
  if (working === undefined || lengthOf(working) !== lengthOf(idKey)) throw incorrect();
  return {
    materialId: await secretId(key, idKey),
    keys: { [hmac?.algorithm ?? SYMMETRIC]: working },
    asBytes: false,
  };
}

/** Imports unwrapped bytes, and overwrites them. */
async function importBytes(
  key: KeyRecord,
  bytes: Bytes,
  { custody }: ImportRequest,
  { random }: CustodyContext,
): Promise<ImportedMaterial> {
  const { importSecret } = await familyOf(key.spec);
  if (importSecret === undefined) throw new Error(`${key.spec} keys cannot be imported.`);
  try {
    const imported = await importSecret(key.spec, key.usage, bytes, {
      native: true,
      secret: custody === 'complete' && key.usage === 'SIGN_VERIFY',
    });
    if (imported === undefined) throw incorrect();
    const { keys, secret, publicKey } = imported;
    try {
      if (keys === undefined && custody === 'strict') throw strictCustody(key.spec);
      const materialId = publicKey === undefined ? await secretId(key, await hmacKey(bytes)) : pairId(key, publicKey);
      return {
        materialId,
        ...(keys === undefined ? {} : { keys }),
        ...(secret === undefined
          ? {}
          : { wrapped: await wrapSecret(secret, materialKey(key.arn, materialId), random) }),
        ...(publicKey === undefined ? {} : { publicKey }),
        asBytes: true,
      };
    } finally {
      secret?.fill(0);
    }
  } finally {
    bytes.fill(0);
  }
}

/** The private key of the wrapping pair. The caller overwrites bytes. */
function privateKeyOf({ id, privateKey, wrapped }: ImportParametersRecord): Promise<CryptoKey | Bytes> {
  if (privateKey !== undefined) return Promise.resolve(privateKey);
  if (wrapped === undefined) throw new DamagedRecordError({ store: 'importParameters', id, member: 'privateKey' });
  return unwrapSecret(wrapped, id);
}

/**
 * Unwraps the material of a request.
 * @throws {KmsError} see `Custodian.import`, and ValidationException if the blob does not have the length of the
 *   wrapping key
 */
export async function unwrapMaterial(
  key: KeyRecord,
  request: ImportRequest,
  context: CustodyContext,
): Promise<ImportedMaterial> {
  const { encryptedKeyMaterial: blob, parameters } = request;
  const { wrappingAlgorithm } = parameters;
  if (wrappingAlgorithm === 'RSAES_PKCS1_V1_5') throw new Error('No wrapping key pair has this algorithm.');
  const privateKey = await privateKeyOf(parameters);
  try {
    if (privateKey instanceof CryptoKey) checkBlobLength(privateKey, wrapsDirectly(wrappingAlgorithm), blob);
    const isSecret = KEY_SPECS[key.spec].kind !== 'asymmetric' && (key.spec === SYMMETRIC || nativeHmac(key.spec));
    if (isSecret && privateKey instanceof CryptoKey && wrapsDirectly(wrappingAlgorithm))
      return await unwrapDirectly(key, privateKey, blob);
    return await importBytes(key, await unwrapBytes(wrappingAlgorithm, privateKey, blob), request, context);
  } catch (error) {
    if (error instanceof UnwrapError) throw new KmsError('InvalidCiphertextException').because('import-unwrap');
    throw error;
  } finally {
    if (!(privateKey instanceof CryptoKey)) privateKey.fill(0);
  }
}

/** Two blocks of AES key wrap, the shortest output of RFC 5649. */
const MIN_KEY_WRAP_BYTES = 16;

/** The text is AWS's. */
function checkBlobLength(privateKey: CryptoKey, isDirect: boolean, blob: Bytes): void {
  const rest = blob.length - modulusBytes(privateKey);
  if (isDirect ? rest !== 0 : rest < MIN_KEY_WRAP_BYTES)
    throw new KmsError('ValidationException', 'Invalid encrypted key size.').because('import-size');
}
