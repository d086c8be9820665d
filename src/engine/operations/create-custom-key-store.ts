/** CreateCustomKeyStore: creates a key store of either type, not connected. */
import { toHex } from '../../base/hex.ts';
import { KmsError } from '../../model/errors.ts';
import type { ValidInput } from '../../model/operations.ts';
import { quotaText } from '../../model/quotas.ts';
import type { KeyStoreRecord } from '../../model/records.ts';
import type { CustomKeyStoreType } from '../../model/sdk.ts';
import { logKeyStoreInput } from '../audit/request-parameters.ts';
import { checkMembers } from '../key-stores/check-members.ts';
import { checkName, listKeyStores } from '../key-stores/find-key-store.ts';
import { keyStoreType } from '../key-stores/key-store-type.ts';
import type { Operation } from '../pipeline/operation.ts';
import { resourceQuota } from '../quotas/quota-values.ts';

const COMMON = ['CustomKeyStoreName', 'CustomKeyStoreType'];

const typeOf = (input: ValidInput<'CreateCustomKeyStore'>): CustomKeyStoreType =>
  input.CustomKeyStoreType ?? 'AWS_CLOUDHSM';

/** The CreateCustomKeyStore operation. */
export const createCustomKeyStore: Operation<'CreateCustomKeyStore'> = {
  logged: logKeyStoreInput,
  validate(input) {
    const type = typeOf(input);
    checkMembers(input, COMMON, keyStoreType(type).createMembers, type);
  },
  check: (run) => checkName(run.input.CustomKeyStoreName, run),
  async checkQuota(run) {
    const limit = await resourceQuota('CustomKeyStores', { account: run.caller.account, region: run.region }, run);
    const { length } = await listKeyStores(run);
    if (length >= limit)
      throw new KmsError('LimitExceededException', quotaText('Custom key stores', limit, length)).because(
        'key-stores-quota',
      );
  },
  async run(run) {
    const { input, caller, region, now, random } = run;
    const type = typeOf(input);
    const kind = await keyStoreType(type).load();
    const after: KeyStoreRecord = {
      id: `cks-${toHex(random.publicBytes(9)).slice(1)}`,
      account: caller.account,
      region,
      name: input.CustomKeyStoreName,
      type,
      createdAt: now,
      state: 'DISCONNECTED',
      ...(await kind.create(input, run)),
    };
    return {
      output: { CustomKeyStoreId: after.id },
      changes: [{ store: 'keyStores', after }],
      responseElements: { customKeyStoreId: after.id },
    };
  },
};
