/** The aliases of an account that point to a key. */
import type { OutputOf } from '../../model/operations.ts';

/**
 * The names of the aliases in a response that point to a key. Predefined aliases of AWS services may not point to one.
 */
export const aliasesInUse = ({ Aliases = [] }: OutputOf<'ListAliases'>): string[] =>
  Aliases.filter(({ TargetKeyId }) => TargetKeyId !== undefined).map(({ AliasName = '' }) => AliasName);
