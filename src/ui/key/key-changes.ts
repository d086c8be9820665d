/** The changes of the state of a key, and how each is reversed. */
import { count } from '../kit/format.ts';
import type { Undo } from '../kit/toast.ts';
import { outputOf } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { TEXTS } from './key-texts.ts';

/** Waiting periods that AWS accepts: https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
const WAITING_DAYS = { min: 7, max: 30 };

/** The changes of one key. Each rejects with AWS's error. */
export interface KeyChanges {
  enable(): Promise<unknown>;
  disable(): Promise<unknown>;
  scheduleDeletion(days: number): Promise<unknown>;
  cancelDeletion(): Promise<unknown>;
}

/** The changes of the key `KeyId`, by the caller of `kms`. */
export function keyChanges(kms: PageContext['kms'], KeyId: string): KeyChanges {
  return {
    enable: async () => outputOf(await kms.call('EnableKey', { KeyId })),
    disable: async () => outputOf(await kms.call('DisableKey', { KeyId })),
    scheduleDeletion: async (days) =>
      outputOf(await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: days })),
    cancelDeletion: async () => outputOf(await kms.call('CancelKeyDeletion', { KeyId })),
  };
}

/** Reverses ScheduleKeyDeletion. A canceled deletion leaves the key disabled, so one that was enabled is enabled. */
export function undoDeletion({ cancelDeletion, enable }: KeyChanges, wasEnabled: boolean): Undo {
  return {
    run: async () => {
      await cancelDeletion();
      if (wasEnabled) await enable();
    },
    done: wasEnabled ? TEXTS.actions.deletionUndone : TEXTS.actions.deletionCanceled,
  };
}

/**
 * Reverses CancelKeyDeletion. `daysLeft` is what remained of the waiting period: a new one has whole days.
 * Undefined if less remained than AWS's minimum, because the key would be deleted later than before.
 */
export function undoCancellation({ scheduleDeletion }: KeyChanges, daysLeft: number): Undo | undefined {
  const days = Math.min(WAITING_DAYS.max, Math.ceil(daysLeft));
  if (days < WAITING_DAYS.min) return undefined;
  return { run: () => scheduleDeletion(days), done: TEXTS.actions.scheduledAgain(count(days)) };
}
