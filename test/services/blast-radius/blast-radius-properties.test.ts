/** Few examples of each property. `blast-radius-properties.slow.ts` takes many. */
import { blastRadiusSuite } from './blast-radius-suite.ts';

describe('the blast radius', () => blastRadiusSuite(3));
