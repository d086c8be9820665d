/** The tables of the Keys page, one per kind of key. */
import type { KeyManager } from './key-rows.ts';
import { TEXTS } from './keys-texts.ts';

/** One table of keys; `value` is its part of the address. */
interface KeyTable {
  readonly value: string;
  readonly manager?: KeyManager;
  readonly texts: (typeof TEXTS.tables)['all'];
}

/** The table of all keys, which is the default. */
export const ALL_KEYS: KeyTable = { value: '', texts: TEXTS.tables.all };

/** The tables of keys that the caller's account has. */
export const KEY_TABLES: readonly KeyTable[] = [
  ALL_KEYS,
  { value: 'customer', manager: 'CUSTOMER', texts: TEXTS.tables.customer },
  { value: 'aws', manager: 'AWS', texts: TEXTS.tables.aws },
];

/** The table of AWS owned keys; its part of the address. */
export const OWNED = 'owned';
