/** Changes of the state of keys: what they reach besides the records of services, which are grants and related keys. */
import { CONSOLE_READ_AGENT } from '../../model/audit.ts';
import { parseArn } from '../../model/arn.ts';
import type { KeyListing } from '../../model/contract.ts';
import type { GrantListEntry } from '../../model/sdk.ts';
import type { ServiceCaller } from '../service-call.ts';
import type { ServiceSandbox } from '../service-store.ts';
import type { ContinuingDependent, StoppingDependent, UnknownFact } from './blast-radius-types.ts';
import { isUsable } from './known-keys.ts';

/** A client for reads that are made to show a report, and are marked as such in the log. */
const reader = ({ kms }: ServiceSandbox, region: string | undefined, { caller }: ServiceCaller) =>
  kms(region, caller, { 'aws:UserAgent': CONSOLE_READ_AGENT });

/** Lists the grants of a key as the caller, who may not be allowed to. */
export async function grantsOf(
  strongroom: ServiceSandbox,
  key: KeyListing,
  by: ServiceCaller,
): Promise<{ readonly stops: readonly StoppingDependent[]; readonly unknown: readonly UnknownFact[] }> {
  const region = parseArn(key.arn)?.region;
  const grants: GrantListEntry[] = [];
  for (let Marker: string | undefined, isLast = false; !isLast;) {
    const reply = await reader(strongroom, region, by).call('ListGrants', {
      KeyId: key.arn,
      Limit: 100,
      ...(Marker === undefined ? {} : { Marker }),
    });
    if (!reply.ok) return { stops: [], unknown: [{ fact: 'grants', error: reply.error.name }] };
    grants.push(...(reply.output.Grants ?? []));
    Marker = reply.output.NextMarker;
    isLast = Marker === undefined;
  }
  const stops = grants.map(
    ({ GrantId = '', GranteePrincipal, GranteeServicePrincipal, Operations = [] }): StoppingDependent => ({
      kind: 'grant',
      id: GrantId,
      name: GranteePrincipal ?? GranteeServicePrincipal ?? GrantId,
      ...(region === undefined ? {} : { region }),
      key: key.arn,
      when: isUsable(key) ? 'now' : 'already',
      reason: 'key-unusable',
      operations: Operations,
      ...(GranteePrincipal === undefined ? {} : { principals: [GranteePrincipal] }),
    }),
  );
  return { stops, unknown: [] };
}

/** The related multi-Region keys, whose state does not follow that of the key. */
export function relatedKeysOf({
  arn,
  keyId,
  primaryRegion,
  replicaRegions = [],
}: KeyListing): readonly ContinuingDependent[] {
  const { region: own = '' } = parseArn(arn) ?? {};
  return [primaryRegion, ...replicaRegions]
    .filter((region) => region !== undefined && region !== own)
    .map((region) => ({
      kind: 'replica',
      id: keyId,
      name: keyId,
      region: region as string,
      reason: 'own-state',
      key: arn.replace(`:${own}:`, `:${region as string}:`),
    }));
}

/** Whether the deletion of a key material leaves the key usable: it was not used by the key yet. */
export async function isPendingMaterial(
  strongroom: ServiceSandbox,
  { arn, materialId }: KeyListing,
  deleted: string | undefined,
  by: ServiceCaller,
): Promise<{ readonly isPending: boolean; readonly unknown: readonly UnknownFact[] }> {
  if (deleted === undefined || deleted === materialId) return { isPending: false, unknown: [] };
  const reply = await reader(strongroom, parseArn(arn)?.region, by).call('ListKeyRotations', {
    KeyId: arn,
    IncludeKeyMaterial: 'ALL_KEY_MATERIAL',
  });
  if (!reply.ok) return { isPending: false, unknown: [{ fact: 'key-materials', error: reply.error.name }] };
  const material = reply.output.Rotations?.find(({ KeyMaterialId }) => KeyMaterialId === deleted);
  return { isPending: material?.KeyMaterialState?.startsWith('PENDING') === true, unknown: [] };
}
