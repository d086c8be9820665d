/** Wildcards of policies: `*` is any run of characters, `?` is one. A pattern may hold literal parts that came out of policy variables. */

/** A resolved piece of policy text. `literal`: its wildcards are ordinary characters. */
export interface Piece {
  readonly text: string;
  readonly literal?: true;
}

/** A piece of policy text with every variable replaced. */
export type Pattern = readonly Piece[];

const compiled = new Map<string, RegExp>();

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');

function expressionOf(pattern: Pattern, fold: boolean): RegExp {
  const source = pattern
    .map(({ text, literal }) => (literal ? escaped(text) : escaped(text).replaceAll('\\*', '.*').replaceAll('\\?', '.')))
    .join('');
  return new RegExp(`^${source}$`, fold ? 'isu' : 'su');
}

/** Whether `text` fits `pattern`. `fold` ignores letter case, as action names do. */
export function fits(pattern: string | Pattern, text: string, fold = false): boolean {
  if (typeof pattern !== 'string') {
    const [only, more] = pattern;
    if (only === undefined) return text === '';
    return more === undefined && !only.literal ? fits(only.text, text, fold) : expressionOf(pattern, fold).test(text);
  }
  if (pattern === '*') return true;
  const key = fold ? `i${pattern}` : `s${pattern}`;
  let expression = compiled.get(key);
  if (expression === undefined) {
    expression = expressionOf([{ text: pattern }], fold);
    // A world has few patterns; a program that makes them without end must not fill the memory.
    if (compiled.size > 5_000) compiled.clear();
    compiled.set(key, expression);
  }
  return expression.test(text);
}

/** The text of a pattern, wildcards as they stand: what the operators that know no wildcards compare. */
export const plain = (pattern: Pattern): string => pattern.map(({ text }) => text).join('');
