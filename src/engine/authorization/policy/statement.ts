/** Whether a statement matches a request, and which of its elements was the first that did not. */
import type { PrincipalIds } from '../../../model/records.ts';
import type { Caller } from '../../pipeline/caller.ts';
import { holds, singleValueOf, whyNot, type Facts } from './condition.ts';
import type { Statement } from './parse-policy.ts';
import { fits } from './pattern.ts';
import { naming, namingUnless, type Naming, type Principals } from './principal.ts';
import { resolved, sourceOf, type Template } from './template.ts';

/** What a statement is asked about. */
export interface Asked extends Facts {
  readonly caller: Caller;
  readonly action: string;
  /** The ARN of the resource, or `*`. */
  readonly resource: string;
}

/** The elements of a statement, in the order in which they are looked at. */
export type Element = 'Principal' | 'Action' | 'Resource' | 'Condition';

/** A match, with how it names the caller where it has a principal; or the first element that did not match, in words. */
export type Match = { readonly naming?: Naming } | { readonly element: Element; readonly because: string };

/** The part of a match that depends on caller, action and statement alone, not on the request. */
export function matchCaller(
  { principals, notPrincipals, effect }: Statement,
  caller: Caller,
  ids?: PrincipalIds,
): Match {
  if (principals !== undefined) {
    const named = naming(principals, caller, ids);
    return named === undefined ? { element: 'Principal', because: whyNotNamed(principals, caller) } : { naming: named };
  }
  if (notPrincipals !== undefined) {
    const named = namingUnless(notPrincipals, caller, effect, ids);
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
export function matchAction({ actions, notActions }: Statement, action: string): Match {
  const covers = (patterns: readonly string[]): boolean => patterns.some((pattern) => fits(pattern, action, true));
  if (actions !== undefined)
    return covers(actions) ? {} : { element: 'Action', because: `Action does not hold ${action}.` };
  if (notActions !== undefined)
    return covers(notActions) ? { element: 'Action', because: `NotAction takes ${action} out.` } : {};
  return { element: 'Action', because: 'The statement has no Action, and so no effect.' };
}

function matchResource({ resources, notResources }: Statement, asked: Asked): Match {
  const valueOf = singleValueOf(asked);
  const covers = (template: Template): boolean => {
    if (asked.resource === '*') return sourceOf(template) === '*';
    const pattern = resolved(template, valueOf);
    return pattern !== undefined && fits(pattern, asked.resource);
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
export function matchRequest(statement: Statement, asked: Asked): Match {
  const resource = matchResource(statement, asked);
  if ('element' in resource) return resource;
  const failing = statement.conditions.find((condition) => !holds(condition, asked));
  return failing === undefined ? {} : { element: 'Condition', because: whyNot(failing, asked) };
}
