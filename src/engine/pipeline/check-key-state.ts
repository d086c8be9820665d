/** Step 5: usage, then state, of each key. Source of the order: measured answers (usage before state). */
import { KmsError } from '../../model/errors.ts';
import { STATE_ERRORS, type StateAnswers } from '../../model/key-states.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { ResolvedResource } from './call-context.ts';
import type { RegisteredOperation } from './operation.ts';

/** Throws the error that `states` has for the state of `key`. */
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

/** Throws InvalidKeyUsageException, DisabledException or KMSInvalidStateException for the first key that does not serve. */
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
