/** Finds users, roles and root users, and resolves callers. */
import { isAccountId, parseArn, parseIdentityArn, rootArn } from '../../model/arn.ts';
import type { GroupRecord, PrincipalKind, PrincipalRecord, Settings } from '../../model/records.ts';
import { ADMIN_USER } from '../../model/documented-world.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { Reader } from '../transaction/reader.ts';
import { serviceAccountId } from './service-accounts.ts';

/** Session name of a role that calls without one. */
export const DEFAULT_SESSION = 'strongroom';

/** Parses `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. Undefined for any other text. */
export function parseSession(arn: string): { account: string; role: string; session: string } | undefined {
  const { account = '', resource = '' } = parseIdentityArn(arn, 'sts') ?? {};
  const [, role, session] = /^assumed-role\/([^/]+)\/([^/]+)$/.exec(resource) ?? [];
  return role === undefined || session === undefined ? undefined : { account, role, session };
}

/** Returns the ARN of a role session. It does not contain the path of the role. */
export function sessionArn(role: PrincipalRecord, session: string): string {
  return `arn:aws:sts::${role.account}:assumed-role/${role.name}/${session}`;
}

/**
 * Finds the record of a principal ARN: a user, role or root user; for a role session its role. Undefined if it does not
 * exist.
 */
export async function findPrincipal(reader: Reader, arn: string): Promise<PrincipalRecord | undefined> {
  const session = parseSession(arn);
  if (session === undefined) return reader.get('principals', arn);
  const roles = await reader.all('principals', 'name', [session.account, 'role', session.role]);
  return roles[0];
}

/** Whether `name` is a service principal, for example `s3.amazonaws.com`. Services need no record. */
export function isServicePrincipal(name: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(name);
}

/** What a caller is made of. As long as all of it is the same, so is the caller object. */
interface Made {
  readonly parts: readonly unknown[];
  readonly caller: Caller;
}

/** Caller objects by record and ARN: one object per caller, so that derived data can be cached by it. */
const made = new WeakMap<PrincipalRecord, Map<string, Made>>();

function madeFrom(principal: PrincipalRecord): Map<string, Made> {
  const known = made.get(principal) ?? new Map<string, Made>();
  made.set(principal, known);
  return known;
}

/** Maximum number of cached sessions per role. */
const MAX_CACHED_SESSIONS = 1_000;

const services = new Map<string, Caller>();

/** Creates the caller for a service principal. */
function serviceCaller(name: string): Caller {
  const known = services.get(name);
  if (known !== undefined) return known;
  const account = serviceAccountId(name);
  const principal: PrincipalRecord = {
    arn: name,
    account,
    kind: 'service',
    name,
    uniqueId: name,
    createdAt: 0,
    policies: [],
    tags: {},
  };
  const caller: Caller = { arn: name, account, principal, groups: [] };
  if (services.size >= MAX_CACHED_SESSIONS) services.clear();
  services.set(name, caller);
  return caller;
}

async function groupsOf({ groups }: PrincipalRecord, reader: Reader): Promise<readonly GroupRecord[]> {
  const found = await Promise.all((groups ?? []).map((arn) => reader.get('groups', arn)));
  return found.filter((group) => group !== undefined);
}

const same = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((part, index) => part === other[index]);

/**
 * Resolves the caller with `arn`. A role ARN calls as a session of the role, a service by its name. Undefined:
 * `user/admin` of the default account, or its root user if that was deleted.
 * @param accessKeyId access key that signed the request, if any. Credentials from STS have a session of their own.
 * @throws {TypeError} if the principal does not exist, or `arn` is no string
 */
export async function resolveCaller(
  reader: Reader,
  arn: string | undefined,
  settings: Settings,
  accessKeyId?: string,
): Promise<Caller> {
  if (arn !== undefined && typeof (arn as unknown) !== 'string') throw new TypeError('The caller must be a string.');
  const wanted = arn ?? `arn:aws:iam::${settings.defaultAccount}:user/${ADMIN_USER}`;
  if (isServicePrincipal(wanted)) return serviceCaller(wanted);
  let principal = await findPrincipal(reader, wanted);
  if (principal === undefined && arn === undefined)
    principal = await findPrincipal(reader, rootArn(settings.defaultAccount));
  if (principal === undefined)
    throw new TypeError(`Principal ${wanted} does not exist in this sandbox. Create it with sandbox.principals.put.`);
  const session = parseSession(wanted)?.session ?? (principal.kind === 'role' ? DEFAULT_SESSION : undefined);
  const callerArn = session === undefined ? principal.arn : sessionArn(principal, session);
  const accessKeys = await reader.all('accessKeys', 'principal', [principal.arn]);
  const home = await reader.get('accounts', principal.account);
  const groups = await groupsOf(principal, reader);
  const hasSession = principal.kind === 'role' || principal.kind === 'federated';
  const own = accessKeys.find(({ id, callerArn: by }) => id === accessKeyId && by === callerArn);
  const given = own?.session ?? (hasSession ? await reader.get('sessions', callerArn) : undefined);
  const parts = [accessKeys, home, given, ...groups];
  const before = madeFrom(principal);
  const name = own === undefined ? callerArn : `${callerArn} ${own.id}`;
  const known = before.get(name);
  if (known !== undefined && same(known.parts, parts)) return known.caller;
  // A call without a signature does not use credentials from STS, nor those of another session of the role.
  const accessKey = own ?? accessKeys.find((key) => key.session === undefined && key.callerArn === callerArn);
  const caller: Caller = {
    arn: callerArn,
    account: principal.account,
    principal,
    groups,
    ...(home === undefined ? {} : { accountRecord: home }),
    ...(session === undefined ? {} : { session }),
    ...(given === undefined ? {} : { sessionRecord: given }),
    ...(accessKey === undefined ? {} : { accessKey: { id: accessKey.id, createdAt: accessKey.createdAt } }),
  };
  if (before.size >= MAX_CACHED_SESSIONS) before.clear();
  before.set(name, { parts, caller });
  return caller;
}

/** Parses account, kind and name of the ARN of a user, role, root user or federated user. Undefined for any other. */
export function parsePrincipalArn(arn: string): { account: string; kind: PrincipalKind; name: string } | undefined {
  const parsed = parseArn(arn);
  if (parsed === undefined || !isAccountId(parsed.account)) return undefined;
  if (parsed.service === 'sts') {
    const federated = /^federated-user\/([\w+=,.@-]{2,32})$/.exec(parsed.resource);
    return federated === null
      ? undefined
      : { account: parsed.account, kind: 'federated', name: federated[1] as string };
  }
  if (parsed.service !== 'iam') return undefined;
  if (parsed.resource === 'root') return { account: parsed.account, kind: 'root', name: 'root' };
  const match = /^(user|role)\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]{1,64})$/.exec(parsed.resource);
  return match === null
    ? undefined
    : { account: parsed.account, kind: match[1] as 'user' | 'role', name: match[2] as string };
}
