/** What somebody meant who wrote a name that does not exist. */

/** More slips of the pen than these make another word. */
const MAX_EDIT_DISTANCE = 2;

/** How many letters have to be put, left out, changed or swapped with their neighbour to make `two` of `one`. */
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

/** The one of `names` that `written` is a slip away from, in any letter case; undefined where none is, or two are equally near. */
export function findClosestName(written: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, far: slips(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ far }) => far <= MAX_EDIT_DISTANCE)
    .toSorted((one, other) => one.far - other.far);
  return near.length > 1 && near[0]?.far === near[1]?.far ? undefined : near[0]?.name;
}
