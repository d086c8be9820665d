/** Variables of predicates and steps: a text `$name` stands for the value of the name. `$$name` is the text `$name`. */
import type { LabValue } from './lab-value.ts';

/** Values of variables by name. */
export type Scope = ReadonlyMap<string, LabValue>;

const VARIABLE = /^\$([A-Za-z][A-Za-z0-9]*)$/;

/** Returns the name of the variable that a text stands for. Undefined for every other value. */
export function variableOf(value: unknown): string | undefined {
  return typeof value === 'string' ? VARIABLE.exec(value)?.[1] : undefined;
}

const known = new WeakMap<object, readonly string[]>();

/** Returns the names of the variables in a value. */
export function variablesIn(value: unknown): readonly string[] {
  const own = variableOf(value);
  if (own !== undefined) return [own];
  if (typeof value !== 'object' || value === null) return [];
  const found = known.get(value) ?? [...new Set(Object.values(value).flatMap(variablesIn))];
  known.set(value, found);
  return found;
}

/** Returns the value of a text that stands for no variable. */
export const literalOf = (text: string): string => (VARIABLE.test(text.slice(1)) ? text.slice(1) : text);

/** Returns the member of a value at a path such as `tags.lab`. Members of prototypes do not exist. */
export function memberAt(value: unknown, path: string): LabValue | undefined {
  let at: unknown = value;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return at as LabValue | undefined;
}

/** Whether two values have the same content. */
export function isSameValue(one: LabValue | undefined, other: LabValue | undefined): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && isSameValue(memberOf(one, name), memberOf(other, name)));
}

const memberOf = (value: object, name: string): LabValue =>
  (value as Readonly<Record<string, LabValue>>)[name] as LabValue;
