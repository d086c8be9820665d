/**
 * The first number from 0 for which `has` says no, where it says yes for all before it and no for all after: asked in steps that double, then halve.
 * Rejects as `has` does.
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
