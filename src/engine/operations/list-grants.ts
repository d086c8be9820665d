/** ListGrants: lists the grants on a key, oldest first; or one of them; or those of one grantee. */
import { KmsError } from '../../model/errors.ts';
import { findGrant } from '../grants/find-grant.ts';
import { createGrantListEntry } from '../grants/grant-entries.ts';
import { pageSize, createPage, decodeMarker } from '../keys/pagination.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The ListGrants operation. */
export const listGrants: Operation<'ListGrants'> = {
  validate({ GranteePrincipal, GranteeServicePrincipal }) {
    if (GranteePrincipal !== undefined && GranteeServicePrincipal !== undefined) {
      throw new KmsError(
        'ValidationException',
        'Only one of GranteePrincipal and GranteeServicePrincipal can be specified.',
      );
    }
  },
  async run({ input, key, reader }) {
    const { arn } = key();
    const limit = pageSize('ListGrants', input.Limit);
    const grantee = input.GranteePrincipal ?? input.GranteeServicePrincipal;
    if (input.GrantId !== undefined) {
      const grant = await findGrant(reader, arn, input.GrantId);
      return {
        output: {
          Grants: grantee === undefined || grant.grantee === grantee ? [await createGrantListEntry(grant, reader)] : [],
          Truncated: false,
        },
      };
    }
    if (grantee !== undefined) {
      const place = decodeMarker(input.Marker, ['string']);
      const grants = await reader.page(
        'grants',
        'grantee',
        [arn, grantee],
        limit + 1,
        place && [arn, grantee, ...place],
      );
      const { page, ...rest } = createPage(grants, limit, (grant) => [grant.id]);
      return {
        output: { Grants: await Promise.all(page.map((grant) => createGrantListEntry(grant, reader))), ...rest },
      };
    }
    const place = decodeMarker(input.Marker, ['number', 'string']);
    const grants = await reader.page('grants', 'key', [arn], limit + 1, place && [arn, ...place]);
    const { page, ...rest } = createPage(grants, limit, (grant) => [grant.createdAt, grant.id]);
    return { output: { Grants: await Promise.all(page.map((grant) => createGrantListEntry(grant, reader))), ...rest } };
  },
};
