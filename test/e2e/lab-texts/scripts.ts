/** The labs that a learner does by their texts alone. */
import type { Learner } from './learner.ts';
import { l01 } from './l01.ts';
import { l02 } from './l02.ts';
import { l03 } from './l03.ts';
import { l04 } from './l04.ts';
import { l05 } from './l05.ts';
import { l06 } from './l06.ts';
import { l07 } from './l07.ts';
import { l08 } from './l08.ts';
import { l09 } from './l09.ts';
import { l10 } from './l10.ts';
import { l11 } from './l11.ts';
import { l12 } from './l12.ts';
import { l13 } from './l13.ts';
import { l14 } from './l14.ts';
import { l15 } from './l15.ts';
import { l16 } from './l16.ts';

/** A script of a lab: what its tasks say, in the pages. One by keyboard alone returns how many keys it pressed. */
export type LabScript = (learner: Learner) => Promise<number | void>;

/** The scripts by lab. */
export const SCRIPTS: Readonly<Record<string, LabScript>> = {
  L01: l01,
  L02: l02,
  L03: l03,
  L04: l04,
  L05: l05,
  L06: l06,
  L07: l07,
  L08: l08,
  L09: l09,
  L10: l10,
  L11: l11,
  L12: l12,
  L13: l13,
  L14: l14,
  L15: l15,
  L16: l16,
};

/** The labs that every run of the tests does. The others are done by `npm run test:slow -- lab-texts`. */
export const GATE: readonly string[] = ['L01', 'L07'];
