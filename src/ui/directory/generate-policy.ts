/** Generates a least-privilege identity policy from the decisions in the audit log. */
import type { AuditEvent } from '../../model/audit.ts';
import type { PolicyTypeResult, ResourceDecision } from '../../model/decision.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';

/** A generated policy, and the calls that it is based on. */
export interface GeneratedPolicy {
  /** Undefined if no call required an identity policy. */
  readonly document?: PolicyDocument;
  /** Calls that have a decision. */
  readonly calls: number;
  /** Of those: calls that required an allow of an identity policy. */
  readonly needed: number;
  /** Of the needed ones: calls that were denied. */
  readonly denied: number;
  /** Calls that the policy leaves out, because an earlier version stored their events without what they required. */
  readonly unrecorded: number;
}

/** The effects of the identity policies on a decision that required them. */
const NEEDED: ReadonlySet<PolicyTypeResult['effect']> = new Set<PolicyTypeResult['effect']>([
  'decides',
  'required',
  'lacking',
]);

/**
 * Whether the call required an identity policy for this resource: not if the key policy or a grant allows the caller
 * directly, nor if a statement denies the call. Across accounts it is required in addition to the key policy, even if
 * that does not allow the call.
 */
function needsIdentity({ policyTypes, allowed }: ResourceDecision): boolean {
  const identity = policyTypes.find(({ type }) => type === 'identity-policy');
  if (identity === undefined || policyTypes.some(({ outcome }) => outcome === 'explicit-deny')) return false;
  return NEEDED.has(identity.effect) || (!allowed && identity.outcome === 'allow');
}

/** Builds the policy: one statement for all resources that need the same actions. */
function documentOf(actions: ReadonlyMap<string, ReadonlySet<string>>): PolicyDocument {
  const together = Map.groupBy([...actions], ([, needed]) => [...needed].toSorted().join());
  const one = (list: readonly string[]): string | readonly string[] => (list.length === 1 ? (list[0] ?? '') : list);
  const Statement = [...together]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([needed, resources]) => ({
      Effect: 'Allow',
      Action: one(needed.split(',')),
      Resource: one(resources.map(([resource]) => resource).toSorted()),
    }));
  return { Version: '2012-10-17', Statement };
}

/** Generates the policy from events of one caller, in any order. */
export function generatePolicy(events: readonly AuditEvent[]): GeneratedPolicy {
  const actions = new Map<string, Set<string>>();
  let [calls, needed, denied, unrecorded] = [0, 0, 0, 0];
  for (const { decision } of events) {
    if (decision === undefined) continue;
    calls += 1;
    if (decision.resources === undefined && decision.trace.length > 0) unrecorded += 1;
    const own = (decision.resources ?? []).filter(needsIdentity);
    if (own.length === 0) continue;
    needed += 1;
    if (!decision.allowed) denied += 1;
    for (const { action, resource } of own) actions.set(resource, (actions.get(resource) ?? new Set()).add(action));
  }
  return { ...(actions.size > 0 ? { document: documentOf(actions) } : {}), calls, needed, denied, unrecorded };
}
