/** Matches a statement against a request, and reports the first element that does not match. */
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

/** The access that a statement is matched against. */
export interface RequestedAccess extends ConditionValues {
  readonly caller: Caller;
  readonly action: string;
  /** ARN of the resource, or `*`. */
  readonly resource: string;
  /** Evaluates every possible request instead of one. */
  readonly assumption?: Assumption;
}

/** A statement or grant whose effect depends on the request, in the best case. */
export interface OpenStatement extends AccessCondition {
  readonly naming: PrincipalMatch | undefined;
}

/**
 * How to treat conditions that depend on the request. `best`: as if the request were the one most likely to be allowed;
 * `worst`: the one most likely to be denied; `undenied`: that one, if no Deny applied to it. The lists collect what was
 * found.
 */
export interface Assumption {
  readonly mode: 'best' | 'worst' | 'undenied';
  readonly open: OpenStatement[];
  /** Policy types and ways to name the caller that allow without a condition. */
  readonly certain: Set<string>;
  /** What some way to an allow needs: policy types, each way to name the caller in the key policy, and each grant. */
  readonly needed: Set<string>;
}

/** Key in `certain` and `needed` for a way to name the caller in a policy type, or for a grant. */
export const wayOf = (type: PolicyType, naming: string | undefined): string => `${type} ${naming ?? ''}`;

/** Elements of a statement, in evaluation order. */
export type Element = 'Principal' | 'Action' | 'Resource' | 'Condition';

/**
 * A match, with how the Principal element names the caller if there is one, or the first element that does not match,
 * with the reason.
 */
export type StatementMatch =
  { readonly naming?: PrincipalMatch } | { readonly element: Element; readonly because: string };

/** Matches the part that depends only on caller and statement. */
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
      ? { element: 'Principal', because: 'NotPrincipal lists the caller.' }
      : { naming: named };
  }
  return {};
}

const whyNotNamed = (principals: Principals, caller: Caller): string =>
  principals.arns.has(caller.principal.arn)
    ? `The statement names a deleted ${caller.principal.kind}; a new ${caller.principal.kind} with the same ARN does not match.`
    : 'Principal does not include the caller or its account.';

/** Whether the actions of a statement include `action`. */
export function matchAction({ actions, notActions }: Statement, action: string): StatementMatch {
  const covers = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matchesPattern(pattern, action, true));
  if (actions !== undefined)
    return covers(actions) ? {} : { element: 'Action', because: `Action does not include ${action}.` };
  if (notActions !== undefined)
    return covers(notActions) ? { element: 'Action', because: `NotAction excludes ${action}.` } : {};
  return { element: 'Action', because: 'The statement has no Action element and has no effect.' };
}

function matchResource({ resources, notResources }: Statement, asked: RequestedAccess): StatementMatch {
  const valueOf = singleValueOf(asked);
  const covers = (template: Template): boolean => {
    if (asked.resource === '*') return templateSource(template) === '*';
    const pattern = resolveTemplate(template, valueOf);
    return pattern !== undefined && matchesPattern(pattern, asked.resource);
  };
  if (resources !== undefined)
    return resources.some(covers) ? {} : { element: 'Resource', because: `Resource does not match ${asked.resource}.` };
  if (notResources !== undefined)
    return notResources.some(covers) ? { element: 'Resource', because: `NotResource excludes ${asked.resource}.` } : {};
  return { element: 'Resource', because: 'The statement has no Resource element and has no effect.' };
}

/** Matches the part that depends on the request: resource and conditions. */
export function matchRequest(statement: Statement, asked: RequestedAccess): StatementMatch {
  const resource = matchResource(statement, asked);
  if ('element' in resource) return resource;
  const failing = statement.conditions.find((condition) => !conditionMatches(condition, asked));
  return failing === undefined ? {} : { element: 'Condition', because: explainConditionMismatch(failing, asked) };
}

/** The assumption under which an open condition matches. */
const MATCHES = { Allow: 'best', Deny: 'worst' } as const;

/**
 * Like `matchRequest`, for every possible request: conditions that depend on it match or not, according to `mode`, and
 * are returned.
 */
export function matchAssuming(
  statement: Statement,
  asked: RequestedAccess,
  mode: Assumption['mode'],
): { readonly matches: boolean; readonly open: readonly Condition[] } {
  const isOpen = (condition: Condition): boolean => conditionKeysOf(condition).some((key) => asked.isOpen(key));
  const open = statement.conditions.filter(isOpen);
  const closed = statement.conditions.filter((condition) => !isOpen(condition));
  if ('element' in matchRequest({ ...statement, conditions: closed }, asked)) return { matches: false, open: [] };
  return { matches: open.length === 0 || mode === MATCHES[statement.effect], open };
}
