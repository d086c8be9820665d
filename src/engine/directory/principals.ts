/** Finding users, roles and roots, and making callers of them. */
import { parseArn, rootArn } from '../../model/arn.ts';
import type { PrincipalRecord, Settings } from '../../model/records.ts';
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
  const keys = await reader.all('accessKeys', 'principal', [principal.arn]);
  const accessKey = keys.find((key) => key.callerArn === callerArn) ?? keys[0];
  return {
    arn: callerArn,
    account: principal.account,
    principal,
    ...(session === undefined ? {} : { session }),
    ...(accessKey === undefined ? {} : { accessKeyId: accessKey.id }),
  };
}

/** Whether `arn` has the form of a principal that the directory can hold; account and kind with it. */
export function principalForm(arn: string): { account: string; kind: PrincipalRecord['kind']; name: string } | undefined {
  const parsed = parseArn(arn);
  if (parsed === undefined || parsed.service !== 'iam' || !/^\d{12}$/.test(parsed.account)) return undefined;
  if (parsed.resource === 'root') return { account: parsed.account, kind: 'root', name: 'root' };
  const match = /^(user|role)\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]{1,64})$/.exec(parsed.resource);
  return match === null ? undefined : { account: parsed.account, kind: match[1] as 'user' | 'role', name: match[2] as string };
}
