/** Input members with which the conditions of a statement or grant are met. */
import { conditionKeyNamed } from '../../model/condition-keys.ts';
import type { AccessCondition, ConditionTest } from '../../model/decision.ts';
import type { DryRunDecision } from '../pipeline/request-pipeline.ts';
import { contextIn, contextMember, pairOf, type Pairs } from './context-condition.ts';
import { nameChangeFor } from './request-names.ts';

/** Input members to send. */
export type Input = Readonly<Record<string, unknown>>;

/** Maximum number of values of one condition that are tried. */
const MAX_VALUES = 3;

/** Value of a pair of which a condition requires the name alone. */
export const EXAMPLE_VALUE = 'example';

/** Condition keys of which a test needs all its values at once. */
const SETS: ReadonlySet<string | undefined> = new Set([
  'kms:GrantOperations',
  'kms:EncryptionContextKeys',
  'aws:TagKeys',
]);

/**
 * Input members by the condition key that reads them. Each is a choice of the caller. Others, such as `kms:ViaService`,
 * are set by AWS, so no request of the caller can meet them.
 */
const MEMBERS: Readonly<Record<string, string>> = {
  'kms:BypassPolicyLockoutSafetyCheck': 'BypassPolicyLockoutSafetyCheck',
  'kms:DataKeyPairSpec': 'KeyPairSpec',
  'kms:EncryptionAlgorithm': 'EncryptionAlgorithm',
  'kms:GranteePrincipal': 'GranteePrincipal',
  'kms:MacAlgorithm': 'MacAlgorithm',
  'kms:MessageType': 'MessageType',
  'kms:RequestAlias': 'KeyId',
  'kms:RetiringPrincipal': 'RetiringPrincipal',
  'kms:RotationPeriodInDays': 'RotationPeriodInDays',
  'kms:ScheduleKeyDeletionPendingWindowInDays': 'PendingWindowInDays',
  'kms:SigningAlgorithm': 'SigningAlgorithm',
};

type Effect = AccessCondition['effect'];

const rowName = ({ key }: ConditionTest): string | undefined => conditionKeyNamed(key.toLowerCase())?.row.name;

/** The operator without `ForAllValues:`, `ForAnyValue:` and `IfExists`. */
const plainOperator = ({ operator }: ConditionTest): string =>
  operator.replace(/^For(All|Any)Values?:/i, '').replace(/IfExists$/i, '');

/** Whether a test compares for equality; `negated` for inequality. Undefined for other tests. */
function equality(test: ConditionTest): 'plain' | 'negated' | undefined {
  const match = /^(String|Arn|Numeric)(Not)?(Equals|EqualsIgnoreCase|Like)$/i.exec(plainOperator(test));
  if (match === null) return undefined;
  return match[2] === undefined ? 'plain' : 'negated';
}

/** Whether the values of an equality test are those to send: those of an Allow, or those that a Deny exempts. */
const isWanted = (test: ConditionTest, effect: Effect): boolean =>
  equality(test) === (effect === 'Allow' ? 'plain' : 'negated');

/** By numeric operator: what to add to the value, so that the test holds in an Allow and does not hold in a Deny. */
const NUMERIC: readonly (readonly [operator: RegExp, allow: number | undefined, deny: number | undefined])[] = [
  [/^NumericEquals$/i, 0, undefined],
  [/^NumericNotEquals$/i, undefined, 0],
  [/^NumericLessThan$/i, -1, 0],
  [/^NumericLessThanEquals$/i, 0, 1],
  [/^NumericGreaterThan$/i, 1, 0],
  [/^NumericGreaterThanEquals$/i, 0, -1],
];

/** The value of a member with which a test holds in an Allow, or does not hold in a Deny. Undefined: none is known. */
function memberValue(test: ConditionTest, effect: Effect): string | number | boolean | undefined {
  const operator = plainOperator(test);
  const [value] = test.values;
  if (value === undefined || value.includes('${')) return undefined;
  // The one boolean member switches a safety check off: it is not proposed to do so.
  if (/^Bool$/i.test(operator)) return (value.toLowerCase() === 'true') === (effect === 'Allow') ? undefined : false;
  const [, ...steps] = NUMERIC.find(([pattern]) => pattern.test(operator)) ?? [];
  const step = steps[effect === 'Allow' ? 0 : 1];
  if (step !== undefined) return Number.isInteger(Number(value)) ? Number(value) + step : undefined;
  const hasWildcard = /Like$/i.test(operator) && /[*?]/.test(value);
  return isWanted(test, effect) && !hasWildcard ? value : undefined;
}

/** `pairs` without names that differ from those of `others` in letter case alone: KMS treats them as one name. */
function withoutVariants(pairs: Pairs, others: readonly (readonly [string, string])[]): Pairs {
  const names = new Set(others.map(([name]) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(pairs).filter(([name]) => !names.has(name.toLowerCase())));
}

const pairsOf = (tests: readonly ConditionTest[], effect: Effect): readonly (readonly [string, string])[] =>
  tests.flatMap((test) => {
    const pair = pairOf(test, effect);
    return pair === undefined ? [] : [pair];
  });

const CONSTRAINT_TYPES = ['EncryptionContextEquals', 'EncryptionContextSubset'] as const;

/** `Constraints` of CreateGrant that meet the tests. Undefined if those of the request are not to be changed. */
function constraintsFor(tests: readonly ConditionTest[], effect: Effect, asked: Input): Input | undefined {
  const before = (asked.Constraints ?? {}) as Readonly<Record<string, Pairs | undefined>>;
  const present = CONSTRAINT_TYPES.find((type) => before[type] !== undefined);
  const typeTests = tests.filter((test) => rowName(test) === 'kms:GrantConstraintType');
  // The grant that allows CreateGrant requires its own constraints of the new grant.
  const ofParent = tests.find(({ operator }) => operator === 'EncryptionContextEquals')?.operator;
  const named = [ofParent, ...typeTests.map((test) => memberValue(test, effect))];
  const type = CONSTRAINT_TYPES.find((one) => named.includes(one)) ?? present ?? 'EncryptionContextSubset';
  const wanted = pairsOf(tests, effect);
  const pairsBefore = present === undefined ? {} : (before[present] ?? {});
  const pairs: Pairs =
    ofParent === undefined
      ? { ...withoutVariants(pairsBefore, wanted), ...Object.fromEntries(wanted) }
      : Object.fromEntries(wanted);
  if (Object.keys(pairs).length === 0 || (wanted.length === 0 && type === present)) return undefined;
  const { SourceArn } = before;
  return { [type]: pairs, ...(SourceArn && { SourceArn }) };
}

/** Those of the operations of CreateGrant that the tests allow. Undefined if none is to be removed, or none is left. */
function grantOperationsFor(
  tests: readonly ConditionTest[],
  effect: Effect,
  asked: Input,
): readonly string[] | undefined {
  const before = asked.Operations as readonly string[];
  const left = tests.reduce((operations, test) => {
    if (rowName(test) !== 'kms:GrantOperations') return operations;
    const isOfGrant = test.operator === 'Operations';
    if (!isOfGrant && equality(test) === undefined) return operations;
    const keeps = isOfGrant || isWanted(test, effect);
    const listed = new Set(test.values.map((value) => value.toLowerCase()));
    return operations.filter((operation) => listed.has(operation.toLowerCase()) === keeps);
  }, before);
  return left.length === 0 || left.length === before.length ? undefined : left;
}

/** The encryption context of an operation on data, by its member. */
function contextFor(tests: readonly ConditionTest[], effect: Effect, { request, denied }: DryRunDecision): Input {
  const member = denied === undefined ? undefined : contextMember(request, denied.resource);
  if (member === undefined) return {};
  const pairs = pairsOf(tests, effect);
  const before = contextIn(request, member);
  const isExact = tests.some(({ operator }) => operator === 'EncryptionContextEquals');
  const given = { ...(isExact ? {} : withoutVariants(before, pairs)), ...Object.fromEntries(pairs) };
  const context = withNames(tests, 'kms:EncryptionContextKeys', effect, given);
  return JSON.stringify(context) === JSON.stringify(before) ? {} : { [member]: context };
}

/** `pairs` with the names that the tests of a condition key require. */
function withNames(tests: readonly ConditionTest[], key: string, effect: Effect, pairs: Pairs): Pairs {
  return tests.reduce((found, test) => {
    const change = rowName(test) === key ? nameChangeFor(test, effect) : undefined;
    if (change === undefined) return found;
    const kept = Object.fromEntries(Object.entries(found).filter(([name]) => change.keeps(name)));
    const { oneOf = [] } = change;
    const [needed] = oneOf;
    if (needed === undefined || oneOf.some((name) => Object.hasOwn(kept, name))) return kept;
    // The same name in another letter case would be the same pair for KMS.
    const variant = Object.entries(kept).find(([name]) => name.toLowerCase() === needed.toLowerCase());
    return { ...withoutVariants(kept, [[needed, '']]), [needed]: variant?.[1] ?? EXAMPLE_VALUE };
  }, pairs);
}

interface Tag {
  readonly TagKey: string;
  readonly TagValue: string;
}

const pairsOfTags = (tags: unknown): Pairs =>
  Object.fromEntries(((tags ?? []) as readonly Tag[]).map(({ TagKey, TagValue }) => [TagKey, TagValue]));

/** Members with tags, of operations that have them. Empty if the tags of the request are not to be changed. */
function tagsFor(tests: readonly ConditionTest[], effect: Effect, { request }: DryRunDecision): Input {
  const { operation, input } = request;
  if (operation === 'UntagResource') {
    const names = Object.fromEntries(((input.TagKeys ?? []) as readonly string[]).map((name) => [name, '']));
    const left = Object.keys(withNames(tests, 'aws:TagKeys', effect, names));
    // A name that the caller did not ask to remove is not proposed.
    return left.length > 0 && left.length < Object.keys(names).length ? { TagKeys: left } : {};
  }
  if (operation !== 'CreateKey' && operation !== 'TagResource') return {};
  const before = pairsOfTags(input.Tags);
  const wanted = tests.flatMap((test) => {
    const value = rowName(test) === 'aws:RequestTag/' ? memberValue(test, effect) : undefined;
    return value === undefined ? [] : [[test.key.slice(test.key.indexOf('/') + 1), String(value)] as const];
  });
  const given = { ...withoutVariants(before, wanted), ...Object.fromEntries(wanted) };
  const after = withNames(tests, 'aws:TagKeys', effect, given);
  if (JSON.stringify(after) === JSON.stringify(before)) return {};
  const Tags = Object.entries(after).map(([TagKey, TagValue]): Tag => ({ TagKey, TagValue }));
  return Tags.length === 0 && operation === 'TagResource' ? {} : { Tags };
}

function inputFor(tests: readonly ConditionTest[], effect: Effect, now: DryRunDecision): Input {
  const members = tests.flatMap((test) => {
    const name = MEMBERS[rowName(test) ?? ''];
    const value = name === undefined ? undefined : memberValue(test, effect);
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  const input = Object.fromEntries(members);
  const { operation, input: asked } = now.request;
  if (operation !== 'CreateGrant')
    return { ...input, ...contextFor(tests, effect, now), ...tagsFor(tests, effect, now) };
  const Constraints = constraintsFor(tests, effect, asked);
  const Operations = grantOperationsFor(tests, effect, asked);
  return { ...input, ...(Constraints && { Constraints }), ...(Operations && { Operations }) };
}

/**
 * Returns input members with which the tests of one statement or grant hold or, for a Deny, do not: one entry per value
 * that a test lists.
 */
export function inputsFor({ tests, effect }: AccessCondition, now: DryRunDecision): readonly Input[] {
  const most = Math.min(MAX_VALUES, Math.max(1, ...tests.map(({ values }) => values.length)));
  return Array.from({ length: most }, (_, at) => {
    const chosen = tests.map((test) => {
      const value = test.values[at % test.values.length];
      return value === undefined || SETS.has(rowName(test)) ? test : { ...test, values: [value] };
    });
    return inputFor(chosen, effect, now);
  });
}

const isObject = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns members that meet the conditions of both: all tags, of other lists what they share, else the later value. */
export function mergeInputs(one: Input, other: Input): Input {
  const both: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = both[name];
    if (name === 'Tags') {
      const pairs = { ...pairsOfTags(before), ...pairsOfTags(value) };
      both[name] = Object.entries(pairs).map(([TagKey, TagValue]): Tag => ({ TagKey, TagValue }));
    } else if (Array.isArray(value) && Array.isArray(before))
      both[name] = (before as unknown[]).filter((entry) => (value as unknown[]).includes(entry));
    else both[name] = isObject(value) && isObject(before) ? mergeInputs(before, value) : value;
  }
  return both;
}
