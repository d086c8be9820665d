/** DeriveSharedSecret: the raw ECDH secret of the key and somebody's public key. */
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
    // A key of another curve, or none at all. Source: recorded answer, which has no text.
    if (SharedSecret === undefined)
      throw new KmsError(
        'ValidationException',
        undefined,
        `The public key is no SPKI DER key on the curve of ${key.spec}.`,
      );
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
