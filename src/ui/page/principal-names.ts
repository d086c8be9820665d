/** Display names of principals. */
import { accountForPeople, parseArn } from '../../model/arn.ts';
import type { PrincipalView } from '../../model/contract.ts';
import { TEXTS } from './page-texts.ts';

/** Principal types by the prefix of the resource in their ARN. */
const KINDS = [
  { begins: 'user/', kind: 'user' },
  { begins: 'role/', kind: 'role' },
  { begins: 'assumed-role/', kind: 'session' },
  { begins: 'federated-user/', kind: 'federated' },
  { begins: 'group/', kind: 'group' },
  { begins: 'root', kind: 'root' },
] as const;

/** The type of a principal that an identifier names. A service has no account. */
export type CallerKind = (typeof KINDS)[number]['kind'] | 'service';

/** Whether `name` is a service principal: `s3.amazonaws.com`. */
export function isServiceName(name: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(name);
}

/** The principal type of `id`; undefined for any other text. */
export function callerKind(id: string): CallerKind | undefined {
  if (isServiceName(id)) return 'service';
  const resource = parseArn(id)?.resource ?? '';
  return KINDS.find(({ begins }) => resource.startsWith(begins))?.kind;
}

/**
 * A caller in a sentence: `user admin`, `role Learner`, `role Learner in session work`, `the root user`, `the service
 * s3.amazonaws.com`.
 * @param words default: in English
 */
export function callerWords(id: string, words = TEXTS.caller): string {
  if (isServiceName(id)) return words.service(id);
  const resource = parseArn(id)?.resource ?? id;
  const row = KINDS.find(({ begins }) => resource.startsWith(begins));
  if (row === undefined) return resource;
  if (row.kind === 'root') return words.root;
  const name = resource.slice(row.begins.length);
  if (row.kind !== 'session') return words[row.kind](name);
  const [role = '', session] = name.split('/');
  return session === undefined ? resource : words.session(role, session);
}

/** A caller in a table: `user/admin`, `assumed-role/Learner/work`, `root`, or the name of the service. */
export function callerName(id: string): string {
  return parseArn(id)?.resource ?? id;
}

/** As callerName, with the account if it is not `here`. */
export function callerNameFrom(here: string, id: string): string {
  const account = parseArn(id)?.account;
  return account && account !== here
    ? TEXTS.caller.ofAccount(callerName(id), accountForPeople(account))
    : callerName(id);
}

/** Whether `caller` exists among `principals`. Services and sessions of an existing role need no entry of their own. */
export function isThere(caller: string, principals: readonly PrincipalView[]): boolean {
  const kind = callerKind(caller);
  if (kind === 'service') return true;
  const [, role] = kind === 'session' ? caller.split('/') : [];
  return principals.some(({ arn, kind: what, account, name }) =>
    role ? what === 'role' && name === role && caller.includes(`:${account}:`) : arn === caller,
  );
}
