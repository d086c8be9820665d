/** Facts about the operations on multi-Region keys. */
import type { FactsTable } from './row.ts';
import { ENABLED_IN_KMS } from './state-answers.ts';

/** The rows. */
export const MULTI_REGION_FACTS = {
  ReplicateKey: {
    group: 'multi-region',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ReplicateKey', member: 'KeyId' }],
    readOnly: false,
    states: { ...ENABLED_IN_KMS, Updating: 'updating' },
    quota: 'ReplicateKey',
    gap: 'multiRegion',
  },
  UpdatePrimaryRegion: {
    group: 'multi-region',
    resources: [{ role: 'key', kind: 'key', action: 'kms:UpdatePrimaryRegion', member: 'KeyId' }],
    readOnly: false,
    states: ENABLED_IN_KMS,
    quota: 'UpdatePrimaryRegion',
    gap: 'multiRegion',
  },
} as const satisfies Partial<FactsTable>;
