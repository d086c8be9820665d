/** Previews drafts of a key policy: one at a time, because with many principals a preview takes its time, and only the newest draft matters. */
import type { Sandbox } from '../../client/strongroom.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { foundOf, inputOfTest, type PermissionTest } from './permission-tests.ts';
import { effectsOf } from './policy-effect.ts';
import type { LookedAt } from './policy-preview.ts';

/** What is previewed. */
export interface Draft {
  readonly key: KeyMetadata;
  /** Who would store it. */
  readonly caller: string;
  readonly region: string;
  readonly text: string;
  readonly tests: readonly PermissionTest[];
}

/** The previews of one key's policy. */
export class PolicyLooker {
  #under: Promise<unknown> = Promise.resolve();
  #turn = 0;

  /** Previews a draft by one call, after the preview that is under way. Undefined: a newer one was asked for meanwhile. Rejects as the sandbox does. */
  async look(sandbox: Pick<Sandbox, 'previewPolicy'>, draft: Draft): Promise<LookedAt | undefined> {
    const turn = (this.#turn += 1);
    const isNewest = (): boolean => turn === this.#turn;
    const look = async () => (isNewest() ? preview(sandbox, draft) : undefined);
    const own = this.#under.then(look, look);
    this.#under = own;
    const found = await own;
    return isNewest() ? found : undefined;
  }
}

async function preview(sandbox: Pick<Sandbox, 'previewPolicy'>, draft: Draft): Promise<LookedAt> {
  const { key, caller, region, text, tests } = draft;
  const found = await sandbox.previewPolicy(key.Arn ?? '', text, {
    caller,
    tests: tests.map((test) => ({
      principal: test.caller,
      operation: test.operation,
      input: inputOfTest(test, key),
      region,
    })),
  });
  const results = tests.flatMap((test, index) => {
    const result = found.tests[index];
    return result === undefined ? [] : [{ test, stored: foundOf(result.before), draft: foundOf(result.after) }];
  });
  return { ...found, effects: effectsOf(found.cells), results, text };
}
