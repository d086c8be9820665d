/** Verify: succeeds for a signature of the key; anything else, malformed ones too, is KMSInvalidSignatureException without a text. */
import type { Bytes } from '../../base/bytes.ts';
import { KmsError } from '../../model/errors.ts';
import { familyOf } from '../custody/custodian.ts';
import { checkSigning, loggedSigning } from '../keys/signing-use.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The Verify operation. */
export const verify: Operation<'Verify'> = {
  name: 'Verify',
  readOnly: true,
  crossAccount: true,
  usage: 'SIGN_VERIFY',
  resources: [{ role: 'key', kind: 'key', action: 'kms:Verify', from: (input) => input.KeyId, byAlias: true }],
  logged: loggedSigning,
  check({ input, key }) {
    checkSigning(input, key());
  },
  async run({ input, key }) {
    const { arn, spec, publicKey = new Uint8Array() } = key();
    const family = await familyOf(spec);
    const valid = await family.verify?.(
      spec,
      publicKey,
      input.SigningAlgorithm ?? '',
      input.MessageType ?? 'RAW',
      input.Message as Bytes,
      input.Signature as Bytes,
    );
    if (!valid) throw new KmsError('KMSInvalidSignatureException');
    return { output: { KeyId: arn, SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm } };
  },
};
