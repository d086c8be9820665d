/** UpdateAlias: moves an alias to another key of the same type and usage. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import type { AliasRecord, Change } from '../../model/records.ts';
import type { Operation } from '../pipeline/operation.ts';
import { checkAliasName, checkAliasTarget } from '../aliases/alias-names.ts';
import { checkAliasQuota, updateAliasHistory } from '../aliases/aliases.ts';

/** The UpdateAlias operation. */
export const updateAlias: Operation<'UpdateAlias'> = {
  validate(input) {
    checkAliasName(input.AliasName);
    checkAliasTarget(input.TargetKeyId);
  },
  check({ input, key }) {
    const from = key('old key');
    const to = key();
    if (from.usage !== to.usage) {
      throw new KmsError(
        'ValidationException',
        `Alias ${input.AliasName} cannot be changed from a CMK with key usage ${from.usage} to a CMK with key usage ${to.usage}. The key usage of the current CMK and the new CMK must be the same.`,
      );
    }
    if (KEY_SPECS[from.spec].kind !== KEY_SPECS[to.spec].kind) {
      throw new KmsError('ValidationException', `Alias ${input.AliasName} cannot be changed to a key of another type.`);
    }
  },
  async checkQuota(run) {
    if (run.key('old key').arn !== run.key().arn) await checkAliasQuota(run, run.key());
  },
  async run(run) {
    const { key, now } = run;
    const before = run.resource('alias').alias as AliasRecord;
    const moved: Change = { store: 'aliases', before, after: { ...before, targetArn: key().arn, updatedAt: now } };
    if (key().arn === before.targetArn) return { output: {}, changes: [moved] };
    return {
      output: {},
      changes: [moved, ...(await updateAliasHistory(key('old key'), run)), ...(await updateAliasHistory(key(), run))],
    };
  },
};
