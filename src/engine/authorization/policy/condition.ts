/**
 * Condition blocks: operators are combined with AND, keys with AND, values with OR. Handles `…IfExists`,
 * `ForAllValues:`, `ForAnyValue:` and Null. Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
 */
import { isMultivalued } from '../../../model/condition-keys.ts';
import { findOperator, type Operator } from './operators.ts';
import {
  resolveTemplate,
  templateSource,
  parseTemplate,
  variablesOf,
  type ResolveVariable,
  type Template,
} from './template.ts';

/** One operator and key of a condition block, with the expected values. */
export interface Condition {
  /** As the policy spells it. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Template[];
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists?: true;
  /** Omitted for Null. */
  readonly compares?: Operator;
}

/** Condition values of a request: undefined if the request lacks the key. */
export interface ConditionValues {
  values(key: string): readonly string[] | undefined;
  /** Whether the values depend on the request rather than only on caller and key. */
  isOpen(key: string): boolean;
}

/** Returns the single value of a key. Undefined if there is none, or if the key is multivalued. */
export function singleValueOf(facts: ConditionValues): ResolveVariable {
  return (key) => {
    const values = isMultivalued(key) ? undefined : facts.values(key);
    return values?.length === 1 ? values[0] : undefined;
  };
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/i;

/**
 * Parses one operator of a block. Undefined for an unknown operator. IfExists is valid for every operator except Null.
 */
export function conditionOf(
  operator: string,
  key: string,
  values: readonly string[],
  variables: boolean,
): Condition | undefined {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const isNull = name.toLowerCase() === 'null';
  const compares = findOperator(name);
  if ((!isNull && compares === undefined) || (isNull && ifExists !== undefined)) return undefined;
  return {
    operator,
    key,
    values: values.map((value) => parseTemplate(value, variables && compares?.variables === true)),
    ...(quantifier === undefined ? {} : { quantifier: /all/i.test(quantifier) ? 'ForAllValues' : 'ForAnyValue' }),
    ...(ifExists === undefined ? {} : { ifExists: true }),
    ...(compares === undefined ? {} : { compares }),
  };
}

/** Returns the condition keys that `condition` reads. */
export function conditionKeysOf({ key, values }: Condition): readonly string[] {
  return [key, ...values.flatMap(variablesOf)];
}

/** Whether `condition` matches a request. */
export function conditionMatches(condition: Condition, facts: ConditionValues): boolean {
  const { key, compares, quantifier, ifExists } = condition;
  const given = facts.values(key);
  const absent = given === undefined || given.length === 0;
  if (compares === undefined)
    return condition.values.some((value) => (templateSource(value).toLowerCase() === 'true') === absent);
  if (absent) {
    if (ifExists || quantifier === 'ForAllValues') return true;
    return compares.negated === true && quantifier !== 'ForAnyValue';
  }
  const valueOf = singleValueOf(facts);
  const wanted = condition.values.map((value) => resolveTemplate(value, valueOf));
  const passes = (value: string): boolean => {
    const some = wanted.some((pattern) => pattern !== undefined && compares.compare(pattern, value));
    return compares.negated ? !some : some;
  };
  // A multivalued key needs a quantifier. Without one, AWS's behavior: any value for plain operators, no value for
  // negated ones.
  const every = quantifier === 'ForAllValues' || (quantifier === undefined && compares.negated === true);
  return every ? given.every(passes) : given.some(passes);
}

/** Explains why `condition` does not match. */
export function explainConditionMismatch(condition: Condition, facts: ConditionValues): string {
  const given = facts.values(condition.key);
  const wanted = condition.values.map((value) => `"${templateSource(value)}"`).join(' or ');
  const has =
    given === undefined
      ? 'the request has no such key'
      : `the request has ${given.map((value) => `"${value}"`).join(', ')}`;
  return `Condition ${condition.operator} ${condition.key} wants ${wanted}; ${has}.`;
}
