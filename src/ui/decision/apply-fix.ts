/** Applies a fix: each change through the API call or the sandbox method that makes it. */
import type { Strongroom } from '../../client/strongroom.ts';
import { announce } from '../kit/announce.ts';
import { parseArn } from '../../model/arn.ts';
import type { Decision, Fix, FixChange } from '../../model/decision.ts';
import { outputOf } from '../page/call-recorder.ts';
import { TEXTS } from './decision-texts.ts';
import { changeWords } from './describe-decision.ts';
import type { PageContext } from '../page/page-context.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { problemOf, type Problem } from '../page/problem.ts';

/**
 * The principal that writes the policy of a key: `caller` if it is allowed to, else a user that is, else any principal
 * that is.
 */
async function policyKeeper({ sandbox }: Strongroom, keyArn: string, caller: string): Promise<string> {
  const cells = await sandbox.accessMatrix(keyArn);
  const allowed = cells
    .filter(({ operation, outcome }) => operation === 'PutKeyPolicy' && outcome === 'allowed')
    .map(({ principal }) => principal);
  return allowed.find((one) => one === caller) ?? allowed.find((one) => one.includes(':user/')) ?? allowed[0] ?? caller;
}

/** Makes one change. Returns the principal that made it if it was a call to KMS. */
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
      if (before === undefined) throw new TypeError(TEXTS.fix.endpointGone(change.id));
      await sandbox.endpoints.put({ ...before, policy: change.policy });
      return undefined;
    }
  }
}

/**
 * Applies `fix`. The directory is changed through the sandbox. A key policy is written by `caller` if it is allowed to
 * call PutKeyPolicy, else by another principal that is; the call is recorded in the audit log. Rejects with the error
 * of the first change that fails; the changes before it stay.
 * @returns a sentence that names what was updated
 */
export async function applyFix(fix: Fix, strongroom: Strongroom, caller: string): Promise<string> {
  const updated: string[] = [];
  for (const change of fix.changes) {
    const by = await put(change, strongroom, caller);
    const words = changeWords(change);
    const name = by && callerNameFrom(parseArn(caller)?.account ?? '', by);
    updated.push(name ? TEXTS.fix.madeBy(words, name) : words);
  }
  return TEXTS.fix.updated(updated);
}

/** The outcome of a fix: what was updated and the decision after it, or the error. */
export type FixOutcome =
  { readonly applied: string; readonly decision: Decision | undefined } | { readonly problem: Problem };

/**
 * Applies `fix` as the caller of the page, evaluates the request `again`, and announces the outcome from `element`.
 * Never rejects.
 */
export async function applyAndAsk(
  element: Element,
  fix: Fix,
  { strongroom, caller }: Pick<PageContext, 'strongroom' | 'caller'>,
  again: () => Promise<Decision | undefined>,
): Promise<FixOutcome> {
  try {
    const applied = await applyFix(fix, strongroom, caller);
    const decision = await again();
    announce(element, (decision?.allowed ? TEXTS.fix.nowAllowed : TEXTS.fix.stillDenied)(applied));
    return { applied, decision };
  } catch (error) {
    const problem = problemOf(error);
    announce(element, problem.message, 'assertive');
    return { problem };
  }
}
