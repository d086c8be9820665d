/**
 * Keys in an external key store: two layers of encryption. KMS encrypts with key material of its own, which no other
 * key has, and sends the result to the proxy, which encrypts it again with the external key. Without either of them,
 * nothing is decrypted. Source: https://docs.aws.amazon.com/kms/latest/developerguide/keystore-external.html#concept-double-encryption
 *
 * A blob has the header of all symmetric ciphertexts, and what the proxy returned:
 *
 * ```
 * header | IV length 1 | IV | metadata length 1 | metadata | tag 16 | ciphertext
 * ```
 */
import { concatBytes, copyBytes, type Bytes } from '../../base/bytes.ts';
import { IV_BYTES, openGcm, sealGcm } from '../../crypto/aes-gcm.ts';
import type { ProxyCiphertext } from '../../crypto/xks-layout.ts';
import { sha256 } from '../../crypto/sha256.ts';
import { KmsError } from '../../model/errors.ts';
import type { KeyRecord } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import { XKS_TAG_BYTES } from '../../model/xks-proxy-api.ts';
import { encodeEncryptionContext, type EncryptionContext } from '../encryption-context.ts';
import {
  onceIn,
  openXksClient,
  proxyAddress,
  requestMetadata,
  type ProxyContext,
} from '../external-key-store/use-proxy.ts';
import type { XksProxyAddress } from '../external-key-store/xks-client.ts';
import { xksKmsError } from '../external-key-store/xks-errors.ts';
import { XksFailure } from '../external-key-store/xks-failure.ts';
import { encodeBlobHeader, parseCiphertextBlob } from './ciphertext-blob.ts';
import type { Custodian, CustodyContext } from './custodian.ts';
import { assertMaterial, currentMaterial } from './material-records.ts';
import { nativeSymmetric } from './native-symmetric.ts';
import { refusedUse } from './refused-uses.ts';

/** The proxy of a key, and the ID of its external key. */
interface Place {
  readonly address: XksProxyAddress;
  readonly xksKeyId: string;
}

async function placeOf(
  { arn, keyStoreId, xksKeyId }: KeyRecord,
  { reader }: Pick<CustodyContext, 'reader'>,
): Promise<Place> {
  if (keyStoreId === undefined || xksKeyId === undefined)
    throw new DamagedRecordError({ store: 'keys', id: arn, member: 'xksKeyId' });
  const store = await reader.get('keyStores', keyStoreId);
  if (store?.proxy === undefined) throw new DamagedRecordError({ store: 'keyStores', id: keyStoreId, member: 'proxy' });
  return { address: proxyAddress(store, store.proxy), xksKeyId };
}

/**
 * Additional authenticated data of both layers: a hash of the header, which names KMS key and material, and of the
 * encryption context, whose encoding can be longer than the proxy takes. AWS does not publish its own (inferred).
 */
function additionalData(header: Bytes, context: EncryptionContext): Bytes {
  return sha256(concatBytes(header, encodeEncryptionContext(context)));
}

/** Calls the proxy once in a call of KMS, and converts its failures. */
async function reach<T>(
  key: KeyRecord,
  use: 'encrypt' | 'decrypt',
  context: ProxyContext,
  act: (place: Place) => Promise<T>,
): Promise<T> {
  const place = await placeOf(key, context);
  const name = `xks ${use} ${key.arn} ${place.xksKeyId} ${place.address.url} ${place.address.accessKeyId}`;
  try {
    return await onceIn(context, name, () => act(place));
  } catch (error) {
    throw error instanceof XksFailure ? xksKmsError(error.problem, 'cryptographic') : error;
  }
}

function joinBody({ iv, metadata, tag, ciphertext }: ProxyCiphertext): Bytes {
  return concatBytes(Uint8Array.of(iv.length), iv, Uint8Array.of(metadata.length), metadata, tag, ciphertext);
}

/** Splits a body. Undefined: it is not one. */
function splitBody(body: Bytes): ProxyCiphertext | undefined {
  const ivEnd = 1 + (body[0] ?? 0);
  const metadataEnd = ivEnd + 1 + (body[ivEnd] ?? 0);
  const tagEnd = metadataEnd + XKS_TAG_BYTES;
  if (tagEnd > body.length) return undefined;
  return {
    iv: body.slice(1, ivEnd),
    metadata: body.slice(ivEnd + 1, metadataEnd),
    tag: body.slice(metadataEnd, tagEnd),
    ciphertext: body.slice(tagEnd),
  };
}

async function innerKey(key: KeyRecord, { reader }: Pick<CustodyContext, 'reader'>): Promise<CryptoKey> {
  const { id, keys } = await currentMaterial(reader, key);
  const inner = keys?.SYMMETRIC_DEFAULT;
  if (inner === undefined) throw new DamagedRecordError({ store: 'materials', id, member: 'keys' });
  return inner;
}

/** Custodian of keys in external key stores. */
export const external: Custodian = {
  ...nativeSymmetric,

  rotate: (key) => Promise.reject(refusedUse(key.spec, 'rotate')),

  async encrypt(key, { plaintext, context }, custody) {
    assertMaterial(key);
    const header = encodeBlobHeader(key);
    const aad = additionalData(header, context);
    const body = await reach(key, 'encrypt', custody, async ({ address, xksKeyId }) => {
      const iv = custody.random.publicBytes(IV_BYTES);
      const inner = concatBytes(iv, await sealGcm(await innerKey(key, custody), iv, aad, plaintext));
      const client = await openXksClient(custody, address);
      return joinBody(await client.encrypt(address, xksKeyId, requestMetadata(custody, key), inner, aad));
    });
    // No materialId: AWS returns none for keys in a custom key store.
    return { ciphertext: concatBytes(header, body) };
  },

  async decrypt(key, { ciphertext, context }, custody) {
    const invalid = (check: 'ciphertext-form' | 'ciphertext-material'): KmsError =>
      new KmsError('InvalidCiphertextException').because(check);
    const blob = parseCiphertextBlob(ciphertext);
    const outer = blob && splitBody(concatBytes(blob.iv, blob.sealed));
    if (outer === undefined) throw invalid('ciphertext-form');
    const { header, materialId } = blob as NonNullable<typeof blob>;
    if (materialId !== key.materialId) throw invalid('ciphertext-material');
    const aad = additionalData(header, context);
    const plaintext = await reach(key, 'decrypt', custody, async ({ address, xksKeyId }) => {
      const client = await openXksClient(custody, address);
      const inner = await client.decrypt(address, xksKeyId, requestMetadata(custody, key), outer, aad);
      const opened = await openGcm(await innerKey(key, custody), inner.slice(0, IV_BYTES), aad, inner.slice(IV_BYTES));
      // The proxy vouched for a ciphertext that is not the one of KMS.
      if (opened === undefined) throw new XksFailure('inconsistent');
      return opened;
    });
    // A copy: the caller may overwrite it, and a repeated call gets the same answer.
    return { plaintext: copyBytes(plaintext) };
  },

  async describe(key, context) {
    const view = await nativeSymmetric.describe(key, context);
    return view && { ...view, keptBy: 'external' };
  },
};
