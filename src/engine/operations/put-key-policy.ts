/** PutKeyPolicy: another policy for a key, if the sandbox can evaluate it and the caller stays able to change it. */
import type { Change } from '../../model/records.ts';
import { acceptPolicy } from '../authorization/accept-policy.ts';
import { POLICY_NAME, policyVersionId } from '../keys/policy-name.ts';
import { changed } from '../keys/change.ts';
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
    await acceptPolicy(input.Policy ?? '', key(), input.BypassPolicyLockoutSafetyCheck === true, { request: run.request, context: run, tokens: [] });
  },
  run({ input, key }) {
    const record = key();
    const version = record.policyVersion ?? 0;
    // Decisions of the log name the version that decided: its text is kept.
    const replaced: Change = { store: 'policyVersions', after: { id: policyVersionId(record.arn, version), text: record.policy } };
    return { output: {}, changes: [...changed(record, { policy: input.Policy ?? '', policyVersion: version + 1 }), replaced] };
  },
};
