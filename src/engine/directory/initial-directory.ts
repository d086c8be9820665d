/** Directory of a new sandbox, as documented: two accounts, `user/admin` with a known access key, `role/Learner`. */
import { rootArn } from '../../model/arn.ts';
import {
  ADMIN_CREDENTIALS,
  ADMIN_USER,
  DEFAULT_ACCOUNT,
  LEARNER_ROLE,
  SECOND_ACCOUNT,
} from '../../model/documented-world.ts';
import type { Ports, Random } from '../../model/ports.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { Change, PrincipalRecord, Settings } from '../../model/records.ts';
import { INITIAL_CLOCK } from '../clock/simulated-clock.ts';
import { applySettings, DEFAULT_SETTINGS } from '../settings.ts';
import { accessKeyRecord, createUniqueId, createCredentials } from './access-keys.ts';
import { DEFAULT_SESSION, sessionArn } from './principals.ts';

/** Identity policy that allows everything. */
export const FULL_ACCESS: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'FullAccess', Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** Creates the root user of an account. It needs no policy. */
export function createRootRecord(account: string, now: number): PrincipalRecord {
  return {
    arn: rootArn(account),
    account,
    kind: 'root',
    name: 'root',
    uniqueId: account,
    createdAt: now,
    policies: [],
    tags: {},
  };
}

/** Creates everything that a new sandbox stores. `settings` overrides defaults. */
export async function createInitialState(
  now: number,
  random: Random,
  settings: Partial<Settings> = {},
): Promise<Change[]> {
  const account = DEFAULT_ACCOUNT;
  const full = { account, createdAt: now, policies: [FULL_ACCESS], tags: {} } as const;
  const admin: PrincipalRecord = {
    ...full,
    arn: `arn:aws:iam::${account}:user/${ADMIN_USER}`,
    kind: 'user',
    name: ADMIN_USER,
    uniqueId: createUniqueId('AIDA', random),
  };
  const learner: PrincipalRecord = {
    ...full,
    arn: `arn:aws:iam::${account}:role/${LEARNER_ROLE}`,
    kind: 'role',
    name: LEARNER_ROLE,
    uniqueId: createUniqueId('AROA', random),
  };
  const adminKey = await accessKeyRecord({ arn: admin.arn, ...ADMIN_CREDENTIALS }, admin, now);
  const learnerKey = await accessKeyRecord(
    createCredentials(learner, sessionArn(learner, DEFAULT_SESSION), random),
    learner,
    now,
  );
  return [
    { store: 'accounts', after: { id: account, name: 'Default' } },
    { store: 'accounts', after: { id: SECOND_ACCOUNT, name: 'Second' } },
    { store: 'principals', after: createRootRecord(account, now) },
    { store: 'principals', after: createRootRecord(SECOND_ACCOUNT, now) },
    { store: 'principals', after: admin },
    { store: 'principals', after: learner },
    { store: 'accessKeys', after: adminKey },
    { store: 'accessKeys', after: learnerKey },
    { store: 'world', after: INITIAL_CLOCK },
    { store: 'world', after: applySettings(DEFAULT_SETTINGS, settings) },
  ];
}

/** Stores the contents of a new sandbox, if the database is empty. Returns the number of the newest segment. */
export async function storeInitialState(
  { database, clock, random }: Ports,
  { initialSettings, firstSeq = 1 }: { readonly initialSettings?: Partial<Settings>; readonly firstSeq?: number },
): Promise<number> {
  const seq = await database.lastSeq();
  if (seq > 0) return seq;
  const changes = await createInitialState(clock.now(), random, initialSettings);
  // Another host may create the same sandbox at the same time: the first commit counts.
  await database.commit(
    { segment: { seq: firstSeq, events: [], touched: ['*'] }, changes },
    () => undefined,
    'relaxed',
  );
  return database.lastSeq();
}
