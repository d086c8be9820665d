/**
 * A question of the simulator: which principal calls which operation with which input; its URL, and the question that
 * an event answers.
 */
import { requestedAccess, type AuditEvent } from '../../model/audit.ts';
import type { RequestContext } from '../../model/contract.ts';
import type { Decision } from '../../model/decision.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { keyResources, LISTED_OPERATIONS, takesAliases } from '../../model/operation-keys.ts';
import type { StoreName } from '../../model/records.ts';
import { SHAPES } from '../../model/shapes.ts';
import { href } from '../page/router.ts';
import { accountOf } from '../page/app-state.ts';
import type { Asked } from './request-summary.ts';
import { inputFrom, parseObject, publicPart } from '../page/input-json.ts';
import { sampleInput, type SampleKey } from '../../model/sample-input.ts';

/** The question. */
export interface Question {
  readonly principal: string;
  /** An access key that AWS STS issued to the principal. Addresses do not contain it. */
  readonly accessKeyId?: string;
  readonly operation: OperationName;
  readonly region: string;
  readonly input: InputOf<OperationName>;
  readonly requestContext: RequestContext;
  /** Time of the request. Default: now, by the simulated clock. */
  readonly at?: Date;
}

/** The stores that decisions depend on. */
export const DECISION_STORES: readonly StoreName[] = [
  'keys',
  'aliases',
  'grants',
  'accounts',
  'principals',
  'groups',
  'sessions',
  'accessKeys',
  'endpoints',
  'world',
];

/** Whether `name` is an operation. */
export function isOperation(name: string | undefined | null): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(SHAPES, name);
}

/** The operations that can be simulated, by name: those that the sandbox supports. */
export const ASKABLE_OPERATIONS = LISTED_OPERATIONS.toSorted();

const isAskable = (name: string | null): name is OperationName => ASKABLE_OPERATIONS.some((one) => one === name);

/** The members that name a key. */
const KEY_MEMBERS: ReadonlySet<string | undefined> = new Set(
  LISTED_OPERATIONS.flatMap((operation) => keyResources(operation).map(({ member }) => member)),
);

/**
 * Whether the question can name a key of `account` by its alias: the operation takes aliases, and the principal is of
 * that account. An alias name means an alias of the caller's own account. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-alias-ARN
 */
export function namesByAlias(
  { operation, principal }: Pick<Question, 'operation' | 'principal'>,
  account: string,
): boolean {
  return takesAliases(operation) && accountOf(principal) === account;
}

/**
 * The same question with keys named by ARN, if an alias of `account` cannot name them. `arnOf` returns the target of an
 * alias.
 */
export function withNamedKeys(
  question: Question,
  account: string,
  arnOf: (alias: string) => string | undefined,
): Question {
  if (namesByAlias(question, account)) return question;
  const named = (name: string, value: unknown): unknown =>
    KEY_MEMBERS.has(name) && typeof value === 'string' ? (arnOf(value) ?? value) : value;
  const input = Object.fromEntries(
    Object.entries(question.input).map(([name, value]) => [name, named(name, value)]),
  ) as Question['input'];
  return { ...question, input };
}

/** Of an operation that takes its key from a ciphertext: the member that names the key without one. */
const insteadOfCiphertext = (operation: OperationName): string | undefined =>
  keyResources(operation).find(({ kind }) => kind === 'ciphertext')?.member;

/** The first key that a decision evaluated. */
const keyOf = (decision: Pick<Decision, 'trace'> | undefined): string | undefined =>
  decision?.trace.find(({ resource }) => resource.includes(':key/'))?.resource;

/**
 * The URL of a question. It contains no bytes and no secrets: an example takes the place of bytes, and the key that
 * `decision` found takes the place of a ciphertext.
 */
export function questionHref(
  { principal, operation, region, input, requestContext, at }: Question,
  decision?: Pick<Decision, 'trace'>,
): string {
  const member = insteadOfCiphertext(operation);
  const key = keyOf(decision);
  const named = member !== undefined && key !== undefined && !Object.hasOwn(input, member) ? { [member]: key } : {};
  return href(['simulator'], {
    principal,
    operation,
    region,
    input: JSON.stringify({ ...publicPart(operation, input), ...named }),
    ...(Object.keys(requestContext).length > 0 ? { context: JSON.stringify(requestContext) } : {}),
    ...(at ? { at: at.toISOString() } : {}),
  });
}

function timeFrom(text: string | null): Pick<Question, 'at'> {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? {} : { at };
}

function contextFrom(text: string | null): RequestContext {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    const isGiven = ([, one]: [string, unknown]): boolean =>
      typeof one === 'string' || (Array.isArray(one) && one.every((item) => typeof item === 'string'));
    return Object.fromEntries(Object.entries(value).filter(isGiven));
  } catch {
    return {};
  }
}

/** Adds the required members that a URL leaves out: example bytes, or a dry run without a ciphertext. */
function withBytes<N extends OperationName>(operation: N, input: InputOf<N>, key: SampleKey): InputOf<N> {
  const shape = SHAPES[operation];
  if (insteadOfCiphertext(operation) && !Object.hasOwn(input, 'CiphertextBlob'))
    return { ...sampleInput(operation, key), ...input };
  const isMissing = ([name]: [string, unknown]): boolean =>
    shape[name]?.required === true && shape[name].type === 'blob' && !Object.hasOwn(input, name);
  return { ...Object.fromEntries(Object.entries(sampleInput(operation, key)).filter(isMissing)), ...input };
}

/**
 * Reads the question of a URL. What it does not contain is taken from `usual`; the default input is an example on
 * `usual.key`.
 */
export function questionFrom(
  query: URLSearchParams,
  usual: { principal: string; region: string; key: SampleKey },
): Question {
  const asked = query.get('operation');
  const operation: OperationName = isAskable(asked) ? asked : 'Decrypt';
  let input: InputOf<OperationName>;
  try {
    input = withBytes(operation, inputFrom(operation, query.get('input') ?? ''), usual.key);
  } catch {
    input = sampleInput(operation, usual.key);
  }
  return {
    principal: query.get('principal') ?? usual.principal,
    operation,
    region: query.get('region') ?? usual.region,
    input,
    requestContext: contextFrom(query.get('context')),
    ...timeFrom(query.get('at')),
  };
}

/** What of a question in a URL cannot be read: its parameters. */
export type UnreadableParameter = 'operation' | 'input' | 'context' | 'at';

/** The parameters of a URL that `questionFrom` replaces, because they cannot be read. */
export function unreadableIn(query: URLSearchParams): readonly UnreadableParameter[] {
  const asked = query.get('operation');
  const canRead = (name: string, read: (text: string) => unknown): boolean => {
    const text = query.get(name);
    if (text === null) return true;
    try {
      read(text);
      return true;
    } catch {
      return false;
    }
  };
  const found: readonly (readonly [UnreadableParameter, boolean])[] = [
    ['operation', asked === null || isAskable(asked)],
    ['input', canRead('input', (text) => inputFrom(isAskable(asked) ? asked : 'Decrypt', text))],
    ['context', canRead('context', (text) => parseObject(text))],
    ['at', canRead('at', (text) => new Date(text).toISOString())],
  ];
  return found.filter(([, isReadable]) => !isReadable).map(([name]) => name);
}

/** The SDK's spelling of a member that CloudTrail begins with a lower-case letter. */
const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The call that an event records, with the SDK's member names. Undefined if the event is not a call. */
export function askedIn(
  event: AuditEvent,
): (Asked & { readonly operation: OperationName; readonly input: object }) | undefined {
  const { eventName: operation, userIdentity, awsRegion: region } = event.record;
  const { requestParameters } = requestedAccess(event);
  const principal = userIdentity.arn ?? userIdentity.invokedBy;
  if (!isOperation(operation) || principal === undefined) return undefined;
  const shape = SHAPES[operation];
  const given = Object.entries(requestParameters ?? {}).map(([name, value]) => [upper(name), value] as const);
  const known = given.filter(
    ([name, value]) => Object.hasOwn(shape, name) && shape[name]?.type !== 'blob' && value !== null,
  );
  return { principal, operation, region, input: Object.fromEntries(known) };
}

/**
 * The question that an event answers, as far as its record contains it: ciphertext and plaintext are not recorded.
 * Undefined if the event is not a call, or a call of an operation that the sandbox does not support.
 */
export function questionOf(event: AuditEvent): Question | undefined {
  const asked = askedIn(event);
  if (!asked || !isAskable(asked.operation)) return undefined;
  const { principal, operation, region, input } = asked;
  const id = requestedAccess(event).resources?.[0]?.ARN ?? '';
  return { principal, operation, region, input: { ...sampleInput(operation, { id }), ...input }, requestContext: {} };
}
