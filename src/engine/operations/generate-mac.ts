/** GenerateMac: returns the HMAC of a message of up to 4,096 bytes. */
import { custodianOf } from '../custody/custodian-of.ts';
import { checkMacAlgorithm } from '../keys/mac-use.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The GenerateMac operation. */
export const generateMac: Operation<'GenerateMac'> = {
  check({ input, key }) {
    checkMacAlgorithm(key(), input.MacAlgorithm);
  },
  async run(run) {
    const { input } = run;
    const key = run.key();
    const request = { algorithm: input.MacAlgorithm, message: input.Message };
    const Mac = await custodianOf(key).mac(key, request, run);
    return { output: { Mac, MacAlgorithm: input.MacAlgorithm, KeyId: key.arn } };
  },
};
