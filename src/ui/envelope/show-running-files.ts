import { typedEvent } from '../kit/typed-event.ts';
import type { FileRuns } from './file-runs.ts';

/** Asks the shell to show the list of running files on every page. The element of the list is loaded by then. */
export const SHOW_RUNNING_FILES = typedEvent<FileRuns>('strong-running-files', { bubbles: true, composed: true });
