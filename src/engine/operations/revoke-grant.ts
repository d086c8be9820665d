/** RevokeGrant: ends a grant; the policies of the key decide who may. */
import type { GrantRecord } from '../../model/records.ts';
import { endGrantChanges } from '../grants/end-grant.ts';
import { findGrant } from '../grants/find-grant.ts';
import type { Operation, Run } from '../pipeline/operation.ts';

const named = ({ input, key, reader }: Run<'RevokeGrant'>): Promise<GrantRecord> =>
  findGrant(reader, key().arn, input.GrantId);

/** The RevokeGrant operation. */
export const revokeGrant: Operation<'RevokeGrant'> = {
  async check(run) {
    await named(run);
  },
  run: async (run) => ({ output: {}, changes: await endGrantChanges(await named(run), run) }),
};
