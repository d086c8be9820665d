/** DeriveSharedSecret: returns the raw ECDH secret of the key and the public key of another party. */
import { KmsError } from '../../model/errors.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import { checkRecipient } from '../keys/symmetric-use.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The DeriveSharedSecret operation. */
export const deriveSharedSecret: Operation<'DeriveSharedSecret'> = {
  check({ input }) {
    checkRecipient(input);
  },
  async run(run) {
    const { input } = run;
    const key = run.key();
    const SharedSecret = await custodianOf(key).agree(key, input.PublicKey, run);
    // Not a key on the same curve. The recorded answer has no text (test/conformance/errors.test.ts).
    if (SharedSecret === undefined)
      throw new KmsError(
        'ValidationException',
        undefined,
        `The public key must be a DER SubjectPublicKeyInfo on the curve of ${key.spec}.`,
      ).because('public-key');
    return {
      output: {
        KeyId: key.arn,
        SharedSecret,
        KeyAgreementAlgorithm: input.KeyAgreementAlgorithm,
        KeyOrigin: key.origin,
      },
    };
  },
};
