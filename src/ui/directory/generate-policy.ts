/** Generates a least-privilege identity policy from the decisions in the audit log. */
import type { AuditEvent } from '../../model/audit.ts';
import type { PolicyTypeResult, ResourceDecision } from '../../model/decision.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { isConsoleRead } from '../page/console-reads.ts';
import {
  conditionElement,
  conditionsId,
  conditionsOf,
  mergeAccesses,
  regionCondition,
  type RecordedAccess,
} from '../policy-text/recorded-access.ts';

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
  /** The reads that the console made to show its pages. They do not count as calls unless asked for. */
  readonly consoleReads: number;
  /** Of the needed ones: calls that the policy leaves out, because no policy can allow exactly them. */
  readonly inexpressible: number;
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

/** An action on a resource under conditions. `group`: the resource. */
interface NeededAction extends RecordedAccess {
  readonly action: string;
}

/** Builds the policy: one statement for all resources that need the same actions under the same conditions. */
function documentOf(needed: readonly NeededAction[]): PolicyDocument {
  const one = (list: readonly string[]): string | readonly string[] => (list.length === 1 ? (list[0] ?? '') : list);
  const perResource = [
    ...Map.groupBy(needed, ({ group, conditions }) => `${group} ${conditionsId(conditions)}`).values(),
  ];
  const accesses = perResource.flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const actions = [...new Set([first, ...others].map(({ action }) => action))].toSorted();
    return [
      { resource: first.group, actions, group: `${first.group} ${actions.join()}`, conditions: first.conditions },
    ];
  });
  const together = Map.groupBy(
    mergeAccesses(accesses),
    ({ actions, conditions }) => `${actions.join()} ${conditionsId(conditions)}`,
  );
  const Statement = [...together]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([, [first, ...others]]) => ({
      Effect: 'Allow',
      Action: one(first?.actions ?? []),
      Resource: one([first, ...others].map((access) => access?.resource ?? '').toSorted()),
      ...conditionElement(first?.conditions ?? []),
    }));
  return { Version: '2012-10-17', Statement };
}

/** What the call needed. Undefined if no policy can allow exactly that. */
function neededActions(event: AuditEvent, own: readonly ResourceDecision[]): readonly NeededAction[] | undefined {
  const needed: NeededAction[] = [];
  for (const { action, resource } of own) {
    const conditions = conditionsOf(event, action);
    if (conditions === undefined) return undefined;
    const all = resource === '*' ? [...conditions, regionCondition(event)] : conditions;
    needed.push({ group: resource, action, conditions: all });
  }
  return needed;
}

/**
 * Generates the policy from events of one caller, in any order. It allows each of the calls that required an identity
 * policy, and no call with another encryption context, key, operation or Region.
 */
export function generatePolicy(
  events: readonly AuditEvent[],
  options: { /** Also for the reads that the console made to show its pages. */ readonly consoleReads?: boolean } = {},
): GeneratedPolicy {
  const all: NeededAction[] = [];
  let [calls, needed, denied, unrecorded, consoleReads, inexpressible] = [0, 0, 0, 0, 0, 0];
  for (const event of events) {
    const { decision } = event;
    if (decision === undefined) continue;
    if (isConsoleRead(event)) {
      consoleReads += 1;
      if (options.consoleReads !== true) continue;
    }
    calls += 1;
    if (decision.resources === undefined && decision.trace.length > 0) unrecorded += 1;
    const own = (decision.resources ?? []).filter(needsIdentity);
    if (own.length === 0) continue;
    needed += 1;
    if (!decision.allowed) denied += 1;
    const actions = neededActions(event, own);
    if (actions === undefined) inexpressible += 1;
    else all.push(...actions);
  }
  const document = all.length > 0 ? { document: documentOf(all) } : {};
  return { ...document, calls, needed, denied, unrecorded, consoleReads, inexpressible };
}
