/**
 * Symmetric encryption keys as non-extractable AES-256-GCM CryptoKeys: one per material of the key, and no other copy.
 * A ciphertext names its material (ciphertext-blob.ts), so previous material still decrypts after a rotation.
 */
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { generateAesKey, IV_BYTES, openGcm, sealGcm } from '../../crypto/aes-gcm.ts';
import { KmsError } from '../../model/errors.ts';
import type { Random } from '../../model/ports.ts';
import type { MaterialRecord } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import { encodeEncryptionContext, type EncryptionContext } from '../encryption-context.ts';
import { encodeBlobHeader, parseCiphertextBlob } from './ciphertext-blob.ts';
import type { Custodian, Rotation } from './custodian.ts';
import {
  assertMaterial,
  currentMaterial,
  findMaterial,
  missingMaterial,
  newMaterialRecord,
  recordedMaterial,
} from './material-records.ts';
import { refusedUses } from './refused-uses.ts';

/** Name of the CryptoKey in a material record. */
const ALGORITHM = 'SYMMETRIC_DEFAULT';

async function generate(
  keyId: string,
  version: number,
  createdAt: number,
  random: Random,
  rotation?: Rotation,
): Promise<{ materialId: string; changes: [{ store: 'materials'; after: MaterialRecord }] }> {
  const after: MaterialRecord = {
    ...newMaterialRecord(keyId, version, createdAt, random),
    keys: { [ALGORITHM]: await generateAesKey() },
    ...(rotation === undefined ? {} : { rotation }),
  };
  return { materialId: after.materialId, changes: [{ store: 'materials', after }] };
}

function aesKey({ id, keys }: MaterialRecord): CryptoKey {
  const key = keys?.[ALGORITHM];
  if (key === undefined) throw new DamagedRecordError({ store: 'materials', id, member: 'keys' });
  return key;
}

/**
 * Additional authenticated data: header and encryption context. Most calls have no context and reuse the cached header.
 */
function additionalData(header: Bytes, context: EncryptionContext): Bytes {
  const encoded = encodeEncryptionContext(context);
  return encoded.length === 0 ? header : concatBytes(header, encoded);
}

/** Custodian of SYMMETRIC_DEFAULT keys whose material KMS generates. */
export const nativeSymmetric: Custodian = {
  ...refusedUses,
  ...recordedMaterial,
  create: ({ keyId, createdAt }, { random }) => generate(keyId, 1, createdAt, random),
  rotate: ({ keyId, materials }, rotation, { random }) => generate(keyId, materials + 1, rotation.at, random, rotation),
  async encrypt(key, { plaintext, context }, { reader, random }) {
    assertMaterial(key);
    const material = await currentMaterial(reader, key);
    const header = encodeBlobHeader(key);
    const iv = random.publicBytes(IV_BYTES);
    const sealed = await sealGcm(aesKey(material), iv, additionalData(header, context), plaintext);
    return { ciphertext: concatBytes(header, iv, sealed), materialId: key.materialId };
  },
  async decrypt(key, { ciphertext, context }, { reader }) {
    // AWS sends no text, whatever does not match.
    const invalid = (check: 'ciphertext-form' | 'ciphertext-material' | 'ciphertext-tag'): KmsError =>
      new KmsError('InvalidCiphertextException').because(check);
    const blob = parseCiphertextBlob(ciphertext);
    if (blob === undefined) throw invalid('ciphertext-form');
    const { materialId, header, iv, sealed } = blob;
    const material = await findMaterial(reader, key, materialId);
    if (material === undefined)
      throw materialId === key.materialId ? missingMaterial(key) : invalid('ciphertext-material');
    const plaintext = await openGcm(aesKey(material), iv, additionalData(header, context), sealed);
    if (plaintext === undefined) throw invalid('ciphertext-tag');
    return { plaintext, materialId };
  },
};
