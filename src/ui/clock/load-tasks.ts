/** Loads the tasks of the simulated clock: those to come, and the last that ran, from the audit log. */
import type { Sandbox } from '../../client/strongroom.ts';
import type { AuditEvent } from '../../model/audit.ts';
import type { UpcomingTask } from '../../model/upcoming-tasks.ts';

/** How many tasks to come are shown. */
const MAX_UPCOMING = 20;

const MAX_RAN = 5;

/** Events that are searched for a task. On-demand rotations, which a call makes, have the same name. */
const MAX_EVENTS = 100;

/** What the clock will do, and what it did last. */
export interface ClockTasks {
  /** In order of time. */
  readonly upcoming: readonly UpcomingTask[];
  /** Whether there are later tasks than these. */
  readonly more: boolean;
  /** Newest first. */
  readonly ran: readonly AuditEvent[];
}

/** Loads both lists. */
export async function loadTasks(sandbox: Sandbox): Promise<ClockTasks> {
  const [upcoming, rotated, deleted, expired] = await Promise.all([
    sandbox.clock.upcoming({ limit: MAX_UPCOMING + 1 }),
    sandbox.events.query({ operation: 'RotateKey', limit: MAX_EVENTS }),
    sandbox.events.query({ operation: 'DeleteKey', limit: MAX_RAN }),
    sandbox.events.query({ operation: 'DeleteExpiredKeyMaterial', limit: MAX_RAN }),
  ]);
  const automatic = rotated.events.filter(({ record }) => record.serviceEventDetails?.rotationType === 'AUTOMATIC');
  const ran = [...automatic, ...deleted.events, ...expired.events].sort((one, other) => other.at - one.at).slice(0, MAX_RAN);
  return { upcoming: upcoming.slice(0, MAX_UPCOMING), more: upcoming.length > MAX_UPCOMING, ran };
}
