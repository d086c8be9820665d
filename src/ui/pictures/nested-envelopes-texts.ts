/** Texts of the picture *nested-envelopes*. */
import { count } from '../kit/format.ts';
import type { EnvelopeContent } from './nested-envelopes.ts';

const CONTENT: Readonly<Record<EnvelopeContent, (length: string) => string>> = {
  'data-key': (length) => (length ? `Data key of ${length}` : 'Data key'),
  'private-key': () => 'Private key',
  bytes: (length) => (length ? `${length} that a program sent` : 'Moved without its plaintext'),
};

export const TEXTS = {
  files: 'Encrypted files',
  noFile: 'No program has an encrypted file in the ledger. The envelopes that the audit log has are below.',
  file: (name: string, program: string) => `${name}, of ${program}`,
  body: (length: string) => `Body: ${length} of plaintext, encrypted once`,
  bodySha: (sha: string) => `SHA-256 ${sha}`,
  noEdk: 'No encrypted data key is left. Nobody can decrypt the body.',
  recipients: 'Envelopes by KMS key',
  noKey: 'No symmetric encryption key.',
  key: (name: string, state: string) => `${name}, ${state}`,
  empty: 'No envelope for this key yet.',
  content: CONTENT,
  sha: (sha: string) => `Ciphertext ${sha}`,
  by: (operation: string) => `By ${operation}`,
  moved: (key: string) => `From ${key}, inside of AWS KMS`,
  publicKey: 'The public key came back readable',
  opened: (caller: string) => `Decrypted by ${caller}`,
  notOpened: (caller: string, error: string) => `Decrypt by ${caller} failed: ${error}`,
  unusable: (state: string) => `Cannot be decrypted now. State of the key: ${state}`,
  older: (envelopes: number) => `${count(envelopes)} older, not drawn`,
  deletedKey: 'deleted',
};
