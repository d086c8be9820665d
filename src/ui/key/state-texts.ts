import { html } from 'lit';
import type { CauseName } from './unusable-causes.ts';

interface CauseWords {
  readonly title: string;
  /** What makes the key unusable. */
  readonly what: string;
  /** When the calls succeed again. */
  readonly until: string;
}

/** Every text of the tab about key states. */
export const TEXTS = {
  heading: 'What makes a key unusable',
  lead: 'Five causes make a KMS key unusable. In each, the calls listed here fail. All other calls that accept the key are not affected by its state.',
  now: 'Now',
  none: 'No cause holds now.',
  causes: {
    disabled: {
      title: 'Disabled',
      what: 'DisableKey disabled the key, or a canceled deletion left it disabled.',
      until: 'Calls succeed again when the key is enabled.',
    },
    deletion: {
      title: 'Scheduled for deletion',
      what: 'ScheduleKeyDeletion started a waiting period of 7 to 30 days.',
      until: 'Cancel the deletion, then enable the key. After the waiting period, the key no longer exists.',
    },
    material: {
      title: 'Key material missing',
      what: 'Imported key material was deleted, has expired, or was not imported yet.',
      until: 'Calls succeed again when the same key material is imported.',
    },
    cloudHsm: {
      title: 'CloudHSM key store disconnected',
      what: 'The CloudHSM key store of the key is not connected to its cluster.',
      until: 'Calls succeed again when the key store is connected.',
    },
    external: {
      title: 'External key store disconnected',
      what: 'The external key store of the key is not connected to its proxy.',
      until: 'Calls succeed again when the key store is connected.',
    },
  } satisfies Readonly<Record<CauseName, CauseWords>>,
  state: 'Key state',
  cannot: (origin: string, own: string) =>
    `Only for keys with Origin ${origin}; this key has ${own}. The calls are those of a symmetric encryption key there.`,
  deletedAt: (date: string) => `The key is deleted on ${date} on the simulated clock.`,
  expiresAt: (date: string) => `The key material expires on ${date} on the simulated clock.`,
  connection: 'Connection state:',
  calls: (count: number, error: string) => `${count} ${count === 1 ? 'call fails' : 'calls fail'}: ${error}`,
  actions: {
    enable: 'Enable key',
    disable: 'Disable key',
    cancelDeletion: 'Cancel key deletion',
    scheduleDeletion: 'Schedule key deletion…',
    import: 'Import key material',
    material: 'View key material',
    connect: 'Connect key store',
    keyStore: 'View key store',
  },
  connecting: 'Key store is connecting.',
  dataKeys: {
    heading: 'Data keys that programs have',
    lead: html`KMS does not store data keys and cannot revoke them. A program that keeps a plaintext data key in memory
    encrypts and decrypts data with it whatever the state of the KMS key. The state takes effect when the program next
    calls KMS with this key: for a new data key, or to decrypt an encrypted one.`,
    unknown:
      'KMS does not know how long a program keeps a data key. The audit log tells who received plaintext from calls with this key:',
    notSymmetric:
      'Keys of this type encrypt no data keys. Programs keep what calls have returned, and public keys work outside KMS.',
    none: 'No call has returned plaintext under this key.',
    partial: (count: string) => `Only the newest ${count} events of each operation are counted.`,
    caption: 'Principals that received plaintext',
    columns: { principal: 'Principal', calls: 'Calls', newest: 'Newest call' },
    activity: 'View the events of this key',
  },
};
