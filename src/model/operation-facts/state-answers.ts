/**
 * Key state answers that operations share. Where the page allows two answers, the recorded or measured one. Answers
 * that depend on the origin of the key are 'ok' here: the operation checks the origin first. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
import type { StateAnswers } from '../key-states.ts';

/** No state fails the call. */
export const ANY_STATE = {
  Enabled: 'ok',
  Disabled: 'ok',
  PendingDeletion: 'ok',
  PendingReplicaDeletion: 'ok',
  PendingImport: 'ok',
  Unavailable: 'ok',
  Creating: 'ok',
  Updating: 'ok',
} as const satisfies StateAnswers;

/** Pending deletion fails the call. */
export const NOT_PENDING_DELETION = {
  ...ANY_STATE,
  PendingDeletion: 'pendingDeletion',
  PendingReplicaDeletion: 'pendingDeletion',
} as const satisfies StateAnswers;

/** The key is fully created and enabled. */
export const ENABLED = {
  ...NOT_PENDING_DELETION,
  Disabled: 'disabled',
  PendingImport: 'pendingImport',
  Creating: 'creating',
} as const satisfies StateAnswers;

/** The key is enabled, and its key store is connected. */
export const USABLE = { ...ENABLED, Unavailable: 'unavailable' } as const satisfies StateAnswers;

/** The key is enabled. Keys in custom key stores cannot be of the kind that the operation uses. */
export const ENABLED_IN_KMS = { ...ENABLED, Unavailable: 'none' } as const satisfies StateAnswers;

/** Like ENABLED_IN_KMS, for a type of key whose material cannot be imported either. */
export const ENABLED_GENERATED = { ...ENABLED_IN_KMS, PendingImport: 'none' } as const satisfies StateAnswers;

/** The key can be enabled or disabled. */
export const SWITCHABLE = {
  ...NOT_PENDING_DELETION,
  PendingImport: 'pendingImport',
  Creating: 'creating',
  Updating: 'updating',
} as const satisfies StateAnswers;

/** The rotation of the key can be changed. */
export const ROTATABLE = { ...ENABLED, PendingImport: 'ok' } as const satisfies StateAnswers;

/** The key is pending deletion. */
export const PENDING_DELETION = {
  Enabled: 'notPending',
  Disabled: 'notPending',
  PendingDeletion: 'ok',
  PendingReplicaDeletion: 'ok',
  PendingImport: 'notPending',
  Unavailable: 'notPending',
  Creating: 'notPending',
  Updating: 'notPending',
} as const satisfies StateAnswers;
