/**
 * Condition blocks: operators AND, keys AND, values OR. `…IfExists`, `ForAllValues:`, `ForAnyValue:` and Null stand round the operators.
 * Source: the IAM pages on condition operators and on multivalued context keys.
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

/** One operator and key of a condition block, with the values that the policy wants. */
export interface Condition {
  /** As the policy wrote it. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Template[];
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists?: true;
  /** Absent: Null. */
  readonly compares?: Operator;
}

/** What conditions ask of a request: the values of a key, undefined where the request has it not. */
export interface ConditionValues {
  values(key: string): readonly string[] | undefined;
  /** Whether the values depend on what the caller sends and how, not on who the caller is and which key it is about. */
  isOpen(key: string): boolean;
}

/** The one value of a key; undefined where there is none, and of a key that can have several. */
export function singleValueOf(facts: ConditionValues): ResolveVariable {
  return (key) => {
    const values = isMultivalued(key) ? undefined : facts.values(key);
    return values?.length === 1 ? values[0] : undefined;
  };
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/i;

/** Reads one operator of a block. Undefined when there is no such operator; IfExists suits every operator but Null. */
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

/** The condition keys that `condition` reads. */
export function conditionKeysOf({ key, values }: Condition): readonly string[] {
  return [key, ...values.flatMap(variablesOf)];
}

/** Whether `condition` holds for a request. */
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
  // A key with several values wants a quantifier; without one it is read as AWS reads its set: any for the plain operators, none for the negated ones.
  const every = quantifier === 'ForAllValues' || (quantifier === undefined && compares.negated === true);
  return every ? given.every(passes) : given.some(passes);
}

/** Why `condition` does not hold, in words. */
export function explainConditionMismatch(condition: Condition, facts: ConditionValues): string {
  const given = facts.values(condition.key);
  const wanted = condition.values.map((value) => `"${templateSource(value)}"`).join(' or ');
  const has =
    given === undefined
      ? 'the request has no such key'
      : `the request has ${given.map((value) => `"${value}"`).join(', ')}`;
  return `Condition ${condition.operator} ${condition.key} wants ${wanted}; ${has}.`;
}
