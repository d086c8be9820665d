/**
 * Evaluates the policies of one type for one request. Reads every statement, and returns the first deny and the first
 * allow of each way to name the caller.
 */
import type { DecidedBy, DecidingKind, PolicyRef, TraceStep } from '../../model/decision.ts';
import type { PrincipalIds } from '../../model/records.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { Policy, Statement } from './policy/parse-policy.ts';
import type { PrincipalMatch } from './policy/principal.ts';
import {
  matchAction,
  matchAssuming,
  matchPrincipal,
  matchRequest,
  wayOf,
  type RequestedAccess,
  type Assumption,
  type StatementMatch,
} from './policy/statement.ts';
import { templateSource } from './policy/template.ts';

/** A statement that matches caller and action: only the request decides whether it matches. */
interface Candidate {
  readonly statement: Statement;
  readonly naming: PrincipalMatch | undefined;
  /** Trace steps by reason: one object each, which a segment stores once for many events. */
  readonly steps: Map<string, TraceStep>;
}

/** Maximum number of cached reasons per statement. */
const MAX_CACHED_REASONS = 100;

/**
 * The part of an evaluation that depends only on caller and action: trace steps that are the same for every request,
 * one object each.
 */
interface PreFilteredPolicy {
  readonly steps: readonly TraceStep[];
  readonly candidates: readonly Candidate[];
}

/** Policy types whose policies have statements. */
export type PolicyType = Exclude<DecidingKind, 'none' | 'grant'>;

/** A policy with its reference, also as text, and the unique IDs of its principals. */
export interface NamedPolicyDocument {
  readonly name: string;
  readonly ref: PolicyRef;
  readonly policy: Policy;
  readonly principalIds?: PrincipalIds;
}

/** The policies of one type and their owner. */
export interface PolicySet {
  readonly kind: PolicyType;
  readonly policies: readonly NamedPolicyDocument[];
  readonly account?: string;
}

/**
 * Result of a policy set. `allows` has one entry per way in which an allow names the caller. Without a Principal
 * element there is one, under `undefined`.
 */
export interface PolicySetResult {
  readonly deny?: DecidedBy;
  readonly allows: ReadonlyMap<PrincipalMatch | undefined, DecidedBy>;
}

const sifted = new WeakMap<Caller, WeakMap<Policy, Map<string, PreFilteredPolicy>>>();

function stepOf(
  { name, ref }: NamedPolicyDocument,
  asked: RequestedAccess,
  statement: Statement,
  match: StatementMatch,
): TraceStep {
  const outcome = 'element' in match ? 'no-match' : statement.effect === 'Allow' ? 'allow' : 'deny';
  const effect = statement.effect === 'Deny' ? { effect: 'Deny' as const } : {};
  const why = 'element' in match ? { ...effect, element: match.element, because: match.because } : {};
  return {
    gate: ref.kind,
    action: asked.action,
    resource: asked.resource,
    outcome,
    policy: name,
    policyRef: ref,
    statement: statement.id,
    ...why,
  };
}

function preFilter(entry: NamedPolicyDocument, asked: RequestedAccess): PreFilteredPolicy {
  const { name, ref, policy, principalIds } = entry;
  const ofCaller = sifted.get(asked.caller) ?? new WeakMap<Policy, Map<string, PreFilteredPolicy>>();
  sifted.set(asked.caller, ofCaller);
  const ofPolicy = ofCaller.get(policy) ?? new Map<string, PreFilteredPolicy>();
  ofCaller.set(policy, ofPolicy);
  const question = `${ref.kind} ${name} ${asked.action} ${asked.resource}`;
  const known = ofPolicy.get(question);
  if (known !== undefined) return known;
  const steps: TraceStep[] = [];
  const candidates: Candidate[] = [];
  for (const statement of policy.statements) {
    const named = matchPrincipal(statement, asked.caller, principalIds);
    const match = 'element' in named ? named : matchAction(statement, asked.action);
    if ('element' in match) steps.push(stepOf(entry, asked, statement, match));
    else candidates.push({ statement, naming: 'naming' in named ? named.naming : undefined, steps: new Map() });
  }
  // Bounds the memory that a program with many keys can use.
  if (ofPolicy.size > 1_000) ofPolicy.clear();
  const found = { steps, candidates };
  ofPolicy.set(question, found);
  return found;
}

/** Evaluates a policy set for every possible request. Writes no trace, because there is no request. */
function askAssuming({ kind, policies }: PolicySet, asked: RequestedAccess, assumption: Assumption): PolicySetResult {
  let deny: DecidedBy | undefined;
  const allows = new Map<PrincipalMatch | undefined, DecidedBy>();
  for (const entry of policies) {
    for (const { statement, naming } of preFilter(entry, asked).candidates) {
      const { matches, open } = matchAssuming(statement, asked, assumption.mode);
      const { effect, id } = statement;
      if (open.length > 0) {
        const tests = open.map(({ operator, key, values }) => ({ operator, key, values: values.map(templateSource) }));
        assumption.open.push({ policyType: kind, effect, policyRef: entry.ref, statement: id, tests, naming });
      } else if (matches && effect === 'Allow') assumption.certain.add(wayOf(kind, naming));
      if (!matches) continue;
      if (effect === 'Deny') deny ??= { kind };
      else if (!allows.has(naming)) allows.set(naming, { kind });
    }
  }
  return { allows, ...(deny === undefined ? {} : { deny }) };
}

/** Evaluates every policy of a set, and appends each statement to `trace`. */
export function evaluatePolicySet(gate: PolicySet, asked: RequestedAccess, trace: TraceStep[]): PolicySetResult {
  if (asked.assumption !== undefined) return askAssuming(gate, asked, asked.assumption);
  const { kind, policies, account } = gate;
  let deny: DecidedBy | undefined;
  const allows = new Map<PrincipalMatch | undefined, DecidedBy>();
  for (const entry of policies) {
    const { steps, candidates } = preFilter(entry, asked);
    trace.push(...steps);
    for (const { statement, naming, steps: known } of candidates) {
      const match = matchRequest(statement, asked);
      const reason = 'element' in match ? match.because : '';
      const step = known.get(reason) ?? stepOf(entry, asked, statement, match);
      if (known.size < MAX_CACHED_REASONS) known.set(reason, step);
      trace.push(step);
      if ('element' in match) continue;
      const by: DecidedBy = {
        kind,
        ...(account === undefined ? {} : { account }),
        policy: entry.name,
        policyRef: entry.ref,
        statement: statement.id,
      };
      if (statement.effect === 'Deny') deny ??= by;
      else if (!allows.has(naming)) allows.set(naming, by);
    }
  }
  return { allows, ...(deny === undefined ? {} : { deny }) };
}
