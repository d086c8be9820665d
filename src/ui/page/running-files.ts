/** Files that are processed in the background. */
import { typedEvent } from '../kit/typed-event.ts';

/** A run over files, or the list of runs, has changed. */
export const CHANGE_RUN = typedEvent('strong-change-run');
