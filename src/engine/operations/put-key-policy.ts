/**
 * PutKeyPolicy: replaces the policy of a key, if the sandbox can evaluate it and the caller remains able to change it.
 */
import { policyVersionId } from '../../model/policy-name.ts';
import type { Change } from '../../model/records.ts';
import { validateKeyPolicy, resolvePolicyPrincipals } from '../policies/validate-key-policy.ts';
import { POLICY_NAME } from '../policies/policy-name.ts';
import { withPolicy } from '../policies/key-policy.ts';
import { KmsError } from '../../model/errors.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The PutKeyPolicy operation. */
export const putKeyPolicy: Operation<'PutKeyPolicy'> = {
  logged: (input) => ({
    keyId: input.KeyId,
    policyName: input.PolicyName ?? POLICY_NAME,
    policy: input.Policy,
    bypassPolicyLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
  }),
  async check(run) {
    const { input, key } = run;
    if (input.PolicyName !== undefined && input.PolicyName !== POLICY_NAME) {
      throw new KmsError('UnsupportedOperationException', undefined, 'The policy name must be “default”.').because(
        'new-policy-name',
      );
    }
    await validateKeyPolicy(input.Policy, key(), input.BypassPolicyLockoutSafetyCheck === true, {
      request: run.request,
      context: run,
      tokens: [],
    });
  },
  async run({ input, key, reader }) {
    const record = key();
    const text = input.Policy;
    // Decisions in the audit log refer to the version that decided, so its text is kept.
    const replaced: Change = {
      store: 'policyVersions',
      after: { id: policyVersionId(record.arn, record.policyVersion), text: record.policy },
    };
    const after = withPolicy(record, text, await resolvePolicyPrincipals(text, reader));
    return { output: {}, changes: [{ store: 'keys', before: record, after }, replaced] };
  },
};
