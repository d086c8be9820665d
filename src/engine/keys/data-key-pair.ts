/**
 * Data key pairs: an asymmetric key pair for use outside KMS, with its private key encrypted under a symmetric KMS key.
 */
import type { Bytes } from '../../base/bytes.ts';
import { KmsError } from '../../model/errors.ts';
import { generateDataKeyPair } from '../../crypto/pairs.ts';
import { custodianOf } from '../custody/custodian-of.ts';
import type { Encrypted } from '../custody/custodian.ts';
import type { DataKeyPairSpec } from '../../model/sdk.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import type { KeyRecord } from '../../model/records.ts';
import { checkSpecInRegion } from './regions.ts';

/** Input of the operations that generate a pair. */
export interface DataKeyPairInput {
  readonly KeyPairSpec?: DataKeyPairSpec | undefined;
  readonly EncryptionContext?: Readonly<Record<string, string>> | undefined;
}

/**
 * Generates a pair: private key as PKCS#8 DER, its ciphertext under `key`, public key as SPKI DER. The caller
 * overwrites the private key.
 */
export async function makeDataKeyPair(
  { KeyPairSpec = 'RSA_2048', EncryptionContext }: DataKeyPairInput,
  key: KeyRecord,
  context: CallContext,
): Promise<Encrypted & { readonly privateKey: Bytes; readonly publicKey: Bytes }> {
  // Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html
  if (key.keyStoreId !== undefined) throw new KmsError('UnsupportedOperationException');
  checkSpecInRegion(KeyPairSpec, context.region);
  const { privateKey, publicKey } = await generateDataKeyPair(KeyPairSpec);
  const request = { algorithm: 'SYMMETRIC_DEFAULT', plaintext: privateKey, context: EncryptionContext };
  return { privateKey, publicKey, ...(await custodianOf(key).encrypt(key, request, context)) };
}
