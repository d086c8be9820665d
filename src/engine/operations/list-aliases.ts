/**
 * ListAliases: lists the aliases of the caller's account in this Region by name, including predefined ones without a
 * key; or those of one key.
 */
import { aliasArn, parseArn } from '../../model/arn.ts';
import { PREDEFINED_ALIASES } from '../../model/aws-managed.ts';
import { KmsError } from '../../model/errors.ts';
import type { AliasRecord } from '../../model/records.ts';
import type { AliasListEntry } from '../../model/sdk.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import type { Operation } from '../pipeline/operation.ts';
import { resolveKey } from '../pipeline/resolve-resources.ts';
import { pageSize, createPage, decodeMarker } from '../keys/pagination.ts';

/**
 * An alias in the list. A predefined one without a key has only a name and ARN. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html
 */
type Listed = Pick<AliasRecord, 'name' | 'arn'> & Partial<AliasRecord>;

function entry({ name, arn, targetArn, createdAt, updatedAt }: Listed): AliasListEntry {
  return {
    AliasName: name,
    AliasArn: arn,
    ...(targetArn === undefined ? {} : { TargetKeyId: (parseArn(targetArn)?.resource ?? '').replace(/^key\//, '') }),
    ...(createdAt === undefined ? {} : { CreationDate: new Date(createdAt) }),
    ...(updatedAt === undefined ? {} : { LastUpdatedDate: new Date(updatedAt) }),
  };
}

/** Adds to `aliases` the predefined ones after the name `after` that it lacks. A service has none of its own. */
function withPredefined(
  aliases: readonly AliasRecord[],
  after: string,
  { caller, region }: CallContext,
): readonly Listed[] {
  if (caller.principal.kind === 'service') return aliases;
  const known = new Set(aliases.map(({ name }) => name));
  const further = PREDEFINED_ALIASES.filter((name) => name > after && !known.has(name));
  const all = [...aliases, ...further.map((name) => ({ name, arn: aliasArn(region, caller.account, name) }))];
  return all.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The ListAliases operation. */
export const listAliases: Operation<'ListAliases'> = {
  async run(run) {
    const { input, caller, region, reader } = run;
    const limit = pageSize('ListAliases', input.Limit);
    const place = decodeMarker(input.Marker, ['string']);
    const key = input.KeyId === undefined ? undefined : await resolveKey(input.KeyId, false, run);
    // Only keys of the caller's account can be filtered by; a key of another account is not found. Source:
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html ("Cross-account use: No")
    if (key !== undefined && key.account !== caller.account)
      throw new KmsError('NotFoundException', `Key '${key.arn}' does not exist`).because('missing-key');
    const by = key === undefined ? [caller.account, region] : [key.arn];
    const aliases = await reader.page(
      'aliases',
      key === undefined ? 'place' : 'target',
      by,
      limit + 1,
      place && [...by, ...place],
    );
    // A full page drops the merged aliases beyond its end, whether or not they exist.
    const listed =
      key === undefined ? withPredefined(aliases, String(place?.[0] ?? ''), run).slice(0, limit + 1) : aliases;
    const { page, ...rest } = createPage(listed, limit, (alias) => [alias.name]);
    return { output: { Aliases: page.map(entry), ...rest } };
  },
};
