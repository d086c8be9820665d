/** Fixes that change the request: what the caller can send so that existing policies and grants allow the call. */
import { conditionKeyNamed } from '../../model/condition-keys.ts';
import type { AccessCondition, ConditionTest, Fix } from '../../model/decision.ts';
import { KmsError } from '../../model/errors.ts';
import { evaluateResource } from '../authorization/authorize.ts';
import type { Assumption } from '../authorization/policy/statement.ts';
import type { DryRunDecision } from '../pipeline/request-pipeline.ts';
import { contextIn, contextMember, contextWords, pairOf, type Pairs } from './context-condition.ts';

/** Input members to send. */
type Input = Readonly<Record<string, unknown>>;

/** Maximum number of requests that are tried. */
const MAX_TRIED = 20;

/** Maximum number of fixes of this kind. */
const MAX_REQUEST_FIXES = 3;

/** Input members by the condition key that reads them. Each is a choice of the caller among values of AWS. */
const MEMBERS: Readonly<Record<string, string>> = {
  'kms:EncryptionAlgorithm': 'EncryptionAlgorithm',
  'kms:MacAlgorithm': 'MacAlgorithm',
  'kms:MessageType': 'MessageType',
  'kms:SigningAlgorithm': 'SigningAlgorithm',
  'kms:DataKeyPairSpec': 'KeyPairSpec',
  'kms:RequestAlias': 'KeyId',
};

/** Errors of a request that a policy allows and KMS rejects whatever the policies say. */
const REJECTED = new Set(['ValidationException', 'InvalidKeyUsageException']);

/** Conditions on the request for the denied resource. Empty if no request can be allowed. */
export async function requestConditions({
  denied,
  request,
  context,
}: DryRunDecision): Promise<{ readonly possible: boolean; readonly conditions: readonly AccessCondition[] }> {
  const { resource } = denied ?? {};
  if (resource?.action === undefined || (resource.kind === 'ciphertext' && resource.key === undefined))
    return { possible: false, conditions: [] };
  const best: Assumption = { mode: 'best', open: [], certain: new Set(), needed: new Set() };
  const { allowed } = await evaluateResource({ request, context, tokens: [] }, resource, resource.action, {}, [], best);
  return { possible: allowed, conditions: best.open };
}

/** Input members with which the tests of one statement or grant hold, or a Deny does not. */
function inputFor(tests: readonly ConditionTest[], effect: AccessCondition['effect'], now: DryRunDecision): Input {
  const { request, denied } = now;
  const member = denied === undefined ? undefined : contextMember(request, denied.resource);
  const pairs = member === undefined ? [] : tests.flatMap((test) => [pairOf(test, effect) ?? []].filter(isPair));
  const wanted = effect === 'Allow' ? /^StringEquals$/i : /^StringNotEquals(IfExists)?$/i;
  const members = tests.flatMap(({ operator, key, values: [value] }) => {
    const name = wanted.test(operator) ? MEMBERS[conditionKeyNamed(key.toLowerCase())?.row.name ?? ''] : undefined;
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  const isExact = tests.some(({ operator }) => operator === 'EncryptionContextEquals');
  const base: Pairs = member === undefined || isExact ? {} : contextIn(request, member);
  return {
    ...Object.fromEntries(members),
    ...(member === undefined || pairs.length === 0 ? {} : { [member]: { ...base, ...Object.fromEntries(pairs) } }),
  };
}

const isPair = (value: readonly string[]): value is readonly [string, string] => value.length === 2;

/** The requests to try: for each statement and grant alone, then for all statements and denials together. */
function candidates(conditions: readonly AccessCondition[], now: DryRunDecision): readonly Input[] {
  const alone = conditions.map(({ tests, effect }) => inputFor(tests, effect, now));
  const merge = (one: Input, other: Input): Input => {
    const both: Record<string, unknown> = { ...one };
    for (const [name, value] of Object.entries(other)) {
      const before = both[name];
      both[name] =
        typeof value === 'object' && typeof before === 'object' && before !== null && value !== null
          ? { ...before, ...value }
          : value;
    }
    return both;
  };
  // The later of two values for the same pair counts, so both orders are tried.
  const together = [alone.reduce(merge, {}), alone.toReversed().reduce(merge, {})];
  const known = new Map([...alone, ...together].map((input) => [JSON.stringify(input), input]));
  known.delete('{}');
  return [...known.values()].slice(0, MAX_TRIED);
}

/** Describes the members to send. */
function describeRequest(input: Input, { request }: DryRunDecision): string {
  const parts = Object.entries(input).map(([member, value]) =>
    typeof value === 'object' && value !== null
      ? `${member} ${contextWords(Object.entries(value as Pairs))}`
      : `${member} ${String(value)}`,
  );
  const sealed = Object.keys(input).some((name) => /^(Source)?EncryptionContext$/.test(name));
  const isDecrypting = request.operation === 'Decrypt' || 'SourceEncryptionContext' in input;
  const note = sealed && isDecrypting ? ' KMS can decrypt only what was encrypted with this encryption context.' : '';
  return `Send ${parts.join(' and ')}. Existing policies or grants then allow the call.${note}`;
}

/**
 * Finds requests that the existing policies and grants allow.
 * @param decide evaluates the call with other input members
 */
export async function findRequestFixes(
  considered: DryRunDecision,
  decide: (input: Input) => Promise<DryRunDecision>,
): Promise<readonly Fix[]> {
  const { possible, conditions } = await requestConditions(considered);
  if (!possible) return [];
  const found: Fix[] = [];
  for (const input of candidates(conditions, considered)) {
    let then: DryRunDecision;
    try {
      then = await decide(input);
    } catch (error) {
      // The request would fail before it is authorized, for example because an alias does not exist.
      if (error instanceof KmsError) continue;
      throw error;
    }
    const isSameKey = then.request.resources.every(
      ({ arn, key }, index) => (key?.arn ?? arn) === resourceName(considered, index),
    );
    if (!then.decision.allowed || !isSameKey || REJECTED.has(then.stop?.name ?? '')) continue;
    found.push({
      says: describeRequest(input, considered),
      kind: 'request',
      input,
      changes: [],
      alters: [],
      opens: [],
    });
    if (found.length === MAX_REQUEST_FIXES) break;
  }
  return found;
}

function resourceName({ request }: DryRunDecision, index: number): string | undefined {
  const resource = request.resources[index];
  return resource?.key?.arn ?? resource?.arn;
}
