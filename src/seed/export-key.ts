/** Writes a key and its replicas as an entry of a document. */
import { DEFAULT_REGION } from '../model/regions.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { KeyRecord } from '../model/records.ts';
import type { SeedKey, SeedOmission, SeedReplica } from '../model/seed-document.ts';
import type { ExportSource } from './export-source.ts';

const DAY_MS = 86_400_000;
/** Limits of the waiting period of ScheduleKeyDeletion, in days. */
const MIN_WINDOW = 7;
const MAX_WINDOW = 30;

/** Days until a key is deleted, as ScheduleKeyDeletion takes them. */
function deletionOf({ state, deletionAt, pendingWindowInDays }: KeyRecord, now: number): Partial<SeedReplica> {
  if (state !== 'PendingDeletion' && state !== 'PendingReplicaDeletion') return {};
  const days = deletionAt === undefined ? (pendingWindowInDays ?? MAX_WINDOW) : Math.ceil((deletionAt - now) / DAY_MS);
  return { deletionInDays: Math.min(MAX_WINDOW, Math.max(MIN_WINDOW, days)) };
}

type Principals = Readonly<Record<string, unknown>>;

/**
 * Removes deleted principals from the statements of a key policy: a new user of the same name would match where the
 * deleted one does not. A statement for deleted principals alone has no effect, and is left out.
 * @returns undefined if nothing is left
 */
function withoutDeleted(policy: PolicyDocument, deleted: ReadonlySet<string>): PolicyDocument | undefined {
  const isAlive = (name: unknown) => !deleted.has(String(name));
  const { Statement } = policy;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as readonly PolicyDocument[];
  const left = statements.flatMap((statement) => {
    const { Principal } = statement;
    if (typeof Principal !== 'object' || Principal === null) return [statement];
    const { AWS, ...others } = Principal as Principals;
    if (AWS === undefined) return [statement];
    const alive = (Array.isArray(AWS) ? (AWS as readonly unknown[]) : [AWS]).filter(isAlive);
    if (alive.length === 0 && Object.keys(others).length === 0) return [];
    const named = alive.length === 0 ? {} : { AWS: Array.isArray(AWS) ? alive : AWS };
    return [{ ...statement, Principal: { ...named, ...others } }];
  });
  return left.length === 0 ? undefined : { ...policy, Statement: left };
}

/** Writes what each of the related keys has of its own. */
async function exportOwn(
  record: KeyRecord,
  now: number,
  source: ExportSource,
): Promise<{ readonly own: Omit<SeedReplica, 'region'>; readonly omitted: readonly SeedOmission[] }> {
  const deleted = await source.deletedPrincipals(record.principalIds);
  const stored = JSON.parse(record.policy) as PolicyDocument;
  const policy = deleted.size === 0 ? stored : withoutDeleted(stored, deleted);
  return {
    own: {
      ...(record.description === '' ? {} : { description: record.description }),
      ...(Object.keys(record.tags).length === 0 ? {} : { tags: record.tags }),
      // A policy of which nothing is left: the stored one, which an import refuses, is better than the default.
      policy: policy ?? stored,
      ...(record.state === 'Disabled' ? { enabled: false } : {}),
      ...deletionOf(record, now),
    },
    omitted: [...deleted].map((arn) => ({ kind: 'deleted-principal', arn })),
  };
}

/** Writes a key. */
export async function exportKey(
  name: string,
  [primary, ...replicas]: readonly KeyRecord[],
  now: number,
  source: ExportSource,
  defaultAccount: string,
): Promise<{ readonly key: SeedKey; readonly omitted: readonly SeedOmission[] }> {
  const { account, region, spec, usage, origin, multiRegion, rotation } = primary as KeyRecord;
  const isImported = origin === 'EXTERNAL';
  const carried = isImported ? [] : replicas;
  const main = await exportOwn(primary as KeyRecord, now, source);
  const others = [];
  for (const replica of carried) others.push({ region: replica.region, ...(await exportOwn(replica, now, source)) });
  const { enabled, ...own } = main.own;
  const key: SeedKey = {
    name,
    ...(account === defaultAccount ? {} : { account }),
    ...(region === DEFAULT_REGION ? {} : { region }),
    ...(spec === 'SYMMETRIC_DEFAULT' ? {} : { spec, usage }),
    ...(isImported ? { origin } : {}),
    ...(multiRegion === undefined ? {} : { multiRegion: true }),
    ...own,
    ...(enabled === undefined || isImported ? {} : { enabled }),
    ...(rotation === undefined ? {} : { rotationPeriodInDays: rotation.periodInDays }),
    ...(others.length === 0 ? {} : { replicas: others.map((other) => ({ region: other.region, ...other.own })) }),
  };
  return {
    key,
    omitted: [
      ...main.omitted,
      ...others.flatMap(({ omitted }) => omitted),
      ...(isImported && replicas.length > 0
        ? [{ kind: 'replicas-of-imported-material', arn: (primary as KeyRecord).arn } as const]
        : []),
    ],
  };
}
