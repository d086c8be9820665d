/**
 * Finds problems in key policies that the API accepts: statements without effect, unknown actions and condition keys,
 * operators that do not fit the type of their key, unintended access. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
import { CONDITION_KEYS, conditionKeyNamed, isOpen, type ConditionType } from '../../../model/condition-keys.ts';
import { LISTED_OPERATIONS } from '../../../model/operation-keys.ts';
import type { PolicyFinding, PolicyEdit, PolicyPath } from '../../../model/policy-check.ts';
import type { Condition } from './condition.ts';
import type { Statement } from './parse-policy.ts';
import { findClosestName } from './nearest-name.ts';
import { matchesPattern } from './pattern.ts';
import { templateSource } from './template.ts';

/** Prefixes of the operators that fit a type. Null fits all types, and String compares any value. */
const OPERATORS_BY_TYPE: Readonly<Record<ConditionType, RegExp>> = {
  String: /^(String|Binary)/,
  Bool: /^(Bool|String)/,
  Numeric: /^(Numeric|String)/,
  Date: /^(Date|Numeric|String)/,
  Arn: /^(Arn|String)/,
  IpAddress: /^(IpAddress|NotIpAddress)/,
};

/**
 * Characters that IAM may not accept in the name of a context key. IAM publishes no list, so these are all but the
 * characters of tag keys (inferred).
 */
const UNNAMEABLE = /[^\p{L}\p{N}\s_.:/=+\-@]/u;

/** Default operator of a type: the suggested replacement. */
const DEFAULT_OPERATOR: Readonly<Record<ConditionType, string>> = {
  String: 'StringEquals',
  Bool: 'Bool',
  Numeric: 'NumericEquals',
  Date: 'DateEquals',
  Arn: 'ArnEquals',
  IpAddress: 'IpAddress',
};

/** Wildcard variant of an operator that compares exactly. */
const WILDCARD_OPERATOR: Readonly<Record<string, string>> = {
  StringEquals: 'StringLike',
  StringNotEquals: 'StringNotLike',
};

/** Actions of operations in lower case. Those that no key is a resource of have no effect in a key policy. */
const OPERATION_ACTIONS: ReadonlySet<string> = new Set(LISTED_OPERATIONS.map((name) => `kms:${name}`.toLowerCase()));

/** `at`: path inside the statement. */
type ReportFinding = (severity: PolicyFinding['severity'], at: PolicyPath, says: string, mend?: PolicyEdit) => void;

const CONTEXT_KEYS = 'kms:EncryptionContextKeys'.toLowerCase();
const CONTEXT_PAIR = 'kms:EncryptionContext:'.toLowerCase();

/** Whether `conditions` match only requests that have a value of `key`, which is in lower case. */
function isKeyRequired(conditions: readonly Condition[], key: string): boolean {
  return conditions.some((condition) => {
    const { compares, quantifier, ifExists, values } = condition;
    const name = condition.key.toLowerCase();
    if (compares === undefined)
      return name === key && values.every((value) => templateSource(value).toLowerCase() === 'false');
    // A pair of the encryption context implies that the context has keys.
    const given = key === CONTEXT_KEYS && name.startsWith(CONTEXT_PAIR);
    return (given || name === key) && !compares.negated && !ifExists && quantifier !== 'ForAllValues';
  });
}

/**
 * @param alone no other condition uses the same operator, so that renaming it changes nothing else
 * @param required another condition requires the key
 */
function checkCondition(
  { operator, key, values, compares, quantifier }: Condition,
  at: PolicyPath,
  { alone, required }: { readonly alone: boolean; readonly required: boolean },
  say: ReportFinding,
): void {
  const place = ['Condition', operator, key];
  const path = [...at, ...place];
  const named = conditionKeyNamed(key);
  if (named === undefined) {
    const meant = findClosestName(
      key,
      CONDITION_KEYS.filter((row) => !isOpen(row)).map(({ name }) => name),
    );
    const mend: PolicyEdit | undefined = meant === undefined ? undefined : { kind: 'rename', path, name: meant };
    if (/^(kms|aws):/i.test(key)) say('warning', place, `Unknown condition key ${key}: no request has it.`, mend);
    else say('warning', place, `${key} is a condition key of another service: no KMS request has it.`);
    return;
  }
  const { row, rest } = named;
  const operatorTo = (name: string): PolicyEdit | undefined =>
    alone ? { kind: 'rename', path: [...at, 'Condition', operator], name } : undefined;
  if (row.name === 'kms:EncryptionContext:' && UNNAMEABLE.test(rest)) {
    say(
      'suggestion',
      place,
      `IAM may not be able to name the encryption context key ${rest}: use letters, digits, spaces and _ . : / = + - @.`,
    );
  }
  if (row.name === 'kms:ResourceAliases')
    say('warning', place, 'kms:ResourceAliases works in IAM policies only, not in a key policy.');
  if (compares !== undefined && !OPERATORS_BY_TYPE[row.type].test(compares.name))
    say(
      'warning',
      place,
      `${operator} does not fit ${key}, whose type is ${row.type}.`,
      operatorTo(operator.replace(compares.name, DEFAULT_OPERATOR[row.type])),
    );
  if (row.multiValued && compares !== undefined && quantifier === undefined) {
    say(
      'warning',
      place,
      `${key} can have several values: use ForAllValues: or ForAnyValue: before ${operator}.`,
      operatorTo(`ForAnyValue:${operator}`),
    );
  }
  if (row.multiValued && quantifier === 'ForAllValues' && !required) {
    say(
      'suggestion',
      place,
      `ForAllValues:${key} also matches if the request lacks the key. Add a Null condition to require it.`,
    );
  }
  const literal = compares === undefined ? undefined : WILDCARD_OPERATOR[compares.name];
  if (
    literal !== undefined &&
    values.flat().some((piece) => 'text' in piece && !piece.literal && /[*?]/.test(piece.text))
  ) {
    say(
      'warning',
      place,
      `${operator} compares * and ? literally. ${literal} treats them as wildcards.`,
      operatorTo(operator.replace(compares?.name ?? '', literal)),
    );
  }
  if (!row.multiValued && quantifier !== undefined)
    say(
      'warning',
      place,
      `${key} has one value: ${quantifier} is not needed.`,
      operatorTo(operator.replace(/^[^:]*:/, '')),
    );
}

function checkActions(
  given: readonly string[],
  element: string,
  at: PolicyPath,
  actions: readonly string[],
  say: ReportFinding,
): void {
  given.forEach((action, index) => {
    const place = given.length === 1 ? [element] : [element, index];
    const path = [...at, ...place];
    const write = (value: string): PolicyEdit => ({ kind: 'replace', path, value });
    if (/^(\*(:\*)?|kms:\*)$/i.test(action)) return;
    if (!/^kms:/i.test(action))
      say('warning', place, `${action} is an action of another service. A key policy applies only to kms actions.`);
    else if (/^kms:RetireGrant$/i.test(action)) {
      say(
        'warning',
        place,
        'kms:RetireGrant has no effect in a key policy.',
        given.length === 1 ? undefined : { kind: 'remove', path },
      );
    } else if (/^kms:ReEncrypt$/i.test(action))
      say('warning', place, 'ReEncrypt needs kms:ReEncryptFrom and kms:ReEncryptTo.', write('kms:ReEncrypt*'));
    else if (
      OPERATION_ACTIONS.has(action.toLowerCase()) &&
      !actions.some((known) => matchesPattern(action, known, true))
    )
      say('warning', place, `${action} does not apply to a key and has no effect in a key policy. Use an IAM policy.`);
    else if (!actions.some((known) => matchesPattern(action, known, true))) {
      const meant = findClosestName(action, actions);
      say('warning', place, `No operation needs ${action}.`, meant === undefined ? undefined : write(meant));
    }
  });
}

function checkStatement(
  statement: Statement,
  at: PolicyPath,
  actions: readonly string[],
  keyArn: string,
  say: ReportFinding,
): void {
  const { effect, principals, notPrincipals, resources, conditions } = statement;
  const given = statement.actions ?? statement.notActions;
  if (given === undefined) say('warning', [], 'The statement has no Action element and has no effect.');
  checkActions(given ?? [], statement.actions === undefined ? 'NotAction' : 'Action', at, actions, say);
  if (resources === undefined && statement.notResources === undefined) {
    say('warning', [], 'The statement has no Resource element and has no effect.', {
      kind: 'add',
      path: at,
      name: 'Resource',
      value: '*',
    });
  }
  if (
    resources?.every(
      (resource) => templateSource(resource) !== '*' && !matchesPattern(templateSource(resource), keyArn),
    )
  ) {
    const mend: PolicyEdit = { kind: 'replace', path: [...at, 'Resource'], value: '*' };
    say('warning', ['Resource'], 'Resource is not this key: in a key policy write "*".', mend);
  }
  if (effect === 'Allow' && principals?.everyone && conditions.length === 0) {
    say(
      'security',
      ['Principal'],
      'Allows every principal of this account, and principals of other accounts that their own account allows. Add a Condition to restrict it.',
    );
  }
  if (effect === 'Allow' && notPrincipals !== undefined)
    say(
      'security',
      ['NotPrincipal'],
      'Allow with NotPrincipal allows all other principals of this account, and those of other accounts that their own account allows.',
    );
  for (const condition of conditions) {
    const { operator, key } = condition;
    const before = conditions.find((other) => other.key.toLowerCase() === key.toLowerCase());
    if (before !== undefined && before.key !== key) {
      say(
        'warning',
        ['Condition', operator, key],
        `${key} duplicates ${before.key}: condition keys are case-insensitive.`,
      );
    }
    const alone = conditions.filter((other) => other.operator === operator).length === 1;
    checkCondition(condition, at, { alone, required: isKeyRequired(conditions, key.toLowerCase()) }, say);
  }
}

/**
 * Returns the findings about a policy of the key.
 * @param statements the elements of Statement; undefined for one with an error
 * @param actions the actions that some operation needs
 */
export function findPolicyIssues(
  statements: readonly (Statement | undefined)[],
  keyArn: string,
  actions: readonly string[],
): readonly PolicyFinding[] {
  return statements.flatMap((statement, index) => {
    if (statement === undefined) return [];
    const found: PolicyFinding[] = [];
    const path = ['Statement', index];
    const say: ReportFinding = (severity, at, says, mend) =>
      found.push({
        severity,
        path: [...path, ...at],
        statement: statement.id,
        says,
        ...(mend === undefined ? {} : { mend }),
      });
    const before = statements.findIndex((other) => other?.id === statement.id);
    if (before < index)
      say('suggestion', ['Sid'], `Duplicate Sid: ${statement.id}. Decisions name both statements alike.`);
    checkStatement(statement, path, actions, keyArn, say);
    return found;
  });
}
