/** What `createBranchKey` takes, in every branch key store of this library. */
import { createUuid } from '../../base/uuid.ts';
import { checkKind, checkMembers, OBJECT } from '../check-options.ts';
import { checkUserContext, type EncryptionContext } from '../encryption-context.ts';
import { checkText } from '../keyrings/key-input.ts';
import type { NewBranchKey } from './branch-key-store.ts';

/** Creates a random UUID. */
export const newUuid = () => createUuid(crypto.getRandomValues(new Uint8Array(16)));

/**
 * Reads what a new branch key is bound to.
 * @throws {TypeError} if it is not an object, or the ID is not a text
 * @throws {EnvelopeError} InvalidEncryptionContext
 */
export function readNewBranchKey(input: NewBranchKey = {}): {
  readonly branchKeyId: string;
  readonly encryptionContext: EncryptionContext;
} {
  checkKind(input, 'input', OBJECT);
  checkMembers(input, ['branchKeyId', 'encryptionContext'], 'input');
  const { branchKeyId = newUuid(), encryptionContext = {} } = input;
  checkText(branchKeyId, 'branchKeyId');
  checkUserContext(encryptionContext);
  return { branchKeyId, encryptionContext: { ...encryptionContext } };
}
