/** Replaces variables in values by what they stand for. */
import { LabError } from './lab-error.ts';
import type { LabValue } from './lab-value.ts';
import { literalOf, variableOf, type Scope } from './scope.ts';

/**
 * Returns a copy of a value in which each variable is replaced.
 * @throws {LabError} `unbound-variable`
 */
export function resolveValue(value: LabValue, scope: Scope): LabValue {
  const variable = variableOf(value);
  if (variable !== undefined) {
    const bound = scope.get(variable);
    if (bound === undefined) throw new LabError('unbound-variable', `The variable $${variable} has no value yet.`);
    return bound;
  }
  if (typeof value === 'string') return literalOf(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: LabValue) => resolveValue(item, scope));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolveValue(member, scope)]));
}
