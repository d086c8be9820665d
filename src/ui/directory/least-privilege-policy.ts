/** The least identity policy for what somebody has called: read from the decisions that the log keeps. */
import type { AuditEvent } from '../../model/audit.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { viewOf, type GateStatus, type ResourceView } from '../decision/decision-view.ts';

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
}

/** What the gate of the identity policies did where the call needed them. */
const NEEDED: ReadonlySet<GateStatus> = new Set<GateStatus>(['decides-allow', 'passes', 'lacks']);

/**
 * Whether the call needed an identity policy for this resource: not where the key policy names the caller or a grant does, nor where a statement denies
 * whatever else allows. Across accounts it is needed beside the key policy, also where that does not allow yet.
 */
function needsIdentity({ gates, allowed }: ResourceView): boolean {
  const identity = gates.find(({ gate }) => gate === 'identity-policy');
  if (identity === undefined || gates.some(({ status }) => status === 'decides-deny')) return false;
  return NEEDED.has(identity.status) || (!allowed && identity.allows === true);
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
  let [calls, needed, denied] = [0, 0, 0];
  for (const { decision } of events) {
    if (decision === undefined) continue;
    calls += 1;
    const views = viewOf(decision).filter(needsIdentity);
    if (views.length === 0) continue;
    needed += 1;
    if (!decision.allowed) denied += 1;
    for (const { action, resource } of views) actions.set(resource, (actions.get(resource) ?? new Set()).add(action));
  }
  return { ...(actions.size > 0 ? { document: documentOf(actions) } : {}), calls, needed, denied };
}
