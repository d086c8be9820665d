/** Data key pairs, as GenerateDataKeyPair returns them. */
import type { Bytes } from '../base/bytes.ts';
import type { DataKeyPairSpec } from '../model/sdk.ts';
import { FAMILIES } from './families.ts';
import { seedPkcs8Of } from './seed-encoding.ts';

/** A new key pair. The caller overwrites `privateKey` after returning or encrypting it. */
export interface DataKeyPair {
  /** PKCS#8 DER. For ML-KEM: the form with the 64-byte seed. */
  readonly privateKey: Bytes;
  /** SPKI DER. */
  readonly publicKey: Bytes;
}

/** Generates a key pair of `spec`. No CryptoKey of it is kept. */
export async function generateDataKeyPair(spec: DataKeyPairSpec): Promise<DataKeyPair> {
  const family = await FAMILIES[spec]();
  const seeded = spec.startsWith('ML_KEM');
  const { secret, publicKey } = await family.generate(spec, seeded ? 'ENCAPSULATE_DECAPSULATE' : 'SIGN_VERIFY', {
    native: false,
    secret: true,
  });
  if (!secret || !publicKey) throw new Error(`the family of ${spec} returned no pair`);
  if (!seeded) return { privateKey: secret, publicKey };
  const privateKey = seedPkcs8Of(spec, secret);
  secret.fill(0);
  return { privateKey, publicKey };
}
