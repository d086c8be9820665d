/** Aliases of a key: their quota, and which of them are effective. */
import { KmsError } from '../../model/errors.ts';
import { quotaText } from '../../model/quotas.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import { resourceQuota } from '../quotas/quota-values.ts';
import { updateKeyChanges } from '../keys/key-changes.ts';

/**
 * Checks that the key has fewer aliases than its quota allows.
 * @throws {KmsError} LimitExceededException, with the reported text
 */
export async function checkAliasQuota(context: Pick<CallContext, 'reader' | 'now'>, key: KeyRecord): Promise<void> {
  const limit = await resourceQuota('AliasesPerKey', key, context);
  const { length: aliases } = await context.reader.all('aliases', 'target', [key.arn]);
  if (aliases >= limit)
    throw new KmsError('LimitExceededException', quotaText('Aliases per key', limit, aliases)).because('aliases-quota');
}

/** Returns the alias names of `key` that authorization uses now. */
export async function effectiveAliases(key: KeyRecord, { reader, now }: CallContext): Promise<readonly string[]> {
  const { earlierAliases: earlier } = key;
  if (earlier !== undefined && now < earlier.until) return earlier.names;
  return (await reader.all('aliases', 'target', [key.arn])).map(({ name }) => name);
}

/**
 * Returns the change of a key whose aliases change: authorization uses the previous names until the propagation delay
 * has passed.
 */
export async function updateAliasHistory(key: KeyRecord, context: CallContext): Promise<Change[]> {
  const delay = context.settings.propagationDelaySeconds * 1000;
  if (delay === 0) return [];
  return updateKeyChanges(key, {
    earlierAliases: { names: await effectiveAliases(key, context), until: context.now + delay },
  });
}
