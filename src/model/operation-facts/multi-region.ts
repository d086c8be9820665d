/** Facts about the operations on multi-Region keys. */
import type { FactsTable } from './row.ts';
import { ENABLED_IN_KMS } from './state-answers.ts';

/** The rows. */
export const MULTI_REGION_FACTS = {
  ReplicateKey: {
    group: 'multi-region',
    // In the Region of the replica, the caller creates a key.
    resources: [
      { role: 'key', kind: 'key', action: 'kms:ReplicateKey', member: 'KeyId' },
      { role: 'replica', kind: 'none', action: 'kms:CreateKey', replicaIn: 'ReplicaRegion' },
      {
        role: 'replica tags',
        kind: 'none',
        action: 'kms:TagResource',
        among: 'key/*',
        when: 'Tags',
        replicaIn: 'ReplicaRegion',
      },
    ],
    readOnly: false,
    states: { ...ENABLED_IN_KMS, Updating: 'updating' },
    quota: 'ReplicateKey',
    // CreateKey counts twice: once for a dry run.
    quotaElsewhere: { member: 'ReplicaRegion', quota: 'CreateKey', requests: 2 },
  },
  UpdatePrimaryRegion: {
    group: 'multi-region',
    resources: [
      { role: 'key', kind: 'key', action: 'kms:UpdatePrimaryRegion', member: 'KeyId' },
      { role: 'related key', kind: 'related', action: 'kms:UpdatePrimaryRegion', member: 'PrimaryRegion' },
    ],
    readOnly: false,
    states: ENABLED_IN_KMS,
    quota: 'UpdatePrimaryRegion',
    quotaElsewhere: { member: 'PrimaryRegion', quota: 'UpdatePrimaryRegion', requests: 1 },
  },
} as const satisfies Partial<FactsTable>;
