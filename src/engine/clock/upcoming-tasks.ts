/** Lists what the simulated clock will do or make effective. Loaded when it is used: no call of KMS needs it. */
import { checkMembers } from '../../base/check-members.ts';
import type { EventCursor } from '../../model/audit.ts';
import type { Settings } from '../../model/records.ts';
import type { QuotaCode } from '../../model/service-quotas.ts';
import type { UpcomingOptions, UpcomingTask } from '../../model/upcoming-tasks.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { nextKeyTask } from '../keys/next-key-task.ts';
import { readQuotaIncreases } from '../quotas/quota-values.ts';
import { MAX_PROPAGATION_DELAY_SECONDS } from '../settings.ts';
import type { Reader } from '../transaction/reader.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** Events or records per read. */
const PAGE_SIZE = 1000;

/** What the list needs of the engine. */
export interface UpcomingParts {
  readonly reader: Reader;
  readonly log: AuditLog;
  readonly settings: Settings;
  /** Simulated time in milliseconds since 1970. No task is overdue. */
  readonly now: number;
}

/**
 * Lists the tasks to come, in order of time: those of keys, and changes that wait for their propagation delay or
 * approval.
 * @throws {TypeError} for an invalid option
 */
export async function listUpcomingTasks(
  options: UpcomingOptions,
  parts: UpcomingParts,
): Promise<readonly UpcomingTask[]> {
  checkMembers(options, ['limit', 'until'] satisfies (keyof UpcomingOptions)[], 'options');
  const { limit = DEFAULT_LIMIT, until } = options;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new TypeError(`limit must be an integer from 1 to ${MAX_LIMIT}.`);
  if (until !== undefined && !(until instanceof Date && !Number.isNaN(until.getTime())))
    throw new TypeError('until must be a valid Date.');
  const isListed = ({ at }: UpcomingTask): boolean => at.getTime() > parts.now && !(until && at > until);
  const tasks = [
    ...(await listKeyTasks(limit, parts)),
    ...(await listKeyStoreTasks(limit, parts)),
    ...(await listCredentialExpiries(parts)),
    ...(await listPropagations(parts)),
    ...(await listQuotaIncreases(parts)),
  ];
  return tasks
    .filter(isListed)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .slice(0, limit);
}

async function listKeyTasks(limit: number, { reader }: UpcomingParts): Promise<UpcomingTask[]> {
  const tasks: UpcomingTask[] = [];
  for (const { arn } of await reader.page('keys', 'due', [], limit)) {
    // The index is valid only for its own members (keyOnly): the rest of the record may have changed.
    const key = await reader.get('keys', arn);
    if (key === undefined) continue;
    const task = nextKeyTask(key);
    if (task === undefined) continue;
    tasks.push({
      kind: task.kind,
      at: new Date(task.at),
      keyArn: arn,
      ...(key.ownedBy === undefined ? {} : { ownedBy: key.ownedBy }),
    });
  }
  return tasks;
}

async function listKeyStoreTasks(limit: number, { reader }: UpcomingParts): Promise<UpcomingTask[]> {
  const tasks: UpcomingTask[] = [];
  for (const { id } of await reader.page('keyStores', 'due', [], limit)) {
    const store = await reader.get('keyStores', id);
    if (store?.dueAt === undefined) continue;
    tasks.push({ kind: 'key-store-connection', at: new Date(store.dueAt), keyStoreId: id, state: store.state });
  }
  return tasks;
}

/** Lists temporary credentials. Reads all: they have no index by time, and STS deletes those that expired long ago. */
async function listCredentialExpiries({ reader, now }: UpcomingParts): Promise<UpcomingTask[]> {
  const tasks: UpcomingTask[] = [];
  for (let after: readonly string[] | undefined; ;) {
    const page = await reader.page('accessKeys', 'principal', [], PAGE_SIZE, after);
    for (const { id, callerArn, expiresAt } of page)
      if (expiresAt !== undefined && expiresAt > now)
        tasks.push({ kind: 'credential-expiry', at: new Date(expiresAt), principal: callerArn, accessKeyId: id });
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_SIZE) return tasks;
    after = [last.principalArn, last.id];
  }
}

/** Lists changes of grants, tags and aliases that authorization does not use yet. */
async function listPropagations(parts: UpcomingParts): Promise<UpcomingTask[]> {
  const { reader, settings, now } = parts;
  const delayMs = settings.propagationDelaySeconds * 1000;
  const tasks: UpcomingTask[] = [];
  for (const keyArn of await findChangedKeys(parts)) {
    const key = await reader.get('keys', keyArn);
    if (key === undefined) continue;
    if (key.earlierTags !== undefined)
      tasks.push({ kind: 'tag-propagation', at: new Date(key.earlierTags.until), keyArn });
    if (key.earlierAliases !== undefined)
      tasks.push({ kind: 'alias-propagation', at: new Date(key.earlierAliases.until), keyArn });
    if (delayMs === 0) continue;
    const from = [keyArn, now - delayMs, ''];
    for (const { id, createdAt } of await reader.page('grants', 'key', [keyArn], PAGE_SIZE, from))
      tasks.push({
        kind: 'grant-propagation',
        at: new Date(createdAt + delayMs),
        keyArn,
        grantId: id,
        change: 'created',
      });
    for (const { id, endedAt = 0 } of await reader.page('endedGrants', 'key', [keyArn], PAGE_SIZE, from))
      tasks.push({ kind: 'grant-propagation', at: new Date(endedAt + delayMs), keyArn, grantId: id, change: 'ended' });
  }
  return tasks;
}

/** Returns the keys that calls have changed within the maximum propagation delay: the log has an index by time. */
async function findChangedKeys({ log, now }: UpcomingParts): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (let before: EventCursor | undefined; ;) {
    const page = await log.query(
      {
        from: now - MAX_PROPAGATION_DELAY_SECONDS * 1000,
        readOnly: false,
        limit: PAGE_SIZE,
        ...(before === undefined ? {} : { before }),
      },
      Infinity,
    );
    for (const { record } of page.events) for (const { ARN } of record.resources ?? []) keys.add(ARN);
    if (page.next === undefined) return keys;
    before = page.next;
  }
}

async function listQuotaIncreases({ reader }: UpcomingParts): Promise<UpcomingTask[]> {
  const { increases } = await readQuotaIncreases(reader);
  return increases.map(({ approvedAt, account, region, code }) => ({
    kind: 'quota-increase',
    at: new Date(approvedAt),
    account,
    region,
    code: code as QuotaCode,
  }));
}
