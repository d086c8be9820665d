/** The key pairs that sign digest files: one per Region, made with the first digest file. */
import { generateDigestKeyPair } from '../../../crypto/digest-signature.ts';
import type { Database } from '../../../model/ports.ts';
import type { DigestKeyRecord } from '../../../model/records.ts';
import type { ListDigestKeys } from '../../services/digest-keys.ts';
import type { TransactionResult } from '../../transaction/run-transaction.ts';
import type { Reader } from '../../transaction/reader.ts';

/**
 * A key is valid for the whole time that the clock can show. An export signs what happened before the key was made.
 */
const VALID_FROM = 0;
const VALID_TO = Date.UTC(9999, 11, 31, 23, 59, 59);

/** Returns the key of a Region. Creates it if it does not exist. */
export async function openSigningKey(
  region: string,
  run: (act: (reader: Reader) => Promise<TransactionResult<DigestKeyRecord>>) => Promise<DigestKeyRecord>,
): Promise<DigestKeyRecord> {
  let created: DigestKeyRecord | undefined;
  return run(async (reader) => {
    const value = (await reader.all('digestKeys', 'region', [region])).at(-1);
    if (value !== undefined) return { changes: [], value };
    created ??= { ...(await generateDigestKeyPair()), region, validFrom: VALID_FROM, validTo: VALID_TO };
    return { changes: [{ store: 'digestKeys', after: created }], value: created };
  });
}

/** Maximum number of keys that a list has. A Region has one. */
const MAX_KEYS = 1000;

/** Returns the function that lists the public keys of a database. The accounts of a Region share its keys. */
export function createKeyList(database: Database): ListDigestKeys {
  return async ({ region, from, to }) => {
    const keys = await database.page('digestKeys', 'region', [region], MAX_KEYS);
    return keys
      .filter(({ validFrom, validTo }) => validFrom <= to && validTo >= from)
      .map(({ publicKey: value, validFrom, validTo, fingerprint }) => ({ value, validFrom, validTo, fingerprint }));
  };
}
