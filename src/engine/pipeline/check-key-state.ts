/**
 * Step 5 of the request pipeline: usage, then state, of each key. The order is measured
 * (test/conformance/wrong-keys.test.ts).
 */
import { KmsError } from '../../model/errors.ts';
import { STATE_ERRORS, type StateAnswers } from '../../model/key-states.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { RegisteredOperation } from './operation.ts';

/** Throws the error of `states` for the state of `key`, if there is one. */
export function checkKeyState(states: StateAnswers, key: KeyRecord): void {
  const answer = states[key.state];
  if (answer === 'ok' || answer === 'none') return;
  const error = STATE_ERRORS[answer];
  const text =
    key.state === 'PendingReplicaDeletion'
      ? error.text.replace('is pending deletion', 'is pending replica deletion')
      : error.text;
  throw new KmsError(error.name, text.replace('ARN', key.arn));
}

/**
 * Checks that `key` has the usage that the operation needs.
 * @param as name of the operation in the error text
 * @throws {KmsError} InvalidKeyUsageException
 */
export function checkKeyUsage({ name, facts }: RegisteredOperation, key: KeyRecord, as: string = name): void {
  if (facts.usage === undefined || key.usage === facts.usage) return;
  throw new KmsError('InvalidKeyUsageException', `${key.arn} key usage is ${key.usage} which is not valid for ${as}.`);
}
