/** The operations that a grant can allow. */
import { OPERATION_FACTS } from './operation-facts.ts';
import { fitsKey } from './operation-keys.ts';
import type { KeyRecord } from './records.ts';

/**
 * The names that a grant on `key` can use. Source: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html and the enumeration GrantOperation
 */
export function grantableOn(key: Pick<KeyRecord, 'spec' | 'usage'>): readonly string[] {
  return Object.values(OPERATION_FACTS).flatMap((facts) => (fitsKey(facts, key) ? (facts.grantable ?? []) : []));
}
