/** Every text of the steps of a run, and of the plaintext data keys in memory. */
import type { SecretKind } from './live-keys.ts';
import type { NextStep } from './step-gate.ts';

const describe = (step: NextStep): string => {
  switch (step.kind) {
    case 'call':
      return step.subject ? `Call ${step.operation} for ${step.subject}` : `Call ${step.operation}`;
    case 'encrypt':
      return 'Encrypt the body with the plaintext data key, then overwrite the data key';
    case 'decrypt':
      return 'Decrypt the body with the plaintext data key, then overwrite the data key';
    case 'store':
      return 'Store the result';
  }
};

/** The texts. */
export const TEXTS = {
  steps: {
    choice: 'Run step by step',
    hint: 'For single files of less than 64 MiB. Halts before each call to KMS, before the body, and before the result is stored.',
    label: 'Steps of this run',
    next: (step: NextStep) => `Next step: ${describe(step)}.`,
    working: 'Working…',
    step: 'Make next step',
    rest: 'Run the rest',
    cancel: 'Cancel',
  },
  keys: {
    heading: 'Plaintext data keys in memory',
    lead: 'Read from the memory of this page. Data keys of files of 4 MiB or more in a list are in the memory of their worker and are not shown.',
    none: 'No plaintext data key was in the memory of this page yet.',
    holder: 'Held by',
    holders: {
      envelope: 'Envelope encryption, in use',
      branchKeyCache: 'Cache of branch keys',
      dataKeyCache: 'Cache of data keys',
      display: 'This page, a copy to show the API calls and the diagram',
    },
    file: 'File',
    several: 'several',
    secret: 'Secret',
    kinds: {
      dataKey: 'Data key',
      dataKeyAndDigest: 'Data key, with the digest of the encryption context',
      branchKey: 'Branch key',
      sharedSecret: 'Shared secret',
    } satisfies Record<SecretKind, string>,
    state: 'State',
    live: (bytes: string, age: string) => `PLAINTEXT, ${bytes}, in memory for ${age}`,
    overwritten: (age: string) => `Overwritten after ${age}`,
    overwrite: 'Overwrite displayed copies',
    done: 'Displayed copies overwritten.',
  },
};
