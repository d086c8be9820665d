/** GetPublicKey: returns the public key of an asymmetric key as SPKI DER, also of a disabled key. */
import { KmsError } from '../../model/errors.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsKey } from '../../model/operation-keys.ts';
import { algorithmsOf, customerMasterKeySpec } from '../keys/metadata.ts';
import { checkKeyState } from '../pipeline/check-key-state.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The key has never had key material. */
const NEVER_IMPORTED = { ...OPERATION_FACTS.GetPublicKey.states, PendingImport: 'pendingImport' } as const;

/** The GetPublicKey operation. */
export const getPublicKey: Operation<'GetPublicKey'> = {
  check({ key }) {
    // Measured on a symmetric key without material: not the error of a symmetric key.
    if (key().origin === 'EXTERNAL' && key().materials === 0) checkKeyState(NEVER_IMPORTED, key());
    // AWS sends no text. Measured: checked after the state.
    if (!fitsKey(OPERATION_FACTS.GetPublicKey, key()))
      throw new KmsError('UnsupportedOperationException').because('public-key-of-symmetric');
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
