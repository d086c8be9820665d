/**
 * Previews drafts of a key policy, one at a time. A preview of a large directory is slow, and only the newest draft
 * matters.
 */
import type { Sandbox } from '../../client/strongroom.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { foundOf, inputOfTest, type PermissionTest } from './permission-tests.ts';
import { effectsOf } from './policy-effect.ts';
import type { LookedAt } from './policy-preview.ts';

/** A policy to preview. */
export interface Draft {
  readonly key: KeyMetadata;
  /** The principal that would store the policy. */
  readonly caller: string;
  readonly region: string;
  readonly text: string;
  readonly tests: readonly PermissionTest[];
}

/** Previews the policy of one key. */
export class PolicyPreviewer {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Previews a draft by one call, after the preview that is in progress. Makes no call, and returns undefined, when
   * `signal` aborts before that. Rejects as the sandbox does.
   */
  preview(sandbox: Pick<Sandbox, 'previewPolicy'>, draft: Draft, signal: AbortSignal): Promise<LookedAt | undefined> {
    const run = async () => (signal.aborted ? undefined : preview(sandbox, draft));
    const own = this.#last.then(run, run);
    this.#last = own;
    return own;
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
