/** Requests the text of a policy from the shell, through an event: elements of a decision do not use the client. */
import type { FixChange, PolicyRef } from '../../model/decision.ts';
import { typedEvent } from '../kit/typed-event.ts';
import type { Range } from '../policy-text/policy-places.ts';

/**
 * Which text: the policy that a step of a decision names, with its statement, or the current documents that a change
 * would replace.
 */
export type WhichPolicy = { readonly policy: PolicyRef; readonly statement: string } | { readonly change: FixChange };

/** The text. */
export interface PolicyText {
  readonly text: string;
  /**
   * The range of the statement, whole lines if it has lines of its own; undefined if the policy no longer contains it.
   */
  readonly statement?: Range;
}

/** The request. */
export interface PolicyWanted {
  readonly which: WhichPolicy;
  /** Takes the answer. A request without a listener gets none. */
  answer(text: Promise<PolicyText | undefined>): void;
}

/** Asks for a policy text; bubbles through shadow roots. */
export const REQUEST_POLICY_TEXT = typedEvent<PolicyWanted>('strong-policy-wanted', { bubbles: true, composed: true });

/** Requests a policy text from `element`. Rejects if no listener answers, or if the sandbox cannot be read. */
export async function wantPolicy(element: Element, which: WhichPolicy): Promise<PolicyText | undefined> {
  let answer: Promise<PolicyText | undefined> | undefined;
  const take: PolicyWanted['answer'] = (text) => {
    answer = text;
  };
  REQUEST_POLICY_TEXT.dispatch(element, { which, answer: take });
  if (answer === undefined) throw new TypeError(`No listener for ${REQUEST_POLICY_TEXT.name}.`);
  return answer;
}
