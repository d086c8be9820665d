/**
 * Step 5 of the request pipeline: usage, then state, of each key. The order is measured
 * (test/conformance/wrong-keys.test.ts).
 */
import { KmsError } from '../../model/errors.ts';
import { STATE_ERRORS, type StateAnswers } from '../../model/key-states.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { ResolvedResource } from './call-context.ts';
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
 * Checks usage and state of all keys of a call.
 * @throws {KmsError} InvalidKeyUsageException, DisabledException or KMSInvalidStateException for the first unusable key
 */
export function checkKeysUsable({ name, facts }: RegisteredOperation, resources: readonly ResolvedResource[]): void {
  for (const { key, stateless, as } of resources) {
    if (key === undefined || stateless) continue;
    if (facts.usage !== undefined && key.usage !== facts.usage) {
      throw new KmsError(
        'InvalidKeyUsageException',
        `${key.arn} key usage is ${key.usage} which is not valid for ${as ?? name}.`,
      );
    }
    checkKeyState(facts.states, key);
  }
}
