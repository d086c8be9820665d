/** Applies a fix, and undoes it: each change through the API call or the sandbox method that makes it. */
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

/**
 * Makes one change. Returns the principal that made it if it was a call to KMS.
 * @param isUndo the policy was stored before, so the lockout safety check is not repeated
 */
async function put(
  change: FixChange,
  strongroom: Strongroom,
  caller: string,
  isUndo = false,
): Promise<string | undefined> {
  const { sandbox } = strongroom;
  switch (change.kind) {
    case 'put-key-policy': {
      const keeper = await policyKeeper(strongroom, change.keyArn, caller);
      const region = parseArn(change.keyArn)?.region;
      const input = {
        KeyId: change.keyArn,
        Policy: change.policy,
        ...(isUndo && { BypassPolicyLockoutSafetyCheck: true }),
      };
      outputOf(await strongroom.kms(region, keeper).call('PutKeyPolicy', input));
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

/** One applied change: the documents that it replaced, and those that it stored, as changeJson gives them. */
interface AppliedChange {
  readonly change: FixChange;
  readonly before: string;
  readonly after: string;
}

/** A fix that was applied. */
export interface AppliedFix {
  /** Names what was updated. */
  readonly says: string;
  readonly changes: readonly AppliedChange[];
}

/** Reads the current documents that `change` replaces. Loaded on first use. */
async function readPresent({ sandbox }: Strongroom, change: FixChange): Promise<string> {
  const { policyText } = await import('./read-policy-text.ts');
  const found = await policyText(sandbox, { change });
  if (found === undefined) throw new TypeError(TEXTS.fix.gone(changeWords(change)));
  return found.text;
}

/**
 * Applies `fix`. The directory is changed through the sandbox. A key policy is written by `caller` if it is allowed to
 * call PutKeyPolicy, else by another principal that is; the call is recorded in the audit log. Rejects with the error
 * of the first change that fails; the changes before it stay.
 */
export async function applyFix(fix: Fix, strongroom: Strongroom, caller: string): Promise<AppliedFix> {
  const updated: string[] = [];
  const changes: AppliedChange[] = [];
  for (const change of fix.changes) {
    const before = await readPresent(strongroom, change);
    const by = await put(change, strongroom, caller);
    changes.push({ change, before, after: await readPresent(strongroom, change) });
    const words = changeWords(change);
    const name = by && callerNameFrom(parseArn(caller)?.account ?? '', by);
    updated.push(name ? TEXTS.fix.madeBy(words, name) : words);
  }
  return { says: TEXTS.fix.updated(updated), changes };
}

/** The change that stores the documents in `text` again. */
function reverseOf(change: FixChange, text: string): FixChange {
  if (change.kind === 'put-key-policy') return { ...change, policy: text };
  return { ...(JSON.parse(text) as FixChange), kind: change.kind } as FixChange;
}

/**
 * Undoes a fix: stores the documents again that it replaced, the last one first.
 * @returns a sentence that names what was restored
 * @throws {TypeError} if a document was changed since. Nothing is undone then
 */
export async function undoFix({ changes }: AppliedFix, strongroom: Strongroom, caller: string): Promise<string> {
  for (const { change, after } of changes) {
    if ((await readPresent(strongroom, change)) !== after)
      throw new TypeError(TEXTS.fix.changedSince(changeWords(change)));
  }
  for (const { change, before } of changes.toReversed()) await put(reverseOf(change, before), strongroom, caller, true);
  return TEXTS.fix.restored(changes.map(({ change }) => changeWords(change)));
}

/**
 * The outcome of a fix: what was updated and the decision after it, or the error. `done` is missing after a change of
 * the request, and after an undo.
 */
export type FixOutcome =
  | {
      /** Names what was updated. Empty after an undo. */
      readonly applied: string;
      /** Names what an undo restored. */
      readonly restored?: string;
      readonly done?: AppliedFix;
      readonly decision: Decision | undefined;
    }
  | { readonly problem: Problem };

/** Evaluates the request again, with other input members if the fix names them. */
type AskAgain = (input?: Fix['input']) => Promise<Decision | undefined>;

/**
 * Applies `fix` as the caller of the page, evaluates the request `again`, and announces the outcome from `element`.
 * Never rejects.
 */
export async function applyAndAsk(
  element: Element,
  fix: Fix,
  { strongroom, caller }: Pick<PageContext, 'strongroom' | 'caller'>,
  again: AskAgain,
): Promise<FixOutcome> {
  return announced(element, async () => {
    if (fix.kind === 'request') {
      const decision = await again(fix.input);
      return { applied: TEXTS.fix.requestChanged, decision };
    }
    const done = await applyFix(fix, strongroom, caller);
    return { applied: done.says, done, decision: await again() };
  });
}

/** Undoes an applied fix, evaluates the request `again`, and announces the outcome from `element`. Never rejects. */
export async function undoAndAsk(
  element: Element,
  done: AppliedFix,
  { strongroom, caller }: Pick<PageContext, 'strongroom' | 'caller'>,
  again: AskAgain,
): Promise<FixOutcome> {
  return announced(element, async () => {
    const restored = await undoFix(done, strongroom, caller);
    return { applied: '', restored, decision: await again() };
  });
}

async function announced(
  element: Element,
  act: () => Promise<Exclude<FixOutcome, { readonly problem: Problem }>>,
): Promise<FixOutcome> {
  try {
    const outcome = await act();
    const { applied, restored = applied, decision } = outcome;
    announce(element, (decision?.allowed ? TEXTS.fix.nowAllowed : TEXTS.fix.stillDenied)(restored));
    return outcome;
  } catch (error) {
    const problem = problemOf(error);
    announce(element, problem.message, 'assertive');
    return { problem };
  }
}
