import { typedEvent } from '../kit/typed-event.ts';

/** A lab was started or restarted on its page. Fired at the window, for the task panel. */
export const LAB_STARTED = typedEvent('strong-lab-started');
