/** The labs of every run that are done by their texts. L01 is done by keyboard alone. */
import { describeLabs } from './lab-texts/describe-labs.ts';
import { GATE } from './lab-texts/scripts.ts';

describeLabs(GATE);
