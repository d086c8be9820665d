/** UpdateCustomKeyStore: changes the name or configuration of a key store. */
import type { Change } from '../../model/records.ts';
import { logKeyStoreInput } from '../audit/request-parameters.ts';
import { checkMembers } from '../key-stores/check-members.ts';
import { updateKeyStoreChange } from '../key-stores/connection-changes.ts';
import { checkConnectionState, checkName, findKeyStore } from '../key-stores/find-key-store.ts';
import { keyStoreEventData } from '../key-stores/key-store-entry.ts';
import { keyStoreType, type UpdateMember } from '../key-stores/key-store-type.ts';
import type { Operation } from '../pipeline/operation.ts';

const COMMON = ['CustomKeyStoreId', 'NewCustomKeyStoreName'];

/** States in which a key store can be renamed. */
const RENAMED_IN = ['DISCONNECTED', 'CONNECTED'] as const;

/** The UpdateCustomKeyStore operation. */
export const updateCustomKeyStore: Operation<'UpdateCustomKeyStore'> = {
  logged: logKeyStoreInput,
  async check(run) {
    const { input } = run;
    const store = await findKeyStore(input.CustomKeyStoreId, run);
    const { updateMembers } = keyStoreType(store.type);
    const names = Object.keys(updateMembers) as UpdateMember[];
    checkMembers(input, COMMON, Object.fromEntries(names.map((name) => [name, false])), store.type);
    for (const name of names)
      if (input[name] !== undefined) checkConnectionState(store, updateMembers[name] ?? RENAMED_IN);
    checkConnectionState(store, RENAMED_IN);
    if (input.NewCustomKeyStoreName !== undefined) await checkName(input.NewCustomKeyStoreName, run, store.id);
  },
  async run(run) {
    const { input } = run;
    const store = await findKeyStore(input.CustomKeyStoreId, run);
    const kind = await keyStoreType(store.type).load();
    const configuration = await kind.update(store, input, run);
    const change: Change = updateKeyStoreChange(store, {
      ...configuration,
      ...(input.NewCustomKeyStoreName === undefined ? {} : { name: input.NewCustomKeyStoreName }),
    });
    return {
      output: {},
      changes: [change],
      additionalEventData: keyStoreEventData(change.after as typeof store),
    };
  },
};
