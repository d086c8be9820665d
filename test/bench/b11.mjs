/**
 * B11: what the page loads before the first interaction, and the worker, after gzip ÷ their budgets. Builds the app.
 */
import { measureBundles } from '../../tools/budget.mjs';
import { ROOT } from '../../tools/steps.mjs';

const KIB = 1024;

/** The rows of B11, in KiB. */
export async function b11() {
  const { build } = await import('vite');
  await build({ root: ROOT, logLevel: 'error' });
  return measureBundles().map(({ what, size, limit }) => ({
    id: 'B11',
    what: `${what}, gzip, KiB`,
    ratio: size / KIB,
    goal: limit / KIB,
    goalIs: 'most',
    unit: 'KiB',
    sides: { [what]: size / KIB },
  }));
}
