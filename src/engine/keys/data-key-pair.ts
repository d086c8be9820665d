/** Data key pairs: an asymmetric pair for use outside KMS, its private key under a symmetric KMS key. */
import type { Bytes } from '../../base/bytes.ts';
import { generateDataKeyPair } from '../../crypto/pairs.ts';
import { seal } from '../custody/symmetric-material.ts';
import type { DataKeyPairSpec } from '../../model/sdk.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import type { KeyRecord } from '../../model/records.ts';
import { checkRegion } from './regions.ts';

/** What asks for a pair. */
export interface DataKeyPairInput {
  readonly KeyPairSpec?: DataKeyPairSpec | undefined;
  readonly EncryptionContext?: Readonly<Record<string, string>> | undefined;
}

/** A new pair: private key as PKCS#8 DER and under `key`, public key as SPKI DER. The caller overwrites the private key. */
export async function makeDataKeyPair(
  { KeyPairSpec = 'RSA_2048', EncryptionContext }: DataKeyPairInput,
  key: KeyRecord,
  { reader, random, region }: CallContext,
): Promise<{ readonly privateKey: Bytes; readonly publicKey: Bytes; readonly blob: Bytes }> {
  checkRegion(KeyPairSpec, region);
  const { privateKey, publicKey } = await generateDataKeyPair(KeyPairSpec);
  return { privateKey, publicKey, blob: await seal(reader, random, key, privateKey, EncryptionContext) };
}
