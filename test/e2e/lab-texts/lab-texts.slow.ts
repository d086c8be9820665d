/** The labs that are done by their texts in the long runs only. */
import { describeLabs } from './describe-labs.ts';
import { GATE, SCRIPTS } from './scripts.ts';

describeLabs(Object.keys(SCRIPTS).filter((id) => !GATE.includes(id)));
