/**
 * How the state of a key can fail a call. Which state fails which operation is a fact of the operation
 * (operation-facts.ts). Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
import type { KmsErrorName } from './errors.ts';
import type { KeyState } from './records.ts';

/** Every state of a key. */
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

/**
 * Simulated milliseconds for which a new replica is Creating, and for which both keys are Updating after
 * UpdatePrimaryRegion. AWS publishes no number: it says "a few seconds".
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-manage.html
 */
export const SYNCHRONIZATION_MS = 5_000;

/** The effect of a state on a call. `none`: no key that the operation accepts can be in this state. */
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

/** The effect of each state on an operation. A state without an answer does not compile. */
export type StateAnswers = Readonly<Record<KeyState, StateAnswer>>;

/** Error name and text of each failing answer. `ARN` stands for the key ARN. */
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
