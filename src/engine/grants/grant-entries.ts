/**
 * Formats grants for the list operations. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-manage.html
 */
import type { GrantListEntry } from '../../model/sdk.ts';
import type { GrantRecord } from '../../model/records.ts';
import { isDeletedPrincipal } from '../directory/unique-ids.ts';
import type { Reader } from '../transaction/reader.ts';

/**
 * Creates the list entry of a grant. KeyId is the key ARN, and a grant without a name has the empty one. A deleted
 * principal is shown by its unique ID. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
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
