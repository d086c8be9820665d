/** Files that are processed in the background. */
import { typedEvent } from '../kit/typed-event.ts';

/** A run over files, or the list of runs, has changed. */
export const CHANGE_RUN = typedEvent('strong-change-run');

/** Asks the shell to show the list of running files on every page. The element of the list is loaded by then. */
export const SHOW_RUNNING_FILES = typedEvent<EventTarget>('strong-running-files', { bubbles: true, composed: true });
