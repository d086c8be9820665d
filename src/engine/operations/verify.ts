/**
 * Verify: succeeds for a valid signature of the key; otherwise, also for a malformed one, KMSInvalidSignatureException
 * without a text.
 */
import { KmsError } from '../../model/errors.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import { checkSigningRequest, cloudTrailSigningParameters } from '../keys/signing-use.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The Verify operation. */
export const verify: Operation<'Verify'> = {
  logged: cloudTrailSigningParameters,
  check({ input, key }) {
    checkSigningRequest(input, key());
  },
  async run(run) {
    const { input } = run;
    const key = run.key();
    const request = {
      algorithm: input.SigningAlgorithm,
      messageType: input.MessageType ?? 'RAW',
      message: input.Message,
      signature: input.Signature,
    };
    if (!(await custodianOf(key).verify(key, request, run))) throw new KmsError('KMSInvalidSignatureException');
    return { output: { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm } };
  },
};
