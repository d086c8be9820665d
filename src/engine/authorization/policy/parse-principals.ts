/** Parses the elements Principal and NotPrincipal. */
import type { PolicyPath } from '../../../model/policy-check.ts';
import { itemPath, malformed, object, onlyKnown, strings, type Attempt } from './parse-elements.ts';
import { inside, PolicyError, type Place } from './policy-error.ts';
import { awsPrincipal, type Principals } from './principal.ts';

/**
 * Unique ID that a deleted user or role leaves in a policy. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]{12,124}$/;

/** AWS's message for principals that do not exist. */
export const INVALID_PRINCIPALS = 'Policy contains a statement with one or more invalid principals.';
const INVALID_ARN = 'An ARN in the specified key policy is invalid.';

type Named = readonly (readonly [name: string, path: PolicyPath])[];

/** Parses the value of one of the elements. */
export function principalsOf(value: unknown, place: Place, attempt: Attempt): Principals {
  const accounts = new Set<string>();
  const arns = new Set<string>();
  const named = new Map<string, PolicyPath>();
  if (value === '*') return { everyone: true, accounts, arns, services: new Set(), federated: new Set(), named };
  const elements = object(value, place);
  onlyKnown(elements, ['AWS', 'Service', 'Federated'], place, attempt);
  if (Object.keys(elements).length === 0) throw malformed('MissingElement', place, ' is empty.', value);
  const of = (element: 'AWS' | 'Service' | 'Federated'): Named => {
    const given = elements[element];
    if (given === undefined) return [];
    const own = inside(place, `${place.what}.${element}`, element);
    const names = attempt(() => strings(given, own)) ?? [];
    return names.map((name, index) => [name, itemPath(own, given, index)]);
  };
  let everyone = false;
  for (const [principal, path] of of('AWS')) {
    attempt(() => {
      const found = awsPrincipal(principal);
      if (found === undefined) throw invalidPrincipal({ ...place, path }, principal);
      if ('everyone' in found) everyone = true;
      else if ('account' in found) accounts.add(found.account);
      else arns.add(found.arn);
      named.set('account' in found ? found.account : principal, path);
    });
  }
  const services = of('Service');
  const federated = of('Federated');
  for (const [name, path] of [...services, ...federated]) named.set(name, path);
  const names = (list: Named) => new Set(list.map(([name]) => name));
  return { everyone, accounts, arns, services: names(services), federated: names(federated), named };
}

/** Creates the error for an invalid principal. */
function invalidPrincipal(place: Place, principal: string): PolicyError {
  if (UNIQUE_ID.test(principal)) {
    const note = `${place.what}: unique IDs such as ${principal} are not accepted as principals.`;
    return new PolicyError('RemovedPrincipal', { place, note, value: principal, text: INVALID_PRINCIPALS });
  }
  const note = `${place.what}: ${principal} is not a valid principal. Use the ARN of an account, user, role, role session or federated user, without wildcards.`;
  const aws = { name: 'InvalidArnException', text: INVALID_ARN } as const;
  return new PolicyError('InvalidPrincipal', { place, note, value: principal, ...aws });
}
