/** Loads the data for a decision: only what some policy of the request reads. */
import type { EndpointRecord, GrantRecord, KeyRecord } from '../../model/records.ts';
import type { RequestContext } from '../../model/contract.ts';
import type { Caller } from '../pipeline/caller.ts';
import { effectiveAliases } from '../aliases/aliases.ts';
import { matchesUniqueId } from '../directory/unique-ids.ts';
import type { CallContext, ResolvedResource } from '../pipeline/call-context.ts';
import { granteeNames } from './grants.ts';
import type { EvaluationData, ActiveGrant, Request } from './request.ts';

/**
 * Maximum number of aliases of a key. Beyond it, conditions on aliases deny. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
const MAX_ALIASES_PER_KEY = 50;

/** Returns the VPC endpoint that a request names, if it exists. */
export async function loadEndpoint(
  context: RequestContext | undefined,
  reader: CallContext['reader'],
): Promise<EndpointRecord | undefined> {
  const id = Object.entries(context ?? {}).find(([key]) => key.toLowerCase() === 'aws:sourcevpce')?.[1];
  return typeof id === 'string' ? reader.get('endpoints', id) : undefined;
}

async function aliasesOf(key: KeyRecord, context: CallContext): Promise<readonly string[]> {
  const names = await effectiveAliases(key, context);
  return names.length > MAX_ALIASES_PER_KEY ? [] : names;
}

/** Whether the grantee is this caller, and not a deleted one of the same name. */
const isMeant = ({ grantee, principalIds }: GrantRecord, { principal }: Caller): boolean =>
  grantee !== principal.arn || matchesUniqueId(principalIds, principal);

/** Loads the grants of the caller on `key`, those named by token first. */
export async function loadGrants(
  request: Request,
  key: KeyRecord | undefined,
  { reader, settings, now }: CallContext,
  tokens: readonly GrantRecord[],
): Promise<readonly ActiveGrant[]> {
  if (key === undefined) return [];
  const delay = settings.propagationDelaySeconds * 1000;
  const found: ActiveGrant[] = [];
  for (const name of granteeNames(request.caller)) {
    for (const grant of await reader.all('grants', 'grantee', [key.arn, name])) {
      if (!isMeant(grant, request.caller)) continue;
      const byToken = tokens.some(({ id }) => id === grant.id);
      found.push({ grant, effectiveAt: grant.createdAt + delay, byToken });
    }
    // An ended grant remains effective for as long as a new one is not effective yet.
    if (delay === 0) continue;
    for (const grant of await reader.all('endedGrants', 'grantee', [key.arn, name])) {
      if ((grant.endedAt ?? 0) + delay > now && isMeant(grant, request.caller))
        found.push({ grant, effectiveAt: grant.createdAt, byToken: false });
    }
  }
  return found.sort((one, other) => Number(other.byToken) - Number(one.byToken));
}

/**
 * Loads what the policies of a request read of `resource`.
 * @param reads whether any of them reads a condition key, in lower case
 */
export async function loadEvaluationData(
  resource: ResolvedResource,
  reads: (key: string) => boolean,
  context: CallContext,
): Promise<Omit<EvaluationData, 'owner'>> {
  const { key } = resource;
  if (key === undefined) return {};
  return {
    ...(reads('kms:resourcealiases') ? { aliases: await aliasesOf(key, context) } : {}),
    ...(reads('kms:trailingdayswithoutkeyusage')
      ? { lastUsedAt: (await context.lastUse(key.arn))?.at ?? key.createdAt }
      : {}),
  };
}
