/**
 * Wrapped material: a secret encrypted under a non-extractable wrapping key, decrypted in the worker for one use and
 * then overwritten. For what SubtleCrypto does not support: some key specs, and signatures over digests, which need the
 * private number. It protects only from accidental disclosure: a script of this origin can unwrap the secret too, and a
 * copy of the browser profile contains both.
 */
import { encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { generateAesKey, IV_BYTES, openGcm, sealGcm } from '../../crypto/aes-gcm.ts';
import type { Generated } from '../../crypto/family.ts';
import type { CustodyView } from '../../model/contract.ts';
import { KmsError } from '../../model/errors.ts';
import type { Random } from '../../model/ports.ts';
import type { MaterialRecord, WrappedSecret } from '../../model/records.ts';
import type { KeySpec } from '../../model/sdk.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import type { TransactionResult } from '../transaction/run-transaction.ts';
import type { Reader } from '../transaction/reader.ts';
import type { Custodian, NewKeyMaterial, NewMaterial } from './custodian.ts';
import { familyOf, familyUses, type UseMaterial } from './family-uses.ts';
import { findMaterial, newMaterialRecord, viewMaterial } from './material-records.ts';

/** Message if material has no wrapped secret. AWS has none: there the call succeeds. */
const NATIVE_ONLY =
  'This key has only native material, and WebCrypto cannot sign a precomputed digest. Use MessageType RAW, or create a key with custody “complete”. On AWS this call would succeed.';

/** Encrypts `secret` under a new wrapping key, bound to the record `id`. Does not overwrite it. */
export async function wrapSecret(secret: Bytes, id: string, random: Random): Promise<WrappedSecret> {
  const by = await generateAesKey();
  const iv = random.publicBytes(IV_BYTES);
  return { iv, sealed: await sealGcm(by, iv, encodeUtf8(id), secret), by };
}

/**
 * Decrypts the secret of the record `id`. The caller overwrites it.
 * @throws {DamagedRecordError} if it was changed
 */
export async function unwrapSecret({ iv, sealed, by }: WrappedSecret, id: string): Promise<Bytes> {
  const secret = await openGcm(by, iv, encodeUtf8(id), sealed);
  if (secret === undefined) throw new DamagedRecordError({ store: 'materials', id, member: 'wrapped' });
  return secret;
}

/**
 * Unwraps the secret of a record for one use.
 * @throws {KmsError} UnsupportedOperationException if the record has no wrapped secret
 */
export const useWrapped: UseMaterial = async ({ id, wrapped: secretRecord }, use) => {
  if (secretRecord === undefined)
    throw new KmsError('UnsupportedOperationException', NATIVE_ONLY).because('digest-custody');
  const secret = await unwrapSecret(secretRecord, id);
  try {
    return await use({ form: 'bare', secret });
  } finally {
    secret.fill(0);
  }
};

/** Error of a key that would only be wrapped, with custody `strict`. AWS has no message: there the call succeeds. */
export const strictCustody = (spec: KeySpec): KmsError =>
  new KmsError(
    'UnsupportedOperationException',
    `This browser does not support native ${spec} keys, and custody “strict” does not allow wrapped keys. Use custody “native” or “complete”.`,
  ).because('strict-custody');

/**
 * Creates the record of generated material: CryptoKeys as they are, the secret wrapped and then overwritten.
 * @throws {KmsError} UnsupportedOperationException if the material would only be wrapped and `custody` is `strict`
 */
export async function recordGenerated(
  { keyId, spec, custody, createdAt }: NewKeyMaterial,
  { keys, secret, publicKey }: Generated,
  random: Random,
): Promise<NewMaterial> {
  if (keys === undefined && custody === 'strict') {
    secret?.fill(0);
    throw strictCustody(spec);
  }
  const record = newMaterialRecord(keyId, 1, createdAt, random);
  const wrappedSecret = secret && (await wrapSecret(secret, record.id, random));
  secret?.fill(0);
  const after: MaterialRecord = {
    ...record,
    ...(keys === undefined ? {} : { keys }),
    ...(wrappedSecret === undefined ? {} : { wrapped: wrappedSecret }),
  };
  return {
    materialId: after.materialId,
    ...(publicKey === undefined ? {} : { publicKey }),
    changes: [{ store: 'materials', after }],
  };
}

/** Custodian of keys whose spec SubtleCrypto does not support in any browser. */
export const wrapped: Custodian = {
  ...familyUses(useWrapped),
  async create(key, { random }) {
    const family = await familyOf(key.spec);
    return recordGenerated(key, await family.generate(key.spec, key.usage, { native: false, secret: true }), random);
  },
};

/**
 * Deletes the wrapped copy of a key that also has native material, and returns the resulting custody.
 * @throws {TypeError} if the key does not exist, or if the wrapped copy is its only material
 */
export async function withoutWrapped(reader: Reader, keyArn: string): Promise<TransactionResult<CustodyView>> {
  const key = await reader.get('keys', keyArn);
  const before = key && (await findMaterial(reader, key));
  if (before === undefined) throw new TypeError(`Key ${keyArn} does not exist in this sandbox.`);
  if (before.keys === undefined)
    throw new TypeError('The wrapped material is the only material of this key and cannot be deleted.');
  const { wrapped: copy, ...after } = before;
  return {
    changes: copy === undefined ? [] : [{ store: 'materials', before, after }],
    value: viewMaterial(after),
  };
}
