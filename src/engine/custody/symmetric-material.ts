/** Custody of material that KMS itself makes: a non-extractable CryptoKey in the materials store, and no other copy anywhere. */
import { concat, type Bytes } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import { generateAesKey, IV_BYTES, openGcm, sealGcm } from '../../crypto/aes-gcm.ts';
import { KmsError } from '../../model/errors.ts';
import type { Random } from '../../model/ports.ts';
import type { KeyRecord, MaterialRecord } from '../../model/records.ts';
import { blobHeader, type Blob } from './ciphertext-blob.ts';
import { encodeContext, type EncryptionContext } from '../encryption-context.ts';
import type { Reader } from '../transaction/reader.ts';

/** The key of a material record. */
export function materialKey(keyId: string, materialId: string): string {
  return `${keyId}/${materialId}`;
}

/** New symmetric material for `keyId`. Its id is random: material that nobody can read can not be named by a digest of itself. */
export async function makeMaterial(
  keyId: string,
  version: number,
  now: number,
  random: Random,
): Promise<MaterialRecord> {
  const materialId = toHex(random.bytes(32));
  return {
    id: materialKey(keyId, materialId),
    keyId,
    materialId,
    version,
    createdAt: now,
    keys: { SYMMETRIC_DEFAULT: await generateAesKey() },
  };
}

function aesKey(material: MaterialRecord): CryptoKey {
  const key = material.keys?.['SYMMETRIC_DEFAULT'];
  if (key === undefined) throw new Error(`The material ${material.id} is not symmetric.`);
  return key;
}

async function materialOf(reader: Reader, keyId: string, materialId: string): Promise<MaterialRecord | undefined> {
  return reader.get('materials', materialKey(keyId, materialId));
}

/** What AES-GCM authenticates: the header and the encryption context. Most calls have no context, and then the header as it is remembered is all. */
function authenticated(header: Bytes, context: EncryptionContext): Bytes {
  const encoded = encodeContext(context);
  return encoded.length === 0 ? header : concat(header, encoded);
}

/** The ciphertext blob of `plaintext` under the current material of `key`. */
export async function seal(
  reader: Reader,
  random: Random,
  key: KeyRecord,
  plaintext: Uint8Array,
  context: EncryptionContext,
): Promise<Bytes> {
  const material = await materialOf(reader, key.keyId, key.materialId);
  if (material === undefined) throw new Error(`The current material of ${key.arn} is missing.`);
  const header = blobHeader(key);
  const iv = random.publicBytes(IV_BYTES);
  return concat(header, iv, await sealGcm(aesKey(material), iv, authenticated(header, context), plaintext as Bytes));
}

/** The plaintext of a blob. Throws InvalidCiphertextException, without a message as AWS does, when blob, key or context do not belong together. */
export async function open(reader: Reader, key: KeyRecord, blob: Blob, context: EncryptionContext): Promise<Bytes> {
  const material = await materialOf(reader, key.keyId, blob.materialId);
  const plaintext =
    material === undefined
      ? undefined
      : await openGcm(aesKey(material), blob.iv, authenticated(blob.header, context), blob.sealed);
  if (plaintext === undefined) throw new KmsError('InvalidCiphertextException');
  return plaintext;
}
