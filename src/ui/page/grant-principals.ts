/** The principals of a grant: a grant names each either as a principal or as an AWS service. */
import type { GrantListEntry } from '../../model/sdk.ts';

/** ARN or service name of the grantee; empty when the grant has none. */
export const granteeOf = ({ GranteePrincipal, GranteeServicePrincipal }: GrantListEntry): string =>
  GranteePrincipal ?? GranteeServicePrincipal ?? '';

/** ARN or service name of the retiring principal; undefined when the grant has none. */
export const retiringOf = ({ RetiringPrincipal, RetiringServicePrincipal }: GrantListEntry): string | undefined =>
  RetiringPrincipal ?? RetiringServicePrincipal;
