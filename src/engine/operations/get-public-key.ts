/** GetPublicKey: returns the public key of an asymmetric key as SPKI DER, also of a disabled key. */
import { KmsError } from '../../model/errors.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey } from '../../model/operation-keys.ts';
import { algorithmsOf, customerMasterKeySpec } from '../keys/metadata.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The GetPublicKey operation. */
export const getPublicKey: Operation<'GetPublicKey'> = {
  check({ key }) {
    // AWS sends no text. Measured: checked after the state.
    if (!fitsKey(OPERATION_FACTS.GetPublicKey, key())) throw new KmsError('UnsupportedOperationException');
  },
  run({ key }) {
    const record = key();
    return {
      output: {
        KeyId: record.arn,
        PublicKey: record.publicKey?.slice(),
        ...customerMasterKeySpec(record),
        KeySpec: record.spec,
        KeyUsage: record.usage,
        ...algorithmsOf(record),
      },
    };
  },
};
