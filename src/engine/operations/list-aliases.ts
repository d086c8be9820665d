/** ListAliases: the aliases of the caller's account in this Region by name, or those of one key. */
import { parseArn } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import type { AliasRecord } from '../../model/records.ts';
import type { Operation } from '../operation.ts';
import { resolveKey } from '../keys/resolve.ts';
import { pageLimit, pageOf, placeOf } from '../keys/pages.ts';

function entry(alias: AliasRecord): { AliasName: string; AliasArn: string; TargetKeyId: string; CreationDate: Date; LastUpdatedDate: Date } {
  return {
    AliasName: alias.name,
    AliasArn: alias.arn,
    TargetKeyId: (parseArn(alias.targetArn)?.resource ?? '').replace(/^key\//, ''),
    CreationDate: new Date(alias.createdAt),
    LastUpdatedDate: new Date(alias.updatedAt),
  };
}

/** The ListAliases operation. */
export const listAliases: Operation<'ListAliases'> = {
  name: 'ListAliases',
  readOnly: true,
  resources: [{ role: 'service', kind: 'none', action: 'kms:ListAliases' }],
  async run(run) {
    const { input, caller, region, reader } = run;
    const limit = pageLimit('ListAliases', input.Limit);
    const place = placeOf(input.Marker, ['string']);
    const key = input.KeyId === undefined ? undefined : await resolveKey(input.KeyId, false, run);
    // The filter is for keys of one's own account; another account's key is not there. Source: the API reference, "Cross-account use: No".
    if (key !== undefined && key.account !== caller.account) throw new KmsError('NotFoundException', `Key '${key.arn}' does not exist`);
    const by = key === undefined ? [caller.account, region] : [key.arn];
    const aliases = await reader.page('aliases', key === undefined ? 'place' : 'target', by, limit + 1, place && [...by, ...place]);
    const { page, ...rest } = pageOf(aliases, limit, (alias) => [alias.name]);
    return { output: { Aliases: page.map(entry), ...rest } };
  },
};
