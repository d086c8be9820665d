/** Sign: signs a message of up to 4,096 bytes, its digest, or the mu of ML-DSA. */
import { custodianOf } from '../custody/custodian-of.ts';
import { checkSigningRequest, cloudTrailSigningParameters } from '../keys/signing-use.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The Sign operation. */
export const sign: Operation<'Sign'> = {
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
    };
    const Signature = await custodianOf(key).sign(key, request, run);
    return { output: { KeyId: key.arn, Signature, SigningAlgorithm: input.SigningAlgorithm } };
  },
};
