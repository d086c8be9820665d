/**
 * GetParametersForImport: generates a wrapping key pair, and returns its public key and an import token. Both are valid
 * for 24 hours of simulated time. Earlier ones of the key stay valid until they expire (inferred).
 */
import { toHex } from '../../base/hex.ts';
import type { AlgorithmSpec, WrappingKeySpec } from '../../model/sdk.ts';
import type { WrappingChoice } from '../../model/import-wrapping.ts';
import type { Change, ImportParametersRecord } from '../../model/records.ts';
import { wrapSecret } from '../custody/wrapped.ts';
import { checkImportOrigin, checkWrapping } from '../keys/import-rules.ts';
import { createImportToken, expiredImportParameters } from '../keys/import-tokens.ts';
import type { Operation } from '../pipeline/operation.ts';

/** How long a token is valid. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html */
const VALIDITY_MS = 86_400_000;

/** The choice of the input. `checkWrapping` then rejects RSAES_PKCS1_V1_5. */
const choiceOf = (input: { WrappingAlgorithm: AlgorithmSpec; WrappingKeySpec: WrappingKeySpec }): WrappingChoice => ({
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
  async run({ key, input, now, random, reader }) {
    const record = key();
    const { algorithm, keySpec } = choiceOf(input);
    const { generateWrappingPair } = await import('../../crypto/import-wrapping.ts');
    const { publicKey, privateKey, secret } = await generateWrappingPair(algorithm, keySpec);
    const id = toHex(random.bytes(32));
    const wrapped = secret && (await wrapSecret(secret, id, random));
    secret?.fill(0);
    const after: ImportParametersRecord = {
      id,
      keyArn: record.arn,
      wrappingAlgorithm: algorithm,
      validTo: now + VALIDITY_MS,
      ...(privateKey === undefined ? {} : { privateKey }),
      ...(wrapped === undefined ? {} : { wrapped }),
    };
    const expired = await expiredImportParameters(reader, record, now);
    return {
      output: {
        KeyId: record.arn,
        ImportToken: createImportToken(after),
        PublicKey: publicKey,
        ParametersValidTo: new Date(after.validTo),
      },
      changes: [
        { store: 'importParameters', after },
        ...expired.map((before): Change => ({ store: 'importParameters', before })),
      ],
    };
  },
};
