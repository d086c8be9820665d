/** Policy documents: the JSON grammar, read into statements. Source: the IAM page on the grammar of the JSON policy language. */
import { KmsError } from '../../../model/errors.ts';
import { isMultivalued } from '../../../model/condition-keys.ts';
import type { PolicyDocument } from '../../../model/policy-document.ts';
import { conditionOf, keysOf, type Condition } from './condition.ts';
import { duplicateMember } from './duplicate-member.ts';
import { awsPrincipal, type Principals } from './principal.ts';
import { resourceTemplateOf, variablesOf, type Template } from './template.ts';

/** What a policy hangs on. Only key and endpoint policies have principals; a resource control policy has `*`. */
export type PolicyKind = 'key' | 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'endpoint';

/** A statement. `id` is its Sid, or `#1` for the first. */
export interface Statement {
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals?: Principals;
  readonly notPrincipals?: Principals;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly Template[];
  readonly notResources?: readonly Template[];
  readonly conditions: readonly Condition[];
}

/** A parsed policy. */
export interface Policy {
  readonly statements: readonly Statement[];
  /** The condition keys that it reads, in lower case. */
  readonly reads: ReadonlySet<string>;
}

type Raw = Readonly<Record<string, unknown>>;

/** What a user or role that was removed leaves in a policy. Source: the IAM page on unique identifiers. */
const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]{12,124}$/;

/** What AWS says of principals that are not there. */
export const INVALID_PRINCIPALS = 'Policy contains a statement with one or more invalid principals.';
const INVALID_ARN = 'An ARN in the specified key policy is invalid.';
/** What hangs on an identity. It has no Id. Source: the IAM page on the grammar, notes. */
const OF_IDENTITIES: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary']);
const HAS_PRINCIPAL: ReadonlySet<PolicyKind> = new Set(['key', 'endpoint', 'rcp']);
const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
/** The policies of IAM itself have Sids of letters and digits alone. Source: the IAM page on the grammar, notes about string values. */
const PLAIN_SID: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary', 'session']);

/** A refusal in AWS's name; the note says which statement and why. */
function malformed(note: string): KmsError {
  return new KmsError('MalformedPolicyDocumentException', undefined, note);
}

function object(value: unknown, what: string): Raw {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(`${what} must be an object.`);
  return value as Raw;
}

function strings(value: unknown, what: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every((entry) => typeof entry === 'string'))
    throw malformed(`${what} must be a string or a list of strings.`);
  return list;
}

function onlyKnown(value: Raw, known: readonly string[], what: string): void {
  for (const name of Object.keys(value))
    if (!known.includes(name)) throw malformed(`${what} has an unknown element ${name}.`);
}

function principalsOf(value: unknown, what: string): Principals {
  const accounts = new Set<string>();
  const arns = new Set<string>();
  if (value === '*') return { everyone: true, accounts, arns, services: new Set(), federated: new Set() };
  const named = object(value, what);
  onlyKnown(named, ['AWS', 'Service', 'Federated'], what);
  if (Object.keys(named).length === 0) throw malformed(`${what} names nobody.`);
  let everyone = false;
  for (const principal of named['AWS'] === undefined ? [] : strings(named['AWS'], `${what}.AWS`)) {
    const found = awsPrincipal(principal);
    if (found === undefined) {
      if (UNIQUE_ID.test(principal)) {
        const note = `${what} names ${principal}, the unique id of a user or role that is no more.`;
        throw new KmsError('MalformedPolicyDocumentException', INVALID_PRINCIPALS, note);
      }
      const note = `${what} names ${principal}: only accounts, users, roles, role sessions and federated users can be principals, without wildcards.`;
      throw new KmsError('InvalidArnException', INVALID_ARN, note);
    }
    if ('everyone' in found) everyone = true;
    else if ('account' in found) accounts.add(found.account);
    else arns.add(found.arn);
  }
  const others = (element: 'Service' | 'Federated') =>
    new Set(named[element] === undefined ? [] : strings(named[element], `${what}.${element}`));
  return { everyone, accounts, arns, services: others('Service'), federated: others('Federated') };
}

function actionsOf(value: unknown, what: string): readonly string[] {
  const actions = strings(value, what);
  for (const action of actions) {
    if (!/^\*(:\*)?$|^[a-z0-9-]+:[a-z0-9*?]+$/i.test(action)) throw malformed(`${what}: ${action} is no action.`);
  }
  return actions;
}

const ARN_PARTS = 6;

/** In a policy of an identity an ARN may stop short: what is missing is anything. Source: the IAM page on the grammar, notes about string values. */
function completed(arn: string): string {
  const parts = /^arn:[^:]*:[^:*?]+(:[^:]*){0,2}$/.test(arn) ? arn.split(':').length : ARN_PARTS;
  return arn + ':*'.repeat(ARN_PARTS - parts);
}

function resourcesOf(value: unknown, what: string, kind: PolicyKind, variables: boolean): readonly Template[] {
  return strings(value, what).map((written) => {
    const text = OF_IDENTITIES.has(kind) ? completed(written) : written;
    if (text !== '*' && !/^arn:[^:]*:[^:*?]*:[^:]*:[^:]*:.+$/.test(text) && !/^arn:\*/.test(text))
      throw malformed(`${what}: ${text} is neither an ARN nor "*".`);
    return resourceTemplateOf(text, variables);
  });
}

const TAG_OR_CONTEXT = /^(kms:EncryptionContext:|aws:RequestTag\/)/i;

function conditionsOf(value: unknown, what: string, kind: PolicyKind, variables: boolean): readonly Condition[] {
  if (value === undefined) return [];
  const found: Condition[] = [];
  for (const [operator, keys] of Object.entries(object(value, what))) {
    for (const [key, wanted] of Object.entries(object(keys, `${what}.${operator}`))) {
      const at = `${what}.${operator}.${key}`;
      if (!/^[A-Za-z0-9-]+:.+/.test(key)) throw malformed(`${at}: ${key} is no condition key.`);
      const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
      if (!list.every((entry) => ['string', 'number', 'boolean'].includes(typeof entry)))
        throw malformed(`${at} must be text, a number, true or false, or a list of them.`);
      const condition = conditionOf(operator, key, list.map(String), variables);
      if (condition === undefined) throw malformed(`${what}: there is no condition operator ${operator}.`);
      if (
        kind === 'key' &&
        condition.quantifier === 'ForAllValues' &&
        TAG_OR_CONTEXT.test(key) &&
        !isMultivalued(key)
      ) {
        throw new KmsError(
          'MalformedPolicyDocumentException',
          'OverlyPermissiveCondition: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified [encryption context or tag] or with an unspecified [encryption context or tag]. To fix, remove ForAllValues.',
        );
      }
      found.push(condition);
    }
  }
  return found;
}

/** One of two elements of which at most one may stand; `needed` names the policies in which one must. */
function oneOf(raw: Raw, element: string, what: string, needed: boolean): void {
  const not = `Not${element}`;
  if (raw[element] !== undefined && raw[not] !== undefined) throw malformed(`${what} has both ${element} and ${not}.`);
  if (needed && raw[element] === undefined && raw[not] === undefined) throw malformed(`${what} has no ${element}.`);
}

/** What only resource control policies have to keep to. Source: the page on their syntax. */
function checkResourceControl(raw: Raw, what: string): void {
  if (raw['Principal'] !== '*' || raw['Effect'] !== 'Deny')
    throw malformed(`${what}: a resource control policy only denies, and its Principal is "*".`);
  if (raw['NotAction'] !== undefined) throw malformed(`${what}: NotAction is not for a resource control policy.`);
  if (actionsOf(raw['Action'], `${what}: Action`).some((action) => action.startsWith('*')))
    throw malformed(`${what}: Action of a resource control policy must name a service, as kms:* does.`);
}

function statementOf(value: unknown, index: number, kind: PolicyKind, variables: boolean): Statement {
  const raw = object(value, `Statement ${index + 1}`);
  const id = typeof raw['Sid'] === 'string' && raw['Sid'] !== '' ? raw['Sid'] : `#${index + 1}`;
  const what = `Statement ${id}`;
  const principal = HAS_PRINCIPAL.has(kind);
  onlyKnown(raw, principal ? [...ELEMENTS, 'Principal', 'NotPrincipal'] : ELEMENTS, what);
  if (raw['Sid'] !== undefined && typeof raw['Sid'] !== 'string') throw malformed(`${what}: Sid must be a string.`);
  if (PLAIN_SID.has(kind) && !/^[A-Za-z0-9]*$/.test(String(raw['Sid'] ?? '')))
    throw malformed(`${what}: Sid must be letters and digits; only policies of resources may have others.`);
  const effect = raw['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    throw malformed(`${what}: Effect must be Allow or Deny, in this spelling.`);
  oneOf(raw, 'Principal', what, principal);
  // A statement of a key policy may lack Action or Resource: the API takes it, and it has no effect. Source: the guide's overview of key policies.
  oneOf(raw, 'Action', what, kind !== 'key');
  oneOf(raw, 'Resource', what, kind !== 'key');
  if (kind === 'rcp') checkResourceControl(raw, what);
  return {
    id,
    effect,
    conditions: conditionsOf(raw['Condition'], `${what}: Condition`, kind, variables),
    ...(raw['Principal'] === undefined ? {} : { principals: principalsOf(raw['Principal'], `${what}: Principal`) }),
    ...(raw['NotPrincipal'] === undefined
      ? {}
      : { notPrincipals: principalsOf(raw['NotPrincipal'], `${what}: NotPrincipal`) }),
    ...(raw['Action'] === undefined ? {} : { actions: actionsOf(raw['Action'], `${what}: Action`) }),
    ...(raw['NotAction'] === undefined ? {} : { notActions: actionsOf(raw['NotAction'], `${what}: NotAction`) }),
    ...(raw['Resource'] === undefined
      ? {}
      : { resources: resourcesOf(raw['Resource'], `${what}: Resource`, kind, variables) }),
    ...(raw['NotResource'] === undefined
      ? {}
      : { notResources: resourcesOf(raw['NotResource'], `${what}: NotResource`, kind, variables) }),
  };
}

function readsOf(statements: readonly Statement[]): ReadonlySet<string> {
  const reads = new Set<string>();
  for (const { conditions, resources = [], notResources = [] } of statements) {
    for (const key of conditions.flatMap(keysOf)) reads.add(key.toLowerCase());
    for (const key of [...resources, ...notResources].flatMap(variablesOf)) reads.add(key.toLowerCase());
  }
  return reads;
}

/** Reads a document. Throws MalformedPolicyDocumentException or InvalidArnException, with a note that says which statement and why. */
function policyOf(document: unknown, kind: PolicyKind): Policy {
  const raw = object(document, 'The policy');
  onlyKnown(raw, OF_IDENTITIES.has(kind) ? ['Version', 'Statement'] : ['Version', 'Id', 'Statement'], 'The policy');
  const version = raw['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17')
    throw malformed('Version must be 2012-10-17 or 2008-10-17.');
  if (raw['Id'] !== undefined && typeof raw['Id'] !== 'string') throw malformed('Id must be a string.');
  const list: readonly unknown[] = Array.isArray(raw['Statement']) ? raw['Statement'] : [raw['Statement']];
  if (raw['Statement'] === undefined || list.length === 0) throw malformed('The policy has no Statement.');
  const statements = list.map((statement, index) => statementOf(statement, index, kind, version === '2012-10-17'));
  const sids = statements.map(({ id }) => id).filter((id) => !id.startsWith('#'));
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (twice !== undefined) throw malformed(`Two statements have the Sid ${twice}.`);
  return { statements, reads: readsOf(statements) };
}

const texts = new Map<string, Policy>();
const documents = new WeakMap<PolicyDocument, Map<PolicyKind, Policy>>();

/** The key policy in `text`. Throws like `parseDocument`. */
export function parseKeyPolicy(text: string): Policy {
  let policy = texts.get(text);
  if (policy === undefined) {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      throw malformed(`The policy is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    const repeated = duplicateMember(text);
    if (repeated !== undefined)
      throw malformed(`The policy has ${repeated} twice in one object: each name may stand once.`);
    policy = policyOf(document, 'key');
    if (texts.size > 1_000) texts.clear();
    texts.set(text, policy);
  }
  return policy;
}

/** A policy of another kind. Throws MalformedPolicyDocumentException or InvalidArnException, with a note that says which statement and why. */
export function parseDocument(document: PolicyDocument, kind: PolicyKind): Policy {
  object(document, 'The policy');
  const known = documents.get(document) ?? new Map<PolicyKind, Policy>();
  documents.set(document, known);
  const policy = known.get(kind) ?? policyOf(document, kind);
  known.set(kind, policy);
  return policy;
}
