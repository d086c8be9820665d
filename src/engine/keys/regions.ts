/** Which key specs which Regions have. Source: the guide's key spec reference, measured text. */
import { KmsError } from '../../model/errors.ts';

/** Throws UnsupportedOperationException for a spec that the Region lacks: SM2 is in the China Regions alone, ML-KEM everywhere else. */
export function checkRegion(spec: string, region: string): void {
  const china = region.startsWith('cn-');
  if ((spec === 'SM2' && !china) || (spec.startsWith('ML_KEM_') && china)) {
    throw new KmsError('UnsupportedOperationException', `KeySpec ${spec} is not supported in this Region`);
  }
}
