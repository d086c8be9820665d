/** What each keyring does, step by step. */
import type { Direction } from './envelope-run.ts';
import type { OtherKeyringType } from './keyring-type.ts';

/** Where a step happens. */
export type Place = 'program' | 'kms' | 'storage';

/**
 * What must have happened for a step to be done: a successful call, a data key in memory, a body in work, an
 * overwritten data key, or a stored result.
 */
type StepEvent = 'call' | 'dataKey' | 'body' | 'overwritten' | 'stored';

/** One step. */
export interface SequenceStep {
  readonly from: Place;
  /** Absent: the step happens in one place. */
  readonly to?: Place;
  readonly title: string;
  readonly detail: string;
  readonly event: StepEvent;
  /** Operation of a call. If no call of it was made, the step is not shown when the run is done. */
  readonly operation?: 'GetPublicKey' | 'DeriveSharedSecret' | 'Decrypt';
  /** A value of the run that the step shows. */
  readonly value?: 'plaintextDataKey' | 'encryptedDataKey';
  /** Shown only if no call of this operation was made. */
  readonly unless?: 'Decrypt';
}

const generate: SequenceStep = {
  from: 'program',
  title: 'Generate the data key',
  detail: 'Your program generates 32 random bytes. KMS does not see them.',
  event: 'dataKey',
  value: 'plaintextDataKey',
};

const body: readonly SequenceStep[] = [
  {
    from: 'program',
    to: 'storage',
    title: 'Encrypt the file',
    detail: 'AES-256-GCM with a key that is derived from the data key.',
    event: 'body',
  },
  {
    from: 'program',
    title: 'Overwrite the data key',
    detail: 'Decryption now requires the wrapping key again.',
    event: 'overwritten',
  },
  {
    from: 'program',
    to: 'storage',
    title: 'Store',
    detail: 'The encrypted data key is in the header of the encrypted file.',
    event: 'stored',
  },
];

const read: SequenceStep = {
  from: 'storage',
  to: 'program',
  title: 'Read the header',
  detail: 'It has the encrypted data key and says which key wraps it.',
  event: 'dataKey',
  value: 'encryptedDataKey',
};

const unwrapped = (title: string, detail: string): SequenceStep => ({
  from: 'program',
  title,
  detail,
  event: 'dataKey',
  value: 'plaintextDataKey',
});

const content: SequenceStep = {
  from: 'storage',
  to: 'program',
  title: 'Decrypt the file',
  detail: 'AES-256-GCM, frame by frame. Then your program overwrites the data key.',
  event: 'stored',
};

const wrap = (title: string, detail: string): SequenceStep => ({
  from: 'program',
  title,
  detail,
  event: 'dataKey',
  value: 'encryptedDataKey',
});

const publicKeys = (detail: string): readonly SequenceStep[] => [
  { from: 'program', to: 'kms', title: 'GetPublicKey', detail, event: 'call', operation: 'GetPublicKey' },
];

const agree = (detail: string): readonly SequenceStep[] => [
  { from: 'program', to: 'kms', title: 'DeriveSharedSecret', detail, event: 'call', operation: 'DeriveSharedSecret' },
  {
    from: 'kms',
    to: 'program',
    title: 'Shared secret',
    detail: 'KMS returns the secret that both parties can compute. It is not a key yet.',
    event: 'call',
    operation: 'DeriveSharedSecret',
  },
];

const branchKey: readonly SequenceStep[] = [
  {
    from: 'program',
    title: 'Use the cached branch key',
    detail: 'The branch key is in the cache of your program. KMS is not called.',
    event: 'dataKey',
    unless: 'Decrypt',
  },
  {
    from: 'program',
    to: 'kms',
    title: 'Decrypt the branch key',
    detail: 'Your program reads the encrypted branch key from its store, and KMS decrypts it.',
    event: 'call',
    operation: 'Decrypt',
  },
  {
    from: 'kms',
    to: 'program',
    title: 'Branch key',
    detail: 'It stays in the cache of your program for its lifetime. Other files need no call until then.',
    event: 'call',
    operation: 'Decrypt',
  },
];

/** The steps of each keyring. */
const SEQUENCES: Readonly<Record<OtherKeyringType, Readonly<Record<Direction, readonly SequenceStep[]>>>> = {
  'aws-kms-rsa': {
    encrypt: [
      ...publicKeys('The public key is not secret. A program that has it encrypts without KMS.'),
      generate,
      wrap(
        'Encrypt the data key',
        'RSA-OAEP with SHA-256, to the public key. A SHA-384 digest of the encryption context is encrypted with it.',
      ),
      ...body,
    ],
    decrypt: [
      read,
      {
        from: 'program',
        to: 'kms',
        title: 'Decrypt',
        detail: 'The request has the encrypted data key and the algorithm, but no encryption context.',
        event: 'call',
        operation: 'Decrypt',
      },
      {
        from: 'kms',
        to: 'program',
        title: 'Digest and data key',
        detail: 'KMS decrypts with the private key, which never leaves it.',
        event: 'call',
        operation: 'Decrypt',
      },
      unwrapped('Compare the digest', 'Your program checks the encryption context by its digest. KMS did not.'),
      content,
    ],
  },
  'aws-kms-ecdh': {
    encrypt: [
      ...publicKeys('Your program gets the public keys of the recipient and of the sender.'),
      ...agree('KMS combines the private key of the sender with the public key of the recipient.'),
      generate,
      wrap(
        'Wrap the data key',
        'AES-256-GCM with a key derived from the shared secret, both public keys and the encryption context.',
      ),
      ...body,
    ],
    decrypt: [
      read,
      ...publicKeys('Your program gets the public key of the recipient, to find the data key that is for it.'),
      ...agree('KMS combines the private key of the recipient with the public key of the sender in the header.'),
      unwrapped('Unwrap the data key', 'Your program derives the same wrapping key and checks its commitment.'),
      content,
    ],
  },
  'aws-kms-hierarchy': {
    encrypt: [
      ...branchKey,
      generate,
      wrap(
        'Wrap the data key',
        'AES-256-GCM with a key derived from the branch key, with the encryption context as authenticated data.',
      ),
      ...body,
    ],
    decrypt: [
      read,
      ...branchKey,
      unwrapped('Unwrap the data key', 'Your program derives the wrapping key from that version of the branch key.'),
      content,
    ],
  },
  'raw-aes': {
    encrypt: [
      generate,
      wrap('Wrap the data key', 'AES-256-GCM with the raw key, with the encryption context as authenticated data.'),
      ...body,
    ],
    decrypt: [read, unwrapped('Unwrap the data key', 'Your program decrypts it with the raw key.'), content],
  },
  'raw-rsa': {
    encrypt: [
      generate,
      wrap(
        'Encrypt the data key',
        'RSA-OAEP with SHA-256, to the public key. The encryption context is not part of it.',
      ),
      ...body,
    ],
    decrypt: [read, unwrapped('Decrypt the data key', 'Your program decrypts it with the private key.'), content],
  },
  'raw-ecdh': {
    encrypt: [
      generate,
      wrap(
        'Wrap the data key',
        'Your program makes a key pair for this file, agrees on a secret with the public key of the recipient, and wraps under a key derived from it.',
      ),
      ...body,
    ],
    decrypt: [
      read,
      unwrapped(
        'Unwrap the data key',
        'Your program agrees with the public key in the header, and derives the same key.',
      ),
      content,
    ],
  },
};

/** The texts. */
export const TEXTS = {
  sequences: SEQUENCES,
  heading: {
    encrypt: (keyring: string) => `Encryption with the keyring ${keyring}`,
    decrypt: (keyring: string) => `Decryption with the keyring ${keyring}`,
  } satisfies Record<Direction, (keyring: string) => string>,
  places: { program: 'Your program', kms: 'Inside KMS', storage: 'Your storage' } satisfies Record<Place, string>,
  path: (from: string, to: string) => `${from} to ${to}`,
  done: 'Done',
  open: 'Not done yet',
  values: { plaintextDataKey: 'PLAINTEXT data key', encryptedDataKey: 'Encrypted data key' },
  key: (arn: string) => `KMS key: ${arn}`,
  noCalls: 'KMS was not called for this file.',
  inUseFor: (time: string) => `The data key was in use for ${time}.`,
};
