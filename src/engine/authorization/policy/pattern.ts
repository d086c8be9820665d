/**
 * Wildcards in policies: `*` matches any number of characters, `?` one. A pattern may contain literal parts from policy
 * variables.
 */

/** A segment of resolved policy text. `literal`: its wildcards are ordinary characters. */
export interface PatternSegment {
  readonly text: string;
  readonly literal?: true;
}

/** Policy text with all variables replaced. */
export type Pattern = readonly PatternSegment[];

/** Stand-ins for the wildcards among code points. */
const ONE = -1;
const RUN = -2;

/** A pattern as code points, ONE and RUN. */
type Glyphs = readonly number[];

const compiled = new Map<string, Glyphs>();

const points = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

const WILDCARDS: ReadonlyMap<string, number> = new Map([
  ['?', ONE],
  ['*', RUN],
]);

function glyphsOf(pattern: Pattern, fold: boolean): Glyphs {
  return pattern.flatMap(({ text, literal }) => {
    const cased = fold ? text.toLowerCase() : text;
    return literal
      ? points(cased)
      : Array.from(cased, (character) => WILDCARDS.get(character) ?? character.codePointAt(0) ?? 0);
  });
}

const width = (point: number): number => (point > 0xffff ? 2 : 1);

/**
 * Whether `text` matches. What follows a run is matched at its first position; only the last run is ever extended. So
 * the cost is at most the length of the pattern times that of the text, while a regular expression with several `.*`
 * may backtrack exponentially.
 */
function covers(glyphs: Glyphs, text: string): boolean {
  let at = 0;
  let next = 0;
  let afterRun: number | undefined;
  let runTo = 0;
  while (at < text.length) {
    const point = text.codePointAt(at) ?? 0;
    const wanted = glyphs[next];
    if (wanted === RUN) {
      next += 1;
      afterRun = next;
      runTo = at;
    } else if (wanted === ONE || wanted === point) {
      next += 1;
      at += width(point);
    } else if (afterRun === undefined) {
      return false;
    } else {
      next = afterRun;
      runTo += width(text.codePointAt(runTo) ?? 0);
      at = runTo;
    }
  }
  while (glyphs[next] === RUN) next += 1;
  return next === glyphs.length;
}

/** Whether `text` matches `pattern`. `fold` ignores letter case, as for action names. */
export function matchesPattern(pattern: string | Pattern, text: string, fold = false): boolean {
  const cased = fold ? text.toLowerCase() : text;
  if (typeof pattern !== 'string') {
    const [only, more] = pattern;
    if (only === undefined) return text === '';
    return more === undefined && !only.literal
      ? matchesPattern(only.text, text, fold)
      : covers(glyphsOf(pattern, fold), cased);
  }
  if (pattern === '*') return true;
  const key = fold ? `i${pattern}` : `s${pattern}`;
  let glyphs = compiled.get(key);
  if (glyphs === undefined) {
    glyphs = glyphsOf([{ text: pattern }], fold);
    // Bounds the memory that a program with many patterns can use.
    if (compiled.size > 5_000) compiled.clear();
    compiled.set(key, glyphs);
  }
  return covers(glyphs, cased);
}

/** Text of a pattern with wildcards as ordinary characters, for operators without wildcards. */
export const literalPattern = (pattern: Pattern): string => pattern.map(({ text }) => text).join('');
