import type { AuditEvent, EventCursor } from '../../model/audit.ts';
import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { answersIn, type AuditTimeline } from './audit-timeline.ts';
import type { PictureSource } from './picture-source.ts';

const PAGE = 1000;
/** Newest events of the picture. */
const MAX_EVENTS = 4 * PAGE;

/** Loads the events of all accounts, and the answers in tags of keys. Calls no KMS. */
export async function loadAuditTimeline({ strongroom, region }: PictureSource): Promise<AuditTimeline> {
  const { sandbox } = strongroom;
  const newest: AuditEvent[] = [];
  let before: EventCursor | undefined;
  do {
    const page = await sandbox.events.query({ limit: PAGE, ...(before && { before }) });
    newest.push(...page.events);
    before = page.next;
  } while (before !== undefined && newest.length < MAX_EVENTS);
  const events = newest.toReversed();
  const keys = await sandbox.keys.list(DEFAULT_ACCOUNT, region);
  return { events, answers: answersIn(keys, events), isPartial: before !== undefined };
}
