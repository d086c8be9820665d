/** Checks of GenerateMac and VerifyMac: that the key supports the algorithm. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import type { KeyRecord } from '../../model/records.ts';

/**
 * Checks that the key supports `algorithm`. The text is recorded (test/conformance/errors.test.ts).
 * @throws {KmsError} InvalidKeyUsageException
 */
export function checkMacAlgorithm({ spec }: KeyRecord, algorithm: string): void {
  if (!KEY_SPECS[spec].macAlgorithms?.includes(algorithm)) {
    throw new KmsError(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} is incompatible with key spec ${spec}.`,
    ).because('key-algorithm');
  }
}
