/** Error of a call that needs a feature that the sandbox does not support. */
import { KmsError } from '../../model/errors.ts';
import { GAPS, type GapName } from '../../model/gaps.ts';

/** Creates UnsupportedOperationException with the message of `gap`. */
export function unsupported(gap: GapName): KmsError {
  return new KmsError('UnsupportedOperationException', GAPS[gap].message, undefined, gap);
}
