/** The built app, ended in the middle of its work: five times here, 200 times in `test/faults/kills.slow.ts`. */
import { it } from 'node:test';
import { killRepeatedly } from '../support/kills.ts';

it('loses nothing answered, doubles nothing and stores no half change when browser, worker, tab or renderer end', async (t) => {
  await killRepeatedly(5, (line) => t.diagnostic(line));
});
