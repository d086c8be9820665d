/** Facts about the operations on grants. */
import type { FactsTable } from './row.ts';
import { ANY_STATE, ENABLED } from './state-answers.ts';

/** The rows. */
export const GRANT_FACTS = {
  CreateGrant: {
    group: 'grants',
    resources: [{ role: 'key', kind: 'key', action: 'kms:CreateGrant', member: 'KeyId' }],
    readOnly: false,
    crossAccount: true,
    states: ENABLED,
    grantable: ['CreateGrant'],
    quota: 'CreateGrant',
  },
  ListGrants: {
    group: 'grants',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ListGrants', member: 'KeyId' }],
    readOnly: true,
    crossAccount: true,
    states: ANY_STATE,
    pages: { max: 100, default: 50 },
    quota: 'ListGrants',
  },
  RevokeGrant: {
    group: 'grants',
    resources: [{ role: 'key', kind: 'key', action: 'kms:RevokeGrant', member: 'KeyId' }],
    readOnly: false,
    crossAccount: true,
    states: ANY_STATE,
    quota: 'RevokeGrant',
  },
  RetireGrant: {
    group: 'grants',
    resources: [{ role: 'key', kind: 'key', member: 'KeyId', token: 'GrantToken' }],
    readOnly: false,
    crossAccount: true,
    states: ANY_STATE,
    grantable: ['RetireGrant'],
    quota: 'RetireGrant',
  },
  ListRetirableGrants: {
    group: 'grants',
    resources: [{ role: 'service', kind: 'none', action: 'kms:ListRetirableGrants' }],
    readOnly: true,
    keyless: true,
    states: ANY_STATE,
    pages: { max: 100, default: 50 },
    quota: 'ListRetirableGrants',
  },
} as const satisfies Partial<FactsTable>;
