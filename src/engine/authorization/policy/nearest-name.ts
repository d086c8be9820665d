/** Suggests an existing name for a mistyped one. */

/** Maximum number of typos. With more, it is another word. */
const MAX_EDIT_DISTANCE = 2;

/** Edit distance: insertions, deletions, substitutions, and swaps of adjacent letters. */
function slips(one: string, two: string): number {
  let before: number[] = [];
  let last = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= two.length; j++) {
      const same = one[i - 1] === two[j - 1];
      row[j] = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1])
        row[j] = Math.min(row[j] ?? 0, (before[j - 2] ?? 0) + 1);
    }
    [before, last] = [last, row];
  }
  return last[two.length] ?? 0;
}

/**
 * Returns the closest of `names` to `written`, in any letter case. Undefined if none is close, or if two are equally
 * close.
 */
export function findClosestName(written: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, far: slips(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ far }) => far <= MAX_EDIT_DISTANCE)
    .toSorted((one, other) => one.far - other.far);
  return near.length > 1 && near[0]?.far === near[1]?.far ? undefined : near[0]?.name;
}
