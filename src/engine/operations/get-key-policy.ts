/** GetKeyPolicy: returns the policy in the form of AWS, with deleted principals replaced by their unique IDs. */
import { currentKeyPolicyText } from '../policies/key-policy.ts';
import { checkPolicyName, POLICY_NAME } from '../policies/policy-name.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The GetKeyPolicy operation. */
export const getKeyPolicy: Operation<'GetKeyPolicy'> = {
  logged: (input) => ({ keyId: input.KeyId, policyName: input.PolicyName ?? POLICY_NAME }),
  check({ input }) {
    checkPolicyName(input.PolicyName);
  },
  run: async ({ key, reader }) => ({
    output: { Policy: await currentKeyPolicyText(key(), reader), PolicyName: POLICY_NAME },
  }),
};
