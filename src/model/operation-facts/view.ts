/** Facts about the operations that read keys and their metadata. */
import type { FactsTable } from './row.ts';
import { ANY_STATE } from './state-answers.ts';

/** The rows. */
export const VIEW_FACTS = {
  DescribeKey: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:DescribeKey', member: 'KeyId', byAlias: true }],
    readOnly: true,
    crossAccount: true,
    states: ANY_STATE,
    grantable: ['DescribeKey'],
    quota: 2000,
  },
  GetKeyPolicy: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:GetKeyPolicy', member: 'KeyId' }],
    readOnly: true,
    states: ANY_STATE,
    quota: 1000,
  },
  ListKeyPolicies: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ListKeyPolicies', member: 'KeyId' }],
    readOnly: true,
    states: ANY_STATE,
    pages: { max: 1000, default: 100 },
    quota: 100,
  },
  ListResourceTags: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ListResourceTags', member: 'KeyId' }],
    readOnly: true,
    states: ANY_STATE,
    pages: { max: 50, default: 50 },
    quota: 2000,
  },
  GetKeyLastUsage: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:GetKeyLastUsage', member: 'KeyId' }],
    readOnly: true,
    states: ANY_STATE,
    quota: 5,
  },
  GetKeyRotationStatus: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:GetKeyRotationStatus', member: 'KeyId' }],
    readOnly: true,
    crossAccount: true,
    keyKind: 'symmetric',
    states: ANY_STATE,
    quota: 1000,
  },
  ListKeyRotations: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ListKeyRotations', member: 'KeyId' }],
    readOnly: true,
    keyKind: 'symmetric',
    states: ANY_STATE,
    pages: { max: 1000, default: 100 },
    quota: 100,
  },
  ListKeys: {
    group: 'view',
    resources: [{ role: 'service', kind: 'none', action: 'kms:ListKeys' }],
    readOnly: true,
    keyless: true,
    states: ANY_STATE,
    pages: { max: 1000, default: 100 },
    quota: 500,
  },
  ListAliases: {
    group: 'view',
    resources: [{ role: 'service', kind: 'none', action: 'kms:ListAliases' }],
    readOnly: true,
    keyless: true,
    states: ANY_STATE,
    pages: { max: 100, default: 50 },
    quota: 500,
  },
} as const satisfies Partial<FactsTable>;
