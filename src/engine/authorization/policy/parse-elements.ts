/** Reads the values of a policy document. Each function throws one PolicyError; `collectErrors` gathers several. */
import type { PolicyEdit, PolicyErrorCode, PolicyPath } from '../../../model/policy-check.ts';
import { findClosestName } from './nearest-name.ts';
import { PolicyError, type Place } from './policy-error.ts';

/** An object of the document. */
export type Raw = Readonly<Record<string, unknown>>;

/** Runs a check, and keeps its PolicyError instead of throwing it. Returns undefined after an error. */
export type Attempt = <T>(check: () => T) => T | undefined;

/** Returns an `attempt` that adds to `errors`, in the order of the checks. */
export function collectErrors(errors: PolicyError[]): Attempt {
  return (check) => {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      errors.push(error);
      return undefined;
    }
  };
}

/** Creates an error about `place`. `note` follows the name of the place in the message. */
export function malformed(
  code: PolicyErrorCode,
  place: Place,
  note: string,
  value?: unknown,
  suggestion?: PolicyEdit,
): PolicyError {
  return new PolicyError(code, { place, note: `${place.what}${note}`, value, ...(suggestion && { suggestion }) });
}

/** Suggests renaming the member at `path` if it looks like a typo of one of `names`. */
export function renaming(path: PolicyPath, written: string, names: readonly string[]): PolicyEdit | undefined {
  const name = findClosestName(written, names);
  return name === undefined ? undefined : { kind: 'rename', path, name };
}

/** Reads an object. */
export function object(value: unknown, place: Place): Raw {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('WrongType', place, ' must be an object.', value);
  return value as Raw;
}

/** Reads a string or an array of strings. */
export function strings(value: unknown, place: Place): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every((entry) => typeof entry === 'string'))
    throw malformed('WrongType', place, ' must be a string or an array of strings.', value);
  return list;
}

/** Path of an element of an array. A single value stands for a one-element array. */
export const itemPath = (place: Place, value: unknown, index: number): PolicyPath =>
  Array.isArray(value) ? [...place.path, index] : place.path;

/** Checks that `value` has only `known` members. `names`: the names that a typo may mean. */
export function onlyKnown(
  value: Raw,
  known: readonly string[],
  place: Place,
  attempt: Attempt,
  names: readonly string[] = known,
): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    attempt(() => {
      const path = [...place.path, name];
      const suggestion = renaming(path, name, names);
      throw malformed(
        'UnknownElement',
        { ...place, path },
        ` has an unknown element ${name}.`,
        value[name],
        suggestion,
      );
    });
  }
}
