/** The simulated clock: real time plus an offset, and possibly paused. */
import type { RealClock } from '../../model/ports.ts';
import type { ClockRecord } from '../../model/records.ts';
import type { Reader } from '../transaction/reader.ts';

/** Clock of a new sandbox: real time. */
export const INITIAL_CLOCK: ClockRecord = { name: 'clock', offset: 0 };

/** Reads the stored clock. */
export async function readClock(reader: Reader): Promise<ClockRecord> {
  const record = await reader.get('world', 'clock');
  return record?.name === 'clock' ? record : INITIAL_CLOCK;
}

/** Returns the simulated time in milliseconds since 1970. */
export function simulatedTime(clock: ClockRecord, real: RealClock): number {
  return clock.stoppedAt ?? real.now() + clock.offset;
}

/** Creates a clock that is paused at `time`. */
export const pausedClockAt = (time: number): ClockRecord => ({ name: 'clock', offset: 0, stoppedAt: time });

/** Returns `clock` set to `time`, running or paused as before. */
export function setClockTime(clock: ClockRecord, time: number, real: RealClock): ClockRecord {
  return clock.stoppedAt === undefined
    ? { name: 'clock', offset: time - real.now() }
    : { name: 'clock', offset: clock.offset, stoppedAt: time };
}

/** Returns `clock` running or paused, with its time unchanged. */
export function setClockRunning(clock: ClockRecord, run: boolean, real: RealClock): ClockRecord {
  const time = simulatedTime(clock, real);
  return run ? { name: 'clock', offset: time - real.now() } : { name: 'clock', offset: clock.offset, stoppedAt: time };
}
