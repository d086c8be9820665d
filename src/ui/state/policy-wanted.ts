/** How a decision, wherever it is drawn, gets the text of a policy that it names: it asks the shell, which knows the world. */
import type { PolicyText } from './policy-text.ts';

/** The event; it bubbles through shadow roots. */
export const POLICY_WANTED = 'strong-policy-wanted';

/** What it carries. */
export interface PolicyWanted {
  /** As a step of a decision names it. */
  readonly policy: string;
  readonly statement: string;
  /** Takes the answer; what nobody hears of stays unanswered. */
  answer(text: Promise<PolicyText | undefined>): void;
}

/** Asks for it from `element`. Rejects where nobody answers, and where the world can not be read. */
export async function wantPolicy(element: Element, policy: string, statement: string): Promise<PolicyText | undefined> {
  let answer: Promise<PolicyText | undefined> | undefined;
  const take: PolicyWanted['answer'] = (text) => {
    answer = text;
  };
  element.dispatchEvent(new CustomEvent<PolicyWanted>(POLICY_WANTED, { detail: { policy, statement, answer: take }, bubbles: true, composed: true }));
  if (answer === undefined) throw new TypeError('Nobody here can read policies.');
  return answer;
}
