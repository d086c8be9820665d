/** A log of many events: each after the likeness of one real event, with a key, caller, context and time of its own. */
import { LogIndexer } from '../../src/engine/audit/log-index.ts';
import type { AuditEvent } from '../../src/model/audit.ts';
import type { Database } from '../../src/model/ports.ts';

/** Events of one segment: a group commit of as many calls in flight. */
const SEGMENT = 64;

/** Events that the index takes at a time, as after a burst of calls. */
const INDEXED_TOGETHER = 100 * SEGMENT;

/** Number of different keys, callers and context values. */
const KEYS = 1000;
const PRINCIPALS = 50;
const TENANTS = 10_000;

/** Simulated time between two events. */
const STEP_MS = 1000;

/** A key, caller and tenant that only the oldest tenth of the log names, in one of 2,000 events there. */
const RARE = { key: KEYS, principal: PRINCIPALS, tenant: TENANTS } as const;
const RARE_EVERY = 2000;

const keyId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Values that queries of the log ask for. `common`: all over the log; `rare`: only in its oldest tenth. */
export interface Asked {
  readonly keyArn: string;
  readonly principal: string;
  readonly contextValue: string;
}

/** What the log is made of. */
export interface ManyEvents {
  readonly common: Asked;
  readonly rare: Asked;
  /** A time in the oldest tenth. */
  readonly time: number;
  /** Time of reading and indexing, and bytes of the index, per event. */
  readonly indexing: { readonly microseconds: number; readonly bytes: number };
}

/** Adds `count` events after the likeness of `model`, with their index. */
export async function addEvents(database: Database, model: AuditEvent, count: number): Promise<ManyEvents> {
  const { record } = model;
  const arn = record.resources?.[0]?.ARN ?? '';
  const keyArn = (number: number) => arn.replace(/[^/]+$/, keyId(number));
  const principal = (number: number) => `arn:aws:iam::111122223333:user/user-${number}`;
  const tenant = (number: number) => `tenant-${number}`;
  const eventOf = (number: number): AuditEvent => {
    const isRare = number < count / 10 && number % RARE_EVERY === 7;
    const key = keyArn(isRare ? RARE.key : Math.floor(Math.random() * KEYS));
    const user = isRare ? RARE.principal : Math.floor(Math.random() * PRINCIPALS);
    const name = tenant(isRare ? RARE.tenant : Math.floor(Math.random() * TENANTS));
    const at = model.at + number * STEP_MS;
    return {
      ...model,
      at,
      record: {
        ...record,
        eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
        userIdentity: { ...record.userIdentity, arn: principal(user), userName: `user-${user}` },
        requestParameters: { ...record.requestParameters, keyId: key, encryptionContext: { tenant: name } },
        requestID: crypto.randomUUID(),
        eventID: crypto.randomUUID(),
        resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: key }],
      },
    };
  };
  const taken = (): never => {
    throw new TypeError('Another client writes to the sandbox.');
  };
  const indexer = new LogIndexer(database, () => Promise.resolve());
  let indexingMs = 0;
  let seq = await database.lastSeq();
  for (let from = 0; from < count; from += SEGMENT) {
    const events = Array.from({ length: Math.min(SEGMENT, count - from) }, (_, index) => eventOf(from + index));
    const segment = { seq: ++seq, events, touched: [] };
    await database.commit({ segment, changes: [] }, taken, 'relaxed');
    if (from % INDEXED_TOGETHER !== 0) continue;
    const start = performance.now();
    await indexer.advance(() => true);
    indexingMs += performance.now() - start;
  }
  await indexer.update([]);
  const microseconds = (indexingMs * 1000) / count;
  const blocks = await database.readLogBlocks(1, Infinity);
  const summaries = await database.readLogSummaries(1, Infinity);
  const bytes = [
    ...blocks.flatMap(({ runs, times, hashes, masks, filter }) => [runs, times, hashes, masks, filter]),
    ...summaries.flatMap(({ times, filter }) => [times, filter]),
  ].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const asked = (key: number, user: number, name: number): Asked => ({
    keyArn: keyArn(key),
    principal: principal(user),
    contextValue: tenant(name),
  });
  return {
    common: asked(1, 1, 1),
    rare: asked(RARE.key, RARE.principal, RARE.tenant),
    time: model.at + (count / 20) * STEP_MS,
    indexing: { microseconds, bytes: bytes / count },
  };
}
