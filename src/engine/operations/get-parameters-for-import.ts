/**
 * GetParametersForImport: generates a wrapping key pair, and returns its public key and an import token. Both are valid
 * for 24 hours of simulated time. Earlier ones of the key stay valid until they expire (inferred).
 */
import type { WrappingChoice } from '../../model/import-wrapping.ts';
import type { ValidInput } from '../../model/operations.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import { checkImportOrigin, checkWrapping } from '../keys/import-rules.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The choice of the input. `checkWrapping` rejects RSAES_PKCS1_V1_5, which is no algorithm of a choice. */
const choiceOf = (input: ValidInput<'GetParametersForImport'>): WrappingChoice => ({
  algorithm: input.WrappingAlgorithm as WrappingChoice['algorithm'],
  keySpec: input.WrappingKeySpec,
});

/** The GetParametersForImport operation. */
export const getParametersForImport: Operation<'GetParametersForImport'> = {
  early({ key }) {
    checkImportOrigin(key());
  },
  check({ key, input }) {
    checkWrapping(key(), choiceOf(input));
  },
  async run(run) {
    const key = run.key();
    const custodian = custodianOf(key);
    if (custodian.parameters === undefined) throw new Error(`Keys of origin ${key.origin} cannot be imported.`);
    const { publicKey, token, validTo, changes } = await custodian.parameters(
      key,
      { ...choiceOf(run.input), at: run.now },
      run,
    );
    return {
      output: { KeyId: key.arn, ImportToken: token, PublicKey: publicKey, ParametersValidTo: new Date(validTo) },
      changes,
    };
  },
};
