/** 200 ends of the built app in the middle of its work. `npm test` runs five, in `test/e2e/kills.e2e.ts`. */
import { it } from 'node:test';
import { killRepeatedly } from '../support/kills.ts';

const KILLS = 200;
/** Kills over one profile: what is stored is read whole after each. */
const PER_PROFILE = 10;

it(`loses nothing answered, doubles nothing and stores no half change in ${KILLS} kills`, async (t) => {
  for (let done = 0; done < KILLS; done += PER_PROFILE) await killRepeatedly(PER_PROFILE, (line) => t.diagnostic(line));
});
