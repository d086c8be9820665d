/** Facts about the operations that create, change and delete keys, aliases, tags and key policies. */
import type { FactsTable } from './row.ts';
import { ANY_STATE, ENABLED, NOT_PENDING_DELETION, PENDING_DELETION, ROTATABLE, SWITCHABLE } from './state-answers.ts';

/** The rows. */
export const MANAGE_FACTS = {
  CreateKey: {
    group: 'manage',
    resources: [
      { role: 'service', kind: 'none', action: 'kms:CreateKey' },
      { role: 'tags', kind: 'none', action: 'kms:TagResource', among: 'key/*', when: 'Tags' },
    ],
    readOnly: false,
    keyless: true,
    states: ANY_STATE,
    quota: 'CreateKey',
  },
  PutKeyPolicy: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:PutKeyPolicy', member: 'KeyId' }],
    readOnly: false,
    states: ANY_STATE,
    quota: 'PutKeyPolicy',
  },
  UpdateKeyDescription: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:UpdateKeyDescription', member: 'KeyId' }],
    readOnly: false,
    states: NOT_PENDING_DELETION,
    quota: 'UpdateKeyDescription',
  },
  TagResource: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:TagResource', member: 'KeyId' }],
    readOnly: false,
    states: NOT_PENDING_DELETION,
    quota: 'TagResource',
  },
  UntagResource: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:UntagResource', member: 'KeyId' }],
    readOnly: false,
    states: NOT_PENDING_DELETION,
    quota: 'UntagResource',
  },
  CreateAlias: {
    group: 'manage',
    resources: [
      { role: 'key', kind: 'key', action: 'kms:CreateAlias', member: 'TargetKeyId' },
      { role: 'alias', kind: 'alias', action: 'kms:CreateAlias', member: 'AliasName' },
    ],
    readOnly: false,
    states: NOT_PENDING_DELETION,
    quota: 'CreateAlias',
  },
  UpdateAlias: {
    group: 'manage',
    resources: [
      { role: 'alias', kind: 'alias', action: 'kms:UpdateAlias', member: 'AliasName', exists: true },
      // It may be pending deletion; the new key may not.
      { role: 'old key', kind: 'key', action: 'kms:UpdateAlias', targetOf: 'alias', stateless: true },
      { role: 'key', kind: 'key', action: 'kms:UpdateAlias', member: 'TargetKeyId' },
    ],
    readOnly: false,
    states: NOT_PENDING_DELETION,
    quota: 'UpdateAlias',
  },
  DeleteAlias: {
    group: 'manage',
    resources: [
      { role: 'alias', kind: 'alias', action: 'kms:DeleteAlias', member: 'AliasName', exists: true },
      { role: 'key', kind: 'key', action: 'kms:DeleteAlias', targetOf: 'alias' },
    ],
    readOnly: false,
    states: ANY_STATE,
    quota: 'DeleteAlias',
  },
  EnableKeyRotation: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:EnableKeyRotation', member: 'KeyId' }],
    readOnly: false,
    keyKind: 'symmetric',
    states: ROTATABLE,
    quota: 'EnableKeyRotation',
  },
  DisableKeyRotation: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:DisableKeyRotation', member: 'KeyId' }],
    readOnly: false,
    keyKind: 'symmetric',
    states: ROTATABLE,
    quota: 'DisableKeyRotation',
  },
  RotateKeyOnDemand: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:RotateKeyOnDemand', member: 'KeyId' }],
    readOnly: false,
    keyKind: 'symmetric',
    states: ENABLED,
    quota: 'RotateKeyOnDemand',
  },
  EnableKey: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:EnableKey', member: 'KeyId' }],
    readOnly: false,
    states: SWITCHABLE,
    quota: 'EnableKey',
  },
  DisableKey: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:DisableKey', member: 'KeyId' }],
    readOnly: false,
    states: SWITCHABLE,
    quota: 'DisableKey',
  },
  ScheduleKeyDeletion: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:ScheduleKeyDeletion', member: 'KeyId' }],
    readOnly: false,
    states: { ...NOT_PENDING_DELETION, Updating: 'updating' },
    quota: 'ScheduleKeyDeletion',
  },
  CancelKeyDeletion: {
    group: 'manage',
    resources: [{ role: 'key', kind: 'key', action: 'kms:CancelKeyDeletion', member: 'KeyId' }],
    readOnly: false,
    states: PENDING_DELETION,
    quota: 'CancelKeyDeletion',
  },
} as const satisfies Partial<FactsTable>;
