/**
 * Grants as fixes: where neither the key policy nor an identity policy allows an operation on a key, a grant can. It is
 * proposed only if KMS would create it for a principal of the account of the key.
 */
import { parseArn } from '../../model/arn.ts';
import type { Call } from '../../model/contract.ts';
import type { AccessCell, AccessCondition, FixChange, GrantToCreate } from '../../model/decision.ts';
import { KmsError } from '../../model/errors.ts';
import { grantableOn } from '../../model/grantable.ts';
import type { Change, GrantRecord } from '../../model/records.ts';
import { resolveUniqueIds } from '../directory/unique-ids.ts';
import type { DryRunDecision } from '../pipeline/request-pipeline.ts';
import { contextCondition } from './context-condition.ts';
import type { FixCandidate } from './fix-candidates.ts';

/** Maximum number of principals that are named as possible callers of CreateGrant. */
const MAX_CALLERS = 3;

/** Maximum number of principals for which CreateGrant is evaluated. */
const MAX_CALLERS_TRIED = 12;

/** Start of the IDs of grants that exist only in a preview. */
const PREVIEW_ID = 'preview-';

/** Evaluates another call, with changes applied. */
export type DecideCall = (
  call: Pick<Call, 'operation' | 'input' | 'region' | 'caller'>,
  supposed: readonly Change[],
) => Promise<DryRunDecision>;

/** What the search for grants needs of the search for a fix. */
export interface GrantSearch {
  /** Access matrix of the key before the fix. */
  readonly before: readonly AccessCell[];
  /** What the existing statements and grants for the caller require of the request. */
  readonly conditions: readonly AccessCondition[];
  /** Changes of the fix so far. */
  readonly supposed: readonly Change[];
  readonly decide: DecideCall;
}

/** Removes the IDs of grants that do not exist yet. */
export const withoutPreviewIds = (cells: readonly AccessCell[]): readonly AccessCell[] =>
  cells.map((cell) => {
    if (cell.conditions === undefined) return cell;
    const conditions = cell.conditions.map((condition) => {
      const { grant, ...rest } = condition;
      return grant?.startsWith(PREVIEW_ID) ? rest : condition;
    });
    return { ...cell, conditions };
  });

/** Returns principals of the account of the key for which CreateGrant would succeed. */
async function findCallers(
  keyArn: string,
  grant: GrantToCreate,
  { before, supposed, decide }: GrantSearch,
): Promise<readonly string[]> {
  const owner = parseArn(keyArn);
  const able = before.filter(
    ({ principal, accessKeyId, endpoint, operation, outcome }) =>
      accessKeyId === undefined &&
      endpoint === undefined &&
      operation === 'CreateGrant' &&
      outcome !== 'denied' &&
      parseArn(principal)?.account === owner?.account,
  );
  // Users first: a person acts as one more often than as the root user or in a role.
  const rank = ({ principal, outcome }: AccessCell): number =>
    (outcome === 'allowed' ? 0 : 2) + (principal.includes(':user/') ? 0 : 1);
  const tried = able.toSorted((one, other) => rank(one) - rank(other)).slice(0, MAX_CALLERS_TRIED);
  const found: string[] = [];
  for (const { principal: caller } of tried) {
    const input = { ...grant, KeyId: keyArn };
    const call = { operation: 'CreateGrant', input, region: owner?.region ?? '', caller } as const;
    try {
      const { decision, stop } = await decide(call, supposed);
      if (decision.allowed && stop === undefined) found.push(caller);
    } catch (error) {
      // KMS would reject the grant before it is authorized, for any caller: a constraint with too many pairs.
      if (error instanceof KmsError) return [];
      throw error;
    }
    if (found.length === MAX_CALLERS) break;
  }
  return found;
}

/**
 * Returns the grant that would allow the denied resource to the caller, under the condition of a narrow statement.
 * Empty if there is none: for root users and services, outside of key policies and identity policies, or if KMS would
 * not create it. A permissions boundary and the policies of an organization are not to be bypassed by a grant.
 */
export async function findGrantCandidates(
  { request, denied, context }: DryRunDecision,
  search: GrantSearch,
): Promise<readonly FixCandidate[]> {
  const { resource, verdict } = denied ?? {};
  const { kind, arn } = request.caller.principal;
  const key = resource?.key;
  const operation = resource?.action?.replace(/^kms:/, '') ?? '';
  const isMissing = verdict?.missingAllow === 'key-policy' || verdict?.missingAllow === 'identity-policy';
  if (resource === undefined || key === undefined || !isMissing || (kind !== 'user' && kind !== 'role')) return [];
  if (!grantableOn(key).includes(operation)) return [];
  const pinned = contextCondition(request, resource, search.conditions);
  const { constraints } = pinned ?? {};
  const grant: GrantToCreate = {
    GranteePrincipal: arn,
    Operations: [operation],
    ...(constraints && { Constraints: constraints }),
  };
  const callers = await findCallers(key.arn, grant, search);
  if (callers.length === 0) return [];
  const delay = context.settings.propagationDelaySeconds;
  const record: GrantRecord = {
    id: `${PREVIEW_ID}${operation}`,
    keyArn: key.arn,
    region: key.region,
    grantee: arn,
    operations: grant.Operations,
    ...(constraints && { constraints }),
    principalIds: await resolveUniqueIds([arn], context.reader),
    issuer: key.account,
    // As it counts once it is effective everywhere.
    createdAt: context.now - delay * 1000,
  };
  const change: FixChange = { kind: 'create-grant', keyArn: key.arn, grant, callers };
  const when = pinned === undefined ? '' : constraints ? ` ${pinned.says}` : ' with any encryption context';
  const later = delay === 0 ? '' : ` It takes effect after ${delay} s; with its grant token, immediately.`;
  const says = `A grant allows ${arn} to call kms:${operation}${when}.${later}`;
  return [{ says, change, previewChange: { store: 'grants', after: record }, isGrant: true }];
}
