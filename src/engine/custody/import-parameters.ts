/** Creates the wrapping key pair and the token of an import. Loaded for the first import. */
import { toHex } from '../../base/hex.ts';
import { generateWrappingPair } from '../../crypto/import-wrapping.ts';
import type { Change, ImportParametersRecord, KeyRecord } from '../../model/records.ts';
import type { CustodyContext, NewParameters, ParametersRequest } from './custodian.ts';
import { createImportToken } from './import-tokens.ts';
import { wrapSecret } from './wrapped.ts';

/**
 * How long a token is valid. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html
 */
const VALIDITY_MS = 86_400_000;

/**
 * Creates import parameters, and deletes those of the key that are no longer valid. The caller has checked that the
 * wrapping algorithm suits the key.
 */
export async function createImportParameters(
  { arn }: KeyRecord,
  { algorithm, keySpec, at }: ParametersRequest,
  { random, reader }: CustodyContext,
): Promise<NewParameters> {
  const { publicKey, privateKey, secret } = await generateWrappingPair(algorithm, keySpec);
  const id = toHex(random.bytes(32));
  const wrapped = secret && (await wrapSecret(secret, id, random));
  secret?.fill(0);
  const after: ImportParametersRecord = {
    id,
    keyArn: arn,
    wrappingAlgorithm: algorithm,
    validTo: at + VALIDITY_MS,
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(wrapped === undefined ? {} : { wrapped }),
  };
  const expired = (await reader.all('importParameters', 'key', [arn])).filter(({ validTo }) => validTo <= at);
  return {
    publicKey,
    token: createImportToken(after),
    validTo: after.validTo,
    changes: [
      { store: 'importParameters', after },
      ...expired.map((before): Change => ({ store: 'importParameters', before })),
    ],
  };
}
