import type { Direction } from './envelope-run.ts';

/** Text of one step of envelope encryption. */
interface StepTexts {
  /** Button of the step. */
  readonly name: string;
  /** What happens, in one or two sentences. */
  readonly description: string;
}

const STEPS: Readonly<Record<Direction, readonly StepTexts[]>> = {
  encrypt: [
    {
      name: 'Request',
      description: 'Your program calls GenerateDataKey with a KMS key ID and the encryption context.',
    },
    {
      name: 'Generate',
      description:
        'KMS generates a random data key. The data key is not derived from the KMS key, and KMS keeps no copy.',
    },
    {
      name: 'Return',
      description: 'KMS returns the data key twice: in plaintext, and encrypted under the KMS key.',
    },
    {
      name: 'Encrypt',
      description:
        'Your program encrypts the file with the plaintext data key (AES-256-GCM). The file is never sent to KMS.',
    },
    {
      name: 'Discard',
      description: 'Your program overwrites its copy of the plaintext data key. Decryption now requires a call to KMS.',
    },
    {
      name: 'Store',
      description:
        'The encrypted data key is stored with the encrypted file. Both authenticate the encryption context.',
    },
  ],
  decrypt: [
    {
      name: 'Request',
      description: 'Your program sends the encrypted data key and the encryption context to KMS.',
    },
    {
      name: 'Authorize',
      description:
        'KMS finds the KMS key, authorizes the caller, checks the encryption context and decrypts the data key.',
    },
    { name: 'Return', description: 'KMS returns the plaintext data key.' },
    {
      name: 'Decrypt',
      description:
        'Your program decrypts the file, then overwrites its copy of the data key. The file is never sent to KMS.',
    },
  ],
};

/** Every text of the picture of envelope encryption. */
export const TEXTS = {
  steps: STEPS,
  summary: {
    encrypt: 'The KMS key encrypts the data key. The data key encrypts the file. The file is never sent to KMS.',
    decrypt: 'Decrypting the file requires one call to KMS. KMS authorizes the call and records it in the audit log.',
  } satisfies Record<Direction, string>,
  stepButtons: 'Steps',
  showPicture: 'Show diagram (T)',
  showText: 'Show as text (T)',
  notStarted: 'Diagram of envelope encryption: your program, KMS and storage. Not started. Press T for a text version.',
  atStep: (step: number, total: number, description: string) =>
    `Diagram of envelope encryption: your program, KMS and storage. Step ${step} of ${total}: ${description} Press T for a text version.`,
  places: { program: 'Your program', kms: 'Inside KMS', storage: 'Your storage' },
  arrows: {
    plaintextKey: 'plaintext data key',
    encryptedKey: 'encrypted data key',
    encryptFile: 'AES-256-GCM encryption in your program',
    decryptFile: 'AES-256-GCM decryption in your program',
  },
  dataKey: {
    name: 'Data key',
    origin: 'returned by KMS, used briefly',
    plaintext: 'PLAINTEXT data key',
    overwritten: 'Data key, overwritten',
    inUseFor: (time: string) => `in use for ${time}`,
  },
  kmsKey: {
    name: 'KMS key',
    custody: 'KMS never returns it',
    work: {
      encrypt: 'Generate 32 random bytes, encrypt under the KMS key',
      decrypt: 'Check encryption context, decrypt data key',
    } satisfies Record<Direction, string>,
  },
  encryptedKey: {
    name: 'Encrypted data key',
    decryption: 'can be decrypted only by KMS',
    decryptionOf: (size: string) => `${size}, can be decrypted only by KMS`,
  },
  file: { name: 'Your file', anySize: 'any size', notDecrypted: 'not decrypted yet', context: 'context' },
  encryptedFile: {
    name: 'Encrypted file',
    storage: 'safe to store in untrusted storage',
    size: (size: string) => `${size} with its header`,
    context: 'context',
  },
  facts: {
    request: (alias: string | undefined, keyId: string, context: string) =>
      `${alias ?? 'KMS key'}, key ID ${keyId}. Encryption context: ${context || 'none'}.`,
    encryptedKey: (size: string) => `Encrypted data key: ${size}.`,
    plaintextKey: (size: string) => `Plaintext data key: ${size}.`,
    file: (name: string, size: string) => `${name}: ${size}.`,
    inUseFor: (time: string) => `It was in use for ${time}.`,
    encryptedFile: (size: string) => `Encrypted file: ${size}.`,
  },
};
