/**
 * The cases of the tables: each operator in every column, each operation by policies of its key, each condition key
 * present and absent.
 */
import {
  CONDITION_KEYS,
  isIamOnly,
  KEYLESS_OPERATIONS,
  type ConditionType,
} from '../../../src/model/condition-keys.ts';
import type { OperationName } from '../../../src/model/operations.ts';
import type { CallText, Case, Given, KeyText, PrincipalText, Then } from './case.ts';
import conditionKeys from './condition-keys.json';
import inputs from './inputs.json';
import operations from './operations.json';
import operators from './operators.json';

const allows = (kind: 'identity-policy' | 'key-policy'): Then => ({ allowed: true, decidedBy: kind });
const lacks = (kind: 'identity-based' | 'resource-based', action: string): Then => ({
  allowed: false,
  decidedBy: 'none',
  tail: `because no ${kind} policy allows the ${action} action`,
});

/**
 * A column of the table of operators: the form of the operator, the values that the request has, and whether the
 * condition holds then.
 */
export interface Column {
  readonly column: string;
  readonly form: string;
  readonly has: readonly string[];
  readonly plain: boolean;
  readonly negated: boolean;
}

type OperatorRow = Readonly<Record<string, unknown>> & {
  readonly operator: string;
  readonly negated?: boolean;
  readonly wants: readonly string[];
};

/** The rows and columns of the table of operators. */
export const OPERATOR_TABLE = operators as unknown as {
  readonly columns: readonly Column[];
  readonly rows: readonly OperatorRow[];
};

/**
 * One value stands in the encryption context, several are what the network says: a key of either kind takes any text.
 */
function operatorCase(row: OperatorRow, { column, form, has, plain, negated }: Column): Case {
  const values = has.map((name) => row[name] as string);
  const isSet = form.startsWith('For') || values.length > 1;
  const key = isSet ? 'aws:CalledVia' : 'kms:EncryptionContext:value';
  const Condition = { [form.replace('{}', row.operator)]: { [key]: row.wants } };
  const holds = row.negated === true ? negated : plain;
  const [value] = values;
  return {
    rule: `A6.6-${row.operator}`,
    says: column,
    given: {
      principals: { '<ann>': { policies: [[{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*', Condition }]] } },
    },
    when:
      value === undefined
        ? {}
        : isSet
          ? { requestContext: { 'aws:CalledVia': values } }
          : { input: { EncryptionContext: { value } } },
    then: holds ? allows('identity-policy') : lacks('identity-based', 'kms:Encrypt'),
  };
}

/** Each operator in each column. */
export const OPERATOR_CASES: readonly Case[] = OPERATOR_TABLE.rows.flatMap((row) =>
  OPERATOR_TABLE.columns.map((column) => operatorCase(row, column)),
);

type Usual = Readonly<Record<string, { readonly given?: Given }>>;

const ACROSS = new Set(operations['across accounts']);
const OWN_ALIAS = new Set(operations['by an alias of the caller’s own account alone']);
const KEYLESS = new Set(operations['without a key']);
const KEY_STORE = new Set(operations['of custom key stores']);
const SPECIAL = new Set(operations["not by a key's policies alone"]);

const first = (operation: string): string => (operation === 'ReEncrypt' ? 'kms:ReEncryptFrom' : `kms:${operation}`);

/**
 * An operation of custom key stores: only an identity policy allows it, on `*`. A caller of another account finds
 * neither the key store nor the cluster.
 */
function keyStoreCases(operation: OperationName): readonly Case[] {
  const given = (inputs as Usual)[operation]?.given ?? {};
  const action = `kms:${operation}`;
  const when = { operation };
  const denied = lacks('identity-based', action);
  const allow = { Effect: 'Allow', Action: action };
  const aboutKeys = { ...allow, Resource: 'arn:aws:kms:*:<A>:key/*' };
  const onKey: KeyText = { policy: ['delegates to A', { ...allow, Principal: { AWS: '<ann>' }, Resource: '*' }] };
  const isCreate = operation === 'CreateCustomKeyStore';
  return [
    {
      rule: 'A2-operations',
      says: `${operation} by a caller of another account`,
      given: { ...given, principals: { '<bob>': action } },
      when: { operation, caller: '<bob>' },
      then: {
        ...allows('identity-policy'),
        fails: { name: isCreate ? 'CloudHsmClusterNotFoundException' : 'CustomKeyStoreNotFoundException' },
      },
    },
    {
      rule: 'A3-none',
      says: `${operation}: an identity policy allows it`,
      given: { ...given, principals: { '<ann>': action } },
      when,
      then: allows('identity-policy'),
    },
    {
      rule: 'A3-none',
      says: `${operation}: no policy allows it`,
      given,
      when,
      then: { ...denied, tail: `on resource: * ${denied.tail ?? ''}` },
    },
    {
      rule: 'A3-none',
      says: `${operation}: neither a key policy nor a statement about keys applies`,
      given: { ...given, key: onKey, principals: { '<ann>': { policies: [[aboutKeys]] } } },
      when,
      then: denied,
    },
  ];
}

function operationCases(operation: OperationName): readonly Case[] {
  if (KEYLESS.has(operation)) return [];
  if (KEY_STORE.has(operation)) return keyStoreCases(operation);
  const given = (inputs as Usual)[operation]?.given ?? {};
  const action = `kms:${operation}`;
  const delegating: KeyText = { policy: ['delegates to A', 'delegates to B'] };
  const outside: Given = {
    ...given,
    key: { ...given.key, ...delegating },
    other: delegating,
    principals: { '<bob>': 'kms:*' },
  };
  const byOutsider: Then = OWN_ALIAS.has(operation)
    ? { fails: { name: 'NotFoundException' } }
    : !ACROSS.has(operation)
      ? { ...lacks('resource-based', action), noFix: 'No policy lets callers of other accounts do this.' }
      : operation === 'RetireGrant'
        ? { allowed: true, decidedBy: 'grant' }
        : allows('identity-policy');
  const across: Case = {
    rule: 'A2-operations',
    says: `${operation} by a caller of another account`,
    given: outside,
    when: { operation, caller: '<bob>' },
    then: byOutsider,
  };
  if (SPECIAL.has(operation)) return [across];
  const named: Given = {
    ...given,
    key: {
      ...given.key,
      policy: [{ Sid: 'It', Effect: 'Allow', Principal: { AWS: '<ann>' }, Action: action, Resource: '*' }],
    },
  };
  return [
    across,
    {
      rule: 'A3-key',
      says: `${operation} by IAM`,
      given: { ...given, principals: { '<ann>': action } },
      when: { operation },
      then: allows('identity-policy'),
    },
    {
      rule: 'A3-key',
      says: `${operation} by the key policy`,
      given: named,
      when: { operation },
      then: allows('key-policy'),
    },
    {
      rule: 'A3-key',
      says: `${operation} by nothing`,
      given,
      when: { operation },
      then: lacks('identity-based', first(operation)),
    },
  ];
}

/** Each operation that has a key or a key store: by IAM, by the key policy, by nothing, by another account. */
export const OPERATION_CASES: readonly Case[] = (Object.keys(inputs) as OperationName[]).flatMap(operationCases);

/** A row of the table of condition keys. */
export interface KeyRow {
  /** The key as a policy writes it, a name of the request at its end where it takes one. */
  readonly key: string;
  readonly says: string;
  /** What the request has under it; null: nothing. */
  readonly has: string | readonly string[] | null;
  /** A value that it has not. */
  readonly not?: string;
  /** The operator, where it is not the usual one of the key's type. */
  readonly operator?: string;
  readonly given?: Given;
  readonly when?: CallText;
  /** The action on which the condition stands; that of the operation when not given. */
  readonly action?: string;
  /** Further actions that the call needs. */
  readonly also?: readonly string[];
  /** The error of the call where authorization does not stop it. */
  readonly fails?: string;
}

/** The rows. */
export const KEY_ROWS = conditionKeys as unknown as readonly KeyRow[];

/** The row of the reference that a key belongs to; undefined when there is none. */
export function referenceRow(key: string): (typeof CONDITION_KEYS)[number] | undefined {
  const wanted = key.toLowerCase();
  const exact = CONDITION_KEYS.find(({ name }) => name.toLowerCase() === wanted);
  return exact ?? CONDITION_KEYS.find(({ name }) => /[:/]$|PCR$/.test(name) && wanted.startsWith(name.toLowerCase()));
}

const USUAL: Readonly<Record<ConditionType, string>> = {
  String: 'StringEquals',
  Bool: 'Bool',
  Numeric: 'NumericEquals',
  Date: 'DateEquals',
  Arn: 'ArnEquals',
  IpAddress: 'IpAddress',
};

/** Who holds the identity policies of a caller. */
const HOLDER: Readonly<Record<string, string>> = { '<one>': '<app>', '<run>': '<job>' };

interface Asked {
  readonly says: string;
  readonly condition: object;
  readonly holds: boolean;
}

function questionsOf({ key, has, not = 'another', operator }: KeyRow): readonly Asked[] {
  const reference = referenceRow(key);
  if (has === null) {
    return [
      { says: 'Null true', condition: { Null: { [key]: 'true' } }, holds: true },
      { says: 'Null false', condition: { Null: { [key]: 'false' } }, holds: false },
    ];
  }
  if (typeof has !== 'string') {
    return [
      {
        says: 'ForAllValues of all',
        condition: { 'ForAllValues:StringEquals': { [key]: [...has, not] }, Null: { [key]: 'false' } },
        holds: true,
      },
      { says: 'ForAllValues of another', condition: { 'ForAllValues:StringEquals': { [key]: not } }, holds: false },
      { says: 'ForAnyValue of one', condition: { 'ForAnyValue:StringEquals': { [key]: has[0] } }, holds: true },
      { says: 'ForAnyValue of another', condition: { 'ForAnyValue:StringEquals': { [key]: not } }, holds: false },
    ];
  }
  const compares = operator ?? USUAL[reference?.type ?? 'String'];
  return [
    { says: `${compares} ${has}`, condition: { [compares]: { [key]: has } }, holds: true },
    { says: `${compares} ${not}`, condition: { [compares]: { [key]: not } }, holds: false },
  ];
}

/** Operations that the policy of one key cannot allow alone: they act in another Region too. */
const IN_TWO_REGIONS: ReadonlySet<string> = new Set(['ReplicateKey', 'UpdatePrimaryRegion']);

function keyCases(row: KeyRow): readonly Case[] {
  const { key, says, given = {}, when = {}, also = [], fails } = row;
  const { caller = '<ann>', operation = 'Encrypt' } = when;
  const action = row.action ?? `kms:${operation}`;
  const holder = HOLDER[caller] ?? caller;
  const isService = !caller.startsWith('<');
  const statement = (Condition: object): Readonly<Record<string, unknown>> => ({
    Sid: 'It',
    Effect: 'Allow',
    Action: action,
    Resource: '*',
    Condition,
  });
  const rest = also.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' }));
  const asked = questionsOf(row).map((question) => ({ ...question, rule: `K-${referenceRow(key)?.name ?? key}` }));
  const allowed = (then: Then): Then => (fails === undefined ? then : { ...then, fails: { name: fails } });
  const before = given.principals?.[holder] as Exclude<PrincipalText, string | readonly string[]> | undefined;
  const byIam = asked.map(({ rule, says: how, condition, holds }): Case => ({
    rule,
    says: `${says}, in an identity policy: ${how}`,
    given: {
      ...given,
      principals: { ...given.principals, [holder]: { ...before, policies: [[statement(condition), ...rest]] } },
    },
    when,
    then: holds
      ? allowed({ allowed: true, ...(also.length > 0 ? {} : { decidedBy: 'identity-policy' }) })
      : lacks('identity-based', action),
  }));
  const Principal = isService ? { Service: caller } : { AWS: holder };
  const byKey = asked.map(({ rule, says: how, condition, holds }): Case => ({
    rule,
    says: `${says}, in a key policy: ${how}`,
    given: {
      ...given,
      key: { ...given.key, policy: [statement(condition), ...rest].map((one) => ({ ...one, Principal })) },
    },
    when,
    then: holds
      ? allowed({ allowed: true, ...(also.length > 0 ? {} : { decidedBy: 'key-policy' }) })
      : lacks('resource-based', action),
  }));
  const isByKey = !KEYLESS_OPERATIONS.has(operation) && operation !== 'RetireGrant' && !IN_TWO_REGIONS.has(operation);
  const hasKey = isByKey && !isIamOnly(key);
  return [...(isService ? [] : byIam), ...(hasKey ? byKey : [])];
}

/** Each condition key, in an identity policy and in a key policy. */
export const KEY_CASES: readonly Case[] = KEY_ROWS.flatMap(keyCases);
