/** VerifyMac: succeeds for the HMAC of the message; anything else is KMSInvalidMacException without a text. */
import { equal } from '../../base/bytes.ts';
import { KmsError } from '../../model/errors.ts';
import { checkMacAlgorithm, macOf } from '../keys/mac-use.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The VerifyMac operation. */
export const verifyMac: Operation<'VerifyMac'> = {
  name: 'VerifyMac',
  readOnly: true,
  crossAccount: true,
  usage: 'GENERATE_VERIFY_MAC',
  resources: [{ role: 'key', kind: 'key', action: 'kms:VerifyMac', from: (input) => input.KeyId, byAlias: true }],
  check({ input, key }) {
    checkMacAlgorithm(key(), input.MacAlgorithm);
  },
  async run({ input, key, reader }) {
    const mac = await macOf(reader, key(), input.MacAlgorithm ?? '', input.Message ?? new Uint8Array());
    if (!equal(mac, input.Mac ?? new Uint8Array())) throw new KmsError('KMSInvalidMacException');
    return { output: { KeyId: key().arn, MacValid: true, MacAlgorithm: input.MacAlgorithm } };
  },
};
