/** PutKeyPolicy: another policy for a key, if the sandbox can evaluate it and the caller stays able to change it. */
import { acceptPolicy } from '../authorization/accept-policy.ts';
import { changed } from '../keys/change.ts';
import { POLICY_NAME } from '../keys/policy-name.ts';
import { KmsError } from '../../model/errors.ts';
import type { Operation } from '../operation.ts';

/** The PutKeyPolicy operation. */
export const putKeyPolicy: Operation<'PutKeyPolicy'> = {
  name: 'PutKeyPolicy',
  readOnly: false,
  resources: [{ role: 'key', kind: 'key', action: 'kms:PutKeyPolicy', from: (input) => input.KeyId }],
  logged: (input) => ({
    keyId: input.KeyId ?? '',
    policyName: input.PolicyName ?? POLICY_NAME,
    policy: input.Policy ?? '',
    bypassPolicyLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
  }),
  async check(run) {
    const { input, key } = run;
    if (input.PolicyName !== undefined && input.PolicyName !== POLICY_NAME) {
      throw new KmsError('UnsupportedOperationException', undefined, 'The only policy name is default.');
    }
    await acceptPolicy(input.Policy ?? '', key(), input.BypassPolicyLockoutSafetyCheck === true, run);
  },
  run: ({ input, key }) => ({ output: {}, changes: changed(key(), { policy: input.Policy ?? '' }) }),
};
