/** Refuses messages that a commitment policy does not allow. */
import { allowsDecryption, type CommitmentPolicy } from './commitment-policy.ts';
import { EnvelopeError } from './envelope-error.ts';
import { formatSuiteId, type Suite } from './suites.ts';

/** @throws {EnvelopeError} CommitmentPolicy, if the policy does not allow decryption of `suite` */
export function checkDecryptionPolicy(policy: CommitmentPolicy, suite: Suite): void {
  if (allowsDecryption(policy, suite)) return;
  throw new EnvelopeError(
    'CommitmentPolicy',
    `Suite ${formatSuiteId(suite.id)} has no key commitment, which commitment policy ${policy} requires. If you trust the message, use REQUIRE_ENCRYPT_ALLOW_DECRYPT.`,
  );
}
