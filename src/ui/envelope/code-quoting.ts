/**
 * Literals of other languages. Every text is data: nothing in it is run or expanded. Tests in
 * test/ui/envelope/run-code.test.ts run the results in Node, bash and Python.
 */

/** Characters that look like others or change the direction of text, and halves of surrogate pairs. */
const UNCLEAR = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/g;

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A string literal with escapes that JavaScript, JSON and Python read alike. */
function doubleQuoted(text: string): string {
  // With the flag u, the pattern would also match whole characters above U+FFFF, which are clear.
  return JSON.stringify(text).replace(/[\ud800-\udbff][\udc00-\udfff]|[^]/g, (character) =>
    character.length === 2 ? character : character.replace(UNCLEAR, escapeUnit),
  );
}

/** A string literal of JavaScript. */
export const quoteJs = doubleQuoted;

/** A string literal of Python 3. */
export const quotePython = doubleQuoted;

/** An object literal of JavaScript. The name `__proto__` would otherwise set the prototype. */
export function objectJs(map: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(map).map(([name, value]) => {
    const literal = doubleQuoted(name);
    return `${name === '__proto__' ? `[${literal}]` : literal}: ${doubleQuoted(value)}`;
  });
  return `{${pairs.length > 0 ? ` ${pairs.join(', ')} ` : ''}}`;
}

/** JSON of a map, without characters that a terminal would act on. */
export function jsonOf(map: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(map).map(([name, value]) => `${doubleQuoted(name)}: ${doubleQuoted(value)}`);
  return `{${pairs.join(', ')}}`;
}

/**
 * One word of bash, zsh or sh.
 * @throws {RangeError} if `text` has the character U+0000, which no argument can have
 */
export function quoteShell(text: string): string {
  if (text.includes('\0')) throw new RangeError('An argument of a command cannot have the character U+0000.');
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
