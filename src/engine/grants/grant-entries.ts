/** Grants as the list operations give them. Source: the guide's examples of ListGrants. */
import type { GrantListEntry } from '../../model/sdk.ts';
import type { GrantRecord } from '../../model/records.ts';
import { isDeletedPrincipal } from '../directory/unique-ids.ts';
import type { Reader } from '../transaction/reader.ts';

/**
 * The entry of a grant: KeyId is the key ARN, and a grant without a name has the empty one. A principal that is no more stands as its unique id, as the
 * API reference says of GranteePrincipal.
 */
export async function createGrantListEntry(grant: GrantRecord, reader: Reader): Promise<GrantListEntry> {
  const ids = await isDeletedPrincipal(grant.principalIds, reader);
  const shown = (principal: string): string => ids.get(principal) ?? principal;
  return {
    KeyId: grant.keyArn,
    GrantId: grant.id,
    Name: grant.name ?? '',
    CreationDate: new Date(grant.createdAt),
    ...(grant.granteeIsService
      ? { GranteeServicePrincipal: grant.grantee }
      : { GranteePrincipal: shown(grant.grantee) }),
    ...(grant.retiring === undefined
      ? {}
      : grant.retiringIsService
        ? { RetiringServicePrincipal: grant.retiring }
        : { RetiringPrincipal: shown(grant.retiring) }),
    IssuingAccount: grant.issuer,
    Operations: [...grant.operations] as NonNullable<GrantListEntry['Operations']>,
    ...(grant.constraints === undefined ? {} : { Constraints: { ...grant.constraints } }),
  };
}
