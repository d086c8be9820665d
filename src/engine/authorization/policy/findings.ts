/**
 * What is odd about a key policy that the API would take: statements without effect, actions and condition keys that do not exist, operators that do not
 * suit their key, doors left open. Source: the guide's pages on key policies and condition keys, and the IAM page on policy checks.
 */
import { CONDITION_KEYS, type ConditionKey, type ConditionType } from '../../../model/condition-keys.ts';
import type { PolicyFinding } from '../../../model/policy-check.ts';
import type { Condition } from './condition.ts';
import type { Policy, Statement } from './document.ts';
import { fits } from './pattern.ts';
import { sourceOf } from './template.ts';

/** How the operators that suit a type begin; Null suits all, and String compares anything. */
const SUITS: Readonly<Record<ConditionType, RegExp>> = {
  String: /^(String|Binary)/,
  Bool: /^(Bool|String)/,
  Numeric: /^(Numeric|String)/,
  Date: /^(Date|Numeric|String)/,
  Arn: /^(Arn|String)/,
  IpAddress: /^(IpAddress|NotIpAddress)/,
};

/** Names of context keys that IAM may not take in a condition key: IAM publishes no list, so these are all but the characters of tag keys (inferred). */
const UNNAMEABLE = /[^\p{L}\p{N}\s_.:/=+\-@]/u;

function rowOf(key: string): ConditionKey | undefined {
  const name = key.toLowerCase();
  return CONDITION_KEYS.find((row) => {
    const own = row.name.toLowerCase();
    return own === name || (/[:/]$|pcr$/.test(own) && name.startsWith(own) && name.length > own.length);
  });
}

type Say = (severity: PolicyFinding['severity'], element: string, says: string) => void;

function checkCondition({ operator, key, compares, quantifier }: Condition, say: Say): void {
  const row = rowOf(key);
  if (row === undefined) {
    if (/^(kms|aws):/i.test(key)) say('warning', 'Condition', `There is no condition key ${key}: the request never has it.`);
    else say('warning', 'Condition', `${key} is a key of another service: a request to KMS never has it.`);
    return;
  }
  const rest = key.slice(row.name.length);
  if (/^kms:EncryptionContext:/i.test(key) && UNNAMEABLE.test(rest)) {
    say(
      'warning',
      'Condition',
      `An encryption context key with other characters than letters, digits, spaces and _ . : / = + - @ can not be named: ${rest}.`,
    );
  }
  if (row.name === 'kms:ResourceAliases') say('warning', 'Condition', 'kms:ResourceAliases works in IAM policies only, not in a key policy.');
  if (compares !== undefined && !SUITS[row.type].test(compares.name))
    say('warning', 'Condition', `${operator} does not suit ${key}, which holds a ${row.type}.`);
  if (row.multiValued && compares !== undefined && quantifier === undefined) {
    say('warning', 'Condition', `${key} can have several values: use ForAllValues: or ForAnyValue: before ${operator}.`);
  }
  if (row.multiValued && quantifier === 'ForAllValues') {
    say('note', 'Condition', `ForAllValues:${key} also holds where the request has no such key; add a Null condition to ask for it.`);
  }
  if (!row.multiValued && quantifier !== undefined) say('warning', 'Condition', `${key} has one value: ${quantifier} is not needed.`);
}

function checkStatement(statement: Statement, actions: readonly string[], keyArn: string, say: Say): void {
  const { effect, principals, notPrincipals, resources } = statement;
  const given = statement.actions ?? statement.notActions;
  if (given === undefined) say('warning', 'Statement', 'The statement has no Action, and so no effect.');
  for (const action of given ?? []) {
    if (action === '*' || /^kms:\*$/i.test(action)) continue;
    if (!/^kms:/i.test(action)) say('warning', 'Action', `${action} is an action of another service: a key policy decides about kms actions alone.`);
    else if (/^kms:RetireGrant$/i.test(action)) say('warning', 'Action', 'kms:RetireGrant has no effect in a key policy.');
    else if (/^kms:ReEncrypt$/i.test(action)) say('warning', 'Action', 'ReEncrypt needs kms:ReEncryptFrom and kms:ReEncryptTo.');
    else if (!actions.some((known) => fits(action, known, true))) say('warning', 'Action', `No operation needs ${action}.`);
  }
  if (resources === undefined && statement.notResources === undefined)
    say('warning', 'Statement', 'The statement has no Resource, and so no effect.');
  if (resources?.every((resource) => sourceOf(resource) !== '*' && !fits(sourceOf(resource), keyArn))) {
    say('warning', 'Resource', 'Resource is not this key: in a key policy write "*".');
  }
  if (effect === 'Allow' && principals?.everyone && statement.conditions.length === 0) {
    say(
      'warning',
      'Principal',
      'Every principal of this account is allowed, and those of other accounts whom their account allows. A Condition narrows it.',
    );
  }
  if (effect === 'Allow' && notPrincipals !== undefined)
    say('warning', 'Principal', 'Allow with NotPrincipal allows everybody else, in every account.');
  for (const condition of statement.conditions) checkCondition(condition, say);
}

/** The findings about `policy` on the key. `actions`: the actions that some operation needs. */
export function findingsIn(policy: Policy, keyArn: string, actions: readonly string[]): readonly PolicyFinding[] {
  return policy.statements.flatMap((statement, index) => {
    const found: PolicyFinding[] = [];
    checkStatement(statement, actions, keyArn, (severity, element, says) =>
      found.push({ severity, path: element === 'Statement' ? ['Statement', index] : ['Statement', index, element], statement: statement.id, says }),
    );
    return found;
  });
}
