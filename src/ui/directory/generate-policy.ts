/** The least identity policy for what somebody has called: read from the decisions that the log keeps. */
import type { AuditEvent } from '../../model/audit.ts';
import type { PolicyTypeResult, ResourceDecision } from '../../model/decision.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';

/** The policy, and what it was read from. */
export interface LeastPolicy {
  /** Undefined where no call needed an identity policy. */
  readonly document?: PolicyDocument;
  /** Calls that were decided about. */
  readonly calls: number;
  /** Of those: calls that an identity policy had to allow. */
  readonly needed: number;
  /** Of the needed ones: calls that were denied, and need it still. */
  readonly denied: number;
  /** Calls whose events do not record what they needed, because an earlier version stored them; the policy leaves them out. */
  readonly unrecorded: number;
}

/** What the identity policies were to a decision that needed them. */
const NEEDED: ReadonlySet<PolicyTypeResult['effect']> = new Set<PolicyTypeResult['effect']>([
  'decides',
  'required',
  'lacking',
]);

/**
 * Whether the call needed an identity policy for this resource: not where the key policy names the caller or a grant does, nor where a statement
 * denies the call. Across accounts it is needed next to the key policy, also where that does not allow yet.
 */
function needsIdentity({ policyTypes, allowed }: ResourceDecision): boolean {
  const identity = policyTypes.find(({ type }) => type === 'identity-policy');
  if (identity === undefined || policyTypes.some(({ outcome }) => outcome === 'explicit-deny')) return false;
  return NEEDED.has(identity.effect) || (!allowed && identity.outcome === 'allow');
}

/** Resources by the actions on them, as statements: those of which the same is needed stand together. */
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

/** Reads it from events of one caller, in whatever order. */
export function leastPolicy(events: readonly AuditEvent[]): LeastPolicy {
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
