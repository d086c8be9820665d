/**
 * What the state of a key does to a call: one row per operation, one column per state.
 * Source: the guide page "Key states of KMS keys" with the answers recorded or measured where it leaves a choice.
 * Cells that depend on the origin of the key stand as 'ok' here: the operation checks the origin, before the state.
 */
import type { KeyState } from './records.ts';
import type { KmsErrorName } from './errors.ts';
import type { OperationName } from './operations.ts';

/** The columns of KEY_STATES. */
export const STATES = [
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingReplicaDeletion',
  'PendingImport',
  'Unavailable',
  'Creating',
  'Updating',
] as const satisfies readonly KeyState[];

/** What a state answers; `none`: the pair cannot occur. */
export type StateAnswer =
  | 'ok'
  | 'none'
  | 'disabled'
  | 'pendingDeletion'
  | 'notPending'
  | 'pendingImport'
  | 'unavailable'
  | 'creating'
  | 'updating';

/** Error name and text of each answer that refuses; `ARN` stands for the key ARN. */
export const STATE_ERRORS: Readonly<
  Record<Exclude<StateAnswer, 'ok' | 'none'>, { readonly name: KmsErrorName; readonly text: string }>
> = {
  disabled: { name: 'DisabledException', text: 'ARN is disabled.' },
  pendingDeletion: { name: 'KMSInvalidStateException', text: 'ARN is pending deletion.' },
  notPending: { name: 'KMSInvalidStateException', text: 'ARN is not pending deletion.' },
  pendingImport: { name: 'KMSInvalidStateException', text: 'ARN is pending import.' },
  unavailable: { name: 'KMSInvalidStateException', text: 'ARN is unavailable.' },
  creating: { name: 'KMSInvalidStateException', text: 'ARN is creating.' },
  updating: { name: 'KMSInvalidStateException', text: 'ARN is updating.' },
};

/** The rows; an operation that is missing here has no key whose state could matter. */
export const KEY_STATES: Partial<Readonly<Record<OperationName, readonly StateAnswer[]>>> = {
  CancelKeyDeletion: ['notPending', 'notPending', 'ok', 'ok', 'notPending', 'notPending', 'notPending', 'notPending'],
  CreateAlias: ['ok', 'ok', 'pendingDeletion', 'pendingDeletion', 'ok', 'ok', 'ok', 'ok'],
  CreateGrant: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'ok', 'creating', 'ok'],
  Decrypt: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'unavailable', 'creating', 'ok'],
  DeleteAlias: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  DeleteImportedKeyMaterial: ['ok', 'ok', 'ok', 'ok', 'ok', 'none', 'creating', 'updating'],
  DeriveSharedSecret: [
    'ok',
    'disabled',
    'pendingDeletion',
    'pendingDeletion',
    'pendingImport',
    'none',
    'creating',
    'ok',
  ],
  DescribeKey: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  DisableKey: ['ok', 'ok', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'ok', 'creating', 'updating'],
  DisableKeyRotation: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'ok', 'ok', 'creating', 'ok'],
  EnableKey: ['ok', 'ok', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'ok', 'creating', 'updating'],
  EnableKeyRotation: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'ok', 'ok', 'creating', 'ok'],
  Encrypt: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'unavailable', 'creating', 'ok'],
  GenerateDataKey: [
    'ok',
    'disabled',
    'pendingDeletion',
    'pendingDeletion',
    'pendingImport',
    'unavailable',
    'creating',
    'ok',
  ],
  GenerateDataKeyPair: [
    'ok',
    'disabled',
    'pendingDeletion',
    'pendingDeletion',
    'pendingImport',
    'ok',
    'creating',
    'ok',
  ],
  GenerateDataKeyPairWithoutPlaintext: [
    'ok',
    'disabled',
    'pendingDeletion',
    'pendingDeletion',
    'pendingImport',
    'ok',
    'creating',
    'ok',
  ],
  GenerateDataKeyWithoutPlaintext: [
    'ok',
    'disabled',
    'pendingDeletion',
    'pendingDeletion',
    'pendingImport',
    'unavailable',
    'creating',
    'ok',
  ],
  GenerateMac: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'none', 'creating', 'ok'],
  GetKeyPolicy: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  GetKeyRotationStatus: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  GetParametersForImport: ['ok', 'ok', 'pendingDeletion', 'pendingDeletion', 'ok', 'ok', 'creating', 'updating'],
  GetPublicKey: ['ok', 'ok', 'pendingDeletion', 'pendingDeletion', 'ok', 'none', 'creating', 'ok'],
  ImportKeyMaterial: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'creating', 'ok'],
  ListAliases: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  ListGrants: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  ListKeyPolicies: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  ListKeyRotations: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  ListResourceTags: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  PutKeyPolicy: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  ReEncrypt: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'unavailable', 'creating', 'ok'],
  ReplicateKey: [
    'ok',
    'disabled',
    'pendingDeletion',
    'pendingDeletion',
    'pendingImport',
    'none',
    'creating',
    'updating',
  ],
  RetireGrant: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  RevokeGrant: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  RotateKeyOnDemand: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'ok', 'creating', 'ok'],
  ScheduleKeyDeletion: ['ok', 'ok', 'pendingDeletion', 'pendingDeletion', 'ok', 'ok', 'ok', 'updating'],
  Sign: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'none', 'creating', 'ok'],
  TagResource: ['ok', 'ok', 'pendingDeletion', 'pendingDeletion', 'ok', 'ok', 'ok', 'ok'],
  UntagResource: ['ok', 'ok', 'pendingDeletion', 'pendingDeletion', 'ok', 'ok', 'ok', 'ok'],
  UpdateAlias: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  UpdateKeyDescription: ['ok', 'ok', 'pendingDeletion', 'pendingDeletion', 'ok', 'ok', 'ok', 'ok'],
  UpdatePrimaryRegion: [
    'ok',
    'disabled',
    'pendingDeletion',
    'pendingDeletion',
    'pendingImport',
    'none',
    'creating',
    'ok',
  ],
  Verify: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'none', 'creating', 'ok'],
  VerifyMac: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'pendingImport', 'none', 'creating', 'ok'],
  Encapsulate: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'none', 'none', 'creating', 'ok'],
  Decapsulate: ['ok', 'disabled', 'pendingDeletion', 'pendingDeletion', 'none', 'none', 'creating', 'ok'],
  GetKeyLastUsage: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
};

/** The answer of `state` to `operation`. */
export function stateAnswer(operation: OperationName, state: KeyState): StateAnswer {
  return KEY_STATES[operation]?.[STATES.indexOf(state)] ?? 'ok';
}
