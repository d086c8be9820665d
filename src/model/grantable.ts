/** Operations that a grant can allow. */
import { OPERATION_FACTS } from './operation-facts.ts';
import { fitsKey } from './operation-keys.ts';
import type { KeyRecord } from './records.ts';

/**
 * Names of the operations that a grant on `key` can include. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html and the enum GrantOperation of
 * `@aws-sdk/client-kms`.
 */
export function grantableOn(key: Pick<KeyRecord, 'spec' | 'usage'>): readonly string[] {
  return Object.values(OPERATION_FACTS).flatMap((facts) => (fitsKey(facts, key) ? (facts.grantable ?? []) : []));
}
