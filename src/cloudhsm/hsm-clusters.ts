/** The port HsmClusters over simulated clusters: logins of kmsuser, and keys that never leave the cluster. */
import { equalBytes, type Bytes } from '../base/bytes.ts';
import { toHex } from '../base/hex.ts';
import { generateAesKey, openGcm, sealGcm } from '../crypto/aes-gcm.ts';
import {
  HsmError,
  type HsmClusters,
  type HsmKeyUse,
  type HsmLogin,
  type HsmLoginRequest,
} from '../model/hsm-clusters.ts';
import type { HsmClusterRecord, HsmDatabase, HsmKeyRecord, KmsUserRecord } from '../model/hsm-records.ts';
import type { Random, RealClock } from '../model/ports.ts';
import { clusterView, MAX_FAILED_LOGINS } from './cluster-view.ts';

/** Dependencies of the clusters of one sandbox. */
export interface HsmParts {
  readonly database: HsmDatabase;
  readonly random: Random;
  readonly clock: RealClock;
}

/** Maximum number of passwords of concurrent logins that are kept. */
const MAX_CONCURRENT = 8;

/** Key of a key record. */
export const hsmKeyId = (clusterId: string, backingKeyId: string): string => `${clusterId}/${backingKeyId}`;

/** Whether two password keys are of the same password: both sign the same challenge. */
export async function isSamePassword(one: CryptoKey, other: CryptoKey, challenge: Bytes): Promise<boolean> {
  const [first, second] = await Promise.all([
    crypto.subtle.sign('HMAC', one, challenge),
    crypto.subtle.sign('HMAC', other, challenge),
  ]);
  return equalBytes(new Uint8Array(first), new Uint8Array(second));
}

/** Returns why `session` cannot log in, whatever its password is. */
function refusal(user: KmsUserRecord | undefined, session: string): Exclude<HsmLogin, 'ok'> | undefined {
  if (user === undefined) return 'no-user';
  if (user.failedLogins >= MAX_FAILED_LOGINS) return 'locked-out';
  return user.session !== undefined && user.session !== session ? 'logged-in' : undefined;
}

/** Creates the clusters of one sandbox. */
export function createHsmClusters({ database, random, clock }: HsmParts): HsmClusters {
  /** Returns a cluster with an active HSM. */
  async function active(clusterId: string): Promise<HsmClusterRecord> {
    const cluster = await database.cluster(clusterId);
    if (cluster === undefined || cluster.state === 'DELETED') throw new HsmError('cluster-not-found');
    if (!cluster.hsms.some(({ state }) => state === 'ACTIVE')) throw new HsmError('no-active-hsm');
    return cluster;
  }

  /** Returns a cluster in which kmsuser is logged in for `session`. */
  async function loggedIn(clusterId: string, session: string): Promise<HsmClusterRecord> {
    const cluster = await active(clusterId);
    if (cluster.kmsUser?.session !== session) throw new HsmError('not-logged-in');
    return cluster;
  }

  async function keyOf(clusterId: string, session: string, backingKeyId: string): Promise<HsmKeyRecord> {
    await loggedIn(clusterId, session);
    const key = await database.key(hsmKeyId(clusterId, backingKeyId));
    if (key === undefined) throw new HsmError('key-not-found');
    return key;
  }

  /**
   * Returns which password of kmsuser a login of KMS has: the current one, or one that its session replaced or that
   * concurrent logins of its key store set. Undefined: a wrong one.
   */
  async function matchPassword(
    { password: current, session: loggedIn, replaced, concurrent }: KmsUserRecord,
    { session, password }: HsmLoginRequest,
  ): Promise<'current' | 'earlier' | undefined> {
    const challenge = random.publicBytes(32);
    if (await isSamePassword(current, password, challenge)) return 'current';
    const earlier = [
      ...(loggedIn === session && replaced !== undefined ? [replaced] : []),
      ...(concurrent?.session === session ? concurrent.passwords : []),
    ];
    for (const one of earlier) if (await isSamePassword(one, password, challenge)) return 'earlier';
    return undefined;
  }

  /** Returns kmsuser after a login of KMS. */
  function withLogin(
    { failedLogins, concurrent, ...user }: KmsUserRecord,
    { session, password, newPassword }: HsmLoginRequest,
    match: 'current' | 'earlier' | undefined,
  ): KmsUserRecord {
    const before = concurrent === undefined ? {} : { concurrent };
    if (match === undefined) return { ...user, ...before, failedLogins: failedLogins + 1 };
    const others = [...(concurrent?.session === session ? concurrent.passwords : []), user.password];
    return {
      password: newPassword,
      replaced: password,
      ...(match === 'current' ? {} : { concurrent: { session, passwords: others.slice(-MAX_CONCURRENT) } }),
      logins: (user.logins ?? 0) + 1,
      failedLogins: 0,
      session,
    };
  }

  return {
    async describe(clusterId, { account, region }) {
      const cluster = await database.cluster(clusterId);
      if (cluster?.account !== account || cluster.region !== region) return undefined;
      return clusterView(cluster, await database.keys(clusterId));
    },

    async isTrustedBy(clusterId, trustAnchor) {
      const cluster = await database.cluster(clusterId);
      if (cluster === undefined) return false;
      const { isIssuedBy } = await import('../crypto/certificates.ts');
      return isIssuedBy(cluster.certificate, trustAnchor);
    },

    async login(clusterId, request) {
      for (;;) {
        const { kmsUser } = await active(clusterId);
        const early = refusal(kmsUser, request.session);
        if (early !== undefined || kmsUser === undefined) return early ?? 'no-user';
        const match = await matchPassword(kmsUser, request);
        let login = 'no-user' as HsmLogin | 'repeat';
        await database.changeCluster(clusterId, (before) => {
          const user = before?.kmsUser;
          login = refusal(user, request.session) ?? (match === undefined ? 'wrong-password' : 'ok');
          // Another login changed the password meanwhile: this one compares again.
          if (user !== undefined && user.logins !== kmsUser.logins) login = 'repeat';
          if (before === undefined || user === undefined || (login !== 'ok' && login !== 'wrong-password'))
            return before;
          return { ...before, kmsUser: withLogin(user, request, match) };
        });
        if (login !== 'repeat') return login;
      }
    },

    async logout(clusterId, session) {
      await database.changeCluster(clusterId, (before) => {
        if (before?.kmsUser?.session !== session) return before;
        const { session: _ended, replaced: _old, ...user } = before.kmsUser;
        return { ...before, kmsUser: user };
      });
    },

    async generateKey(clusterId, session, label) {
      await loggedIn(clusterId, session);
      const key = await generateAesKey();
      const backingKeyId = `bk-${toHex(random.publicBytes(8))}`;
      let keyHandle = '';
      await database.changeCluster(clusterId, (before) => {
        if (before === undefined) return undefined;
        keyHandle = String(before.nextHandle);
        return { ...before, nextHandle: before.nextHandle + 1 };
      });
      const id = hsmKeyId(clusterId, backingKeyId);
      await database.putKeys([{ id, clusterId, backingKeyId, keyHandle, label, createdAt: clock.now(), key }]);
      return { keyHandle, backingKeyId };
    },

    async encrypt(clusterId, session, { backingKeyId, iv, additionalData, data }: HsmKeyUse) {
      return sealGcm((await keyOf(clusterId, session, backingKeyId)).key, iv, additionalData, data);
    },

    async decrypt(clusterId, session, { backingKeyId, iv, additionalData, data }: HsmKeyUse) {
      return openGcm((await keyOf(clusterId, session, backingKeyId)).key, iv, additionalData, data);
    },

    async deleteKey(clusterId, session, backingKeyId) {
      await loggedIn(clusterId, session);
      return database.deleteKey(hsmKeyId(clusterId, backingKeyId));
    },

    async random(clusterId, session, length) {
      await loggedIn(clusterId, session);
      return random.bytes(length);
    },
  };
}
