/** Aliases of a key: how many there may be, and which of them already count. */
import { KmsError } from '../../model/errors.ts';
import { QUOTAS, quotaText } from '../../model/quotas.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import type { Reader } from '../transaction/reader.ts';
import { updateKeyChanges } from '../keys/key-changes.ts';

/** Throws LimitExceededException when the key already has 50 aliases. Source: reported text. */
export async function checkAliasQuota(reader: Reader, keyArn: string): Promise<void> {
  const aliases = await reader.all('aliases', 'target', [keyArn]);
  if (aliases.length >= QUOTAS.aliasesPerKey) {
    throw new KmsError('LimitExceededException', quotaText('Aliases per key', QUOTAS.aliasesPerKey, aliases.length));
  }
}

/** The names of the aliases of `key` that authorization sees now. */
export async function effectiveAliases(key: KeyRecord, { reader, now }: CallContext): Promise<readonly string[]> {
  const { earlierAliases: earlier } = key;
  if (earlier !== undefined && now < earlier.until) return earlier.names;
  return (await reader.all('aliases', 'target', [key.arn])).map(({ name }) => name);
}

/** The change of a key to which an alias comes or from which one goes: authorization sees the earlier ones for as long as the world's delay says. */
export async function updateAliasHistory(key: KeyRecord, context: CallContext): Promise<Change[]> {
  const delay = context.settings.propagationDelaySeconds * 1000;
  if (delay === 0) return [];
  return updateKeyChanges(key, {
    earlierAliases: { names: await effectiveAliases(key, context), until: context.now + delay },
  });
}
