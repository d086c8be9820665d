/** Principals as people read them. */
import { accountForPeople, parseArn } from '../../model/arn.ts';
import type { PrincipalView } from '../../model/contract.ts';

/** Kinds of callers, by the beginning of their ARN's resource. */
const KINDS = [
  { begins: 'user/', kind: 'user', says: 'user' },
  { begins: 'role/', kind: 'role', says: 'role' },
  { begins: 'assumed-role/', kind: 'session', says: 'role session' },
  { begins: 'federated-user/', kind: 'federated', says: 'federated user' },
  { begins: 'group/', kind: 'group', says: 'group' },
  { begins: 'root', kind: 'root', says: 'root' },
] as const;

/** What kind of caller an identifier names; a service is in no account. */
export type CallerKind = (typeof KINDS)[number]['kind'] | 'service';

/** Whether `name` is a service principal: `s3.amazonaws.com`. */
export function isServiceName(name: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(name);
}

/** The kind that `id` says; undefined for what cannot call. */
export function callerKind(id: string): CallerKind | undefined {
  if (isServiceName(id)) return 'service';
  const resource = parseArn(id)?.resource ?? '';
  return KINDS.find(({ begins }) => resource.startsWith(begins))?.kind;
}

/** A caller in a sentence: `user admin`, `role Learner`, `role Learner in session work`, `the root user`, `the service s3.amazonaws.com`. */
export function callerWords(id: string): string {
  if (isServiceName(id)) return `the service ${id}`;
  const resource = parseArn(id)?.resource ?? id;
  const row = KINDS.find(({ begins }) => resource.startsWith(begins));
  if (row === undefined) return resource;
  if (row.kind === 'root') return 'the root user';
  const name = resource.slice(row.begins.length);
  const [role, session] = row.kind === 'session' ? name.split('/') : [];
  return session === undefined ? `${row.says} ${name}` : `role ${role} in session ${session}`;
}

/** A caller in a table: `user/admin`, `assumed-role/Learner/work`, `root`; the service's name. */
export function callerName(id: string): string {
  return parseArn(id)?.resource ?? id;
}

/** As callerName, with the account where that is not `here`. */
export function callerNameFrom(here: string, id: string): string {
  const account = parseArn(id)?.account;
  return account && account !== here ? `${callerName(id)} of ${accountForPeople(account)}` : callerName(id);
}

/** Whether `caller` can call in a world of these principals: any session of a role that there is, and any service, needs no entry. */
export function isThere(caller: string, principals: readonly PrincipalView[]): boolean {
  const kind = callerKind(caller);
  if (kind === 'service') return true;
  const [, role] = kind === 'session' ? caller.split('/') : [];
  return principals.some(({ arn, kind: what, account, name }) =>
    role ? what === 'role' && name === role && caller.includes(`:${account}:`) : arn === caller,
  );
}
