/** Which key specs which Regions have. Source: the guide's key spec reference, measured text. */
import { KmsError } from '../../model/errors.ts';
import { regionHasSpec } from '../../model/regions.ts';

/** Throws UnsupportedOperationException for a spec that the Region lacks. */
export function checkSpecInRegion(spec: string, region: string): void {
  if (!regionHasSpec(region, spec))
    throw new KmsError('UnsupportedOperationException', `KeySpec ${spec} is not supported in this Region`);
}
