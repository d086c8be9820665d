/** The aliases of an account that name a key. */
import type { OutputOf } from '../../model/operations.ts';

/** The names of the aliases in an answer that have a key: predefined ones of AWS services may have none yet. */
export const aliasesInUse = ({ Aliases = [] }: OutputOf<'ListAliases'>): string[] =>
  Aliases.filter(({ TargetKeyId }) => TargetKeyId !== undefined).map(({ AliasName = '' }) => AliasName);
