/** Wildcards of policies: `*` is any run of characters, `?` is one. */

const compiled = new Map<string, RegExp>();

/** Whether `text` fits `pattern`. `fold` ignores letter case, as action names do. */
export function fits(pattern: string, text: string, fold = false): boolean {
  if (pattern === '*') return true;
  const key = fold ? `i${pattern}` : `s${pattern}`;
  let expression = compiled.get(key);
  if (expression === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${source}$`, fold ? 'is' : 's');
    // A world has few patterns; a program that makes them without end must not fill the memory.
    if (compiled.size > 5_000) compiled.clear();
    compiled.set(key, expression);
  }
  return expression.test(text);
}
