/**
 * RetireGrant: its retiring principal, a grantee with that permission, or the account that created it ends a grant. Key
 * policies do not apply.
 */
import { parseArn } from '../../model/arn.ts';
import type { DecidedBy, Decision, PolicyType, TraceStep } from '../../model/decision.ts';
import { KmsError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { GrantRecord } from '../../model/records.ts';
import {
  evaluateResource,
  resourceDecision,
  type AuthorizationInput,
  type Authorization,
} from '../authorization/authorize.ts';
import type { Verdict } from '../authorization/evaluate.ts';
import { withGrantResult } from '../authorization/policy-type-results.ts';
import type { Caller } from '../pipeline/caller.ts';
import { matchesUniqueId } from '../directory/unique-ids.ts';
import { endGrantChanges } from '../grants/end-grant.ts';
import { findGrant } from '../grants/find-grant.ts';
import { parseGrantToken } from '../grants/grant-tokens.ts';
import type { Operation } from '../pipeline/operation.ts';
import type { Reader } from '../transaction/reader.ts';

const ACTION = 'kms:RetireGrant';

async function named(
  { GrantToken, GrantId }: InputOf<'RetireGrant'>,
  keyArn: string,
  reader: Reader,
): Promise<GrantRecord> {
  const token = GrantToken === undefined ? undefined : parseGrantToken(GrantToken);
  if (token === undefined) return findGrant(reader, keyArn, GrantId ?? '');
  const grant = await reader.get('grants', token.grantId);
  if (grant === undefined)
    throw new KmsError('InvalidGrantTokenException', undefined, 'The grant of this token was retired or revoked.');
  return grant;
}

/** Account of a party: an account ID, or the account in its ARN. */
const accountOf = (party: string): string => parseArn(party)?.account ?? party;

/**
 * Returns the reason why `caller` may retire the grant, as text. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 */
function partIn(
  { retiring, grantee, operations, issuer, principalIds }: GrantRecord,
  caller: Caller,
): string | undefined {
  const names = [caller.arn, caller.principal.arn].filter(
    (arn) => arn !== caller.principal.arn || matchesUniqueId(principalIds, caller.principal),
  );
  if (retiring !== undefined && names.includes(retiring)) return 'The caller is the retiring principal of the grant.';
  if (names.includes(grantee) && operations.includes('RetireGrant'))
    return 'The caller is the grantee, and the grant includes RetireGrant.';
  if (caller.principal.kind === 'root' && accountOf(grantee) === caller.account && operations.includes('RetireGrant')) {
    return 'The caller is the root user of the grantee account, and the grant includes RetireGrant.';
  }
  return names.includes(issuer) ? 'The caller is the root user of the account that created the grant.' : undefined;
}

/** Policy types whose implicit deny no role in a grant overrides. */
const CEILINGS: ReadonlySet<Verdict['missingAllow']> = new Set(['scp', 'endpoint-policy']);

/** IAM policies can deny any caller. They allow only if the caller's account is a party to the grant. */
async function authorize(asking: AuthorizationInput): Promise<Authorization> {
  const { request, context } = asking;
  const { caller, input } = request;
  const [found] = request.resources;
  if (found?.key === undefined) throw new TypeError('RetireGrant is authorized on a key.');
  const { key } = found;
  const resource = { ...found, action: ACTION };
  const grant = await named(input, key.arn, context.reader);
  const trace: TraceStep[] = [];
  const verdict = await evaluateResource(asking, resource, ACTION, { iamAlone: true, retired: grant }, trace);
  const decision = (reason: Verdict): Decision => {
    const own = resourceDecision(ACTION, found, reason);
    return { allowed: reason.allowed, decidedBy: reason.decidedBy, trace, ...(own && { resources: [own] }) };
  };
  const denied = (reason: Verdict): Authorization => ({
    decision: decision(reason),
    denied: { resource, verdict: reason },
  });
  const forbids = !verdict.allowed && (verdict.decidedBy.kind !== 'none' || CEILINGS.has(verdict.missingAllow));
  if (forbids) return denied(verdict);
  const part = partIn(grant, caller);
  trace.push({
    gate: 'grant',
    action: ACTION,
    resource: key.arn,
    outcome: part === undefined ? 'no-match' : 'allow',
    grant: grant.id,
    because:
      part ??
      'The caller is not the retiring principal, a grantee with RetireGrant, or the root user of the issuing account.',
  });
  const results = verdict.policyTypes ?? [];
  const limits: readonly PolicyType[] = ['scp', 'endpoint-policy'];
  if (part !== undefined) {
    const decidedBy: DecidedBy = { kind: 'grant', policy: key.arn, grant: grant.id };
    const byGrant = { allowed: true, by: 'grant', explicit: false, required: limits } as const;
    return {
      decision: decision({ allowed: true, decidedBy, policyTypes: withGrantResult(results, 'allow', byGrant) }),
    };
  }
  const unused = { type: 'grant', outcome: 'implicit-deny', effect: 'unused' } as const;
  // IAM policies allow only if the caller's account is a party to the grant: it owns the key, created the grant, or may
  // retire it.
  const parties = [
    key.account,
    grant.issuer,
    grant.retiring,
    grant.operations.includes('RetireGrant') ? grant.grantee : undefined,
  ];
  const concerned = parties.some((party) => party !== undefined && accountOf(party) === caller.account);
  const byIam: Verdict = { ...verdict, policyTypes: [...results, unused] };
  if (!verdict.allowed) return denied(byIam);
  if (concerned) return { decision: decision(byIam) };
  const byNobody = { allowed: false, by: 'key-policy', explicit: false, required: limits } as const;
  return denied({
    allowed: false,
    decidedBy: { kind: 'none' },
    missingAllow: 'key-policy',
    policyTypes: withGrantResult(results, 'implicit-deny', byNobody),
  });
}

/** The RetireGrant operation. */
export const retireGrant: Operation<'RetireGrant'> = {
  logged: () => null,
  validate(input) {
    if (input.GrantToken !== undefined && parseGrantToken(input.GrantToken) === undefined)
      throw new KmsError('InvalidGrantTokenException');
    if (input.GrantToken === undefined && (input.KeyId === undefined || input.GrantId === undefined)) {
      throw new KmsError('ValidationException', 'Grant token OR (grant ID, key ID) must be specified');
    }
  },
  authorize,
  async run({ input, key, reader, ...context }) {
    const grant = await named(input, key().arn, reader);
    return {
      output: {},
      changes: await endGrantChanges(grant, { ...context, reader }),
      additionalEventData: { grantId: grant.id },
    };
  },
};
