/**
 * Step 4: may this caller do this? Every resource of the call is asked; the first denial decides, else all have allowed.
 * Explicit deny first; then the key policy, naming the caller or delegating to the account; then the caller's identity policies.
 * Source: the guide's pages on key policies and on access control, and the IAM page on evaluation logic.
 */
import { rootArn } from '../../model/arn.ts';
import type { DecidedBy, Decision, TraceStep } from '../../model/decision.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { Caller } from '../caller.ts';
import type { Resolved } from '../operation.ts';
import { fits } from './pattern.ts';
import { parseIdentityPolicy, parseKeyPolicy, type Principals, type Statement } from './policy.ts';

/** The answer for one resource. `lacking` says which kind of policy did not allow, where nothing did. */
export interface Verdict {
  readonly allowed: boolean;
  readonly decidedBy: DecidedBy;
  readonly lacking?: 'key-policy' | 'identity-policy';
}

/** How a key policy's principal fits the caller: by name, through its account, or not at all. */
function namedBy(principals: Principals, caller: Caller): 'directly' | 'by account' | undefined {
  if (principals.everyone || principals.arns.has(caller.arn) || principals.arns.has(caller.principal.arn)) return 'directly';
  if (!principals.accounts.has(caller.account)) return undefined;
  return caller.principal.kind === 'root' ? 'directly' : 'by account';
}

const does = (statement: Statement, action: string): boolean => statement.actions.some((pattern) => fits(pattern, action, true));

/** Asks the policies about one action on one resource, and writes each step into `trace`. */
class Inquiry {
  readonly #caller: Caller;
  readonly #action: string;
  readonly #resource: string;
  readonly #trace: TraceStep[];

  constructor(caller: Caller, action: string, resource: string, trace: TraceStep[]) {
    this.#caller = caller;
    this.#action = action;
    this.#resource = resource;
    this.#trace = trace;
  }

  #note(gate: TraceStep['gate'], outcome: TraceStep['outcome'], statement?: string, because?: string): void {
    this.#trace.push({
      gate,
      action: this.#action,
      resource: this.#resource,
      outcome,
      ...(statement === undefined ? {} : { statement }),
      ...(because === undefined ? {} : { because }),
    });
  }

  /** The identity policies: `deny` or `allow` with who decided, or undefined. A root needs no policy in its own account. */
  identity(): { effect: 'Allow' | 'Deny'; by: DecidedBy } | undefined {
    const { principal, account } = this.#caller;
    if (principal.kind === 'root') {
      this.#note('identity-policy', 'allow', undefined, 'The root of an account has every right that the account has.');
      return { effect: 'Allow', by: { kind: 'identity-policy', account, policy: 'root' } };
    }
    let allow: DecidedBy | undefined;
    for (const [index, document] of principal.policies.entries()) {
      for (const statement of parseIdentityPolicy(document).statements) {
        if (!does(statement, this.#action)) continue;
        if (!statement.resources.some((pattern) => (this.#resource === '*' ? pattern === '*' : fits(pattern, this.#resource)))) continue;
        const by: DecidedBy = { kind: 'identity-policy', account, policy: `${principal.arn} policy ${index + 1}`, statement: statement.id };
        if (statement.effect === 'Deny') {
          this.#note('identity-policy', 'deny', statement.id);
          return { effect: 'Deny', by };
        }
        allow ??= by;
      }
    }
    if (allow === undefined) {
      const because =
        principal.policies.length === 0
          ? `${principal.arn} has no identity policy.`
          : `No identity policy of ${principal.arn} allows ${this.#action} on ${this.#resource}.`;
      this.#note('identity-policy', 'no-match', undefined, because);
      return undefined;
    }
    this.#note('identity-policy', 'allow', allow.statement);
    return { effect: 'Allow', by: allow };
  }

  /** The key policy: the deny that fits, or the allows that name the caller or delegate to the caller's account. */
  keyPolicy(key: KeyRecord, text: string): { deny?: DecidedBy; direct?: DecidedBy; delegated?: DecidedBy } {
    const found: { deny?: DecidedBy; direct?: DecidedBy; delegated?: DecidedBy } = {};
    let almost: string | undefined;
    for (const statement of parseKeyPolicy(text).statements) {
      const named = statement.principals === undefined ? undefined : namedBy(statement.principals, this.#caller);
      if (named === undefined) continue;
      if (!does(statement, this.#action)) {
        almost ??= `Statement ${statement.id} names the caller, and not the action ${this.#action}.`;
        continue;
      }
      const by: DecidedBy = { kind: 'key-policy', account: key.account, policy: key.arn, statement: statement.id };
      if (statement.effect === 'Deny') found.deny ??= by;
      else if (named === 'directly') found.direct ??= by;
      else found.delegated ??= by;
    }
    if (found.deny !== undefined) this.#note('key-policy', 'deny', found.deny.statement);
    else if (found.direct !== undefined) this.#note('key-policy', 'allow', found.direct.statement);
    else if (found.delegated !== undefined)
      this.#note(
        'delegation',
        'allow',
        found.delegated.statement,
        `The key policy leaves it to the IAM policies of account ${this.#caller.account}.`,
      );
    else this.#note('key-policy', 'no-match', undefined, almost ?? 'No statement names the caller or the caller’s account.');
    return found;
  }
}

/** May `caller` do `action` on a key with the policy `text`? `crossAccount` false: callers of other accounts never may. */
export function askKey(caller: Caller, action: string, key: KeyRecord, text: string, crossAccount: boolean, trace: TraceStep[]): Verdict {
  const inquiry = new Inquiry(caller, action, key.arn, trace);
  const { deny, direct, delegated } = inquiry.keyPolicy(key, text);
  if (deny !== undefined) return { allowed: false, decidedBy: deny };
  const identity = inquiry.identity();
  if (identity?.effect === 'Deny') return { allowed: false, decidedBy: identity.by };
  const none: DecidedBy = { kind: 'none' };
  if (caller.account !== key.account && !crossAccount) return { allowed: false, decidedBy: none, lacking: 'key-policy' };
  if (direct !== undefined && caller.account === key.account) return { allowed: true, decidedBy: direct };
  if (direct === undefined && delegated === undefined) return { allowed: false, decidedBy: none, lacking: 'key-policy' };
  // Delegation, and every use across accounts, needs the caller's own account to allow as well.
  return identity === undefined ? { allowed: false, decidedBy: none, lacking: 'identity-policy' } : { allowed: true, decidedBy: identity.by };
}

function askIdentity(caller: Caller, action: string, resource: string, trace: TraceStep[]): Verdict {
  const identity = new Inquiry(caller, action, resource, trace).identity();
  if (identity === undefined) return { allowed: false, decidedBy: { kind: 'none' }, lacking: 'identity-policy' };
  return { allowed: identity.effect === 'Allow', decidedBy: identity.by };
}

/** May `caller` do `action` on `resource` by its identity policies alone? */
export function allowedByIdentity(caller: Caller, action: string, resource: string): Verdict {
  return askIdentity(caller, action, resource, []);
}

/** The decision over all resources of a call, and of a denial the resource and what was lacking: the error text needs both. */
export interface Authorization {
  readonly decision: Decision;
  readonly denied?: { readonly resource: Resolved; readonly verdict: Verdict };
}

/**
 * What one caller was allowed with one key, by action. Caller, key and action alone decide today; conditions and grants will have to end this.
 * One decision is then one object, which a segment with many events of it stores once.
 */
const allowed = new WeakMap<Caller, WeakMap<KeyRecord, Map<string, Authorization>>>();

function allowedWith(caller: Caller, key: KeyRecord): Map<string, Authorization> {
  const ofCaller = allowed.get(caller) ?? new WeakMap<KeyRecord, Map<string, Authorization>>();
  allowed.set(caller, ofCaller);
  const ofKey = ofCaller.get(key) ?? new Map<string, Authorization>();
  ofCaller.set(key, ofKey);
  return ofKey;
}

/** Asks for every resource that needs an action. A resource without a key record (hidden behind a ciphertext) is denied. */
export function authorize(caller: Caller, resources: readonly Resolved[], crossAccount: boolean): Authorization {
  const [only, second] = resources;
  if (only?.key === undefined || only.action === undefined || second !== undefined) return ask(caller, resources, crossAccount);
  const known = allowedWith(caller, only.key);
  const question = crossAccount ? `${only.action} across accounts` : only.action;
  const before = known.get(question);
  if (before !== undefined) return before;
  const answer = ask(caller, resources, crossAccount);
  if (answer.denied === undefined) known.set(question, answer);
  return answer;
}

function ask(caller: Caller, resources: readonly Resolved[], crossAccount: boolean): Authorization {
  const trace: TraceStep[] = [];
  let decidedBy: DecidedBy = { kind: 'identity-policy', account: caller.account, policy: rootArn(caller.account) };
  let first = true;
  for (const resource of resources) {
    const { action, key } = resource;
    if (action === undefined) continue;
    let verdict: Verdict;
    if (key !== undefined) verdict = askKey(caller, action, key, key.policy, crossAccount, trace);
    else if (resource.kind === 'ciphertext') verdict = { allowed: false, decidedBy: { kind: 'none' }, lacking: 'key-policy' };
    else verdict = askIdentity(caller, action, resource.arn, trace);
    if (!verdict.allowed) return { decision: { allowed: false, decidedBy: verdict.decidedBy, trace }, denied: { resource, verdict } };
    if (first || key !== undefined) decidedBy = verdict.decidedBy;
    first = false;
  }
  return { decision: { allowed: true, decidedBy, trace } };
}
