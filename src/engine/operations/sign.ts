/** Sign: a signature over a message of up to 4,096 bytes, its digest, or the mu of ML-DSA. */
import type { Bytes } from '../../base/bytes.ts';
import { familyOf, withMaterial } from '../custody/custodian.ts';
import { checkSigning, loggedSigning } from '../keys/signing-use.ts';
import type { Operation } from '../pipeline/operation.ts';

const NATIVE_ONLY =
  'The private key of this KMS key is native: no script can read it, and the browser signs no digest that it did not make itself. Sign the message (RAW), or make a key with custody complete, which keeps a wrapped copy. On AWS this call would succeed.';

/** The Sign operation. */
export const sign: Operation<'Sign'> = {
  name: 'Sign',
  readOnly: true,
  crossAccount: true,
  usage: 'SIGN_VERIFY',
  resources: [{ role: 'key', kind: 'key', action: 'kms:Sign', from: (input) => input.KeyId, byAlias: true }],
  logged: loggedSigning,
  check({ input, key }) {
    checkSigning(input, key());
  },
  async run({ input, key, reader }) {
    const record = key();
    const algorithm = input.SigningAlgorithm ?? '';
    const kind = input.MessageType ?? 'RAW';
    const family = await familyOf(record.spec);
    const Signature = await withMaterial(
      reader,
      record,
      (material) =>
        family.sign?.(record.spec, material, algorithm, kind, input.Message as Bytes) ??
        Promise.reject(new Error(`${record.spec} signs nothing.`)),
      (material) => family.canSign?.(record.spec, material, algorithm, kind) ?? true,
      NATIVE_ONLY,
    );
    return { output: { KeyId: record.arn, Signature, SigningAlgorithm: input.SigningAlgorithm } };
  },
};
