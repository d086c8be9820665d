/** GenerateMac: the HMAC of a message of up to 4,096 bytes. */
import { checkMacAlgorithm, macOf } from '../keys/mac-use.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The GenerateMac operation. */
export const generateMac: Operation<'GenerateMac'> = {
  name: 'GenerateMac',
  readOnly: true,
  crossAccount: true,
  usage: 'GENERATE_VERIFY_MAC',
  resources: [{ role: 'key', kind: 'key', action: 'kms:GenerateMac', from: (input) => input.KeyId, byAlias: true }],
  check({ input, key }) {
    checkMacAlgorithm(key(), input.MacAlgorithm);
  },
  async run({ input, key, reader }) {
    const Mac = await macOf(reader, key(), input.MacAlgorithm ?? '', input.Message ?? new Uint8Array());
    return { output: { Mac, MacAlgorithm: input.MacAlgorithm, KeyId: key().arn } };
  },
};
