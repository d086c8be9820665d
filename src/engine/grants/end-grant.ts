/** Ends a grant: immediately or, with a propagation delay, as slowly as grants become effective. */
import type { Change, GrantRecord } from '../../model/records.ts';
import type { CallContext } from '../pipeline/call-context.ts';

/** Returns the changes that end `grant`, and that delete ended grants of its key that are no longer effective. */
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
