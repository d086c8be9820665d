/** DeleteAlias: deletes an alias; the key remains. */
import type { AliasRecord } from '../../model/records.ts';
import type { Operation } from '../pipeline/operation.ts';
import { checkAliasName } from '../aliases/alias-names.ts';
import { updateAliasHistory } from '../aliases/aliases.ts';

/** The DeleteAlias operation. */
export const deleteAlias: Operation<'DeleteAlias'> = {
  validate(input) {
    checkAliasName(input.AliasName);
  },
  run: async (run) => ({
    output: {},
    changes: [
      { store: 'aliases', before: run.resource('alias').alias as AliasRecord },
      ...(await updateAliasHistory(run.key(), run)),
    ],
  }),
};
