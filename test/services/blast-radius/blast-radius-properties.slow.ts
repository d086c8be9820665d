/** Many examples of each property. */
import { blastRadiusSuite } from './blast-radius-suite.ts';

describe('the blast radius', () => blastRadiusSuite(60));
