/**
 * The rows of the access matrix of a key. A role has a row for all its sessions that nothing tells apart, and one for
 * each session with access of its own: a key policy or grant can name one session, and a session can have documents.
 * Sessions of AWS STS differ by their credentials: those with documents have a row per access key.
 */
import { withoutDamaged } from '../../model/damaged-record.ts';
import type { AccessKeyRecord, KeyRecord, PrincipalRecord } from '../../model/records.ts';
import { parseKeyPolicy } from '../authorization/policy/parse-policy.ts';
import {
  DEFAULT_SESSION,
  findPrincipal,
  isServicePrincipal,
  parseSession,
  sessionArn,
} from '../directory/principals.ts';
import type { Reader } from '../transaction/reader.ts';

/** Maximum number of sessions and services that have a row only because a grant names them. */
const MAX_GRANTEE_ROWS = 100;

/** Maximum number of credentials from AWS STS that have a row. */
const MAX_CREDENTIAL_ROWS = 100;

/** Number of grants that one read returns. */
const PAGE_SIZE = 1000;

/** One row. */
export interface MatrixPrincipal {
  /** ARN of the row, or name of a service. */
  readonly arn: string;
  /** ID of the access key, for credentials from AWS STS. */
  readonly accessKeyId?: string;
  /** ARN of the caller that stands for it. For a role: a session that has no row of its own. */
  readonly callerArn: string;
  /** True for a role: the row is about every session that has no row of its own. */
  readonly everySession: boolean;
}

/** Whether a name can have access without a record in the directory. */
const needsNoRecord = (name: string): boolean =>
  (!name.includes(' ') && parseSession(name) !== undefined) || isServicePrincipal(name);

/** Returns the sessions and services that the key policy names. */
function namedByPolicy({ policy }: KeyRecord): readonly string[] {
  const elements = parseKeyPolicy(policy).statements.flatMap(({ principals, notPrincipals }) => [
    principals,
    notPrincipals,
  ]);
  return elements.flatMap((named) => [...(named?.arns ?? []), ...(named?.services ?? [])]).filter(needsNoRecord);
}

/** Returns the first sessions and services that grants on the key name. */
async function namedByGrants({ arn }: KeyRecord, reader: Reader): Promise<readonly string[]> {
  const named = new Set<string>();
  for (let after: readonly (string | number)[] | undefined; ;) {
    const page = await reader.page('grants', 'key', [arn], PAGE_SIZE, after);
    for (const { grantee } of withoutDamaged(page)) {
      if (needsNoRecord(grantee)) named.add(grantee);
      if (named.size === MAX_GRANTEE_ROWS) return [...named];
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_SIZE) return [...named];
    after = [arn, last.createdAt, last.id];
  }
}

/** Returns the sessions of a role that have a session policy or tags. */
async function withDocuments({ arn, kind }: PrincipalRecord, reader: Reader): Promise<readonly string[]> {
  if (kind !== 'role') return [];
  const sessions = withoutDamaged(await reader.all('sessions', 'principal', [arn]));
  return sessions
    .filter(({ policy, tags }) => policy !== undefined || Object.keys(tags).length > 0)
    .map((session) => session.arn);
}

/** Name of the row of a caller in the set of rows that a matrix has: the ARN, followed by the ID of an access key. */
export const rowName = (arn: string, accessKeyId?: string): string =>
  accessKeyId === undefined ? arn : `${arn} ${accessKeyId}`;

const sortedJson = (tags: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(tags).sort(([one], [other]) => (one < other ? -1 : 1)));

/**
 * Returns the valid credentials from STS whose access can differ from that of their principal: sessions of a role with
 * a session policy or tags, and any of a user or root user, because conditions can ask for temporary credentials. Of
 * those that nothing tells apart, the newest.
 */
async function issuedCredentials(
  { arn, kind }: PrincipalRecord,
  reader: Reader,
  now: number,
): Promise<readonly AccessKeyRecord[]> {
  const keys = withoutDamaged(await reader.all('accessKeys', 'principal', [arn]));
  const valid = keys.filter(
    ({ session, expiresAt = Infinity }) =>
      session !== undefined &&
      expiresAt > now &&
      (kind !== 'role' || session.policy !== undefined || Object.keys(session.tags).length > 0),
  );
  const known = new Map<string, AccessKeyRecord>();
  for (const key of valid.toSorted(newestFirst)) {
    const name = JSON.stringify([key.callerArn, sortedJson(key.session?.tags ?? {}), key.session?.policy]);
    if (!known.has(name)) known.set(name, key);
  }
  return [...known.values()];
}

const newestFirst = (one: AccessKeyRecord, other: AccessKeyRecord): number =>
  (other.session?.issuedAt ?? 0) - (one.session?.issuedAt ?? 0) || (one.id < other.id ? -1 : 1);

/** Returns a session of `role` that is none of `taken`. */
function otherSession(role: PrincipalRecord, taken: ReadonlySet<string>): string {
  for (let number = 1, name = DEFAULT_SESSION; ; name = `${DEFAULT_SESSION}-${++number}`) {
    const arn = sessionArn(role, name);
    if (!taken.has(arn)) return arn;
  }
}

/**
 * Returns the rows of the access matrix of `key`: the principals of the directory, then sessions and services, then
 * credentials.
 * @param now simulated time
 * @param rows names of the rows of the matrix before a change. Those that are sessions, services and credentials get a
 *   row again, and grants are not searched again. Omitted: grants are searched.
 */
export async function listMatrixPrincipals(
  key: KeyRecord,
  reader: Reader,
  now: number,
  rows?: Iterable<string>,
): Promise<readonly MatrixPrincipal[]> {
  const records = withoutDamaged(await reader.all('principals', 'all', []));
  const own = (await Promise.all(records.map((record) => withDocuments(record, reader)))).flat();
  const given = rows === undefined ? undefined : new Set(rows);
  const further = given === undefined ? await namedByGrants(key, reader) : [...given].filter(needsNoRecord);
  const named = new Set<string>();
  for (const name of [...own, ...namedByPolicy(key), ...further]) {
    // A session exists only with its role.
    if (isServicePrincipal(name) || (await findPrincipal(reader, name)) !== undefined) named.add(name);
  }
  const issued = (await Promise.all(records.map((record) => issuedCredentials(record, reader, now)))).flat();
  const isShown = ({ callerArn, id }: AccessKeyRecord, at: number): boolean =>
    at < MAX_CREDENTIAL_ROWS || given?.has(rowName(callerArn, id)) === true;
  const credentials = issued.toSorted(newestFirst).filter(isShown);
  return [
    ...records.map((record) => {
      const isRole = record.kind === 'role';
      return { arn: record.arn, callerArn: isRole ? otherSession(record, named) : record.arn, everySession: isRole };
    }),
    ...[...named].map((arn) => ({ arn, callerArn: arn, everySession: false })),
    ...credentials.map(({ callerArn, id }) => ({
      arn: callerArn,
      accessKeyId: id,
      callerArn,
      everySession: false,
    })),
  ];
}
