/** The sandbox in which a new lab is recorded, and the address of the page that records. No lab has this ID. */
import { RECORD_ID } from '../../../labs/lab-file-rules.ts';
import { LAB_PREFIX } from '../../page/shown-sandbox.ts';

export const RECORD_SANDBOX = `${LAB_PREFIX}${RECORD_ID}`;
