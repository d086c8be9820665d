/** Whether a statement matches a request, and which of its elements was the first that did not. */
import type { AccessCondition, PolicyType } from '../../../model/decision.ts';
import type { PrincipalIds } from '../../../model/records.ts';
import type { Caller } from '../../pipeline/caller.ts';
import {
  conditionMatches,
  conditionKeysOf,
  singleValueOf,
  explainConditionMismatch,
  type Condition,
  type ConditionValues,
} from './condition.ts';
import type { Statement } from './parse-policy.ts';
import { matchesPattern } from './pattern.ts';
import { matchPrincipals, matchNotPrincipals, type PrincipalMatch, type Principals } from './principal.ts';
import { resolveTemplate, templateSource, type Template } from './template.ts';

/** What a statement is asked about. */
export interface RequestedAccess extends ConditionValues {
  readonly caller: Caller;
  readonly action: string;
  /** The ARN of the resource, or `*`. */
  readonly resource: string;
  /** Decides about every request instead of one. */
  readonly assumption?: Assumption;
}

/** A statement or a grant whose effect depends on the request, in the best case. */
export interface OpenStatement extends AccessCondition {
  readonly naming: PrincipalMatch | undefined;
}

/**
 * How conditions count that depend on the request. `best`: as the request would have to be to be allowed; `worst`: as it would have to be to be
 * denied. What was met on the way is added to the lists.
 */
export interface Assumption {
  readonly mode: 'best' | 'worst';
  readonly open: OpenStatement[];
  /** Policy types and ways of naming the caller that allow without a condition. */
  readonly certain: Set<string>;
  /** The policy types that some way to an allow needs. */
  readonly needed: Set<PolicyType>;
}

/** A way of naming the caller in a policy type, as `certain` has it. */
export const wayOf = (type: PolicyType, naming: PrincipalMatch | undefined): string => `${type} ${naming ?? ''}`;

/** The elements of a statement, in the order in which they are looked at. */
export type Element = 'Principal' | 'Action' | 'Resource' | 'Condition';

/** A match, with how it names the caller where it has a principal; or the first element that did not match, in words. */
export type StatementMatch =
  { readonly naming?: PrincipalMatch } | { readonly element: Element; readonly because: string };

/** The part of a match that depends on caller, action and statement alone, not on the request. */
export function matchPrincipal(
  { principals, notPrincipals, effect }: Statement,
  caller: Caller,
  ids?: PrincipalIds,
): StatementMatch {
  if (principals !== undefined) {
    const named = matchPrincipals(principals, caller, ids);
    return named === undefined ? { element: 'Principal', because: whyNotNamed(principals, caller) } : { naming: named };
  }
  if (notPrincipals !== undefined) {
    const named = matchNotPrincipals(notPrincipals, caller, effect, ids);
    return named === undefined
      ? { element: 'Principal', because: 'NotPrincipal spares the caller.' }
      : { naming: named };
  }
  return {};
}

const whyNotNamed = (principals: Principals, caller: Caller): string =>
  principals.arns.has(caller.principal.arn)
    ? `Principal means an earlier ${caller.principal.kind} of this name, which is no more.`
    : 'Principal does not name the caller or the caller’s account.';

/** Whether the actions of a statement hold `action`. */
export function matchAction({ actions, notActions }: Statement, action: string): StatementMatch {
  const covers = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matchesPattern(pattern, action, true));
  if (actions !== undefined)
    return covers(actions) ? {} : { element: 'Action', because: `Action does not hold ${action}.` };
  if (notActions !== undefined)
    return covers(notActions) ? { element: 'Action', because: `NotAction takes ${action} out.` } : {};
  return { element: 'Action', because: 'The statement has no Action, and so no effect.' };
}

function matchResource({ resources, notResources }: Statement, asked: RequestedAccess): StatementMatch {
  const valueOf = singleValueOf(asked);
  const covers = (template: Template): boolean => {
    if (asked.resource === '*') return templateSource(template) === '*';
    const pattern = resolveTemplate(template, valueOf);
    return pattern !== undefined && matchesPattern(pattern, asked.resource);
  };
  if (resources !== undefined)
    return resources.some(covers) ? {} : { element: 'Resource', because: `Resource does not hold ${asked.resource}.` };
  if (notResources !== undefined)
    return notResources.some(covers)
      ? { element: 'Resource', because: `NotResource takes ${asked.resource} out.` }
      : {};
  return { element: 'Resource', because: 'The statement has no Resource, and so no effect.' };
}

/** The part of a match that depends on the request: resource and conditions. */
export function matchRequest(statement: Statement, asked: RequestedAccess): StatementMatch {
  const resource = matchResource(statement, asked);
  if ('element' in resource) return resource;
  const failing = statement.conditions.find((condition) => !conditionMatches(condition, asked));
  return failing === undefined ? {} : { element: 'Condition', because: explainConditionMismatch(failing, asked) };
}

/** `matchRequest` about every request: the conditions that depend on it hold or not as `mode` says, and are given back. */
export function matchAssuming(
  statement: Statement,
  asked: RequestedAccess,
  mode: Assumption['mode'],
): { readonly matches: boolean; readonly open: readonly Condition[] } {
  const isOpen = (condition: Condition): boolean => conditionKeysOf(condition).some((key) => asked.isOpen(key));
  const open = statement.conditions.filter(isOpen);
  const closed = statement.conditions.filter((condition) => !isOpen(condition));
  if ('element' in matchRequest({ ...statement, conditions: closed }, asked)) return { matches: false, open: [] };
  return { matches: open.length === 0 || (mode === 'best') === (statement.effect === 'Allow'), open };
}
