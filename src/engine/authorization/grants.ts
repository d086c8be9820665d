/**
 * Grants in authorization: who is the grantee, and what the constraints require. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html#grant-constraints
 */
import { rootArn } from '../../model/arn.ts';
import type { ConditionTest, TraceStep } from '../../model/decision.ts';
import type { GrantConstraintsRecord, GrantRecord } from '../../model/records.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { ConditionValues } from './policy/condition.ts';
import { wayOf, type Assumption } from './policy/statement.ts';
import type { ActiveGrant, Request } from './request.ts';

type Pairs = Readonly<Record<string, string>>;

/** Grantee names that match `caller`: itself, its role, its account. */
export function granteeNames({ arn, account, principal }: Caller): readonly string[] {
  if (principal.kind === 'service') return [arn];
  return [...new Set([arn, principal.arn, rootArn(account), account])];
}

/**
 * Compares context keys without case and values exactly. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
 */
const folded = (pairs: Pairs): Map<string, string> =>
  new Map(Object.entries(pairs).map(([key, value]) => [key.toLowerCase(), value]));

function holdsAll(wanted: Pairs, given: Pairs): boolean {
  const has = folded(given);
  return Object.entries(wanted).every(([key, value]) => has.get(key.toLowerCase()) === value);
}

/**
 * Whether the constraints of a grant that a grantee creates are at least as strict as those of its own grant. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
 */
function isAtLeastAsStrict(child: GrantConstraintsRecord | undefined, parent: GrantConstraintsRecord): boolean {
  if (parent.SourceArn !== undefined && child?.SourceArn !== parent.SourceArn) return false;
  const equals = child?.EncryptionContextEquals;
  if (parent.EncryptionContextEquals !== undefined) {
    return (
      equals !== undefined &&
      holdsAll(parent.EncryptionContextEquals, equals) &&
      holdsAll(equals, parent.EncryptionContextEquals)
    );
  }
  const pairs = equals ?? child?.EncryptionContextSubset;
  return (
    parent.EncryptionContextSubset === undefined ||
    (pairs !== undefined && holdsAll(parent.EncryptionContextSubset, pairs))
  );
}

/** Operations whose requests have an encryption context. Only they evaluate the constraint. */
const WITH_CONTEXT = /^(Encrypt|Decrypt|GenerateDataKey|ReEncrypt(From|To)$)/;

function contextOf({ operation, input }: Request, grantOperation: string): Pairs {
  const member =
    operation !== 'ReEncrypt'
      ? 'EncryptionContext'
      : grantOperation === 'ReEncryptFrom'
        ? 'SourceEncryptionContext'
        : 'DestinationEncryptionContext';
  return (input[member] ?? {}) as Pairs;
}

function explainGrantMismatch(
  { grant, effectiveAt, byToken }: ActiveGrant,
  grantOperation: string,
  request: Request,
  facts: ConditionValues,
): string | undefined {
  const { constraints = {}, operations } = grant;
  if (!operations.includes(grantOperation))
    return `The grant does not include this operation. It allows: ${operations.join(', ')}.`;
  if (grant.endedAt === undefined && request.now < effectiveAt && !byToken)
    return 'The grant is not yet effective (eventual consistency). Pass its grant token to use it now.';
  if (
    constraints.SourceArn !== undefined &&
    grantOperation !== 'RetireGrant' &&
    facts.values('aws:SourceArn')?.[0] !== constraints.SourceArn
  ) {
    return `The grant requires aws:SourceArn = ${constraints.SourceArn}.`;
  }
  if (grantOperation === 'CreateGrant') {
    const asked = request.input.Operations as readonly string[];
    const beyond = asked.find((operation) => !operations.includes(operation));
    if (beyond !== undefined) return `The new grant includes ${beyond}, which the parent grant does not allow.`;
    return isAtLeastAsStrict(request.input.Constraints as GrantConstraintsRecord | undefined, constraints)
      ? undefined
      : 'The constraints of the new grant must be at least as strict as those of the parent grant.';
  }
  if (!WITH_CONTEXT.test(grantOperation)) return undefined;
  const context = contextOf(request, grantOperation);
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints;
  if (equals !== undefined && !(holdsAll(equals, context) && holdsAll(context, equals)))
    return 'The encryption context does not equal EncryptionContextEquals of the grant.';
  if (subset !== undefined && !holdsAll(subset, context))
    return 'The encryption context does not contain all pairs of EncryptionContextSubset of the grant.';
  return undefined;
}

/** Converts the constraints of a grant to conditions. Undefined if no request can meet them. */
function testsOf({ grant }: ActiveGrant, grantOperation: string): readonly ConditionTest[] | undefined {
  const { constraints = {}, operations } = grant;
  if (!operations.some((operation) => operation === grantOperation)) return undefined;
  const { SourceArn, ...pairs } = constraints;
  const tests: ConditionTest[] = [];
  if (SourceArn !== undefined && grantOperation !== 'RetireGrant')
    tests.push({ operator: 'SourceArn', key: 'aws:SourceArn', values: [SourceArn] });
  if (grantOperation === 'CreateGrant')
    tests.push({ operator: 'Operations', key: 'kms:GrantOperations', values: operations });
  if (WITH_CONTEXT.test(grantOperation) || grantOperation === 'CreateGrant') {
    for (const [operator, wanted] of Object.entries(pairs as Readonly<Record<string, Pairs>>))
      for (const [key, value] of Object.entries(wanted)) tests.push({ operator, key, values: [value] });
  }
  return tests;
}

/** Returns those of `grants` that allow `action` for some request or, in the worst case, for every request. */
export function fittingAssuming(
  grants: readonly ActiveGrant[],
  action: string,
  { now }: Request,
  { mode, open, certain }: Assumption,
): readonly GrantRecord[] {
  return grants.flatMap((live) => {
    const { grant, effectiveAt, byToken } = live;
    const tests = testsOf(live, action.slice('kms:'.length));
    if (tests === undefined || (grant.endedAt === undefined && now < effectiveAt && !byToken)) return [];
    if (tests.length === 0) certain.add(wayOf('grant', grant.id));
    else open.push({ policyType: 'grant', effect: 'Allow', grant: grant.id, tests, naming: undefined });
    return tests.length === 0 || mode === 'best' ? [grant] : [];
  });
}

/** Maximum number of grants in a trace, which is stored with the event. Further grants are only counted. */
const MAX_TRACED_GRANTS = 100;

/** Returns those of `grants` that allow `action`. Appends every grant to `trace`. */
export function findMatchingGrants(
  grants: readonly ActiveGrant[],
  action: string,
  resource: string,
  request: Request,
  facts: ConditionValues,
  trace: TraceStep[],
): readonly GrantRecord[] {
  const step = { gate: 'grant', action, resource } as const;
  const found: GrantRecord[] = [];
  for (const [index, live] of grants.entries()) {
    const { grant } = live;
    const because = explainGrantMismatch(live, action.slice('kms:'.length), request, facts);
    if (because === undefined) found.push(grant);
    const isTold = index < MAX_TRACED_GRANTS || (because === undefined && found.length === 1);
    if (isTold)
      trace.push({
        ...step,
        outcome: because === undefined ? 'allow' : 'no-match',
        grant: grant.id,
        ...(because && { because }),
      });
  }
  if (grants.length > MAX_TRACED_GRANTS) {
    const because = `Of the caller’s ${grants.length} grants on the key only the first ${MAX_TRACED_GRANTS} are shown.`;
    trace.push({ ...step, outcome: 'no-match', because });
  }
  return found;
}
