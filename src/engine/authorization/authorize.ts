/**
 * Step 4 of the request pipeline: the decision over all resources of a call. Evaluates each resource that needs an
 * action. The first denial decides; otherwise the call is allowed.
 */
import { rootArn } from '../../model/arn.ts';
import type { DecidedBy, Decision, ResourceDecision, TraceStep } from '../../model/decision.ts';
import type { GrantRecord, KeyRecord } from '../../model/records.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { CallContext, ResolvedResource } from '../pipeline/call-context.ts';
import { evaluate, type Verdict } from './evaluate.ts';
import { readsConditionKey, collectPolicies } from './applicable-policies.ts';
import { loadGrants, loadEvaluationData } from './load-evaluation-data.ts';
import { collectConditionValues } from './condition-values.ts';
import type { Assumption } from './policy/statement.ts';
import type { ActiveGrant, EvaluationData, Request } from './request.ts';

/** The decision. For a denial also the resource and the missing policy type, for the error text. */
export interface Authorization {
  readonly decision: Decision;
  readonly denied?: { readonly resource: ResolvedResource; readonly verdict: Verdict };
}

/** A request with its dependencies. */
export interface AuthorizationInput {
  readonly request: Request;
  readonly context: CallContext;
  /** Grants whose tokens the request included. */
  readonly tokens: readonly GrantRecord[];
}

/**
 * Evaluates one action on one resource or, with an `assumption`, for every possible request. `given` takes precedence
 * over loaded data. Reads grants only if the policies do not allow.
 */
export async function evaluateResource(
  { request, context, tokens }: AuthorizationInput,
  resource: ResolvedResource,
  action: string,
  given: Partial<EvaluationData>,
  trace: TraceStep[],
  assumption?: Assumption,
): Promise<Verdict> {
  const { key } = resource;
  const known = { owner: key && (await context.reader.get('accounts', key.account)), ...given };
  const gates = collectPolicies(request, resource, known);
  const loaded: EvaluationData = {
    ...(await loadEvaluationData(resource, (name) => readsConditionKey(gates, name), context)),
    ...known,
  };
  const grants = (): Promise<readonly ActiveGrant[]> => loadGrants(request, key, context, tokens);
  const facts = collectConditionValues(request, resource, loaded);
  return evaluate(
    { request, resource, action, gates, loaded, facts, grants, ...(assumption && { assumption }) },
    trace,
  );
}

/** Converts a verdict for the decision. Undefined if no policy was evaluated. */
export function resourceDecision(
  action: string,
  { arn, identifiedBy }: ResolvedResource,
  verdict: Verdict,
): ResourceDecision | undefined {
  const { allowed, decidedBy, missingAllow, policyTypes } = verdict;
  if (policyTypes === undefined) return undefined;
  return {
    action,
    resource: arn,
    ...(identifiedBy === undefined ? {} : { identifiedBy }),
    allowed,
    decidedBy,
    ...(missingAllow === undefined ? {} : { lacking: missingAllow }),
    policyTypes,
  };
}

async function ask(asking: AuthorizationInput): Promise<Authorization> {
  const { caller } = asking.request;
  const trace: TraceStep[] = [];
  const resources: ResourceDecision[] = [];
  let decidedBy: DecidedBy = { kind: 'identity-policy', account: caller.account, policy: rootArn(caller.account) };
  let isFirst = true;
  for (const resource of asking.request.resources) {
    const { action, key } = resource;
    if (action === undefined) continue;
    // The key of a ciphertext does not exist: the caller must not learn whether it does.
    const isGone = resource.kind === 'ciphertext' && key === undefined;
    const verdict: Verdict = isGone
      ? { allowed: false, decidedBy: { kind: 'none' }, missingAllow: 'key-policy' }
      : await evaluateResource(asking, resource, action, {}, trace);
    const own = resourceDecision(action, resource, verdict);
    if (own !== undefined) resources.push(own);
    if (!verdict.allowed) {
      const decision = { allowed: false, decidedBy: verdict.decidedBy, trace, resources };
      return { decision, denied: { resource, verdict } };
    }
    if (isFirst || key !== undefined) decidedBy = verdict.decidedBy;
    isFirst = false;
  }
  return { decision: { allowed: true, decidedBy, trace, resources } };
}

/**
 * Cached allows of one caller and key by policies that read nothing of the request, by action and identification of the
 * key, with the account that owns the key.
 */
interface Standing {
  readonly owner: EvaluationData['owner'];
  readonly authorization: Authorization;
}

const standing = new WeakMap<Caller, WeakMap<KeyRecord, Map<string, Standing>>>();

function standingOf(caller: Caller, key: KeyRecord): Map<string, Standing> {
  const ofCaller = standing.get(caller) ?? new WeakMap<KeyRecord, Map<string, Standing>>();
  standing.set(caller, ofCaller);
  const ofKey = ofCaller.get(key) ?? new Map<string, Standing>();
  ofCaller.set(key, ofKey);
  return ofKey;
}

/**
 * Decides about a request. An allow that depends only on caller, key and action is cached as one object, which a
 * segment stores once for many events.
 */
export async function authorize(asking: AuthorizationInput): Promise<Authorization> {
  const { request, context } = asking;
  const [only, second] = request.resources;
  if (only?.key === undefined || only.action === undefined || second !== undefined || request.endpoint !== undefined)
    return ask(asking);
  const owner = await context.reader.get('accounts', only.key.account);
  const known = standingOf(request.caller, only.key);
  const { by, alias = '' } = only.identifiedBy ?? {};
  const name = `${only.action} ${by ?? ''} ${alias}`;
  const before = known.get(name);
  if (before !== undefined && before.owner === owner) return before.authorization;
  const authorization = await ask(asking);
  const stands = authorization.decision.allowed && authorization.decision.decidedBy.kind !== 'grant';
  if (stands && !readsConditionKey(collectPolicies(request, only, { owner })))
    known.set(name, { owner, authorization });
  return authorization;
}
