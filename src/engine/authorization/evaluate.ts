/**
 * Decides whether a caller may perform an action on a resource. An explicit deny in any policy decides. Each policy
 * type that limits must allow. Then the key policy must allow, by naming the caller or by delegating to the IAM
 * policies of the caller's account, or a grant must. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { isIamOnly } from '../../model/condition-keys.ts';
import type { DecidedBy, DecidingKind, PolicyType, PolicyTypeResult, TraceStep } from '../../model/decision.ts';
import type { GrantRecord } from '../../model/records.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';
import { evaluatePolicySet, type PolicySetResult, type PolicySet } from './evaluate-policy-set.ts';
import type { ApplicablePolicies } from './applicable-policies.ts';
import { findMatchingGrants, fittingAssuming } from './grants.ts';
import { policyTypeResults, type Findings } from './policy-type-results.ts';
import type { ConditionValues } from './policy/condition.ts';
import type { PrincipalMatch } from './policy/principal.ts';
import { wayOf, type RequestedAccess, type Assumption } from './policy/statement.ts';
import type { ActiveGrant, EvaluationData, Request } from './request.ts';

/** Result for one resource. */
export interface Verdict {
  readonly allowed: boolean;
  readonly decidedBy: DecidedBy;
  /** Implicit deny: the policy type whose allow was missing. */
  readonly missingAllow?: Exclude<DecidingKind, 'none' | 'grant' | 'rcp'>;
  /** Omitted if no policy was evaluated. */
  readonly policyTypes?: readonly PolicyTypeResult[];
}

/** Input of an evaluation of one resource. */
export interface EvaluationInput {
  readonly request: Request;
  readonly resource: ResolvedResource;
  readonly action: string;
  readonly gates: ApplicablePolicies;
  readonly loaded: EvaluationData;
  readonly facts: ConditionValues;
  /** Evaluates every possible request instead of this one. */
  readonly assumption?: Assumption;
  /** Grants of the caller on the key. Called if no policy allows. */
  grants: () => Promise<readonly ActiveGrant[]>;
}

const NONE: DecidedBy = { kind: 'none' };

const NOTHING: PolicySetResult = { allows: new Map() };

const GRANTED: PolicySetResult = { allows: new Map([[undefined, { kind: 'grant' }]]) };

/**
 * Ways to name a caller in a key policy that a permissions boundary and a session policy do not limit. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
 */
const UNLIMITED: ReadonlySet<PrincipalMatch | undefined> = new Set([
  'user',
  'session',
  'federated',
  'service',
  'everyone',
]);

/** One evaluation. Evaluates each policy set once, in the order in which a denial is reported. */
class Evaluation {
  readonly #question: EvaluationInput;
  readonly #asked: RequestedAccess;
  /** The access as a key policy sees it. */
  readonly #askedOfKey: RequestedAccess;
  readonly #trace: TraceStep[];

  constructor(question: EvaluationInput, trace: TraceStep[]) {
    const { request, resource, action, facts, assumption } = question;
    this.#question = question;
    this.#asked = {
      caller: request.caller,
      action,
      resource: resource.arn,
      values: (key) => facts.values(key),
      isOpen: (key) => facts.isOpen(key),
      ...(assumption && { assumption }),
    };
    this.#askedOfKey = { ...this.#asked, values: (key) => (isIamOnly(key) ? undefined : facts.values(key)) };
    this.#trace = trace;
  }

  /** Evaluates a policy set. A missing set matches nothing. */
  gate(gate: PolicySet | undefined): PolicySetResult {
    if (gate === undefined) return NOTHING;
    return evaluatePolicySet(gate, gate.kind === 'key-policy' ? this.#askedOfKey : this.#asked, this.#trace);
  }

  /** Appends the result of a policy type to the trace. */
  note(gate: TraceStep['gate'], outcome: TraceStep['outcome'], because: string): void {
    this.#trace.push({ gate, action: this.#asked.action, resource: this.#asked.resource, outcome, because });
  }

  /** Evaluates the identity policies. A root user needs none, nor does a service for its own keys. */
  identity(gate: PolicySet): PolicySetResult {
    const { caller } = this.#question.request;
    const { kind } = caller.principal;
    if (kind !== 'root' && kind !== 'service') {
      // Without a statement the trace would not mention identity policies.
      if (gate.policies.length === 0) this.note('identity-policy', 'no-match', 'The caller has no identity policy.');
      return this.gate(gate);
    }
    const because =
      kind === 'root'
        ? 'The account root user has full IAM permissions.'
        : 'The service has full permissions in its own account.';
    this.note('identity-policy', 'allow', because);
    return { allows: new Map([[undefined, { kind: 'identity-policy', account: caller.account, policy: kind }]]) };
  }

  /** Loads the grants of the caller: those that allow, and their total number. */
  async grants(): Promise<{ readonly all: number; readonly allowing: readonly GrantRecord[] }> {
    const { action, resource } = this.#asked;
    const { request, facts } = this.#question;
    const live = await this.#question.grants();
    const { assumption } = this.#question;
    const allowing =
      assumption === undefined
        ? findMatchingGrants(live, action, resource, request, facts, this.#trace)
        : fittingAssuming(live, action, request, assumption);
    return { all: live.length, allowing };
  }
}

/** One way to a decision: the policy types whose allow it needed and got, and its result. */
interface Way extends Verdict {
  readonly required: readonly PolicyType[];
  /** How the key policy names the caller in this way. One of them is enough. */
  readonly namings?: readonly (PrincipalMatch | undefined)[];
}

const allowed = (decidedBy: DecidedBy, required: readonly PolicyType[]): Way => ({
  allowed: true,
  decidedBy,
  required,
});
const lacks = (lacking: NonNullable<Verdict['missingAllow']>, required: readonly PolicyType[] = []): Way => ({
  allowed: false,
  decidedBy: NONE,
  missingAllow: lacking,
  required,
});
const first = (found: PolicySetResult): DecidedBy | undefined => found.allows.values().next().value;

/** Records what a way to an allow needs, in the best case. */
function needs({ assumption }: EvaluationInput, { required, decidedBy, namings = [] }: Way): void {
  if (assumption === undefined) return;
  for (const type of ['scp', 'endpoint-policy', ...required]) assumption.needed.add(type);
  for (const naming of namings) assumption.needed.add(wayOf('key-policy', naming));
  if (decidedBy.kind === 'grant') assumption.needed.add(wayOf('grant', decidedBy.grant));
}

/**
 * Adds the result of each policy type to a verdict.
 * @param limits the types that every way needs
 */
function concluded(
  { required, namings: _namings, ...verdict }: Way,
  findings: Findings,
  limits: readonly PolicyType[],
): Verdict {
  const { allowed, decidedBy, missingAllow } = verdict;
  const explicit = !allowed && decidedBy.kind !== 'none';
  const by = decidedBy.kind === 'none' ? (missingAllow ?? 'key-policy') : decidedBy.kind;
  // For an implicit deny, only the limits before the missing type are known to allow.
  const order = [...findings.keys()];
  const passed = limits.filter((type) => allowed || order.indexOf(type) < order.indexOf(by));
  const policyTypes = policyTypeResults(findings, { allowed, by, explicit, required: [...passed, ...required] });
  return { ...verdict, policyTypes };
}

/**
 * Evaluates `action` on one resource. Appends every step to `trace`. A resource without a key depends only on IAM
 * policies.
 */
export async function evaluate(question: EvaluationInput, trace: TraceStep[]): Promise<Verdict> {
  const { request, resource, gates, loaded } = question;
  const { caller } = request;
  const { key } = resource;
  const isService = caller.principal.kind === 'service';
  const inquiry = new Evaluation(question, trace);

  const rcp = inquiry.gate(gates.rcp);
  const scp = inquiry.gate(gates.scp);
  const endpoint = inquiry.gate(gates.endpoint);
  const keyPolicy = inquiry.gate(gates.keyPolicy);
  const identity = isService && key !== undefined ? NOTHING : inquiry.identity(gates.identity);
  const boundary = inquiry.gate(gates.boundary);
  const session = inquiry.gate(gates.session);

  const ofKey = gates.keyPolicy !== undefined;
  const own = gates.keyPolicy?.kind === 'trust-policy' ? 'trust-policy' : 'key-policy';
  const findings = new Map<PolicyType, PolicySetResult | 'none' | 'not-evaluated'>([
    ...(ofKey ? [['rcp', gates.rcp ? rcp : 'none'] as const] : []),
    ['scp', gates.scp ? scp : 'none'],
    ['endpoint-policy', gates.endpoint ? endpoint : 'none'],
    [own, gates.keyPolicy ? keyPolicy : 'none'],
    ...(ofKey ? [['delegation', 'not-evaluated'] as const] : []),
    ['identity-policy', identity.allows.size === 0 && gates.identity.policies.length === 0 ? 'none' : identity],
    ['boundary', gates.boundary ? boundary : 'none'],
    ['session-policy', gates.session ? session : 'none'],
    ...(ofKey ? [['grant', 'not-evaluated'] as const] : []),
  ]);
  const limits: readonly PolicyType[] = ['rcp', 'scp', 'endpoint-policy'];
  const end = (way: Way): Verdict => concluded(way, findings, limits);

  const denial = [rcp, scp, endpoint, keyPolicy, identity, boundary, session].find(
    ({ deny }) => deny !== undefined,
  )?.deny;
  if (denial !== undefined) return end({ allowed: false, decidedBy: denial, required: [] });
  if (gates.scp !== undefined && first(scp) === undefined) return end(lacks('scp'));
  if (gates.endpoint !== undefined && first(endpoint) === undefined) return end(lacks('endpoint-policy'));

  /** Applies boundary and session policy to an allow that they limit. */
  const limited = (by: DecidedBy, required: readonly PolicyType[]): Way => {
    if (gates.boundary !== undefined && first(boundary) === undefined) return lacks('boundary', required);
    const within: readonly PolicyType[] = [...required, 'boundary'];
    if (gates.session !== undefined && first(session) === undefined) return lacks('session-policy', within);
    return allowed(by, [...within, 'session-policy']);
  };
  const byIdentity = first(identity);
  /** Evaluates the identity policies after the types in `required`. */
  const withIdentity = (required: readonly PolicyType[]): Way =>
    byIdentity === undefined
      ? lacks('identity-policy', required)
      : limited(byIdentity, [...required, 'identity-policy']);
  if (key === undefined || loaded.iamAlone) {
    const way = withIdentity([]);
    needs(question, way);
    return end(way);
  }

  const across = !isService && caller.account !== key.account;
  if (across && !request.crossAccount) {
    inquiry.note(own, 'no-match', 'This operation does not support cross-account access.');
    return end(lacks(own));
  }
  const direct = [...keyPolicy.allows].filter(([naming]) => naming !== 'account');
  // An account in the key policy names its root user, and delegates to the IAM policies of the account for all other
  // callers.
  const delegated = keyPolicy.allows.get('account');
  const delegates = delegated !== undefined && caller.principal.kind !== 'root';
  findings.set('delegation', delegates ? { allows: new Map([['account', delegated]]) } : 'none');
  if (delegates) {
    const policy = own === 'trust-policy' ? 'The trust policy' : 'The key policy';
    inquiry.note('delegation', 'allow', `${policy} delegates to the IAM policies of account ${caller.account}.`);
  }
  const byDelegation: readonly PolicyType[] = [own, 'delegation'];
  const ways: Way[] = [];
  if (across) {
    // Cross-account: the owner's key policy and an identity policy in the caller's account must both allow.
    const half = direct[0]?.[1] ?? delegated;
    if (half !== undefined) {
      const way = withIdentity(direct.length > 0 ? [own] : byDelegation);
      const namings = [...keyPolicy.allows.keys()];
      // An Allow without conditions makes those of the others irrelevant.
      const sure = namings.filter((naming) => question.assumption?.certain.has(wayOf('key-policy', naming)));
      ways.push({ ...way, namings: sure.length > 0 ? sure : namings });
    }
  } else {
    for (const [naming, by] of direct) {
      const way = UNLIMITED.has(naming) ? allowed(by, []) : limited(by, [own]);
      ways.push({ ...way, namings: [naming] });
    }
    if (delegated !== undefined) {
      const way = caller.principal.kind === 'root' ? allowed(delegated, []) : withIdentity(byDelegation);
      ways.push({ ...way, namings: ['account'] });
    }
  }
  // In the best case every way counts: each may have conditions of its own.
  const everyWay = question.assumption?.mode === 'best';
  const yes = ways.find((way) => way.allowed);
  if (yes !== undefined && !everyWay) return end(yes);
  const granted = await inquiry.grants();
  findings.set('grant', granted.all === 0 ? 'none' : granted.allowing.length > 0 ? GRANTED : NOTHING);
  for (const { id, grantee } of granted.allowing) {
    const by: DecidedBy = { kind: 'grant', policy: key.arn, grant: id };
    const toAccount = grantee === caller.account || grantee.endsWith(':root');
    // A grant to an account or a role is limited like an account or role in the key policy. One to a user or a session
    // is not.
    const isLimited = toAccount || (caller.session !== undefined && grantee !== caller.arn);
    const needed: readonly PolicyType[] = toAccount ? ['grant', 'identity-policy'] : ['grant'];
    const way =
      toAccount && byIdentity === undefined
        ? lacks('identity-policy', ['grant'])
        : isLimited
          ? limited(by, needed)
          : allowed(by, needed);
    if (way.allowed && !everyWay) return end(way);
    ways.push(way);
  }
  const through = ways.filter((way) => way.allowed);
  if (everyWay) for (const way of through) needs(question, way);
  return end(through[0] ?? ways[0] ?? lacks(own));
}
