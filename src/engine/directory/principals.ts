/** Finding users, roles and roots, and making callers of them. */
import { parseArn, rootArn } from '../../model/arn.ts';
import type { AccessKeyRecord, PrincipalRecord, Settings } from '../../model/records.ts';
import { ADMIN_USER } from '../../model/documented-world.ts';
import type { Caller } from '../caller.ts';
import type { Reader } from '../reader.ts';

/** The session name of a role that calls without one of its own. */
export const DEFAULT_SESSION = 'strongroom';

/** The role and session in `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`, or undefined. */
export function parseSession(arn: string): { account: string; role: string; session: string } | undefined {
  const match = /^arn:aws[a-z-]*:sts::(\d{12}):assumed-role\/([^/]+)\/([^/]+)$/.exec(arn);
  return match === null ? undefined : { account: match[1] as string, role: match[2] as string, session: match[3] as string };
}

/** The ARN of a role session: the path of the role is not part of it. */
export function sessionArn(role: PrincipalRecord, session: string): string {
  return `arn:aws:sts::${role.account}:assumed-role/${role.name}/${session}`;
}

/** The record behind a principal's ARN: a user, a role, a root; of a role session its role. Undefined when the directory has none. */
export async function findPrincipal(reader: Reader, arn: string): Promise<PrincipalRecord | undefined> {
  const session = parseSession(arn);
  if (session === undefined) return reader.get('principals', arn);
  const roles = await reader.all('principals', 'name', [session.account, 'role', session.role]);
  return roles[0];
}

interface Made {
  readonly accessKeys: readonly AccessKeyRecord[];
  readonly caller: Caller;
}

/** Callers made before, by record and ARN: one caller is one object, and what follows from it can be remembered under it. */
const made = new WeakMap<PrincipalRecord, Map<string, Made>>();

function madeFrom(principal: PrincipalRecord): Map<string, Made> {
  const known = made.get(principal) ?? new Map<string, Made>();
  made.set(principal, known);
  return known;
}

/** Sessions of one role that are remembered. */
const MOST_SESSIONS = 1_000;

/**
 * The caller that `arn` names; a role ARN calls as a session of the role. Undefined ARN: `user/admin` of the default account, or its root where that is gone.
 * Throws TypeError when the directory has no such principal.
 */
export async function callerOf(reader: Reader, arn: string | undefined, settings: Settings): Promise<Caller> {
  const wanted = arn ?? `arn:aws:iam::${settings.defaultAccount}:user/${ADMIN_USER}`;
  let principal = await findPrincipal(reader, wanted);
  if (principal === undefined && arn === undefined) principal = await findPrincipal(reader, rootArn(settings.defaultAccount));
  if (principal === undefined) throw new TypeError(`There is no principal ${wanted} in this world: sandbox.principals.put makes one.`);
  const session = parseSession(wanted)?.session ?? (principal.kind === 'role' ? DEFAULT_SESSION : undefined);
  const callerArn = session === undefined ? principal.arn : sessionArn(principal, session);
  const accessKeys = await reader.all('accessKeys', 'principal', [principal.arn]);
  const before = madeFrom(principal);
  const known = before.get(callerArn);
  if (known?.accessKeys === accessKeys) return known.caller;
  const accessKey = accessKeys.find((key) => key.callerArn === callerArn) ?? accessKeys[0];
  const caller: Caller = {
    arn: callerArn,
    account: principal.account,
    principal,
    ...(session === undefined ? {} : { session }),
    ...(accessKey === undefined ? {} : { accessKeyId: accessKey.id }),
  };
  if (before.size >= MOST_SESSIONS) before.clear();
  before.set(callerArn, { accessKeys, caller });
  return caller;
}

/** Whether `arn` has the form of a principal that the directory can hold; account and kind with it. */
export function principalForm(arn: string): { account: string; kind: PrincipalRecord['kind']; name: string } | undefined {
  const parsed = parseArn(arn);
  if (parsed === undefined || parsed.service !== 'iam' || !/^\d{12}$/.test(parsed.account)) return undefined;
  if (parsed.resource === 'root') return { account: parsed.account, kind: 'root', name: 'root' };
  const match = /^(user|role)\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]{1,64})$/.exec(parsed.resource);
  return match === null ? undefined : { account: parsed.account, kind: match[1] as 'user' | 'role', name: match[2] as string };
}
