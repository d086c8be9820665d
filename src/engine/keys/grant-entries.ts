/** Grants as the list operations give them. Source: the guide's examples of ListGrants. */
import type { GrantListEntry } from '../../model/sdk.ts';
import type { GrantRecord } from '../../model/records.ts';

/** The entry of a grant: KeyId is the key ARN, and a grant without a name has the empty one. */
export function grantEntry(grant: GrantRecord): GrantListEntry {
  return {
    KeyId: grant.keyArn,
    GrantId: grant.id,
    Name: grant.name ?? '',
    CreationDate: new Date(grant.createdAt),
    ...(grant.granteeIsService ? { GranteeServicePrincipal: grant.grantee } : { GranteePrincipal: grant.grantee }),
    ...(grant.retiring === undefined
      ? {}
      : grant.retiringIsService
        ? { RetiringServicePrincipal: grant.retiring }
        : { RetiringPrincipal: grant.retiring }),
    IssuingAccount: grant.issuer,
    Operations: [...grant.operations] as NonNullable<GrantListEntry['Operations']>,
    ...(grant.constraints === undefined ? {} : { Constraints: { ...grant.constraints } as NonNullable<GrantListEntry['Constraints']> }),
  };
}
