/** Applies a fix: each change by the call or the method of the sandbox that makes it. */
import type { Strongroom } from '../../client/strongroom.ts';
import { announce } from '../kit/announce.ts';
import { parseArn } from '../../model/arn.ts';
import type { Decision, Fix, FixChange } from '../../model/decision.ts';
import { outputOf } from '../page/call-recorder.ts';
import { changeWords } from './decision-texts.ts';
import type { PageContext } from '../page/page-context.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { problemOf, type Problem } from '../page/problem.ts';

/** Who may put the policy of a key: `caller` where possible, else the first user, else the first of the directory who may. */
async function policyKeeper({ sandbox }: Strongroom, keyArn: string, caller: string): Promise<string> {
  const cells = await sandbox.accessMatrix(keyArn);
  const may = cells
    .filter(({ operation, allowed }) => operation === 'PutKeyPolicy' && allowed)
    .map(({ principal }) => principal);
  return may.find((one) => one === caller) ?? may.find((one) => one.includes(':user/')) ?? may[0] ?? caller;
}

/** Makes one change; gives back who made it, where that was a call to KMS. */
async function put(change: FixChange, strongroom: Strongroom, caller: string): Promise<string | undefined> {
  const { sandbox } = strongroom;
  switch (change.kind) {
    case 'put-key-policy': {
      const keeper = await policyKeeper(strongroom, change.keyArn, caller);
      const region = parseArn(change.keyArn)?.region;
      outputOf(
        await strongroom.kms(region, keeper).call('PutKeyPolicy', { KeyId: change.keyArn, Policy: change.policy }),
      );
      return keeper;
    }
    case 'put-principal': {
      const { kind: _kind, ...principal } = change;
      // Nobody would see the secret of new credentials here.
      await sandbox.principals.put({ ...principal, accessKey: false });
      return undefined;
    }
    case 'put-account': {
      const { kind: _kind, ...account } = change;
      await sandbox.accounts.put(account);
      return undefined;
    }
    case 'put-group': {
      const { kind: _kind, ...group } = change;
      await sandbox.groups.put(group);
      return undefined;
    }
    case 'put-endpoint': {
      const before = (await sandbox.endpoints.list()).find(({ id }) => id === change.id);
      if (before === undefined) throw new TypeError(`There is no endpoint ${change.id} in this world any more.`);
      await sandbox.endpoints.put({ ...before, policy: change.policy });
      return undefined;
    }
  }
}

/**
 * Applies `fix` and says what was done. The directory is changed by the sandbox itself; a key policy is put by `caller`, or by somebody who may where the
 * caller may not, and stands in Activity. Rejects with the error of the first change that is refused; those before it stay.
 */
export async function applyFix(fix: Fix, strongroom: Strongroom, caller: string): Promise<string> {
  const said: string[] = [];
  for (const change of fix.changes) {
    const by = await put(change, strongroom, caller);
    said.push(
      `${changeWords(change)}${by === undefined ? '' : `, put by ${callerNameFrom(parseArn(caller)?.account ?? '', by)}`}`,
    );
  }
  return `Changed: ${said.join('; ')}.`;
}

/** What became of a fix: what was done and the decision after it, or why it could not be done. */
export type FixOutcome =
  { readonly applied: string; readonly decision: Decision | undefined } | { readonly problem: Problem };

/** Applies `fix` as the caller of the page, asks the same question `again`, and says from `element` what came of it. Never rejects. */
export async function applyAndAsk(
  element: Element,
  fix: Fix,
  { strongroom, caller }: Pick<PageContext, 'strongroom' | 'caller'>,
  again: () => Promise<Decision | undefined>,
): Promise<FixOutcome> {
  try {
    const applied = await applyFix(fix, strongroom, caller);
    const decision = await again();
    announce(element, `${applied} The call is ${decision?.allowed ? 'allowed' : 'still denied'} now.`);
    return { applied, decision };
  } catch (error) {
    const problem = problemOf(error);
    announce(element, problem.message, 'assertive');
    return { problem };
  }
}
