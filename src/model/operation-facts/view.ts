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
    quota: 'DescribeKey',
  },
  GetKeyPolicy: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:GetKeyPolicy', member: 'KeyId' }],
    readOnly: true,
    states: ANY_STATE,
    quota: 'GetKeyPolicy',
  },
  ListKeyPolicies: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ListKeyPolicies', member: 'KeyId' }],
    readOnly: true,
    states: ANY_STATE,
    pages: { max: 1000, default: 100 },
    quota: 'ListKeyPolicies',
  },
  ListResourceTags: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ListResourceTags', member: 'KeyId' }],
    readOnly: true,
    states: ANY_STATE,
    pages: { max: 50, default: 50 },
    quota: 'ListResourceTags',
  },
  GetKeyLastUsage: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:GetKeyLastUsage', member: 'KeyId' }],
    readOnly: true,
    states: ANY_STATE,
    quota: 'GetKeyLastUsage',
  },
  GetKeyRotationStatus: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:GetKeyRotationStatus', member: 'KeyId' }],
    readOnly: true,
    crossAccount: true,
    keyKind: 'symmetric',
    states: ANY_STATE,
    quota: 'GetKeyRotationStatus',
  },
  ListKeyRotations: {
    group: 'view',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ListKeyRotations', member: 'KeyId' }],
    readOnly: true,
    keyKind: 'symmetric',
    states: ANY_STATE,
    pages: { max: 1000, default: 100 },
    quota: 'ListKeyRotations',
  },
  ListKeys: {
    group: 'view',
    resources: [{ role: 'service', kind: 'none', action: 'kms:ListKeys' }],
    readOnly: true,
    keyless: true,
    states: ANY_STATE,
    pages: { max: 1000, default: 100 },
    quota: 'ListKeys',
  },
  ListAliases: {
    group: 'view',
    resources: [{ role: 'service', kind: 'none', action: 'kms:ListAliases' }],
    readOnly: true,
    keyless: true,
    states: ANY_STATE,
    pages: { max: 100, default: 50 },
    quota: 'ListAliases',
  },
} as const satisfies Partial<FactsTable>;
