/** The end of a grant: at once, or, where the world has a propagation delay, as slowly as grants begin. */
import type { Change, GrantRecord } from '../../model/records.ts';
import type { CallContext } from '../pipeline/call-context.ts';

/** The changes that end `grant`, and that forget ended grants of its key which count no longer. */
export async function endGrantChanges(grant: GrantRecord, { reader, now, settings }: CallContext): Promise<Change[]> {
  const delay = settings.propagationDelaySeconds * 1000;
  const ended = await reader.all('endedGrants', 'key', [grant.keyArn]);
  const over = ended.filter(({ endedAt = 0 }) => endedAt + delay <= now);
  return [
    { store: 'grants', before: grant },
    ...(delay === 0 ? [] : [{ store: 'endedGrants', after: { ...grant, endedAt: now } } as const]),
    ...over.map((before): Change => ({ store: 'endedGrants', before })),
  ];
}
