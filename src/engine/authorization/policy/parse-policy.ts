/**
 * Parses JSON policy documents to statements. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { duplicateMembers } from '../../../base/json-text.ts';
import type { PolicyPath } from '../../../model/policy-check.ts';
import type { PolicyDocument } from '../../../model/policy-document.ts';
import { conditionKeysOf, type Condition } from './condition.ts';
import { findClosestName } from './nearest-name.ts';
import { conditionsOf } from './parse-conditions.ts';
import {
  collectErrors,
  itemPath,
  malformed,
  object,
  onlyKnown,
  strings,
  type Attempt,
  type Raw,
} from './parse-elements.ts';
import { principalsOf } from './parse-principals.ts';
import { DOCUMENT, inside, PolicyError, type Place } from './policy-error.ts';
import type { Principals } from './principal.ts';
import { resourceTemplateOf, variablesOf, type Template } from './template.ts';

/**
 * What a policy is attached to. Only key, trust and endpoint policies have principals; that of a resource control
 * policy is `*`. A trust policy has no Resource: it is about its role.
 */
export type PolicyKind = 'key' | 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'endpoint' | 'trust';

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

/** AWS's message for a statement of a key policy without Principal and NotPrincipal. */
const NO_PRINCIPAL = 'Policy contains a statement with no principal.';
/**
 * Policies attached to an identity. They have no Id. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html (notes)
 */
const OF_IDENTITIES: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary']);
const HAS_PRINCIPAL: ReadonlySet<PolicyKind> = new Set(['key', 'endpoint', 'rcp', 'trust']);
const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const EVERY_RESOURCE: readonly Template[] = [[{ text: '*' }]];
/**
 * IAM policies, whose Sids contain only letters and digits. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html (notes about string values)
 */
const PLAIN_SID: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary', 'session', 'trust']);

function actionsOf(value: unknown, place: Place, attempt: Attempt): readonly string[] {
  const actions = strings(value, place);
  actions.forEach((action, index) => {
    if (/^\*(:\*)?$|^[a-z0-9-]+:[a-z0-9*?]+$/i.test(action)) return;
    const item = { ...place, path: itemPath(place, value, index) };
    attempt(() => {
      throw malformed('InvalidValue', item, `: ${action} is not a valid action.`, action);
    });
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

function resourcesOf(
  value: unknown,
  place: Place,
  { kind, variables }: StatementRules,
  attempt: Attempt,
): readonly Template[] {
  return strings(value, place).map((written, index) => {
    const text = OF_IDENTITIES.has(kind) ? completed(written) : written;
    if (text !== '*' && !/^arn:[^:]*:[^:*?]*:[^:]*:[^:]*:.+$/.test(text) && !text.startsWith('arn:*')) {
      const item = { ...place, path: itemPath(place, value, index) };
      attempt(() => {
        throw malformed('InvalidValue', item, `: ${text} is not an ARN or "*".`, written);
      });
    }
    return resourceTemplateOf(text, variables);
  });
}

/** Checks two mutually exclusive elements. */
function checkExclusive(raw: Raw, element: string, place: Place): void {
  const not = `Not${element}`;
  if (raw[element] !== undefined && raw[not] !== undefined)
    throw malformed('ConflictingElements', place, ` has both ${element} and ${not}.`, element);
}

/**
 * Checks that one of two elements exists.
 * @param text AWS's message
 */
function checkPresent(raw: Raw, element: string, place: Place, text?: string): void {
  if (raw[element] !== undefined || raw[`Not${element}`] !== undefined) return;
  const note = `${place.what} has no ${element}.`;
  throw new PolicyError('MissingElement', { place, note, value: element, ...(text === undefined ? {} : { text }) });
}

/**
 * Checks the additional rules for resource control policies. Source:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
function checkResourceControl(raw: Raw, place: Place, attempt: Attempt): void {
  attempt(() => {
    if (raw.Principal === '*' && raw.Effect === 'Deny') return;
    throw malformed('InvalidValue', place, ': a resource control policy allows only Effect "Deny" and Principal "*".');
  });
  attempt(() => {
    if (raw.NotAction === undefined) return;
    const note = ': a resource control policy does not support NotAction.';
    throw malformed('UnknownElement', { ...place, path: [...place.path, 'NotAction'] }, note);
  });
  const list: readonly unknown[] = Array.isArray(raw.Action) ? raw.Action : [raw.Action];
  if (!list.some((action) => typeof action === 'string' && action.startsWith('*'))) return;
  attempt(() => {
    const actions = inside(place, `${place.what}: Action`, 'Action');
    const note = ' of a resource control policy must start with a service prefix, for example kms:*.';
    throw malformed('InvalidValue', actions, note);
  });
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

function checkSid(sid: unknown, kind: PolicyKind, place: Place): void {
  if (sid !== undefined && typeof sid !== 'string') throw malformed('WrongType', place, ' must be a string.', sid);
  if (PLAIN_SID.has(kind) && !/^[A-Za-z0-9]*$/.test(sid ?? ''))
    throw malformed('InvalidValue', place, ' must contain only letters and digits in an IAM policy.', sid);
}

/** What a statement is parsed by: the kind of its policy, and whether its values can have variables. */
interface StatementRules {
  readonly kind: PolicyKind;
  readonly variables: boolean;
}

/** Parses a statement as far as it is valid. Undefined if it is not an object. */
function statementOf(
  value: unknown,
  index: number,
  { kind, variables }: StatementRules,
  attempt: Attempt,
): Statement | undefined {
  const path: PolicyPath = ['Statement', index];
  const raw = attempt(() => object(value, { what: `Statement ${index + 1}`, path, statement: `#${index + 1}` }));
  if (raw === undefined) return undefined;
  const id = typeof raw.Sid === 'string' && raw.Sid !== '' ? raw.Sid : `#${index + 1}`;
  const place: Place = { what: `Statement ${id}`, path, statement: id };
  const element = (name: string): Place => inside(place, `${place.what}: ${name}`, name);
  const principal = HAS_PRINCIPAL.has(kind);
  const all = [...ELEMENTS, 'Principal', 'NotPrincipal'];
  const ofRole = kind === 'trust';
  const allowed = principal ? all : ELEMENTS;
  onlyKnown(raw, ofRole ? allowed.filter((name) => !name.endsWith('Resource')) : allowed, place, attempt, all);
  attempt(() => checkSid(raw.Sid, kind, element('Sid')));
  const effect = attempt(() => effectOf(raw.Effect, place)) ?? 'Allow';
  for (const name of ['Principal', 'Action', 'Resource']) attempt(() => checkExclusive(raw, name, place));
  if (principal) attempt(() => checkPresent(raw, 'Principal', place, kind === 'key' ? NO_PRINCIPAL : undefined));
  // The API accepts a key policy statement without Action or Resource. It has no effect. Source:
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html#key-policy-elements
  if (kind !== 'key') attempt(() => checkPresent(raw, 'Action', place));
  if (kind !== 'key' && !ofRole) attempt(() => checkPresent(raw, 'Resource', place));
  if (kind === 'rcp') checkResourceControl(raw, place, attempt);
  /** Applies `read` to an element, if the statement has it. */
  const read = <T>(name: string, as: string, read: (given: unknown, at: Place, attempt: Attempt) => T) => {
    const found = raw[name] === undefined ? undefined : attempt(() => read(raw[name], element(name), attempt));
    return found === undefined ? {} : { [as]: found };
  };
  const resources = (given: unknown, at: Place) => resourcesOf(given, at, { kind, variables }, attempt);
  const rules = { ofKey: kind === 'key', variables };
  return {
    id,
    effect,
    conditions: attempt(() => conditionsOf(raw.Condition, element('Condition'), rules, attempt)) ?? [],
    ...read('Principal', 'principals', principalsOf),
    ...read('NotPrincipal', 'notPrincipals', principalsOf),
    ...read('Action', 'actions', actionsOf),
    ...read('NotAction', 'notActions', actionsOf),
    ...(ofRole
      ? { resources: EVERY_RESOURCE }
      : { ...read('Resource', 'resources', resources), ...read('NotResource', 'notResources', resources) }),
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

/** A document as far as it is valid. */
export interface ReadPolicy {
  readonly policy: Policy;
  /** Every error, in the order of the checks: AWS reports the first. */
  readonly errors: readonly PolicyError[];
  /** For each element of Statement: the statement, unless it has an error. */
  readonly valid: readonly (Statement | undefined)[];
}

function readDocument(document: unknown, kind: PolicyKind, errors: PolicyError[] = []): ReadPolicy {
  const attempt = collectErrors(errors);
  const raw = attempt(() => object(document, DOCUMENT));
  if (raw === undefined) return { policy: { statements: [], reads: new Set() }, errors, valid: [] };
  onlyKnown(
    raw,
    OF_IDENTITIES.has(kind) ? ['Version', 'Statement'] : ['Version', 'Id', 'Statement'],
    DOCUMENT,
    attempt,
  );
  const version = raw.Version;
  attempt(() => {
    if (version === undefined || version === '2012-10-17' || version === '2008-10-17') return;
    const place = inside(DOCUMENT, 'Version', 'Version');
    const suggestion = { kind: 'replace', path: place.path, value: '2012-10-17' } as const;
    throw malformed('InvalidValue', place, ' must be 2012-10-17 or 2008-10-17.', version, suggestion);
  });
  attempt(() => {
    if (raw.Id !== undefined && typeof raw.Id !== 'string')
      throw malformed('WrongType', inside(DOCUMENT, 'Id', 'Id'), ' must be a string.', raw.Id);
  });
  const list: readonly unknown[] = Array.isArray(raw.Statement) ? raw.Statement : [raw.Statement];
  const isMissing = raw.Statement === undefined || list.length === 0;
  attempt(() => {
    if (isMissing) throw malformed('MissingElement', DOCUMENT, ' has no Statement.', 'Statement');
  });
  const rules = { kind, variables: version === '2012-10-17' };
  const parsed = (isMissing ? [] : list).map((value, index) => {
    const before = errors.length;
    const statement = statementOf(value, index, rules, attempt);
    return { statement, isValid: errors.length === before };
  });
  const statements = parsed.flatMap(({ statement }) => statement ?? []);
  // Recorded: a key policy may have one Sid twice. IAM requires unique Sids.
  if (kind !== 'key') attempt(() => checkUniqueSids(statements));
  const valid = parsed.map(({ statement, isValid }) => (isValid ? statement : undefined));
  return { policy: { statements, reads: readsOf(statements) }, errors, valid };
}

function checkUniqueSids(statements: readonly Statement[]): void {
  const sids = statements.map(({ id }) => id).filter((id) => !id.startsWith('#'));
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (twice === undefined) return;
  const path = ['Statement', statements.findLastIndex(({ id }) => id === twice), 'Sid'];
  const note = `Duplicate Sid: ${twice}.`;
  throw new PolicyError('DuplicateSid', { place: { what: '', path, statement: twice }, note, value: twice });
}

/** Returns every error of a document. */
export function findDocumentErrors(document: unknown, kind: PolicyKind): readonly PolicyError[] {
  return readDocument(document, kind).errors;
}

const texts = new Map<string, Policy>();
const documents = new WeakMap<PolicyDocument, Map<PolicyKind, Policy>>();

/** Reads a key policy and collects every error. Text that is not JSON has one. */
export function readKeyPolicy(text: string): ReadPolicy {
  const errors: PolicyError[] = [];
  const attempt = collectErrors(errors);
  const parsed = attempt(() => {
    try {
      return { document: JSON.parse(text) as unknown };
    } catch (error) {
      throw malformed('NotJson', DOCUMENT, ` is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  if (parsed === undefined) return { policy: { statements: [], reads: new Set() }, errors, valid: [] };
  for (const path of duplicateMembers(text)) {
    const name = String(path.at(-1));
    errors.push(
      malformed('DuplicateMember', { ...DOCUMENT, path }, ` has the name ${name} twice in one object.`, name),
    );
  }
  return readDocument(parsed.document, 'key', errors);
}

/** Returns the policy, or throws its first error. */
function soundPolicy({ policy, errors: [first] }: ReadPolicy): Policy {
  if (first !== undefined) throw first;
  return policy;
}

/** Parses a key policy. Throws like `parseDocument`. */
export function parseKeyPolicy(text: string): Policy {
  let policy = texts.get(text);
  if (policy === undefined) {
    policy = soundPolicy(readKeyPolicy(text));
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
  const policy = known.get(kind) ?? soundPolicy(readDocument(document, kind));
  known.set(kind, policy);
  return policy;
}
