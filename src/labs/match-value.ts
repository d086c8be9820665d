/** Compares values with matchers and binds variables. */
import type { LabValue } from './lab-value.ts';
import type { Matcher } from './predicate.ts';
import { isSameValue, literalOf, variableOf, type Scope } from './scope.ts';

/** Names of the members of comparisons. An object with one of them alone is a comparison, any other one a value. */
const COMPARISONS: ReadonlySet<string> = new Set(['anyOf', 'not', 'above', 'below', 'exists']);

type Comparison = Partial<Readonly<Record<'anyOf' | 'not' | 'above' | 'below' | 'exists', unknown>>>;

/** Returns the comparison that a matcher is. Undefined: it is a value. */
export function comparisonOf(matcher: Matcher): Comparison | undefined {
  if (typeof matcher !== 'object' || matcher === null || Array.isArray(matcher)) return undefined;
  const [only, ...others] = Object.keys(matcher);
  return only !== undefined && others.length === 0 && COMPARISONS.has(only) ? (matcher as Comparison) : undefined;
}

const isList = (value: LabValue | undefined): value is readonly LabValue[] => Array.isArray(value);

/**
 * Matches a value and yields the scope of each way in which it does.
 * @param spend counts a step; it throws once there were too many
 */
export function* matchValue(
  matcher: Matcher,
  value: LabValue | undefined,
  scope: Scope,
  spend: () => void,
): Generator<Scope> {
  spend();
  const comparison = comparisonOf(matcher);
  if (comparison !== undefined) {
    yield* compare(comparison, value, scope, spend);
    return;
  }
  if (isList(value) && !Array.isArray(matcher)) {
    for (const element of value) yield* matchValue(matcher, element, scope, spend);
    return;
  }
  const variable = variableOf(matcher);
  if (variable === undefined) {
    const wanted = typeof matcher === 'string' ? literalOf(matcher) : (matcher as LabValue);
    if (isSameValue(wanted, value)) yield scope;
    return;
  }
  if (value === undefined) return;
  const bound = scope.get(variable);
  if (bound === undefined) yield new Map([...scope, [variable, value]]);
  else if (isSameValue(bound, value)) yield scope;
}

function* compare(
  { anyOf, not, above, below, exists }: Comparison,
  value: LabValue | undefined,
  scope: Scope,
  spend: () => void,
): Generator<Scope> {
  if (Array.isArray(anyOf)) {
    for (const one of anyOf as readonly LabValue[]) yield* matchValue(one, value, scope, spend);
  } else if (not !== undefined) {
    for (const _found of matchValue(not as LabValue, value, scope, spend)) return;
    yield scope;
  } else if (exists !== undefined) {
    if ((value !== undefined) === exists) yield scope;
  } else if (typeof value === 'number') {
    if (typeof above === 'number' && value > above) yield scope;
    if (typeof below === 'number' && value < below) yield scope;
  }
}

/** Matches each member of `patterns`, found by `read`, and yields the scope of each way in which all of them match. */
export function* matchMembers(
  patterns: Readonly<Record<string, Matcher>>,
  read: (name: string) => LabValue | undefined,
  scope: Scope,
  spend: () => void,
): Generator<Scope> {
  yield* matchRest(Object.entries(patterns), 0, read, scope, spend);
}

function* matchRest(
  patterns: readonly (readonly [string, Matcher])[],
  index: number,
  read: (name: string) => LabValue | undefined,
  scope: Scope,
  spend: () => void,
): Generator<Scope> {
  const pattern = patterns[index];
  if (pattern === undefined) {
    yield scope;
    return;
  }
  const [name, matcher] = pattern;
  for (const next of matchValue(matcher, read(name), scope, spend))
    yield* matchRest(patterns, index + 1, read, next, spend);
}
