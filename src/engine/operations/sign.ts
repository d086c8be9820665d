/** Sign: signs a message of up to 4,096 bytes, its digest, or the mu of ML-DSA. */
import { custodianOf } from '../custody/custodian-of.ts';
import { checkSigningRequest, cloudTrailSigningParameters } from '../keys/signing-use.ts';
import type { ValidInput } from '../../model/operations.ts';
import type { Operation } from '../pipeline/operation.ts';

const requestOf = ({ SigningAlgorithm, MessageType = 'RAW', Message }: ValidInput<'Sign'>) => ({
  algorithm: SigningAlgorithm,
  messageType: MessageType,
  message: Message,
});

/** The Sign operation. */
export const sign: Operation<'Sign'> = {
  logged: cloudTrailSigningParameters,
  async check(run) {
    const { input } = run;
    const key = run.key();
    checkSigningRequest(input, key);
    if (input.DryRun) await custodianOf(key).checkSign?.(key, requestOf(input), run);
  },
  async run(run) {
    const { input } = run;
    const key = run.key();
    const Signature = await custodianOf(key).sign(key, requestOf(input), run);
    return { output: { KeyId: key.arn, Signature, SigningAlgorithm: input.SigningAlgorithm } };
  },
};
