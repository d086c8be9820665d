/** Kinds of options that the first load of a page does not check. */
import type { Kind } from './check-options.ts';

/** Bytes. */
export const BYTES: Kind = { what: 'a Uint8Array', accepts: (value) => value instanceof Uint8Array };

/** True or false: a text 'false' would be read as true. */
export const FLAG: Kind = { what: 'true or false', accepts: (value) => typeof value === 'boolean' };

/** Returns the kind of a name in `table`. An array with one name would be taken for the name. */
export const oneOf = (table: object): Kind => ({
  what: `one of ${Object.keys(table).join(', ')}`,
  accepts: (value) => typeof value === 'string' && Object.hasOwn(table, value),
});
