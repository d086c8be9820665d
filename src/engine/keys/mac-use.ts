/** What GenerateMac and VerifyMac share: the algorithm that the key has, and the MAC itself. */
import type { Bytes } from '../../base/bytes.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import type { KeyRecord } from '../../model/records.ts';
import { familyOf, withMaterial } from '../custody/custodian.ts';
import type { Reader } from '../transaction/reader.ts';

/** Throws InvalidKeyUsageException when `algorithm` is not the key's. Source: recorded text. */
export function checkMacAlgorithm({ spec }: KeyRecord, algorithm = ''): void {
  if (!KEY_SPECS[spec].macAlgorithms?.includes(algorithm)) {
    throw new KmsError('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ${spec}.`);
  }
}

/** The MAC of `message` under `key`. */
export async function macOf(reader: Reader, key: KeyRecord, algorithm: string, message: Uint8Array): Promise<Bytes> {
  const family = await familyOf(key.spec);
  return withMaterial(
    reader,
    key,
    (material) =>
      family.mac?.(key.spec, material, algorithm, message as Bytes) ??
      Promise.reject(new Error(`${key.spec} makes no MAC.`)),
  );
}
