/** Compares two policies line by line. */
import { diffLines } from 'diff';
import { formatted } from './console-statements.ts';

/** A line of one policy or of both. */
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
  /** Its line number in the old policy and in the new one. */
  readonly before?: number;
  readonly after?: number;
}

/** Consecutive lines, or the number of unchanged lines that are left out. */
export type DiffPart = readonly DiffLine[] | number;

/** The comparison. */
export interface PolicyDiff {
  readonly parts: readonly DiffPart[];
  readonly gone: number;
  readonly added: number;
}

/** Number of unchanged lines around a change. */
const AROUND = 3;

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

function compare(before: string, after: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let [old, now] = [0, 0];
  for (const { added, removed, value } of diffLines(`${before}\n`, `${after}\n`)) {
    for (const text of linesOf(value)) {
      if (added) lines.push({ kind: 'new', text, after: (now += 1) });
      else if (removed) lines.push({ kind: 'gone', text, before: (old += 1) });
      else lines.push({ kind: 'same', text, before: (old += 1), after: (now += 1) });
    }
  }
  return lines;
}

/** Leaves out runs of two or more unchanged lines that are away from a change. */
function folded(lines: readonly DiffLine[]): readonly DiffPart[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same'),
  );
  const parts: (DiffLine[] | number)[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at;
    while (end < lines.length && near[end] === near[at]) end += 1;
    const run = lines.slice(at, end);
    const last = parts.at(-1);
    if (near[at] || run.length === 1) {
      if (Array.isArray(last)) last.push(...run);
      else parts.push(run);
    } else parts.push(run.length);
    at = end;
  }
  return parts;
}

/**
 * Compares two policies after formatting both; a text that is not JSON is compared as it is. Without differences there
 * are no parts.
 */
export function policyDiff(before: string, after: string): PolicyDiff {
  const [old, now] = [formatted(before), formatted(after)];
  const lines = old === undefined || now === undefined ? compare(before, after) : compare(old, now);
  const gone = lines.filter(({ kind }) => kind === 'gone').length;
  const added = lines.filter(({ kind }) => kind === 'new').length;
  return { parts: gone + added === 0 ? [] : folded(lines), gone, added };
}
