/**
 * A world with many keys, aliases and grants: a few made by calls, the others after their likeness, each a record of
 * its own, through the storage port.
 */
import { connectToWorker } from '../../src/client/connect.ts';
import type { Change } from '../../src/model/records.ts';
import { databaseName, openIndexedDb } from '../../src/storage/indexeddb.ts';
import { sequenceMarkerName } from '../../src/storage/sequence-marker.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { startWorker } from './start-worker.ts';

/** Records in one commit. */
const CHUNK = 1000;

/**
 * How many of each there shall be, those made by calls among them. Each alias has a key of its own; all grants are on
 * the key that is given back.
 */
export interface Numbers {
  readonly keys: number;
  readonly aliases: number;
  readonly grants: number;
}

const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Throws TypeError for a record that the calls should have made. */
function made<T>(record: T | undefined): T {
  if (record === undefined) throw new TypeError('The world lacks what its calls made.');
  return record;
}

/** What the calls make: one of each kind. */
async function beginning(world: string): Promise<{ arn: string; aliasArn: string; grantId: string }> {
  const worker = startWorker(workerUrl);
  const kms = connectToWorker(worker, world).kms();
  const arn = (await kms.createKey({})).KeyMetadata?.Arn ?? '';
  await kms.createAlias({ AliasName: 'alias/a-000000', TargetKeyId: arn });
  const { GrantId = '' } = await kms.createGrant({
    KeyId: arn,
    GranteePrincipal: 'arn:aws:iam::111122223333:role/Learner',
    Operations: ['Encrypt', 'Decrypt', 'GenerateDataKey'],
    Constraints: { EncryptionContextSubset: { tenant: '000000' } },
  });
  const { Aliases } = await kms.listAliases({ KeyId: arn });
  worker.terminate();
  return { arn, aliasArn: Aliases?.[0]?.AliasArn ?? '', grantId: GrantId };
}

/** Makes `world`, and gives the ARN of the key that the grants are on. No engine of it may be open. */
export async function bigWorld(world: string, { keys, aliases, grants }: Numbers): Promise<string> {
  const { arn, aliasArn, grantId } = await beginning(world);
  const database = await openIndexedDb(world);
  const key = made(await database.get('keys', arn));
  const material = made(await database.get('materials', `${key.keyId}/${key.materialId}`));
  const alias = made(await database.get('aliases', aliasArn));
  const grant = made(await database.get('grants', grantId));

  const moreOf = async (number: number): Promise<Change[]> => {
    const changes: Change[] = [];
    let targetArn = arn;
    if (number < keys) {
      const keyId = crypto.randomUUID();
      const materialId = hex(32);
      targetArn = arn.replace(key.keyId, keyId);
      const own = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
      changes.push(
        { store: 'keys', after: { ...key, arn: targetArn, keyId, materialId, createdAt: key.createdAt + number } },
        {
          store: 'materials',
          after: { ...material, id: `${keyId}/${materialId}`, keyId, materialId, keys: { SYMMETRIC_DEFAULT: own } },
        },
      );
    }
    const digits = String(number).padStart(6, '0');
    if (number < aliases) {
      changes.push({
        store: 'aliases',
        after: { ...alias, name: `alias/a-${digits}`, arn: aliasArn.replace('a-000000', `a-${digits}`), targetArn },
      });
    }
    if (number < grants) {
      const constraints = { EncryptionContextSubset: { tenant: digits } };
      changes.push({
        store: 'grants',
        after: { ...grant, id: hex(32), createdAt: grant.createdAt + number, constraints },
      });
    }
    return changes;
  };

  let seq = await database.lastSeq();
  const most = Math.max(keys, aliases, grants);
  for (let from = 1; from < most; from += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, most - from) }, (_, index) => from + index);
    const changes = (await Promise.all(numbers.map(moreOf))).flat();
    const taken = (): never => {
      throw new TypeError(`Another client writes to sandbox ${world}.`);
    };
    await database.commit({ segment: { seq: ++seq, events: [], touched: ['*'] }, changes }, taken, 'relaxed');
  }
  database.close();
  return arn;
}

/** Deletes `world` with the file of its newest commit, once its worker has ended. */
export async function deleteWorld(world: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseName(world));
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error(`The world ${world} is not deleted.`));
  });
  // Otherwise the next world of this name would report that all its commits are missing.
  const folder = await navigator.storage.getDirectory();
  await folder.removeEntry(sequenceMarkerName(world)).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  });
}
