/** How a decision, wherever it is drawn, gets the text of a policy that it speaks of: it asks the shell, which knows the world. */
import type { FixChange, PolicyRef } from '../../model/decision.ts';
import type { Range } from '../policy-text/policy-places.ts';

/** The event; it bubbles through shadow roots. */
export const POLICY_WANTED = 'strong-policy-wanted';

/** Which text: the policy that a step of a decision names, with its statement, or what stands now where a change would put something. */
export type WhichPolicy = { readonly policy: PolicyRef; readonly statement: string } | { readonly change: FixChange };

/** The text. */
export interface PolicyText {
  readonly text: string;
  /** Where the statement stands, as whole lines where it has lines of its own; undefined where it is not in it any more. */
  readonly statement?: Range;
}

/** What the event carries. */
export interface PolicyWanted {
  readonly which: WhichPolicy;
  /** Takes the answer; what nobody hears of stays unanswered. */
  answer(text: Promise<PolicyText | undefined>): void;
}

/** Asks for it from `element`. Rejects where nobody answers, and where the world cannot be read. */
export async function wantPolicy(element: Element, which: WhichPolicy): Promise<PolicyText | undefined> {
  let answer: Promise<PolicyText | undefined> | undefined;
  const take: PolicyWanted['answer'] = (text) => {
    answer = text;
  };
  element.dispatchEvent(
    new CustomEvent<PolicyWanted>(POLICY_WANTED, { detail: { which, answer: take }, bubbles: true, composed: true }),
  );
  if (answer === undefined) throw new TypeError('Nobody here can read policies.');
  return answer;
}
