/** What GenerateMac and VerifyMac check: that the key has the algorithm. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import type { KeyRecord } from '../../model/records.ts';

/** Throws InvalidKeyUsageException when `algorithm` is not the key's. Source: recorded text. */
export function checkMacAlgorithm({ spec }: KeyRecord, algorithm: string): void {
  if (!KEY_SPECS[spec].macAlgorithms?.includes(algorithm)) {
    throw new KmsError('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ${spec}.`);
  }
}
