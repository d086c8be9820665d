/**
 * Keys in a CloudHSM key store: the material is a non-extractable AES key in the cluster, in a database of its own.
 * This database holds no material of them, so nothing is decrypted while the cluster cannot be used. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/concept-kmsuser.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html
 */
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { toHex } from '../../base/hex.ts';
import { IV_BYTES } from '../../crypto/aes-gcm.ts';
import { KmsError } from '../../model/errors.ts';
import type { HsmClusters, HsmKeyUse } from '../../model/hsm-clusters.ts';
import type { KeyRecord } from '../../model/records.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import { encodeEncryptionContext, type EncryptionContext } from '../encryption-context.ts';
import { useCluster, type ClusterProblem } from '../key-stores/use-cluster.ts';
import { encodeBlobHeader, parseCiphertextBlob } from './ciphertext-blob.ts';
import type { Custodian, CustodyReadContext } from './custodian.ts';
import { assertMaterial } from './material-records.ts';
import { refusedUse, refusedUses } from './refused-uses.ts';

/** Notes about a failed use. AWS's text does not say the cause. */
const NOTES: Readonly<Record<ClusterProblem, string>> = {
  'cluster-not-found': 'The cluster of the key store does not exist.',
  'key-not-found': 'The key in the cluster does not exist, so its ciphertexts cannot be decrypted.',
  'no-active-hsm': 'The cluster has no active HSM.',
  'not-logged-in': 'kmsuser is not logged in to the cluster. Disconnect the key store, then connect it.',
  network: 'KMS cannot reach the cluster: the fault cloudhsm-network is set.',
  internal: 'The fault cloudhsm-internal is set.',
  sessions: 'The cluster has no free session: the fault cloudhsm-sessions is set.',
};

/** Returns the error of a cryptographic operation. A used-up session limit is an internal error, as documented. */
function clusterError(problem: ClusterProblem): KmsError {
  return problem === 'sessions'
    ? new KmsError('KMSInternalException', undefined, NOTES.sessions)
    : new KmsError(
        'KMSInvalidStateException',
        'KMS cannot communicate with your CloudHSM cluster',
        NOTES[problem],
      ).because('cloudhsm-cluster');
}

/** The cluster of a key store, and the session of KMS there. */
interface Place {
  readonly clusterId: string;
  readonly session: string;
}

async function placeOf(keyStoreId: string | undefined, { reader }: CustodyReadContext): Promise<Place> {
  const store = keyStoreId === undefined ? undefined : await reader.get('keyStores', keyStoreId);
  if (store?.cluster === undefined)
    throw new DamagedRecordError({ store: 'keyStores', id: keyStoreId ?? '', member: 'cluster' });
  return { clusterId: store.cluster.clusterId, session: store.id };
}

/**
 * Uses the cluster of a key.
 * @throws {KmsError} if the cluster cannot be used
 */
async function reach<T>(
  keyStoreId: string | undefined,
  context: CustodyReadContext,
  use: (clusters: HsmClusters, place: Place) => Promise<T>,
): Promise<T> {
  const place = await placeOf(keyStoreId, context);
  const faults = ['cloudhsm-network', 'cloudhsm-sessions'] as const;
  const result = await useCluster(context, place.clusterId, faults, (clusters) => use(clusters, place));
  if (result.problem !== undefined) throw clusterError(result.problem);
  return result.value;
}

function backingKeyId({ arn, backingKey }: KeyRecord): string {
  if (backingKey === undefined) throw new DamagedRecordError({ store: 'keys', id: arn, member: 'backingKey' });
  return backingKey.backingKeyId;
}

const useOf = (key: KeyRecord, iv: Bytes, header: Bytes, context: EncryptionContext, data: Bytes): HsmKeyUse => ({
  backingKeyId: backingKeyId(key),
  iv,
  additionalData: concatBytes(header, encodeEncryptionContext(context)),
  data,
});

const direct = <T>(_name: string, act: () => Promise<T>): Promise<T> => act();

/** Custodian of keys in CloudHSM key stores. */
export const cloudHsm: Custodian = {
  ...refusedUses,

  // The cluster commits first. If this database then refuses, the key in the cluster is an orphan, as on AWS.
  async create({ arn, spec, keyStoreId }, context) {
    if (spec !== 'SYMMETRIC_DEFAULT') throw refusedUse(spec, 'create');
    const { once = direct } = context;
    const backingKey = await once(`generate ${arn}`, () =>
      reach(keyStoreId, context, (clusters, { clusterId, session }) => clusters.generateKey(clusterId, session, arn)),
    );
    return { materialId: toHex(context.random.publicBytes(32)), backingKey, changes: [] };
  },

  rotate: (key) => Promise.reject(refusedUse(key.spec, 'rotate')),

  async encrypt(key, { plaintext, context }, custody) {
    assertMaterial(key);
    const header = encodeBlobHeader(key);
    const iv = custody.random.publicBytes(IV_BYTES);
    const use = useOf(key, iv, header, context, plaintext);
    const sealed = await reach(key.keyStoreId, custody, (clusters, { clusterId, session }) =>
      clusters.encrypt(clusterId, session, use),
    );
    // No materialId: AWS returns none for keys in a custom key store.
    return { ciphertext: concatBytes(header, iv, sealed) };
  },

  async decrypt(key, { ciphertext, context }, custody) {
    const blob = parseCiphertextBlob(ciphertext);
    if (blob === undefined) throw new KmsError('InvalidCiphertextException').because('ciphertext-form');
    if (blob.materialId !== key.materialId)
      throw new KmsError('InvalidCiphertextException').because('ciphertext-material');
    const use = useOf(key, blob.iv, blob.header, context, blob.sealed);
    const plaintext = await reach(key.keyStoreId, custody, (clusters, { clusterId, session }) =>
      clusters.decrypt(clusterId, session, use),
    );
    if (plaintext === undefined) throw new KmsError('InvalidCiphertextException').because('ciphertext-tag');
    return { plaintext };
  },

  destroy: () => Promise.resolve([]),

  // Before the deletion of the KMS key commits. If another host cancels the deletion in the same instant, the KMS key
  // remains without its material.
  async destroyOutside(key, context) {
    const { clusterId, session } = await placeOf(key.keyStoreId, context);
    const result = await useCluster(context, clusterId, ['cloudhsm-network', 'cloudhsm-sessions'], (clusters) =>
      clusters.deleteKey(clusterId, session, backingKeyId(key)),
    );
    return result.problem === undefined && result.value;
  },

  describe: () => Promise.resolve({ native: ['SYMMETRIC_DEFAULT'], wrapped: false, keptBy: 'cloudhsm' }),
};
