/**
 * Reads and writes the statements that the AWS console puts into a key policy: key administrators, key users and other
 * accounts. All other statements are kept as they are.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
import { accountOfPrincipal, parseArn, rootArn } from '../../model/arn.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey, keyActions, type KeyKind } from '../../model/operation-keys.ts';
import type { KeyMetadata } from '../../model/sdk.ts';

/** A list of the default view. */
export type ConsoleRole = 'administrators' | 'users';

/** The content of the default view. */
export interface ConsoleView {
  /** Whether the policy lets IAM policies of the account allow access to the key. */
  readonly delegates: boolean;
  readonly administrators: readonly string[];
  /** Whether administrators can schedule the deletion of the key. */
  readonly deletion: boolean;
  /** Users and roles, without other accounts. */
  readonly users: readonly string[];
  /** The account IDs among the key users. */
  readonly accounts: readonly string[];
  /** Console Sids of statements that differ from the console's format. The view cannot change them. */
  readonly odd: readonly string[];
  /** Number of statements that the console did not write. */
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
/** The actions that use a key, with the wildcards that the console writes. */
function usesOf(key: KeyKind): readonly string[] {
  const names = keyActions()
    .filter(
      ({ operation }) => OPERATION_FACTS[operation].usage !== undefined && fitsKey(OPERATION_FACTS[operation], key),
    )
    .map(({ action }) => action.replace('kms:', '').replace(/^(ReEncrypt|GenerateDataKey).*$/, '$1*'));
  const read = fitsKey(OPERATION_FACTS.GetPublicKey, key) ? ['DescribeKey', 'GetPublicKey'] : ['DescribeKey'];
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

/** The actions that the console allows to the users of a key. */
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

/** The principals of a statement in the console's format; undefined for any other statement. */
function principalsOf({ Effect, Principal, Action, Resource, ...rest }: Statement): Principals | undefined {
  const known = Object.keys(rest).every((name) => name === 'Sid' || name === 'Condition');
  if (!known || Effect !== 'Allow' || Resource !== '*' || listOf(Action) === undefined || !isObject(Principal))
    return undefined;
  return Object.keys(Principal).length === 1 ? listOf(Principal.AWS) : undefined;
}

/** The default view of `text`, the policy of a key in `account`; undefined where it is not a policy. */
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
    return whole && principalsOf(statement)?.some((principal) => accountOfPrincipal(principal) === account) === true;
  });
  return {
    delegates,
    administrators: listed(SIDS.administrators),
    deletion: DELETION.every((action) => administration.includes(action)),
    users: users.filter((principal) => accountOfPrincipal(principal) === undefined),
    accounts: users.flatMap((principal) => accountOfPrincipal(principal) ?? []),
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

/**
 * Adds `principal` to the key administrators or users. Another account is given by the ARN of its root. A text that is
 * not a policy is returned unchanged.
 */
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

/** Removes `principal` from the key administrators or users. A statement without a principal is removed. */
export function withoutPrincipal(text: string, role: ConsoleRole, principal: string): string {
  const document = parse(text);
  if (!document) return text;
  const account = accountOfPrincipal(principal);
  const spares = (named: string): boolean =>
    named !== principal && (account === undefined || accountOfPrincipal(named) !== account);
  const list = document.Statement.flatMap((statement) => {
    const named = SIDS[role].includes(statement.Sid ?? '') ? principalsOf(statement) : undefined;
    if (named === undefined || named.every(spares)) return [statement];
    const left = named.filter(spares);
    return left.length === 0 ? [] : [withPrincipals(statement, left)];
  });
  return write({ ...document, Statement: list });
}

/** Allows key administrators to schedule and cancel the deletion of the key, or no longer allows it. */
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

/** Appends `statement`; a number makes its Sid unique. A text that is not a policy is returned unchanged. */
export function withStatement(text: string, statement: Statement): string {
  const document = parse(text);
  if (!document) return text;
  const taken = new Set(document.Statement.map(({ Sid }) => Sid));
  const { Sid: wanted = '' } = statement;
  let Sid = wanted;
  for (let number = 2; taken.has(Sid); number += 1) Sid = `${wanted} ${number}`;
  return write({ ...document, Statement: [...document.Statement, { ...statement, Sid }] });
}

/** The statement of the default policy that lets IAM policies of the account allow access to the key. */
function accountStatement(account: string): Statement {
  return { Sid: ACCOUNT, Effect: 'Allow', Principal: { AWS: rootArn(account) }, Action: 'kms:*', Resource: '*' };
}

/** Puts the account statement of the default policy first. */
export function withAccount(text: string, account: string): string {
  const document = parse(text);
  if (!document) return defaultPolicy(account);
  const own = accountStatement(account);
  const others = document.Statement.filter(({ Sid }) => Sid !== own.Sid);
  return write({ ...document, Statement: [own, ...others] });
}

/** The policy of a key that is created without one. */
export function defaultPolicy(account: string): string {
  return write({ Version: '2012-10-17', Id: 'key-default-1', Statement: [accountStatement(account)] });
}

/** Formats JSON with two spaces of indentation; undefined where `text` is not JSON. */
export function formatted(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}

/** The account ID of a key. */
export const keyAccount = (key: KeyMetadata): string => parseArn(key.Arn ?? '')?.account ?? '';
