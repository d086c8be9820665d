import { CONSOLE_READ_AGENT, type AuditEvent } from '../../model/audit.ts';
import type { PictureSource } from './picture-source.ts';

/** Maximum number of events that a picture is drawn from: the newest. */
const MAX_EVENTS = 1000;

/** Loads the newest events of the Region, oldest first, without the reads with which pages show themselves. */
export async function loadEvents({ strongroom, region }: PictureSource): Promise<readonly AuditEvent[]> {
  const { events } = await strongroom.sandbox.events.query({ region, limit: MAX_EVENTS });
  return events.filter(({ record }) => record.userAgent !== CONSOLE_READ_AGENT).toReversed();
}
