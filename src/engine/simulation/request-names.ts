/** What a condition on the names of pairs (`kms:EncryptionContextKeys`, `aws:TagKeys`) requires of a request. */
import type { AccessCondition, ConditionTest } from '../../model/decision.ts';

/** How to change the pairs of a request. */
export interface NameChange {
  /** Whether a pair may stay. */
  keeps(name: string): boolean;
  /** A name of which the request needs a pair, if it has none of `oneOf`. */
  readonly oneOf?: readonly string[];
}

const KEEP_ALL: NameChange = { keeps: () => true };

/**
 * Returns the change after which a test holds in an Allow, or does not hold in a Deny. Undefined: none is known.
 * Comparisons with wildcards or policy variables are not changed. A test without a set operator is one of ForAnyValue.
 */
export function nameChangeFor(
  { operator, values }: ConditionTest,
  effect: AccessCondition['effect'],
): NameChange | undefined {
  const isAllow = effect === 'Allow';
  if (/^Null$/i.test(operator)) return (values[0] === 'true') === isAllow ? { keeps: () => false } : undefined;
  const match = /^(ForAllValues:|ForAnyValue:)?String(Not)?(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i.exec(operator);
  if (match === null || values.some((value) => value.includes('${'))) return undefined;
  const [, set = '', not, comparison = ''] = match;
  if (/Like/i.test(comparison) && values.some((value) => /[*?]/.test(value))) return undefined;
  const folded = (name: string): string => (/IgnoreCase/i.test(comparison) ? name.toLowerCase() : name);
  const listed = new Set(values.map(folded));
  const isListed = (name: string): boolean => listed.has(folded(name));
  const isAll = /^ForAll/i.test(set);
  // In a Deny, the opposite has to hold: of "all are", "one is not"; of "one is", "none is".
  const wantsAll = isAll === isAllow;
  const wantsListed = (not === undefined) === isAllow;
  if (wantsAll) return { keeps: (name) => isListed(name) === wantsListed };
  return wantsListed ? { ...KEEP_ALL, oneOf: values } : undefined;
}
