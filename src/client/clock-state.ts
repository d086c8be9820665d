/** The state of the clock as the API has it. */
import type { ClockState } from '../model/contract.ts';
import type { SandboxClockState } from '../model/sandbox.ts';

/** Converts the state of the clock that the worker returns. */
export function clockState({ now, paused, advancingTo }: ClockState): SandboxClockState {
  return {
    now: new Date(now),
    paused,
    ...(advancingTo === undefined ? {} : { advancingTo: new Date(advancingTo) }),
  };
}
