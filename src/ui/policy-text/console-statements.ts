/**
 * The statements that the console writes into a key policy, and reads for its default view: administrators, users,
 * other accounts. All other statements are unchanged. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
import { KEY_SPECS } from '../../model/algorithms.ts';
import { parseArn, rootArn } from '../../model/arn.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey, keyActions, type KeyKind } from '../../model/operation-keys.ts';
import type { KeyMetadata } from '../../model/sdk.ts';

/** Whom the default view lists. */
export type ConsoleRole = 'administrators' | 'users';

/** What the default view shows of a policy. */
export interface ConsoleView {
  /** Whether the policies of the account's own IAM count for the key. */
  readonly delegates: boolean;
  readonly administrators: readonly string[];
  /** Whether administrators may have the key deleted. */
  readonly deletion: boolean;
  /** Users and roles; not the other accounts. */
  readonly users: readonly string[];
  /** The account ids among the users. */
  readonly accounts: readonly string[];
  /** Sids of the console's on statements of another shape: the view leaves them, and cannot write beside them. */
  readonly odd: readonly string[];
  /** How many statements are none of the console's. */
  readonly others: number;
}

type Json = Readonly<Record<string, unknown>>;

/** A statement of a key policy, as JSON has it. */
export interface Statement extends Json {
  readonly Sid?: string;
}
interface Document extends Json {
  readonly Statement: readonly Statement[];
}
type Principals = readonly string[];

const ACCOUNT = 'Enable IAM User Permissions';
const SIDS: Readonly<Record<ConsoleRole, readonly string[]>> = {
  administrators: ['Allow access for Key Administrators'],
  users: ['Allow use of the key', 'Allow attachment of persistent resources'],
};
const [ADMINISTRATION = ''] = SIDS.administrators;
const [USE = '', RESOURCES = ''] = SIDS.users;
const DELETION = ['kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion'];
const ADMINISTRATE = [
  'Create*',
  'Describe*',
  'Enable*',
  'List*',
  'Put*',
  'Update*',
  'Revoke*',
  'Disable*',
  'Get*',
  'Delete*',
  'TagResource',
  'UntagResource',
  'RotateKeyOnDemand',
];
/** The uses of a key, with the wildcards that the console writes. */
function usesOf(key: KeyKind): readonly string[] {
  const names = keyActions()
    .filter(
      ({ operation }) => OPERATION_FACTS[operation].usage !== undefined && fitsKey(OPERATION_FACTS[operation], key),
    )
    .map(({ action }) => action.replace('kms:', '').replace(/^(ReEncrypt|GenerateDataKey).*$/, '$1*'));
  const read = KEY_SPECS[key.spec].kind === 'asymmetric' ? ['DescribeKey', 'GetPublicKey'] : ['DescribeKey'];
  const uses = [...new Set(names)];
  return key.usage === 'ENCRYPT_DECRYPT' ? [...uses, ...read] : [...read, ...uses];
}

const actions = (names: readonly string[]): readonly string[] => names.map((name) => `kms:${name}`);

function actionsFor(sid: string, key: KeyMetadata): readonly string[] {
  const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT', Origin, MultiRegion } = key;
  if (sid === RESOURCES) return actions(['CreateGrant', 'ListGrants', 'RevokeGrant']);
  if (sid === USE) return actions(usesOf({ spec: KeySpec, usage: KeyUsage }));
  const imported = Origin === 'EXTERNAL' ? ['ImportKeyMaterial'] : [];
  const related = MultiRegion ? ['ReplicateKey', 'UpdatePrimaryRegion'] : [];
  return [...actions([...ADMINISTRATE, ...imported, ...related]), ...DELETION];
}

/** The actions that use a key of this kind, as the console gives them to key users. */
export const useActions = (key: KeyMetadata): readonly string[] => actionsFor(USE, key);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
const one = <T>(list: readonly T[]): T | readonly T[] => (list.length === 1 ? (list[0] as T) : list);
const write = (document: Json): string => JSON.stringify(document, undefined, 2);

function parse(text: string): Document | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (!isObject(document)) return undefined;
    const list = Array.isArray(document.Statement) ? (document.Statement as unknown[]) : [document.Statement];
    return list.every(isObject) ? { ...document, Statement: list } : undefined;
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return isStrings(value) ? value : undefined;
}

/** The principals of a statement that has the shape in which the console writes it; undefined for any other. */
function principalsOf({ Effect, Principal, Action, Resource, ...rest }: Statement): Principals | undefined {
  const known = Object.keys(rest).every((name) => name === 'Sid' || name === 'Condition');
  if (!known || Effect !== 'Allow' || Resource !== '*' || listOf(Action) === undefined || !isObject(Principal))
    return undefined;
  return Object.keys(Principal).length === 1 ? listOf(Principal.AWS) : undefined;
}

const accountOf = (principal: string): string | undefined =>
  /^(?:arn:aws[a-z-]*:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];

/** What the default view shows of `text`, a policy of a key in `account`; undefined where it is no policy. */
export function consoleView(text: string, account: string): ConsoleView | undefined {
  const document = parse(text);
  if (!document) return undefined;
  const of = (sid: string): Statement | undefined => document.Statement.find(({ Sid }) => Sid === sid);
  const listed = (sids: readonly string[]): Principals => [
    ...new Set(
      sids.flatMap((sid) => {
        const statement = of(sid);
        return (statement && principalsOf(statement)) ?? [];
      }),
    ),
  ];
  const known = [ADMINISTRATION, USE, RESOURCES];
  const users = listed(SIDS.users);
  const administration = listOf(of(ADMINISTRATION)?.Action) ?? [];
  const delegates = document.Statement.some((statement) => {
    const whole = listOf(statement.Action)?.includes('kms:*') === true && statement.Condition === undefined;
    return whole && principalsOf(statement)?.some((principal) => accountOf(principal) === account) === true;
  });
  return {
    delegates,
    administrators: listed(SIDS.administrators),
    deletion: DELETION.every((action) => administration.includes(action)),
    users: users.filter((principal) => accountOf(principal) === undefined),
    accounts: users.flatMap((principal) => accountOf(principal) ?? []),
    odd: known.filter((sid) => of(sid) !== undefined && principalsOf(of(sid) as Statement) === undefined),
    others: document.Statement.filter(({ Sid }) => ![ACCOUNT, ...known].includes(Sid ?? '')).length,
  };
}

function withPrincipals(statement: Statement, list: Principals): Statement {
  return { ...statement, Principal: { AWS: one(list) } };
}

function newStatement(sid: string, principal: string, key: KeyMetadata): Statement {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: actionsFor(sid, key),
    Resource: '*',
    ...(sid === RESOURCES ? { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } } : {}),
  };
}

/** `text` with `principal` (an ARN; of another account its root) among the administrators or users. Unreadable text stays as it is. */
export function withPrincipal(text: string, role: ConsoleRole, principal: string, key: KeyMetadata): string {
  const document = parse(text);
  if (!document) return text;
  let list = document.Statement;
  for (const sid of SIDS[role]) {
    const at = list.findIndex(({ Sid }) => Sid === sid);
    const statement = list[at];
    const named = statement && principalsOf(statement);
    if (!statement) list = [...list, newStatement(sid, principal, key)];
    else if (named && !named.includes(principal))
      list = list.with(at, withPrincipals(statement, [...named, principal]));
  }
  return write({ ...document, Statement: list });
}

/** `text` without it. A statement that names nobody any more goes. */
export function withoutPrincipal(text: string, role: ConsoleRole, principal: string): string {
  const document = parse(text);
  if (!document) return text;
  const account = accountOf(principal);
  const spares = (named: string): boolean =>
    named !== principal && (account === undefined || accountOf(named) !== account);
  const list = document.Statement.flatMap((statement) => {
    const named = SIDS[role].includes(statement.Sid ?? '') ? principalsOf(statement) : undefined;
    if (named === undefined || named.every(spares)) return [statement];
    const left = named.filter(spares);
    return left.length === 0 ? [] : [withPrincipals(statement, left)];
  });
  return write({ ...document, Statement: list });
}

/** `text` with the right of administrators to have the key deleted, or without it. */
export function withDeletion(text: string, allowed: boolean): string {
  const document = parse(text);
  if (!document) return text;
  const list = document.Statement.map((statement) => {
    const given = statement.Sid === ADMINISTRATION ? listOf(statement.Action) : undefined;
    if (given === undefined) return statement;
    const rest = given.filter((action) => !DELETION.includes(action));
    return { ...statement, Action: allowed ? [...rest, ...DELETION] : rest };
  });
  return write({ ...document, Statement: list });
}

/** `text` with `statement` at the end; where its Sid is taken, with a number. Unreadable text stays as it is. */
export function withStatement(text: string, statement: Statement): string {
  const document = parse(text);
  if (!document) return text;
  const taken = new Set(document.Statement.map(({ Sid }) => Sid));
  const { Sid: wanted = '' } = statement;
  let Sid = wanted;
  for (let number = 2; taken.has(Sid); number += 1) Sid = `${wanted} ${number}`;
  return write({ ...document, Statement: [...document.Statement, { ...statement, Sid }] });
}

/** The statement by which the account's own IAM policies count, as the default policy has it. */
function accountStatement(account: string): Statement {
  return { Sid: ACCOUNT, Effect: 'Allow', Principal: { AWS: rootArn(account) }, Action: 'kms:*', Resource: '*' };
}

/** `text` with that statement, first. */
export function withAccount(text: string, account: string): string {
  const document = parse(text);
  if (!document) return defaultPolicy(account);
  const own = accountStatement(account);
  const others = document.Statement.filter(({ Sid }) => Sid !== own.Sid);
  return write({ ...document, Statement: [own, ...others] });
}

/** The policy that a key has which is made without one. */
export function defaultPolicy(account: string): string {
  return write({ Version: '2012-10-17', Id: 'key-default-1', Statement: [accountStatement(account)] });
}

/** `text` in the usual layout, two spaces deep; undefined where it is no JSON. */
export function formatted(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}

/** The account of a key. */
export const keyAccount = (key: KeyMetadata): string => parseArn(key.Arn ?? '')?.account ?? '';
