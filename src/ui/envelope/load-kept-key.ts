/** Whether the KMS key of a kept file still exists. */
import type { Sandbox } from '../../client/strongroom.ts';
import type { KeptKey } from './strong-kept-file.ts';

/** Finds the key without a call that is logged, and the time of its deletion in the audit log. */
export async function keptKeyOf(
  { custody, events }: Pick<Sandbox, 'custody' | 'events'>,
  keyArn: string,
): Promise<KeptKey> {
  if ((await custody.get(keyArn)) !== undefined) return { exists: true };
  const { events: found } = await events.query({ keyArn, operation: 'DeleteKey', limit: 1 });
  const time = found[0]?.record.eventTime;
  return { exists: false, ...(time === undefined ? {} : { deletedAt: new Date(time) }) };
}
