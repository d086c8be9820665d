/**
 * Puts a key that was made elsewhere in the place of a KMS key's own: what others sign, encrypt and agree on is then
 * this key's too.
 */
import { encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { generateAesKey, IV_BYTES, sealGcm } from '../../src/crypto/aes-gcm.ts';
import { servedBy } from '../../src/crypto/capability.ts';
import type { Database } from '../../src/model/ports.ts';
import type { KeyRecord, MaterialRecord } from '../../src/model/records.ts';
import type { KeySpec, KeyUsageType } from '../../src/model/sdk.ts';
import { nativeAlgorithms } from './kms-world.ts';

/** Where the planted key is kept: as CryptoKeys alone, or as its wrapped bytes alone. */
type Form = 'native' | 'wrapped';

/** The forms in which a key of `spec` can be kept here: wrapped always, native where SubtleCrypto has the algorithm. */
export async function formsOf(spec: KeySpec): Promise<readonly Form[]> {
  return (await servedBy(spec)) === 'native' ? ['native', 'wrapped'] : ['wrapped'];
}

const CURVES: Readonly<Partial<Record<KeySpec, string>>> = {
  ECC_NIST_P256: 'P-256',
  ECC_NIST_P384: 'P-384',
  ECC_NIST_P521: 'P-521',
};

/** How SubtleCrypto imports the secret for one algorithm of AWS. */
function importing(spec: KeySpec, algorithm: string): { format: string; parameters: object; usage: string } {
  const hash = `SHA-${/SHA_(\d+)$/.exec(algorithm)?.[1]}`;
  if (algorithm.startsWith('RSAES'))
    return { format: 'pkcs8', parameters: { name: 'RSA-OAEP', hash }, usage: 'decrypt' };
  if (algorithm.startsWith('RSASSA_PSS'))
    return { format: 'pkcs8', parameters: { name: 'RSA-PSS', hash }, usage: 'sign' };
  if (algorithm.startsWith('RSASSA'))
    return { format: 'pkcs8', parameters: { name: 'RSASSA-PKCS1-v1_5', hash }, usage: 'sign' };
  if (algorithm.startsWith('ECDSA'))
    return { format: 'pkcs8', parameters: { name: 'ECDSA', namedCurve: CURVES[spec] }, usage: 'sign' };
  if (algorithm === 'ECDH')
    return { format: 'pkcs8', parameters: { name: 'ECDH', namedCurve: CURVES[spec] }, usage: 'deriveBits' };
  if (algorithm === 'ED25519_SHA_512') return { format: 'pkcs8', parameters: { name: 'Ed25519' }, usage: 'sign' };
  if (algorithm.startsWith('HMAC')) return { format: 'raw', parameters: { name: 'HMAC', hash }, usage: 'sign' };
  return {
    format: 'raw-seed',
    parameters: { name: spec.replaceAll('_', '-') },
    usage: algorithm === 'ML_KEM' ? 'decapsulateBits' : 'sign',
  };
}

async function nativeKeys(spec: KeySpec, usage: KeyUsageType, secret: Bytes): Promise<Record<string, CryptoKey>> {
  const imported = nativeAlgorithms(spec, usage).map(async (name) => {
    const { format, parameters, usage: use } = importing(spec, name);
    return [
      name,
      await crypto.subtle.importKey(format as 'pkcs8', secret, parameters as EcKeyImportParams, false, [
        use as KeyUsage,
      ]),
    ] as const;
  });
  return Object.fromEntries(await Promise.all(imported));
}

/** As custody wraps: under an AES key of its own, the id of the material as AAD. */
async function wrapped(id: string, secret: Bytes): Promise<NonNullable<MaterialRecord['wrapped']>> {
  const [by, iv] = [await generateAesKey(), crypto.getRandomValues(new Uint8Array(IV_BYTES))];
  return { by, iv, sealed: await sealGcm(by, iv, encodeUtf8(id), secret) };
}

/** Gives the KMS key `arn` the secret and the public key. The secret has the form of `Wanted.secret`. */
export async function plant(
  database: Database,
  arn: string,
  form: Form,
  { secret, publicKey }: { readonly secret: Bytes; readonly publicKey?: Bytes },
): Promise<void> {
  const key = (await database.get('keys', arn)) as KeyRecord;
  const before = (await database.get('materials', `${key.keyId}/${key.materialId}`)) as MaterialRecord;
  const { keys: _keys, wrapped: _wrapped, ...rest } = before;
  const kept =
    form === 'native'
      ? { keys: await nativeKeys(key.spec, key.usage, secret) }
      : { wrapped: await wrapped(before.id, secret) };
  const seq = (await database.lastSeq()) + 1;
  await database.commit(
    {
      segment: { seq, events: [], touched: ['*'] },
      changes: [
        { store: 'materials', before, after: { ...rest, ...kept } },
        { store: 'keys', before: key, after: { ...key, ...(publicKey === undefined ? {} : { publicKey }) } },
      ],
    },
    () => undefined,
    'relaxed',
  );
}
