/** VerifyMac: succeeds for the HMAC of the message; otherwise KMSInvalidMacException without a text. */
import { equalBytes } from '../../base/bytes.ts';
import { KmsError } from '../../model/errors.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import { checkMacAlgorithm } from '../keys/mac-use.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The VerifyMac operation. */
export const verifyMac: Operation<'VerifyMac'> = {
  check({ input, key }) {
    checkMacAlgorithm(key(), input.MacAlgorithm);
  },
  async run(run) {
    const { input } = run;
    const key = run.key();
    const request = { algorithm: input.MacAlgorithm, message: input.Message };
    const mac = await custodianOf(key).mac(key, request, run);
    if (!equalBytes(mac, input.Mac)) throw new KmsError('KMSInvalidMacException');
    return { output: { KeyId: key.arn, MacValid: true, MacAlgorithm: input.MacAlgorithm } };
  },
};
