/**
 * Parses JSON policy documents to statements. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { duplicateMember } from '../../../base/json-text.ts';
import { isMultivalued } from '../../../model/condition-keys.ts';
import { CONDITION_OPERATORS } from '../../../model/condition-operators.ts';
import type { PolicyErrorCode, PolicyEdit, PolicyPath } from '../../../model/policy-check.ts';
import type { PolicyDocument } from '../../../model/policy-document.ts';
import { conditionOf, conditionKeysOf, type Condition } from './condition.ts';
import { findClosestName } from './nearest-name.ts';
import { DOCUMENT, inside, PolicyError, type Place } from './policy-error.ts';
import { awsPrincipal, type Principals } from './principal.ts';
import { resourceTemplateOf, variablesOf, type Template } from './template.ts';

/**
 * What a policy is attached to. Only key and endpoint policies have principals; that of a resource control policy is
 * `*`.
 */
export type PolicyKind = 'key' | 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'endpoint';

/** A statement. `id` is its Sid, or `#1` for the first one if it has none. */
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
  /** Condition keys that it reads, in lower case. */
  readonly reads: ReadonlySet<string>;
}

type Raw = Readonly<Record<string, unknown>>;

/**
 * Unique ID that a deleted user or role leaves in a policy. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]{12,124}$/;

/** AWS's message for principals that do not exist. */
export const INVALID_PRINCIPALS = 'Policy contains a statement with one or more invalid principals.';
const INVALID_ARN = 'An ARN in the specified key policy is invalid.';
/**
 * Policies attached to an identity. They have no Id. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html (notes)
 */
const OF_IDENTITIES: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary']);
const HAS_PRINCIPAL: ReadonlySet<PolicyKind> = new Set(['key', 'endpoint', 'rcp']);
const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
/**
 * IAM policies, whose Sids contain only letters and digits. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html (notes about string values)
 */
const PLAIN_SID: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary', 'session']);

const QUANTIFIERS = ['', 'ForAllValues:', 'ForAnyValue:'];
const OPERATOR_NAMES = QUANTIFIERS.flatMap((quantifier) =>
  CONDITION_OPERATORS.flatMap((name) =>
    name === 'Null' ? [] : [`${quantifier}${name}`, `${quantifier}${name}IfExists`],
  ),
).concat('Null');

/** Creates an error about `place`. `note` follows the name of the place in the message. */
function malformed(
  code: PolicyErrorCode,
  place: Place,
  note: string,
  value?: unknown,
  suggestion?: PolicyEdit,
): PolicyError {
  return new PolicyError(code, { place, note: `${place.what}${note}`, value, ...(suggestion && { suggestion }) });
}

/** Suggests renaming the member at `path` if it looks like a typo of one of `names`. */
function renaming(path: PolicyPath, written: string, names: readonly string[]): PolicyEdit | undefined {
  const name = findClosestName(written, names);
  return name === undefined ? undefined : { kind: 'rename', path, name };
}

function object(value: unknown, place: Place): Raw {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('WrongType', place, ' must be an object.', value);
  return value as Raw;
}

function strings(value: unknown, place: Place): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every((entry) => typeof entry === 'string'))
    throw malformed('WrongType', place, ' must be a string or an array of strings.', value);
  return list;
}

/** Path of an element of an array. A single value stands for a one-element array. */
const itemPath = (place: Place, value: unknown, index: number): PolicyPath =>
  Array.isArray(value) ? [...place.path, index] : place.path;

function onlyKnown(value: Raw, known: readonly string[], place: Place, names: readonly string[] = known): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const path = [...place.path, name];
    const suggestion = renaming(path, name, names);
    throw malformed('UnknownElement', { ...place, path }, ` has an unknown element ${name}.`, value[name], suggestion);
  }
}

function principalsOf(value: unknown, place: Place): Principals {
  const accounts = new Set<string>();
  const arns = new Set<string>();
  const named = new Map<string, PolicyPath>();
  if (value === '*') return { everyone: true, accounts, arns, services: new Set(), federated: new Set(), named };
  const elements = object(value, place);
  onlyKnown(elements, ['AWS', 'Service', 'Federated'], place);
  if (Object.keys(elements).length === 0) throw malformed('MissingElement', place, ' is empty.', value);
  const of = (element: 'AWS' | 'Service' | 'Federated'): readonly (readonly [name: string, path: PolicyPath])[] => {
    const given = elements[element];
    if (given === undefined) return [];
    const own = inside(place, `${place.what}.${element}`, element);
    return strings(given, own).map((name, index) => [name, itemPath(own, given, index)]);
  };
  let everyone = false;
  for (const [principal, path] of of('AWS')) {
    const found = awsPrincipal(principal);
    if (found === undefined) throw invalidPrincipal({ ...place, path }, principal);
    if ('everyone' in found) everyone = true;
    else if ('account' in found) accounts.add(found.account);
    else arns.add(found.arn);
    named.set('account' in found ? found.account : principal, path);
  }
  const services = of('Service');
  for (const [service, path] of services) named.set(service, path);
  const names = (list: ReturnType<typeof of>) => new Set(list.map(([name]) => name));
  return { everyone, accounts, arns, services: names(services), federated: names(of('Federated')), named };
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

function actionsOf(value: unknown, place: Place): readonly string[] {
  const actions = strings(value, place);
  actions.forEach((action, index) => {
    if (/^\*(:\*)?$|^[a-z0-9-]+:[a-z0-9*?]+$/i.test(action)) return;
    throw malformed(
      'InvalidValue',
      { ...place, path: itemPath(place, value, index) },
      `: ${action} is not a valid action.`,
      action,
    );
  });
  return actions;
}

const ARN_PARTS = 6;

/**
 * In an identity policy an ARN may be incomplete: missing parts match anything. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html (notes about string values)
 */
function completed(arn: string): string {
  const parts = /^arn:[^:]*:[^:*?]+(:[^:]*){0,2}$/.test(arn) ? arn.split(':').length : ARN_PARTS;
  return arn + ':*'.repeat(ARN_PARTS - parts);
}

function resourcesOf(value: unknown, place: Place, kind: PolicyKind, variables: boolean): readonly Template[] {
  return strings(value, place).map((written, index) => {
    const text = OF_IDENTITIES.has(kind) ? completed(written) : written;
    if (text !== '*' && !/^arn:[^:]*:[^:*?]*:[^:]*:[^:]*:.+$/.test(text) && !text.startsWith('arn:*')) {
      const path = itemPath(place, value, index);
      throw malformed('InvalidValue', { ...place, path }, `: ${text} is not an ARN or "*".`, written);
    }
    return resourceTemplateOf(text, variables);
  });
}

const TAG_OR_CONTEXT = /^(kms:EncryptionContext:|aws:RequestTag\/)/i;

function conditionsOf(value: unknown, place: Place, kind: PolicyKind, variables: boolean): readonly Condition[] {
  if (value === undefined) return [];
  const found: Condition[] = [];
  for (const [operator, keys] of Object.entries(object(value, place))) {
    const ofOperator = inside(place, `${place.what}.${operator}`, operator);
    for (const [key, wanted] of Object.entries(object(keys, ofOperator))) {
      const at = inside(ofOperator, `${ofOperator.what}.${key}`, key);
      if (!/^[A-Za-z0-9-]+:.+/.test(key))
        throw malformed('InvalidValue', at, `: ${key} is not a valid condition key.`, key);
      const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
      if (!list.every((entry) => ['string', 'number', 'boolean'].includes(typeof entry)))
        throw malformed('WrongType', at, ' must be a string, number or Boolean, or an array of these.', wanted);
      const condition = conditionOf(operator, key, list.map(String), variables);
      if (condition === undefined) {
        const note = `: unknown condition operator ${operator}.`;
        const suggestion = renaming(ofOperator.path, operator, OPERATOR_NAMES);
        throw malformed('UnknownOperator', { ...ofOperator, what: place.what }, note, operator, suggestion);
      }
      if (
        kind === 'key' &&
        condition.quantifier === 'ForAllValues' &&
        TAG_OR_CONTEXT.test(key) &&
        !isMultivalued(key)
      ) {
        const text =
          'OverlyPermissiveCondition: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified [encryption context or tag] or with an unspecified [encryption context or tag]. To fix, remove ForAllValues.';
        throw new PolicyError('OverlyPermissiveCondition', { place: at, value: operator, text });
      }
      found.push(condition);
    }
  }
  return found;
}

/** Reads one of two mutually exclusive elements. `needed`: one of them is required. */
function oneOf(raw: Raw, element: string, place: Place, needed: boolean): void {
  const not = `Not${element}`;
  if (raw[element] !== undefined && raw[not] !== undefined)
    throw malformed('ConflictingElements', place, ` has both ${element} and ${not}.`, element);
  if (needed && raw[element] === undefined && raw[not] === undefined)
    throw malformed('MissingElement', place, ` has no ${element}.`, element);
}

/**
 * Checks the additional rules for resource control policies. Source:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
function checkResourceControl(raw: Raw, place: Place): void {
  if (raw.Principal !== '*' || raw.Effect !== 'Deny')
    throw malformed('InvalidValue', place, ': a resource control policy allows only Effect "Deny" and Principal "*".');
  if (raw.NotAction !== undefined) {
    const note = ': a resource control policy does not support NotAction.';
    throw malformed('UnknownElement', { ...place, path: [...place.path, 'NotAction'] }, note);
  }
  const actions = inside(place, `${place.what}: Action`, 'Action');
  if (actionsOf(raw.Action, actions).some((action) => action.startsWith('*')))
    throw malformed(
      'InvalidValue',
      actions,
      ' of a resource control policy must start with a service prefix, for example kms:*.',
    );
}

/** Returns the Effect of a statement. */
function effectOf(effect: unknown, place: Place): Statement['effect'] {
  if (effect !== 'Allow' && effect !== 'Deny') {
    const note = `${place.what}: Effect must be "Allow" or "Deny" (case-sensitive).`;
    if (effect === undefined) throw new PolicyError('MissingElement', { place, note, value: 'Effect' });
    const path = [...place.path, 'Effect'];
    const meant = typeof effect === 'string' ? findClosestName(effect, ['Allow', 'Deny']) : undefined;
    const suggestion = meant === undefined ? {} : { suggestion: { kind: 'replace', path, value: meant } as const };
    throw new PolicyError('InvalidValue', { place: { ...place, path }, note, value: effect, ...suggestion });
  }
  return effect;
}

function statementOf(value: unknown, index: number, kind: PolicyKind, variables: boolean): Statement {
  const path: PolicyPath = ['Statement', index];
  const raw = object(value, { what: `Statement ${index + 1}`, path, statement: `#${index + 1}` });
  const id = typeof raw.Sid === 'string' && raw.Sid !== '' ? raw.Sid : `#${index + 1}`;
  const place: Place = { what: `Statement ${id}`, path, statement: id };
  const element = (name: string): Place => inside(place, `${place.what}: ${name}`, name);
  const principal = HAS_PRINCIPAL.has(kind);
  const all = [...ELEMENTS, 'Principal', 'NotPrincipal'];
  onlyKnown(raw, principal ? all : ELEMENTS, place, all);
  if (raw.Sid !== undefined && typeof raw.Sid !== 'string')
    throw malformed('WrongType', element('Sid'), ' must be a string.', raw.Sid);
  if (PLAIN_SID.has(kind) && !/^[A-Za-z0-9]*$/.test(raw.Sid ?? '')) {
    const note = ' must contain only letters and digits in an IAM policy.';
    throw malformed('InvalidValue', element('Sid'), note, raw.Sid);
  }
  const effect = effectOf(raw.Effect, place);
  oneOf(raw, 'Principal', place, principal);
  // The API accepts a key policy statement without Action or Resource. It has no effect. Source:
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html#key-policy-elements
  oneOf(raw, 'Action', place, kind !== 'key');
  oneOf(raw, 'Resource', place, kind !== 'key');
  if (kind === 'rcp') checkResourceControl(raw, place);
  /** Applies `read` to an element, if the statement has it. */
  const read = <T>(name: string, as: string, read: (given: unknown, at: Place) => T) =>
    raw[name] === undefined ? {} : { [as]: read(raw[name], element(name)) };
  const resources = (given: unknown, at: Place) => resourcesOf(given, at, kind, variables);
  return {
    id,
    effect,
    conditions: conditionsOf(raw.Condition, element('Condition'), kind, variables),
    ...read('Principal', 'principals', principalsOf),
    ...read('NotPrincipal', 'notPrincipals', principalsOf),
    ...read('Action', 'actions', actionsOf),
    ...read('NotAction', 'notActions', actionsOf),
    ...read('Resource', 'resources', resources),
    ...read('NotResource', 'notResources', resources),
  };
}

function readsOf(statements: readonly Statement[]): ReadonlySet<string> {
  const reads = new Set<string>();
  for (const { conditions, resources = [], notResources = [] } of statements) {
    for (const key of conditions.flatMap(conditionKeysOf)) reads.add(key.toLowerCase());
    for (const key of [...resources, ...notResources].flatMap(variablesOf)) reads.add(key.toLowerCase());
  }
  return reads;
}

/**
 * Parses a document.
 * @throws {PolicyError} MalformedPolicyDocumentException or InvalidArnException
 */
function policyOf(document: unknown, kind: PolicyKind): Policy {
  const raw = object(document, DOCUMENT);
  onlyKnown(raw, OF_IDENTITIES.has(kind) ? ['Version', 'Statement'] : ['Version', 'Id', 'Statement'], DOCUMENT);
  const version = raw.Version;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    const place = inside(DOCUMENT, 'Version', 'Version');
    const suggestion = { kind: 'replace', path: place.path, value: '2012-10-17' } as const;
    throw malformed('InvalidValue', place, ' must be 2012-10-17 or 2008-10-17.', version, suggestion);
  }
  if (raw.Id !== undefined && typeof raw.Id !== 'string')
    throw malformed('WrongType', inside(DOCUMENT, 'Id', 'Id'), ' must be a string.', raw.Id);
  const list: readonly unknown[] = Array.isArray(raw.Statement) ? raw.Statement : [raw.Statement];
  if (raw.Statement === undefined || list.length === 0)
    throw malformed('MissingElement', DOCUMENT, ' has no Statement.', 'Statement');
  const statements = list.map((statement, index) => statementOf(statement, index, kind, version === '2012-10-17'));
  const sids = statements.map(({ id }) => id).filter((id) => !id.startsWith('#'));
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (twice !== undefined) {
    const path = ['Statement', statements.findLastIndex(({ id }) => id === twice), 'Sid'];
    const note = `Duplicate Sid: ${twice}.`;
    throw new PolicyError('DuplicateSid', { place: { what: '', path, statement: twice }, note, value: twice });
  }
  return { statements, reads: readsOf(statements) };
}

const texts = new Map<string, Policy>();
const documents = new WeakMap<PolicyDocument, Map<PolicyKind, Policy>>();

/** Parses a key policy. Throws like `parseDocument`. */
export function parseKeyPolicy(text: string): Policy {
  let policy = texts.get(text);
  if (policy === undefined) {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      throw malformed('NotJson', DOCUMENT, ` is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    const repeated = duplicateMember(text);
    if (repeated !== undefined) {
      const name = String(repeated.at(-1));
      const note = ` has the name ${name} twice in one object.`;
      throw malformed('DuplicateMember', { ...DOCUMENT, path: repeated }, note, name);
    }
    policy = policyOf(document, 'key');
    if (texts.size > 1_000) texts.clear();
    texts.set(text, policy);
  }
  return policy;
}

/**
 * Parses a policy of another kind.
 * @throws {PolicyError} MalformedPolicyDocumentException or InvalidArnException
 */
export function parseDocument(document: PolicyDocument, kind: PolicyKind): Policy {
  object(document, DOCUMENT);
  const known = documents.get(document) ?? new Map<PolicyKind, Policy>();
  documents.set(document, known);
  const policy = known.get(kind) ?? policyOf(document, kind);
  known.set(kind, policy);
  return policy;
}
