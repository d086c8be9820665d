/**
 * Finds the smallest number from 0 for which `has` is false, in steps that double and then halve. `has` must be true
 * for all smaller numbers and false for all greater ones. Rejects if `has` rejects.
 */
export async function findFirstMissing(has: (number: number) => Promise<boolean>): Promise<number> {
  if (!(await has(0))) return 0;
  let least = 0;
  let beyond = 1;
  while (await has(beyond)) [least, beyond] = [beyond, beyond * 2];
  while (beyond - least > 1) {
    const middle = Math.floor((least + beyond) / 2);
    if (await has(middle)) least = middle;
    else beyond = middle;
  }
  return beyond;
}
