/**
 * ListRetirableGrants: lists the grants in this Region, on keys of all accounts, that a principal of the caller's
 * account may retire.
 */
import { KmsError } from '../../model/errors.ts';
import { isAccountId, parseArn } from '../../model/arn.ts';
import { createGrantListEntry } from '../grants/grant-entries.ts';
import { pageSize, createPage, decodeMarker } from '../keys/pagination.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The ListRetirableGrants operation. */
export const listRetirableGrants: Operation<'ListRetirableGrants'> = {
  validate({ RetiringPrincipal, RetiringServicePrincipal }) {
    if ((RetiringPrincipal === undefined) === (RetiringServicePrincipal === undefined)) {
      throw new KmsError(
        'ValidationException',
        'Exactly one of RetiringPrincipal and RetiringServicePrincipal must be specified.',
      );
    }
  },
  check({ input: { RetiringPrincipal: principal }, caller }) {
    if (principal === undefined) return;
    const account = parseArn(principal)?.account ?? principal;
    if (!isAccountId(account))
      throw new KmsError('InvalidArnException', `ARN does not refer to a valid principal: ${principal}`).because(
        'missing-principal',
      );
    if (account !== caller.account) {
      throw new KmsError('ValidationException', 'The retiring principal must be in the account of the caller.');
    }
  },
  async run({ input, region, reader }) {
    const by = [region, input.RetiringPrincipal ?? input.RetiringServicePrincipal ?? ''];
    const limit = pageSize('ListRetirableGrants', input.Limit);
    const place = decodeMarker(input.Marker, ['number', 'string']);
    const grants = await reader.page('grants', 'retiring', by, limit + 1, place && [...by, ...place]);
    const { page, ...rest } = createPage(grants, limit, (grant) => [grant.createdAt, grant.id]);
    return { output: { Grants: await Promise.all(page.map((grant) => createGrantListEntry(grant, reader))), ...rest } };
  },
};
