/** Lists what the sandbox does not support, for the Settings page. */
import { GAPS, type Gap } from '../../model/gaps.ts';

/** Every gap. */
export function gapTexts(): readonly Gap[] {
  return Object.values(GAPS);
}
