/** Parses Condition blocks. */
import { isMultivalued } from '../../../model/condition-keys.ts';
import { CONDITION_OPERATORS } from '../../../model/condition-operators.ts';
import { conditionOf, type Condition } from './condition.ts';
import { malformed, object, renaming, type Attempt } from './parse-elements.ts';
import { inside, PolicyError, type Place } from './policy-error.ts';

const QUANTIFIERS = ['', 'ForAllValues:', 'ForAnyValue:'];
const OPERATOR_NAMES = QUANTIFIERS.flatMap((quantifier) =>
  CONDITION_OPERATORS.flatMap((name) =>
    name === 'Null' ? [] : [`${quantifier}${name}`, `${quantifier}${name}IfExists`],
  ),
).concat('Null');

const TAG_OR_CONTEXT = /^(kms:EncryptionContext:|aws:RequestTag\/)/i;
/** AWS's message. Source: https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html */
const OVERLY_PERMISSIVE =
  'OverlyPermissiveCondition: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified [encryption context or tag] or with an unspecified [encryption context or tag]. To fix, remove ForAllValues.';

/** The rules of the policy that has the block. */
export interface ConditionRules {
  /** The rules for key policies apply. */
  readonly ofKey: boolean;
  /** Values can have variables. */
  readonly variables: boolean;
}

/** Parses a block. */
export function conditionsOf(
  value: unknown,
  place: Place,
  rules: ConditionRules,
  attempt: Attempt,
): readonly Condition[] {
  if (value === undefined) return [];
  const found: Condition[] = [];
  for (const [operator, keys] of Object.entries(object(value, place))) {
    const ofOperator = inside(place, `${place.what}.${operator}`, operator);
    const tests = attempt(() => object(keys, ofOperator)) ?? {};
    for (const [key, wanted] of Object.entries(tests)) {
      const at = inside(ofOperator, `${ofOperator.what}.${key}`, key);
      const condition = attempt(() => parseTest(operator, [key, wanted], at, rules));
      if (condition !== undefined) found.push(condition);
      // Of an unknown operator one error is enough.
      else if (conditionOf(operator, 'aws:username', [], false) === undefined) break;
    }
  }
  return found;
}

function parseTest(
  operator: string,
  [key, wanted]: readonly [key: string, wanted: unknown],
  at: Place,
  { ofKey, variables }: ConditionRules,
): Condition {
  if (!/^[A-Za-z0-9-]+:.+/.test(key))
    throw malformed('InvalidValue', at, `: ${key} is not a valid condition key.`, key);
  const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  if (!list.every((entry) => ['string', 'number', 'boolean'].includes(typeof entry)))
    throw malformed('WrongType', at, ' must be a string, number or Boolean, or an array of these.', wanted);
  const condition = conditionOf(operator, key, list.map(String), variables);
  if (condition === undefined) {
    const path = at.path.slice(0, -1);
    const what = at.what.slice(0, -`.${operator}.${key}`.length);
    const suggestion = renaming(path, operator, OPERATOR_NAMES);
    const note = `: unknown condition operator ${operator}.`;
    throw malformed('UnknownOperator', { ...at, what, path }, note, operator, suggestion);
  }
  if (ofKey && condition.quantifier === 'ForAllValues' && TAG_OR_CONTEXT.test(key) && !isMultivalued(key))
    throw new PolicyError('OverlyPermissiveCondition', { place: at, value: operator, text: OVERLY_PERMISSIVE });
  return condition;
}
