/** The pseudo-language for texts of the app: those with parameters and those with markup, too. */
import type { TemplateResult } from 'lit';
import { pseudoText } from './pseudo-texts.ts';

type Strings = TemplateStringsArray;

const known = new WeakMap<Strings, Strings>();

/** Changes the texts of a template between its tags. lit knows a template by its strings, so they are made once. */
function pseudoStrings(strings: Strings): Strings {
  const before = known.get(strings);
  if (before) return before;
  let isInTag = false;
  const changed = strings.map((part) =>
    part
      .split(/([<>])/)
      .map((piece) => {
        if (piece === '<' || piece === '>') isInTag = piece === '<';
        return isInTag || piece === '>' || piece.trim() === '' ? piece : pseudoText(piece);
      })
      .join(''),
  );
  const result = Object.assign(changed, { raw: changed }) as unknown as Strings;
  known.set(strings, result);
  return result;
}

const isTemplate = (value: object): value is TemplateResult => '_$litType$' in value;

/** Returns a catalogue in the pseudo-language. */
export function pseudoCatalogue<T>(value: T): T {
  if (typeof value === 'string') return pseudoText(value) as T;
  if (typeof value === 'function')
    return ((...given: readonly unknown[]): unknown =>
      pseudoCatalogue((value as (...args: readonly unknown[]) => unknown)(...given))) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => pseudoCatalogue(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (isTemplate(value)) return { ...value, strings: pseudoStrings(value.strings) } as T;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, pseudoCatalogue<unknown>(member)]),
  ) as T;
}
