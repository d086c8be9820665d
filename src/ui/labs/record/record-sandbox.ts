/** The sandbox in which a new lab is recorded, and the address of the page that records. No lab has this ID. */
import { LAB_PREFIX } from '../../page/shown-sandbox.ts';

/** ID that labs cannot have. */
export const RECORD_ID = 'record';

export const RECORD_SANDBOX = `${LAB_PREFIX}${RECORD_ID}`;
