/** The world's clock: real time, moved and stopped as the user likes. */
import type { RealClock } from '../../model/ports.ts';
import type { ClockRecord } from '../../model/records.ts';
import type { Reader } from '../transaction/reader.ts';

/** The clock of a fresh world: real time. */
export const INITIAL_CLOCK: ClockRecord = { name: 'clock', offset: 0 };

/** The world's clock as stored. */
export async function readClock(reader: Reader): Promise<ClockRecord> {
  const record = await reader.get('world', 'clock');
  return record?.name === 'clock' ? record : INITIAL_CLOCK;
}

/** World time in milliseconds since 1970. */
export function simulatedTime(clock: ClockRecord, real: RealClock): number {
  return clock.stoppedAt ?? real.now() + clock.offset;
}

/** A clock that shows nothing but `time`. */
export const pausedClockAt = (time: number): ClockRecord => ({ name: 'clock', offset: 0, stoppedAt: time });

/** `clock`, showing `time` now; it goes on running, or standing. */
export function setClockTime(clock: ClockRecord, time: number, real: RealClock): ClockRecord {
  return clock.stoppedAt === undefined
    ? { name: 'clock', offset: time - real.now() }
    : { name: 'clock', offset: clock.offset, stoppedAt: time };
}

/** `clock`, running or standing, with its time unchanged. */
export function setClockRunning(clock: ClockRecord, run: boolean, real: RealClock): ClockRecord {
  const time = simulatedTime(clock, real);
  return run ? { name: 'clock', offset: time - real.now() } : { name: 'clock', offset: clock.offset, stoppedAt: time };
}
