/** Applies a fix, and undoes it: each change through the API call or the sandbox method that makes it. */
import type { Strongroom } from '../../client/strongroom.ts';
import { announce } from '../kit/announce.ts';
import { parseArn } from '../../model/arn.ts';
import type { Decision, Fix, FixChange } from '../../model/decision.ts';
import type { InputOf } from '../../model/operations.ts';
import { outputOf } from '../page/call-recorder.ts';
import { TEXTS } from './decision-texts.ts';
import { changeWords } from './describe-decision.ts';
import type { PageContext } from '../page/page-context.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { problemOf, type Problem } from '../page/problem.ts';

type GrantChange = Extract<FixChange, { readonly kind: 'create-grant' }>;
type DocumentChange = Exclude<FixChange, GrantChange>;

/**
 * The principal that makes a call on a key: `caller` if it is allowed to, else a user that is, else any principal that
 * is.
 */
async function keeperOf(
  { sandbox }: Strongroom,
  keyArn: string,
  wanted: 'PutKeyPolicy' | 'RevokeGrant',
  caller: string,
): Promise<string> {
  const cells = await sandbox.accessMatrix(keyArn);
  const allowed = cells
    .filter(
      ({ accessKeyId, operation, outcome }) =>
        accessKeyId === undefined && operation === wanted && outcome === 'allowed',
    )
    .map(({ principal }) => principal);
  return allowed.find((one) => one === caller) ?? allowed.find((one) => one.includes(':user/')) ?? allowed[0] ?? caller;
}

/**
 * Stores the documents of one change. Returns the principal that made it if it was a call to KMS.
 * @param isUndo the policy was stored before, so the lockout safety check is not repeated
 */
async function put(
  change: DocumentChange,
  strongroom: Strongroom,
  caller: string,
  isUndo = false,
): Promise<string | undefined> {
  const { sandbox } = strongroom;
  switch (change.kind) {
    case 'put-key-policy': {
      const keeper = await keeperOf(strongroom, change.keyArn, 'PutKeyPolicy', caller);
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

/** One applied change: the documents that it replaced and stored, as changeJson gives them, or the grant. */
type AppliedChange =
  | {
      readonly change: DocumentChange;
      readonly before: string;
      /** Undefined if they could not be read after the change. */
      readonly after: string | undefined;
      /** The principal that made it, if it was a call to KMS. */
      readonly by: string | undefined;
    }
  | { readonly change: GrantChange; readonly grantId: string; readonly by: string };

/** A fix that was applied, or what is in effect of it. */
export interface AppliedFix {
  /** Names what was updated. */
  readonly says: string;
  readonly changes: readonly AppliedChange[];
}

/** A fix of several changes, or its undo, failed midway. `cause` is the error of the change that failed. */
export class PartialFixError extends Error {
  override readonly name = 'PartialFixError';
  /** The changes that were undone, the last one first. */
  readonly undone: readonly FixChange[];
  /** What is in effect now, and can be undone with `undoFix`. Undefined: nothing. */
  readonly standing: AppliedFix | undefined;

  constructor(cause: unknown, undone: readonly AppliedChange[], standing: readonly AppliedChange[]) {
    const done = undone.map(({ change }) => changeWords(change));
    const left = standing.map(({ change }) => changeWords(change));
    const says = left.length === 0 ? '' : TEXTS.fix.standing(left);
    super([done.length === 0 ? '' : TEXTS.fix.undone(done), says].filter(Boolean).join(' '), { cause });
    this.undone = undone.map(({ change }) => change);
    this.standing = left.length === 0 ? undefined : { says, changes: standing };
  }
}

/** Reads the current documents that `change` replaces. Loaded on first use. */
async function readPresent({ sandbox }: Strongroom, change: DocumentChange): Promise<string> {
  const { policyText } = await import('./read-policy-text.ts');
  const found = await policyText(sandbox, { change });
  if (found === undefined) throw new TypeError(TEXTS.fix.gone(changeWords(change)));
  return found.text;
}

/** Makes one change. `caller` creates the grant: no other principal gives access in its place. */
async function applyChange(change: FixChange, strongroom: Strongroom, caller: string): Promise<AppliedChange> {
  if (change.kind === 'create-grant') {
    const { keyArn, grant } = change;
    const Operations = [...grant.Operations] as InputOf<'CreateGrant'>['Operations'];
    const reply = await strongroom.kms(parseArn(keyArn)?.region, caller).call('CreateGrant', {
      ...grant,
      KeyId: keyArn,
      Operations,
    });
    const { GrantId = '' } = outputOf(reply);
    return { change, grantId: GrantId, by: caller };
  }
  const before = await readPresent(strongroom, change);
  const by = await put(change, strongroom, caller);
  // The change is made: that it cannot be read again is no reason to forget it.
  const after = await readPresent(strongroom, change).catch(() => undefined);
  return { change, before, after, by };
}

/** The change that stores the documents in `text` again. */
function reverseOf(change: DocumentChange, text: string): DocumentChange {
  if (change.kind === 'put-key-policy') return { ...change, policy: text };
  return { ...(JSON.parse(text) as DocumentChange), kind: change.kind } as DocumentChange;
}

async function undoChange(applied: AppliedChange, strongroom: Strongroom, caller: string): Promise<void> {
  if (!('grantId' in applied)) {
    await put(reverseOf(applied.change, applied.before), strongroom, caller, true);
    return;
  }
  const { keyArn } = applied.change;
  const keeper = await keeperOf(strongroom, keyArn, 'RevokeGrant', applied.by);
  const input = { KeyId: keyArn, GrantId: applied.grantId };
  outputOf(await strongroom.kms(parseArn(keyArn)?.region, keeper).call('RevokeGrant', input));
}

/** Undoes changes, the last one first. Stops at the first that fails: `left` are then in effect. */
async function undoChanges(
  changes: readonly AppliedChange[],
  strongroom: Strongroom,
  caller: string,
): Promise<{
  readonly undone: readonly AppliedChange[];
  readonly left: readonly AppliedChange[];
  readonly error?: unknown;
}> {
  const undone: AppliedChange[] = [];
  for (const applied of changes.toReversed()) {
    try {
      await undoChange(applied, strongroom, caller);
    } catch (error) {
      return { undone, left: changes.slice(0, changes.length - undone.length), error };
    }
    undone.push(applied);
  }
  return { undone, left: [] };
}

/** Names what was updated and created, with the principal if another than `caller` made the call. */
function appliedWords(changes: readonly AppliedChange[], caller: string): string {
  const isGrant = ({ change }: AppliedChange): boolean => change.kind === 'create-grant';
  const wordsOf = ({ change, by }: AppliedChange): string => {
    const name = by && callerNameFrom(parseArn(caller)?.account ?? '', by);
    return name ? TEXTS.fix.madeBy(changeWords(change), name) : changeWords(change);
  };
  const updated = changes.filter((change) => !isGrant(change)).map(wordsOf);
  const created = changes.filter(isGrant).map(wordsOf);
  return [
    ...(updated.length > 0 ? [TEXTS.fix.updated(updated)] : []),
    ...(created.length > 0 ? [TEXTS.fix.created(created)] : []),
  ].join(' ');
}

/**
 * Applies `fix`. The directory is changed through the sandbox. A key policy is written by `caller` if it is allowed to
 * call PutKeyPolicy, else by another principal that is; a grant is created by `caller` alone. The calls are recorded in
 * the audit log.
 * @throws the error of the first change, or PartialFixError if a later one fails: those before it are then undone
 */
export async function applyFix(fix: Fix, strongroom: Strongroom, caller: string): Promise<AppliedFix> {
  const changes: AppliedChange[] = [];
  for (const change of fix.changes) {
    try {
      changes.push(await applyChange(change, strongroom, caller));
    } catch (error) {
      if (changes.length === 0) throw error;
      const { undone, left } = await undoChanges(changes, strongroom, caller);
      throw new PartialFixError(error, undone, left);
    }
  }
  return { says: appliedWords(changes, caller), changes };
}

/**
 * Undoes a fix, the last change first: stores the documents again that it replaced, and revokes its grants.
 * @returns a sentence that names what was restored and revoked
 * @throws {TypeError} if a document was changed since. Nothing is undone then
 * @throws {PartialFixError} if a change cannot be undone after others were
 */
export async function undoFix({ changes }: AppliedFix, strongroom: Strongroom, caller: string): Promise<string> {
  for (const applied of changes) {
    if ('grantId' in applied || applied.after === undefined) continue;
    if ((await readPresent(strongroom, applied.change)) !== applied.after)
      throw new TypeError(TEXTS.fix.changedSince(changeWords(applied.change)));
  }
  const { undone, left, error } = await undoChanges(changes, strongroom, caller);
  if (left.length > 0) throw undone.length === 0 ? error : new PartialFixError(error, undone, left);
  const wordsOf = (isGrant: boolean): readonly string[] =>
    changes.filter((applied) => 'grantId' in applied === isGrant).map(({ change }) => changeWords(change));
  const [restored, revoked] = [wordsOf(false), wordsOf(true)];
  return [
    ...(restored.length > 0 ? [TEXTS.fix.restored(restored)] : []),
    ...(revoked.length > 0 ? [TEXTS.fix.revoked(revoked)] : []),
  ].join(' ');
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
  | {
      readonly problem: Problem;
      /** What is in effect after a fix, or its undo, that failed midway. `decision` is then the decision with it. */
      readonly standing?: AppliedFix;
      readonly decision?: Decision | undefined;
    };

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
  return announced(element, again, async () => {
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
  return announced(element, again, async () => {
    const restored = await undoFix(done, strongroom, caller);
    return { applied: '', restored, decision: await again() };
  });
}

async function announced(
  element: Element,
  again: AskAgain,
  act: () => Promise<Exclude<FixOutcome, { readonly problem: Problem }>>,
): Promise<FixOutcome> {
  try {
    const outcome = await act();
    const { applied, restored = applied, decision } = outcome;
    announce(element, (decision?.allowed ? TEXTS.fix.nowAllowed : TEXTS.fix.stillDenied)(restored));
    return outcome;
  } catch (error) {
    if (!(error instanceof PartialFixError)) {
      const problem = problemOf(error);
      announce(element, problem.message, 'assertive');
      return { problem };
    }
    const problem: Problem = { ...problemOf(error.cause), note: error.message };
    announce(element, [problem.message, error.message].filter(Boolean).join(' '), 'assertive');
    const { standing } = error;
    if (standing === undefined) return { problem };
    return { problem, standing, decision: await again().catch(() => undefined) };
  }
}
