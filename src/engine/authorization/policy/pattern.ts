/** Wildcards of policies: `*` is any run of characters, `?` is one. A pattern may hold literal parts that came out of policy variables. */

/** A resolved piece of policy text. `literal`: its wildcards are ordinary characters. */
export interface PatternSegment {
  readonly text: string;
  readonly literal?: true;
}

/** A piece of policy text with every variable replaced. */
export type Pattern = readonly PatternSegment[];

/** What stands for the wildcards among code points. */
const ONE = -1;
const RUN = -2;

/** A pattern character by character: code points, ONE and RUN. */
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
 * Whether `text` fits. What stands behind a run is taken where it first comes; only the last run is ever made longer, so a pattern of many costs no more
 * than its length times that of the text. An expression with several `.*` tries every way to share out the text and may never end.
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

/** Whether `text` fits `pattern`. `fold` ignores letter case, as action names do. */
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
    // A world has few patterns; a program that makes them without end must not fill the memory.
    if (compiled.size > 5_000) compiled.clear();
    compiled.set(key, glyphs);
  }
  return covers(glyphs, cased);
}

/** The text of a pattern, wildcards as they stand: what the operators that know no wildcards compare. */
export const literalPattern = (pattern: Pattern): string => pattern.map(({ text }) => text).join('');
