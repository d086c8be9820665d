/** Records of the copies of shared properties that KMS makes to related multi-Region keys. */
import type { AuditEvent } from '../../model/audit.ts';
import type { KeyRecord } from '../../model/records.ts';
import { createSynchronizeEvent } from '../audit/service-events.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import { relatedKeys } from './multi-region.ts';

/** Returns one record in the Region of each key that is related to `key`. None for a single-Region key. */
export async function createSynchronizeEvents(
  key: KeyRecord,
  at: number,
  { reader, random }: Pick<CallContext, 'reader' | 'random'>,
): Promise<readonly AuditEvent[]> {
  const related = await relatedKeys(key, reader);
  return related.flatMap((other) => createSynchronizeEvent(other, at, random));
}
