/** Decapsulate: the shared secret of a ciphertext. A wrong ciphertext of the right length gives another secret and no error: ML-KEM's implicit rejection. */
import type { Bytes } from '../../base/bytes.ts';
import { KmsError } from '../../model/errors.ts';
import { familyOf, withMaterial } from '../custody/custodian.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The Decapsulate operation. */
export const decapsulate: Operation<'Decapsulate'> = {
  name: 'Decapsulate',
  readOnly: true,
  crossAccount: true,
  usage: 'ENCAPSULATE_DECAPSULATE',
  resources: [{ role: 'key', kind: 'key', action: 'kms:Decapsulate', from: (input) => input.KeyId, byAlias: true }],
  async run({ input, key, reader }) {
    const record = key();
    const family = await familyOf(record.spec);
    const blob = input.SharedSecretCiphertextBlob as Bytes;
    const SharedSecret = await withMaterial(reader, record, async (material) =>
      family.decapsulate?.(record.spec, material, blob),
    );
    if (SharedSecret === undefined) throw new KmsError('InvalidCiphertextException');
    return { output: { KeyId: record.arn, SharedSecret, EncapsulationAlgorithm: input.EncapsulationAlgorithm } };
  },
};
