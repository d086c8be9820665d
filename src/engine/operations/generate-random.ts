/** GenerateRandom: returns 1 to 1,024 random bytes. */
import { KmsError } from '../../model/errors.ts';
import type { Operation } from '../pipeline/operation.ts';
import { checkRecipient } from '../keys/symmetric-use.ts';

/** The GenerateRandom operation. */
export const generateRandom: Operation<'GenerateRandom'> = {
  logged: () => null,
  validate(input) {
    if (input.NumberOfBytes === undefined) throw new KmsError('ValidationException', 'NumberOfBytes is required.');
  },
  check({ input }) {
    if (input.CustomKeyStoreId !== undefined) throw new KmsError('CustomKeyStoreNotFoundException');
    checkRecipient(input);
  },
  run: ({ input, random }) => ({ output: { Plaintext: random.bytes(input.NumberOfBytes ?? 0) } }),
};
