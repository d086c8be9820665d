/** Looks at drafts of a key policy: one at a time, because where many are in the directory a look takes its time, and only the newest draft matters. */
import type { Sandbox } from '../../client/strongroom.ts';
import type { AccessCell } from '../../model/decision.ts';
import { altersIfMet, effectsOf, looksOf, type Looks, type PolicyQuestion } from './policy-effect.ts';
import type { LookedAt } from './policy-preview.ts';

/** What is looked at. */
export interface Draft {
  readonly text: string;
  /** It is another than the stored policy, and its effect is asked for. */
  readonly changed: boolean;
}

type Asked = Pick<Sandbox, 'accessMatrix' | 'checkPolicy'>;

/** The looks at the policy of one key. */
export class PolicyLooker {
  #matrix: readonly AccessCell[] = [];
  #looks: Looks = new Map();
  #under: Promise<unknown> = Promise.resolve();
  #turn = 0;

  /** Reads who may do what under the stored policy, `policy`: what drafts are compared with. Gives the access matrix. */
  async read(sandbox: Asked, question: PolicyQuestion, policy: string): Promise<readonly AccessCell[]> {
    const matrix = await sandbox.accessMatrix(question.keyArn);
    const met = await altersIfMet(sandbox, policy, question);
    this.#matrix = matrix;
    this.#looks = looksOf(matrix, [], met);
    return matrix;
  }

  /** Looks at a draft, after the look that is under way. Undefined: a newer one was asked for meanwhile. Rejects as the sandbox does. */
  async look(sandbox: Asked, question: PolicyQuestion, draft: Draft): Promise<LookedAt | undefined> {
    const turn = (this.#turn += 1);
    const isNewest = (): boolean => turn === this.#turn;
    const look = async () => (isNewest() ? this.#lookAt(sandbox, question, draft, isNewest) : undefined);
    const own = this.#under.then(look, look);
    this.#under = own;
    const found = await own;
    return isNewest() ? found : undefined;
  }

  async #lookAt(
    sandbox: Asked,
    question: PolicyQuestion,
    { text, changed }: Draft,
    isNewest: () => boolean,
  ): Promise<LookedAt | undefined> {
    const check = await sandbox.checkPolicy(question.keyArn, text, question.caller);
    if (!changed) return { ...check, effects: [], text };
    if (!isNewest()) return undefined;
    const met = await altersIfMet(sandbox, text, question);
    return { ...check, effects: effectsOf(this.#looks, looksOf(this.#matrix, check.alters, met)), text };
  }
}
