/** CreateAlias: creates an alias for a key of the same account and Region. */
import { aliasArn } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import type { Operation } from '../pipeline/operation.ts';
import { checkAliasName, checkAliasTarget } from '../aliases/alias-names.ts';
import { checkAliasQuota, updateAliasHistory } from '../aliases/aliases.ts';

/** The CreateAlias operation. */
export const createAlias: Operation<'CreateAlias'> = {
  validate(input) {
    checkAliasName(input.AliasName);
    checkAliasTarget(input.TargetKeyId);
  },
  check({ resource }) {
    const alias = resource('alias');
    if (alias.alias !== undefined)
      throw new KmsError('AlreadyExistsException', `An alias with the name ${alias.arn} already exists`);
  },
  async checkQuota(run) {
    await checkAliasQuota(run, run.key());
  },
  async run(run) {
    const { input, key, caller, region, now } = run;
    const name = input.AliasName;
    const alias = {
      arn: aliasArn(region, caller.account, name),
      name,
      account: caller.account,
      region,
      targetArn: key().arn,
      createdAt: now,
      updatedAt: now,
    };
    return { output: {}, changes: [{ store: 'aliases', after: alias }, ...(await updateAliasHistory(key(), run))] };
  },
};
