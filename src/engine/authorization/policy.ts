/**
 * Policy documents, as far as this sandbox evaluates them: Version, Id, Statement with Sid, Effect, Principal (accounts, users, roles, role sessions, "*"),
 * Action (kms:… with wildcards, "*") and Resource. Anything else is refused, so that no statement is stored that would not be evaluated.
 */
import { parseArn } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import { GAPS } from '../../model/gaps.ts';
import type { PolicyDocument } from '../../model/records.ts';

/** Whom a statement names. */
export interface Principals {
  readonly everyone: boolean;
  /** Account ids, from 12 digits or a root ARN. */
  readonly accounts: ReadonlySet<string>;
  /** ARNs of users, roles and role sessions. */
  readonly arns: ReadonlySet<string>;
}

/** A statement that is evaluated. `id` is its Sid, or `#1` for the first. `principals` only in key policies. */
export interface Statement {
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals?: Principals;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** A parsed policy. */
export interface Policy {
  readonly statements: readonly Statement[];
}

const INVALID_ARN = 'An ARN in the specified key policy is invalid.';

/** A refusal that AWS would word the same way. */
function malformed(note: string): KmsError {
  return new KmsError('MalformedPolicyDocumentException', undefined, note);
}

/** A refusal that is ours alone: AWS would evaluate it. */
function gap(what: string): KmsError {
  return new KmsError('MalformedPolicyDocumentException', undefined, `${what}: ${GAPS.policyLanguage.note}`);
}

function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(`${what} must be an object.`);
  return value as Readonly<Record<string, unknown>>;
}

function strings(value: unknown, what: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every((entry) => typeof entry === 'string')) throw malformed(`${what} must be a string or a list of strings.`);
  return list;
}

function onlyKnown(value: Readonly<Record<string, unknown>>, known: readonly string[], evaluatedByAws: readonly string[], what: string): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    throw evaluatedByAws.includes(name) ? gap(`${what} has the element ${name}`) : malformed(`${what} has an unknown element ${name}.`);
  }
}

function principalsOf(value: unknown, what: string): Principals {
  if (value === '*') return { everyone: true, accounts: new Set(), arns: new Set() };
  const named = object(value, `${what}: Principal`);
  onlyKnown(named, ['AWS'], ['Service', 'Federated', 'CanonicalUser'], `${what}: Principal`);
  let everyone = false;
  const accounts = new Set<string>();
  const arns = new Set<string>();
  for (const principal of strings(named['AWS'], `${what}: Principal.AWS`)) {
    const arn = parseArn(principal);
    if (principal === '*') everyone = true;
    else if (/^\d{12}$/.test(principal)) accounts.add(principal);
    else if (arn?.resource === 'root' && arn.service === 'iam') accounts.add(arn.account);
    else if (
      arn !== undefined &&
      /^\d{12}$/.test(arn.account) &&
      ((arn.service === 'iam' && /^(user|role)\/[^*?]+$/.test(arn.resource)) ||
        (arn.service === 'sts' && /^assumed-role\/[^*?/]+\/[^*?/]+$/.test(arn.resource)))
    ) {
      arns.add(principal);
    } else
      throw new KmsError(
        'InvalidArnException',
        INVALID_ARN,
        `${what} names ${principal}: only accounts, users, roles and role sessions can be principals.`,
      );
  }
  return { everyone, accounts, arns };
}

function actionsOf(value: unknown, what: string): readonly string[] {
  const actions = strings(value, `${what}: Action`);
  for (const action of actions) {
    if (action !== '*' && !/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(action)) throw malformed(`${what}: ${action} is no action.`);
  }
  return actions;
}

function statementOf(value: unknown, index: number, kind: 'key' | 'identity'): Statement {
  const raw = object(value, `Statement ${index + 1}`);
  const id = typeof raw['Sid'] === 'string' && raw['Sid'] !== '' ? raw['Sid'] : `#${index + 1}`;
  const what = `Statement ${id}`;
  const known = ['Sid', 'Effect', 'Action', 'Resource', ...(kind === 'key' ? ['Principal'] : [])];
  onlyKnown(raw, known, ['Condition', 'NotAction', 'NotResource', ...(kind === 'key' ? ['NotPrincipal'] : [])], what);
  if (raw['Sid'] !== undefined && typeof raw['Sid'] !== 'string') throw malformed(`${what}: Sid must be a string.`);
  const effect = raw['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(`${what}: Effect must be Allow or Deny, in this spelling.`);
  if (raw['Action'] === undefined || raw['Resource'] === undefined) {
    throw gap(`${what} has no ${raw['Action'] === undefined ? 'Action' : 'Resource'} and so no effect`);
  }
  const actions = actionsOf(raw['Action'], what);
  const resources = strings(raw['Resource'], `${what}: Resource`);
  if (kind === 'identity') return { id, effect, actions, resources };
  if (raw['Principal'] === undefined) throw malformed(`${what} has no Principal.`);
  for (const action of actions) {
    if (action !== '*' && !/^kms:/i.test(action)) throw gap(`${what} names the action ${action} of another service`);
  }
  if (resources.some((resource) => resource !== '*')) throw gap(`${what} names a Resource other than "*"`);
  return { id, effect, actions, resources, principals: principalsOf(raw['Principal'], what) };
}

function policyOf(document: unknown, kind: 'key' | 'identity'): Policy {
  const raw = object(document, 'The policy');
  onlyKnown(raw, ['Version', 'Id', 'Statement'], [], 'The policy');
  const version = raw['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') throw malformed('Version must be 2012-10-17 or 2008-10-17.');
  if (raw['Id'] !== undefined && typeof raw['Id'] !== 'string') throw malformed('Id must be a string.');
  const list: readonly unknown[] = Array.isArray(raw['Statement']) ? raw['Statement'] : [raw['Statement']];
  if (raw['Statement'] === undefined || list.length === 0) throw malformed('The policy has no Statement.');
  return { statements: list.map((statement, index) => statementOf(statement, index, kind)) };
}

const keyPolicies = new Map<string, Policy>();
const identityPolicies = new WeakMap<PolicyDocument, Policy>();

/** The key policy in `text`. Throws MalformedPolicyDocumentException or InvalidArnException, with a note that says which statement and why. */
export function parseKeyPolicy(text: string): Policy {
  let policy = keyPolicies.get(text);
  if (policy === undefined) {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      throw malformed(`The policy is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    policy = policyOf(document, 'key');
    if (keyPolicies.size > 1_000) keyPolicies.clear();
    keyPolicies.set(text, policy);
  }
  return policy;
}

/** An identity policy. Throws like `parseKeyPolicy`. */
export function parseIdentityPolicy(document: PolicyDocument): Policy {
  let policy = identityPolicies.get(document);
  if (policy === undefined) {
    policy = policyOf(document, 'identity');
    identityPolicies.set(document, policy);
  }
  return policy;
}
