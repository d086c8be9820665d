/** The steps of envelope encryption, in words: the picture, its text form and the step buttons read this table. */

/** Sealing has six steps, opening four. */
export type Direction = 'encrypt' | 'decrypt';

/** One step. */
export interface EnvelopeStep {
  /** Two or three words for the button. */
  readonly name: string;
  /** What happens, one sentence. */
  readonly says: string;
}

/** The table. Source of the order: the AWS KMS guide's page on envelope encryption. */
export const ENVELOPE_STEPS: Readonly<Record<Direction, readonly EnvelopeStep[]>> = {
  encrypt: [
    { name: 'Ask', says: 'Your program asks KMS for a data key. It names a KMS key and the encryption context.' },
    {
      name: 'Make',
      says: 'Inside its wall, KMS makes random bytes: the data key. It does not derive it from the KMS key, and keeps no copy.',
    },
    {
      name: 'Hand out',
      says: 'Two copies come out: one in plaintext for your program, one encrypted under the KMS key.',
    },
    {
      name: 'Lock',
      says: 'Your program encrypts the file with the plaintext copy, by AES-256-GCM. The file never enters KMS.',
    },
    {
      name: 'Wipe',
      says: 'Your program overwrites the plaintext copy. From now on nobody can read the file without asking KMS.',
    },
    { name: 'Store', says: 'The encrypted copy is stored with the encrypted file. The context is bound to both.' },
  ],
  decrypt: [
    {
      name: 'Send',
      says: 'Your program reads the encrypted data key from the file and sends it to KMS, with the encryption context.',
    },
    {
      name: 'Check',
      says: 'Inside its wall, KMS finds the KMS key, checks that you may use it and that the context is the same, and decrypts the data key.',
    },
    { name: 'Hand out', says: 'The plaintext data key comes out, for your program alone.' },
    { name: 'Unlock', says: 'Your program decrypts the file with it, then overwrites it. The file never entered KMS.' },
  ],
};

/** The lesson of the picture, one sentence each. */
export const ENVELOPE_LESSON: Readonly<Record<Direction, string>> = {
  encrypt: 'KMS guards one small key; that key locks the key that locks your file. The file itself never goes to KMS.',
  decrypt: 'To read the file again, one call to KMS is needed, and that call can be refused, and is always logged.',
};
