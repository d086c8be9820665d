/**
 * Custody of keys that are not symmetric encryption keys: native wherever this browser has the algorithm, wrapped where it has not or where the key
 * is to do what native keys can not. Which, the setting `custody` says, or who makes the key: `native`, `complete` (signing keys also have a wrapped
 * copy) or `strict` (never wrapped).
 */
import { utf8, type Bytes } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import { generateAesKey, IV_BYTES, openGcm, sealGcm } from '../../crypto/aes-gcm.ts';
import { FAMILIES } from '../../crypto/families.ts';
import type { Family, Material } from '../../crypto/family.ts';
import type { CustodyView } from '../../model/contract.ts';
import { KmsError } from '../../model/errors.ts';
import type { Random } from '../../model/ports.ts';
import type { Custody, KeyRecord, MaterialRecord, WrappedSecret } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import type { Act } from '../transaction/run-transaction.ts';
import type { Reader } from '../transaction/reader.ts';
import { materialKey } from './symmetric-material.ts';

/** Families that were loaded: even of loaded code an `import()` costs more than the rest of a small call. */
const families = new Map<KeySpec, Promise<Family>>();

/** The family of `spec`; its code is loaded when it is first used. Rejects when the code can not be loaded; the next use tries again. */
export function familyOf(spec: KeySpec): Promise<Family> {
  let family = families.get(spec);
  if (family === undefined) {
    family = FAMILIES[spec]();
    families.set(spec, family);
    family.catch(() => families.delete(spec));
  }
  return family;
}

async function wrap(secret: Bytes, id: string, random: Random): Promise<WrappedSecret> {
  const by = await generateAesKey();
  const iv = random.publicBytes(IV_BYTES);
  return { iv, sealed: await sealGcm(by, iv, utf8(id), secret), by };
}

async function unwrap({ iv, sealed, by }: WrappedSecret, id: string): Promise<Bytes> {
  const secret = await openGcm(by, iv, utf8(id), sealed);
  if (secret === undefined) throw new Error(`The wrapped material ${id} does not open.`);
  return secret;
}

/** What a new key needs. */
export interface NewKey {
  readonly keyId: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsageType;
}

/** New material under `custody`. Throws UnsupportedOperationException where `strict` allows no wrapped material and this browser has no native one. */
export async function makeKeyMaterial(
  { keyId, spec, usage }: NewKey,
  custody: Custody,
  now: number,
  random: Random,
): Promise<{ readonly material: MaterialRecord; readonly publicKey?: Bytes }> {
  const family = await familyOf(spec);
  const { keys, secret, publicKey } = await family.generate(spec, usage, {
    native: true,
    // Only signatures over digests, and their kin, need the bare key: no other key has a copy that could be taken.
    secret: custody === 'complete' && usage === 'SIGN_VERIFY',
  });
  if (keys === undefined && custody === 'strict') {
    secret?.fill(0);
    throw new KmsError(
      'UnsupportedOperationException',
      undefined,
      `This browser has no native ${spec} keys, and the custody asked for is strict: no key is kept wrapped. Custody native or complete allows it.`,
    );
  }
  const materialId = toHex(random.bytes(32));
  const id = materialKey(keyId, materialId);
  const wrapped = secret === undefined ? undefined : await wrap(secret, id, random);
  secret?.fill(0);
  const material: MaterialRecord = {
    id,
    keyId,
    materialId,
    version: 1,
    createdAt: now,
    ...(keys === undefined ? {} : { keys }),
    ...(wrapped === undefined ? {} : { wrapped }),
  };
  return { material, ...(publicKey === undefined ? {} : { publicKey }) };
}

/** The current material of the key, or undefined when there is no such key. */
async function currentMaterial(reader: Reader, keyArn: string): Promise<MaterialRecord | undefined> {
  const key = await reader.get('keys', keyArn);
  return key && (await reader.get('materials', materialKey(key.keyId, key.materialId)));
}

const viewOf = ({ keys, wrapped }: MaterialRecord): CustodyView => ({
  native: Object.keys(keys ?? {}),
  wrapped: wrapped !== undefined,
});

/** Where the current material of a key is kept, or undefined when there is no such key. */
export async function custodyOf(reader: Reader, keyArn: string): Promise<CustodyView | undefined> {
  const material = await currentMaterial(reader, keyArn);
  return material && viewOf(material);
}

/** The key without its wrapped copy. Throws TypeError when there is no such key, or when the copy is all that there is. */
export async function withoutWrapped(reader: Reader, keyArn: string): Promise<Act<CustodyView>> {
  const before = await currentMaterial(reader, keyArn);
  if (before === undefined) throw new TypeError(`There is no key ${keyArn} in this world.`);
  if (before.keys === undefined)
    throw new TypeError('The wrapped copy is the only material of this key: without it the key could do nothing.');
  const { wrapped, ...after } = before;
  return { changes: wrapped === undefined ? [] : [{ store: 'materials', before, after }], value: viewOf(after) };
}

/**
 * Gives the material of `key` to `use`, native if `serves` says that it will do, else opened for this one use and overwritten after it.
 * Throws UnsupportedOperationException, with `why`, when the key has no material that serves.
 */
export async function withMaterial<T>(
  reader: Reader,
  key: KeyRecord,
  use: (material: Material) => Promise<T>,
  serves: (material: Material) => boolean = () => true,
  why = '',
): Promise<T> {
  const record = await reader.get('materials', materialKey(key.keyId, key.materialId));
  if (record === undefined) throw new Error(`The material of ${key.arn} is missing.`);
  const native: Material | undefined = record.keys === undefined ? undefined : { form: 'native', keys: record.keys };
  if (native !== undefined && serves(native)) return use(native);
  if (record.wrapped === undefined) throw new KmsError('UnsupportedOperationException', undefined, why);
  const secret = await unwrap(record.wrapped, record.id);
  try {
    return await use({ form: 'bare', secret });
  } finally {
    secret.fill(0);
  }
}
