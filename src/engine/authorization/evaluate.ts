/**
 * May this caller do this to this resource? An explicit deny anywhere ends it; every ceiling that is there must allow; then the key policy must allow,
 * by naming the caller or by delegating to the caller's account and its IAM policies, or a grant must.
 * Source: the guide's pages on key policies, grants and cross-account use; the IAM pages on evaluation logic and on resource-based policies.
 */
import { isIamOnly } from '../../model/condition-keys.ts';
import type { DecidedBy, DecidingKind, TraceStep } from '../../model/decision.ts';
import type { GrantRecord } from '../../model/records.ts';
import type { Resolved } from '../pipeline/call-context.ts';
import { ask, type Found, type GateOf } from './evaluate-policy-set.ts';
import type { Gates } from './applicable-policies.ts';
import { fitting } from './grants.ts';
import type { Facts } from './policy/condition.ts';
import type { Naming } from './policy/principal.ts';
import type { Asked } from './policy/statement.ts';
import type { LiveGrant, Loaded, Request } from './request.ts';

/** The answer for one resource. `lacking` says which kind of policy did not allow, where nothing did. */
export interface Verdict {
  readonly allowed: boolean;
  readonly decidedBy: DecidedBy;
  readonly lacking?: Exclude<DecidingKind, 'none' | 'grant' | 'rcp'>;
}

/** What is asked about one resource, with all that has a say. */
export interface Question {
  readonly request: Request;
  readonly resource: Resolved;
  readonly action: string;
  readonly gates: Gates;
  readonly loaded: Loaded;
  readonly facts: Facts;
  /** The grants of the caller on the key: asked for where no policy allows. */
  grants(): Promise<readonly LiveGrant[]>;
}

const NONE: DecidedBy = { kind: 'none' };

const NOTHING: Found = { allows: new Map() };

/** The ways of naming a caller in a key policy that a boundary and a session policy do not limit. Source: the IAM page on resource-based policies. */
const UNLIMITED: ReadonlySet<Naming | undefined> = new Set(['user', 'session', 'federated', 'service', 'everyone']);

/** One inquiry: every gate is asked once, in the order in which a denial is reported. */
class Inquiry {
  readonly #question: Question;
  readonly #asked: Asked;
  /** As a key policy sees it. */
  readonly #askedOfKey: Asked;
  readonly #trace: TraceStep[];

  constructor(question: Question, trace: TraceStep[]) {
    const { request, resource, action, facts } = question;
    this.#question = question;
    this.#asked = { caller: request.caller, action, resource: resource.arn, values: (key) => facts.values(key) };
    this.#askedOfKey = { ...this.#asked, values: (key) => (isIamOnly(key) ? undefined : facts.values(key)) };
    this.#trace = trace;
  }

  /** Asks one gate. A gate that is not there finds nothing. */
  gate(gate: GateOf | undefined): Found {
    if (gate === undefined) return NOTHING;
    return ask(gate, gate.kind === 'key-policy' ? this.#askedOfKey : this.#asked, this.#trace);
  }

  /** What a gate said in the end. */
  note(gate: TraceStep['gate'], outcome: TraceStep['outcome'], because: string): void {
    this.#trace.push({ gate, action: this.#asked.action, resource: this.#asked.resource, outcome, because });
  }

  /** The caller's identity policies; the root of an account needs none, nor does a service for what is its own. */
  identity(gate: GateOf): Found {
    const { caller } = this.#question.request;
    const { kind } = caller.principal;
    if (kind !== 'root' && kind !== 'service') {
      // Without a statement there would be no step, and the trace of a denial could not say what was asked about.
      if (gate.policies.length === 0) this.note('identity-policy', 'no-match', 'The caller has no identity policy.');
      return this.gate(gate);
    }
    const because =
      kind === 'root'
        ? 'The root of an account has every right that the account has.'
        : 'A service has every right in its own account.';
    this.note('identity-policy', 'allow', because);
    return { allows: new Map([[undefined, { kind: 'identity-policy', account: caller.account, policy: kind }]]) };
  }

  /** The grants that allow. */
  async grants(): Promise<readonly GrantRecord[]> {
    const { action, resource } = this.#asked;
    const { request, facts } = this.#question;
    return fitting(await this.#question.grants(), action, resource, request, facts, this.#trace);
  }
}

const allowed = (by: DecidedBy): Verdict => ({ allowed: true, decidedBy: by });
const lacks = (lacking: NonNullable<Verdict['lacking']>): Verdict => ({ allowed: false, decidedBy: NONE, lacking });
const first = (found: Found): DecidedBy | undefined => found.allows.values().next().value;

/**
 * The verdict about `action` on one resource; every step is added to `trace`. A resource without a key is a matter of IAM alone.
 */
export async function evaluate(question: Question, trace: TraceStep[]): Promise<Verdict> {
  const { request, resource, gates, loaded } = question;
  const { caller } = request;
  const { key } = resource;
  const isService = caller.principal.kind === 'service';
  const inquiry = new Inquiry(question, trace);

  const rcp = inquiry.gate(gates.rcp);
  const scp = inquiry.gate(gates.scp);
  const endpoint = inquiry.gate(gates.endpoint);
  const keyPolicy = inquiry.gate(gates.keyPolicy);
  const identity = isService && key !== undefined ? NOTHING : inquiry.identity(gates.identity);
  const boundary = inquiry.gate(gates.boundary);
  const session = inquiry.gate(gates.session);

  const denial = [rcp, scp, endpoint, keyPolicy, identity, boundary, session].find(
    ({ deny }) => deny !== undefined,
  )?.deny;
  if (denial !== undefined) return { allowed: false, decidedBy: denial };
  if (gates.scp !== undefined && first(scp) === undefined) return lacks('scp');
  if (gates.endpoint !== undefined && first(endpoint) === undefined) return lacks('endpoint-policy');

  /** What boundary and session policy still say to an allow that they limit. */
  const limited = (by: DecidedBy): Verdict => {
    if (gates.boundary !== undefined && first(boundary) === undefined) return lacks('boundary');
    if (gates.session !== undefined && first(session) === undefined) return lacks('session-policy');
    return allowed(by);
  };
  const byIdentity = first(identity);
  if (key === undefined || loaded.iamAlone)
    return byIdentity === undefined ? lacks('identity-policy') : limited(byIdentity);

  const across = !isService && caller.account !== key.account;
  if (across && !request.crossAccount) {
    inquiry.note('key-policy', 'no-match', 'Callers of other accounts can not do this, whatever the key policy says.');
    return lacks('key-policy');
  }
  const direct = [...keyPolicy.allows].filter(([naming]) => naming !== 'account');
  // An account in the key policy means its root itself, and for everybody else that the account's IAM policies count.
  const delegated = keyPolicy.allows.get('account');
  if (delegated !== undefined && caller.principal.kind !== 'root') {
    inquiry.note('delegation', 'allow', `The key policy leaves it to the IAM policies of account ${caller.account}.`);
  }
  const verdicts: Verdict[] = [];
  if (across) {
    // Both halves: the owner's key policy, and an identity policy in the caller's own account.
    const half = direct[0]?.[1] ?? delegated;
    if (half !== undefined) verdicts.push(byIdentity === undefined ? lacks('identity-policy') : limited(byIdentity));
  } else {
    for (const [naming, by] of direct) verdicts.push(UNLIMITED.has(naming) ? allowed(by) : limited(by));
    if (delegated !== undefined) {
      if (caller.principal.kind === 'root') verdicts.push(allowed(delegated));
      else verdicts.push(byIdentity === undefined ? lacks('identity-policy') : limited(byIdentity));
    }
  }
  const yes = verdicts.find((verdict) => verdict.allowed);
  if (yes !== undefined) return yes;
  for (const { id, grantee } of await inquiry.grants()) {
    const by: DecidedBy = { kind: 'grant', policy: key.arn, grant: id };
    const toAccount = grantee === caller.account || grantee.endsWith(':root');
    // A grant to an account or a role is limited like an account or a role in the key policy, one to a user or a session is not.
    const isLimited = toAccount || (caller.session !== undefined && grantee !== caller.arn);
    const verdict =
      toAccount && byIdentity === undefined ? lacks('identity-policy') : isLimited ? limited(by) : allowed(by);
    if (verdict.allowed) return verdict;
    verdicts.push(verdict);
  }
  return verdicts[0] ?? lacks('key-policy');
}
