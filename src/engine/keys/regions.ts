/**
 * Key specs that Regions support. The error text is measured (test/conformance/errors.test.ts). Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
import { KmsError } from '../../model/errors.ts';
import { regionHasSpec } from '../../model/regions.ts';

/**
 * Checks that the Region supports a spec.
 * @throws {KmsError} UnsupportedOperationException
 */
export function checkSpecInRegion(spec: string, region: string): void {
  if (!regionHasSpec(region, spec))
    throw new KmsError('UnsupportedOperationException', `KeySpec ${spec} is not supported in this Region`).because(
      'spec-region',
    );
}
