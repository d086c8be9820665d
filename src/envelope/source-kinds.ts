/** Kinds of options that keyrings and the source of materials share. */
import { TEXT, TEXTS, type Kind } from './check-options.ts';

/** Kinds of the members of `KmsTarget`. */
export const TARGET_KINDS = { region: TEXT, caller: TEXT, grantTokens: TEXTS };

/** Names of the members of `KmsTarget`. */
export const TARGET_MEMBERS = Object.keys(TARGET_KINDS);

/** Keyrings, or options of keyrings. */
export const KEYRINGS: Kind = {
  what: 'an array with at least one keyring',
  accepts: (value) => Array.isArray(value) && value.length > 0,
};
