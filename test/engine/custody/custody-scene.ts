/** Custodians without the rest of the engine: a memory database, and keys that a custodian created in it. */
import { custodianOf, membersOfMaterial } from '../../../src/engine/custody/custodian-of.ts';
import type { CustodyContext } from '../../../src/engine/custody/custodian.ts';
import { Reader, ReadCache } from '../../../src/engine/transaction/reader.ts';
import type { Change, Custody, KeyRecord } from '../../../src/model/records.ts';
import type { KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import { createMemoryDatabase } from '../../../src/storage/memory.ts';

/** The context of a call, and what tests do with it. */
export interface CustodyScene extends CustodyContext {
  /** Stores changes. */
  commit(changes: readonly Change[]): Promise<void>;
  /** A key whose material is stored. */
  create(spec: KeySpec, usage: KeyUsageType, custody?: Custody): Promise<KeyRecord>;
}

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** A fresh database with nothing in it. */
export function custodyScene(): CustodyScene {
  const database = createMemoryDatabase();
  const scene: CustodyScene = {
    // Nothing is cached: each reading sees the last commit.
    reader: new Reader(new ReadCache(database, false)),
    random: { bytes, publicBytes: bytes },
    async commit(changes) {
      const seq = (await database.lastSeq()) + 1;
      await database.commit({ segment: { seq, events: [], touched: ['*'] }, changes }, () => undefined, 'relaxed');
    },
    async create(spec, usage, custody = 'native') {
      const configuration = { spec, usage, origin: 'AWS_KMS' } as const;
      const keyId = crypto.randomUUID();
      const created = await custodianOf(configuration).create(
        { keyId, arn: `arn:aws:kms:us-east-1:111122223333:key/${keyId}`, ...configuration, custody, createdAt: 1 },
        scene,
      );
      await scene.commit(created.changes);
      return {
        ...configuration,
        arn: `arn:aws:kms:us-east-1:111122223333:key/${keyId}`,
        keyId,
        account: '111122223333',
        region: 'us-east-1',
        createdAt: 1,
        description: '',
        manager: 'CUSTOMER',
        ...membersOfMaterial(created),
        policy: '{}',
        tags: {},
      };
    },
  };
  return scene;
}
