/** Step 5: usage, then state, of each key. Source of the order: measured answers (usage before state). */
import { KmsError } from '../../model/errors.ts';
import { stateAnswer, STATE_ERRORS } from '../../model/key-states.ts';
import type { OperationName } from '../../model/operations.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { Resolved } from './call-context.ts';
import type { Operation } from './operation.ts';

/** Throws what the state of `key` answers to `operation`. */
export function checkState(operation: OperationName, key: KeyRecord): void {
  const answer = stateAnswer(operation, key.state);
  if (answer === 'ok' || answer === 'none') return;
  const error = STATE_ERRORS[answer];
  const text =
    key.state === 'PendingReplicaDeletion'
      ? error.text.replace('is pending deletion', 'is pending replica deletion')
      : error.text;
  throw new KmsError(error.name, text.replace('ARN', key.arn));
}

/** Throws InvalidKeyUsageException, DisabledException or KMSInvalidStateException for the first key that does not serve. */
export function checkKeys<N extends OperationName>(operation: Operation<N>, resources: readonly Resolved[]): void {
  for (const { key, stateless, as } of resources) {
    if (key === undefined || stateless) continue;
    if (operation.usage !== undefined && key.usage !== operation.usage) {
      throw new KmsError(
        'InvalidKeyUsageException',
        `${key.arn} key usage is ${key.usage} which is not valid for ${as ?? operation.name}.`,
      );
    }
    checkState(operation.name, key);
  }
}
