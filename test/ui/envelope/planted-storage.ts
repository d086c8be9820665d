/** A database in this origin that holds records as a sandbox stores them, and nothing else for `collectKeyMaterial` to find. */
import { custodianOf } from '../../../src/engine/custody/custodian-of.ts';
import type { Custody, MaterialRecord } from '../../../src/model/records.ts';
import type { KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import { custodyScene } from '../../engine/custody/custody-scene.ts';
import { collectKeyMaterial, type CollectedMaterial } from '../../../src/ui/envelope/collect-key-material.ts';

const NAME = 'planted-storage';

/** Records by store. */
export type Planted = Readonly<Record<string, readonly unknown[]>>;

const { databases } = indexedDB;

/** Writes the records; every `collectKeyMaterial` from now on finds this database alone: other test files keep theirs in this origin. */
export async function plant(stores: Planted): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => {
      for (const store of Object.keys(stores)) opening.result.createObjectStore(store, { autoIncrement: true });
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction(Object.keys(stores), 'readwrite');
      for (const [store, records] of Object.entries(stores))
        for (const record of records) writing.objectStore(store).add(record);
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      writing.onerror = () => reject(writing.error);
    };
  });
  indexedDB.databases = () => Promise.resolve([{ name: NAME, version: 1 }]);
}

/** Removes what `plant` wrote. */
export function uproot(): Promise<void> {
  indexedDB.databases = databases;
  return new Promise<void>((resolve) => {
    const removing = indexedDB.deleteDatabase(NAME);
    removing.onsuccess = removing.onerror = removing.onblocked = () => resolve();
  });
}

/** What a script finds in the planted records. */
export async function collectedFrom(stores: Planted): Promise<CollectedMaterial> {
  await plant(stores);
  return collectKeyMaterial();
}

/** A KMS key as the engine makes it: the record of the key and that of its material. */
export async function madeKey(
  spec: KeySpec,
  usage: KeyUsageType,
  custody: Custody,
): Promise<{ readonly key: Record<string, unknown>; readonly material: MaterialRecord }> {
  const keyId = crypto.randomUUID();
  const { publicKey, changes } = await custodianOf({ spec, origin: 'AWS_KMS' }).create(
    { keyId, arn: `arn:aws:kms:us-east-1:111122223333:key/${keyId}`, spec, usage, custody, createdAt: 0 },
    custodyScene(),
  );
  const material = changes.find(({ store }) => store === 'materials')?.after as MaterialRecord;
  const key = { arn: `arn:aws:kms:us-east-1:111122223333:key/${keyId}`, keyId, spec, ...(publicKey && { publicKey }) };
  return { key, material };
}
