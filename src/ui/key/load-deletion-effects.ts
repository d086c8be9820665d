/** Loads what the deletion of a key would affect. */
import { outputOf } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { problemOf } from '../page/problem.ts';
import type { DeletionEffects, Refused } from './strong-delete-key.ts';

/** What `load` returns, or the name of the error where the caller is not allowed to know. */
async function orRefused<T>(load: () => Promise<T>): Promise<T | Refused> {
  try {
    return await load();
  } catch (error) {
    return { refused: problemOf(error).name };
  }
}

/** Loads grants, last use and the kept file of a key. The caller may be refused each. */
export async function loadDeletionEffects(
  { kms, shelf }: Pick<PageContext, 'kms' | 'shelf'>,
  keyArn: string,
): Promise<DeletionEffects> {
  const [grants, lastUse, kept] = await Promise.all([
    orRefused(async () => {
      const { Grants = [], Truncated } = outputOf(await kms.call('ListGrants', { KeyId: keyArn, Limit: 100 }));
      return { count: Grants.length, isMinimum: Truncated === true };
    }),
    orRefused(async () => {
      const { KeyLastUsage } = outputOf(await kms.call('GetKeyLastUsage', { KeyId: keyArn }));
      return { at: KeyLastUsage?.Timestamp };
    }),
    shelf.last(),
  ]);
  return { grants, lastUse, files: kept?.note.keyArn === keyArn ? [kept.note.name] : [] };
}
