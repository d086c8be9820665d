/** Aliases of a key: how many there may be. */
import { KmsError } from '../../model/errors.ts';
import { QUOTAS, quotaText } from '../../model/quotas.ts';
import type { Reader } from '../reader.ts';

/** Throws LimitExceededException when the key already has 50 aliases. Source: reported text. */
export async function checkAliasRoom(reader: Reader, keyArn: string): Promise<void> {
  const aliases = await reader.all('aliases', 'target', [keyArn]);
  if (aliases.length >= QUOTAS.aliasesPerKey) {
    throw new KmsError('LimitExceededException', quotaText('Aliases per key', QUOTAS.aliasesPerKey, aliases.length));
  }
}
