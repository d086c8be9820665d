/** Lists what the sandbox does not support, for the Settings page. */
import { GAPS, type GapName } from '../../model/gaps.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { LISTED_OPERATIONS } from '../../model/operation-keys.ts';

/** One entry for each gap: the calls that need it, and the message of their exception. */
export function gapTexts(): readonly { readonly asks: string; readonly message: string }[] {
  return (Object.keys(GAPS) as GapName[]).map((name) => {
    const operations = LISTED_OPERATIONS.filter((operation) => OPERATION_FACTS[operation].gap === name);
    return { asks: [GAPS[name].asks, ...operations].join(', '), message: GAPS[name].message };
  });
}
