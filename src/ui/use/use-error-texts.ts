/** What an error means in the form of one operation, where that is narrower than what it means everywhere (error-words.ts). */
import type { KeyMetadata } from '../../model/sdk.ts';
import type { ErrorWords } from '../page/error-texts.ts';
import type { Problem } from '../page/problem.ts';
import type { UseOperation } from './use-row.ts';

interface Row extends ErrorWords {
  readonly error: string;
  readonly operations: readonly UseOperation[];
  /** Only for keys that are (not) symmetric. */
  readonly symmetric?: boolean;
}

/** The first row that fits counts. */
const ROWS: readonly Row[] = [
  {
    error: 'UnsupportedOperationException',
    operations: ['Sign'],
    happened: 'This key signs no digest here, because of its custody.',
    next: 'Send the message itself (RAW), or make a key with custody “complete”.',
  },
  {
    error: 'InvalidCiphertextException',
    operations: ['Decrypt', 'ReEncrypt'],
    symmetric: false,
    happened: 'This is no ciphertext of this key by this algorithm, or it was changed.',
    next: 'Choose the algorithm that it was encrypted with, and give the ciphertext byte for byte.',
  },
  {
    error: 'InvalidCiphertextException',
    operations: ['Decapsulate'],
    happened: 'An encapsulated secret for this key has another length.',
    next: 'Give the whole SharedSecretCiphertextBlob that was made for a key of this spec.',
  },
  {
    error: 'KMSInvalidSignatureException',
    operations: ['Verify'],
    happened:
      'No: this is not the signature of this key over this message. AWS answers with an error and does not say what differs.',
    next: 'Compare message, signature, algorithm and what of the message is sent: all four must be those of Sign.',
  },
  {
    error: 'KMSInvalidMacException',
    operations: ['VerifyMac'],
    happened: 'No: this is not the MAC of this message under this key.',
    next: 'Compare message, MAC and algorithm, byte for byte.',
  },
  {
    error: 'ValidationException',
    operations: ['DeriveSharedSecret'],
    happened: 'KMS cannot use this public key.',
    next: 'Give a key of the same curve as this one, in SubjectPublicKeyInfo form: what GetPublicKey gives, or openssl pkey -pubout.',
  },
  {
    error: 'ValidationException',
    operations: ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'],
    happened: 'KMS does not make a data key of this size.',
    next: 'Give a key spec or a number of bytes from 1 to 1,024, and not both.',
  },
];

/** `problem` with the words for this operation and key; name and message stay AWS's. Gaps keep their own words. */
export function inWords(problem: Problem, operation: UseOperation, key: KeyMetadata): Problem {
  if (problem.gap) return problem;
  const symmetric = key.KeySpec === 'SYMMETRIC_DEFAULT';
  const row = ROWS.find(
    (one) =>
      one.error === problem.name && one.operations.includes(operation) && (one.symmetric ?? symmetric) === symmetric,
  );
  return row ? { ...problem, words: { happened: row.happened, next: row.next } } : problem;
}

/** Whether the browser's custody of the key is what stood in the way. */
export function isCustodyRefusal(problem: Problem | undefined, operation: UseOperation): boolean {
  return problem?.name === 'UnsupportedOperationException' && !problem.gap && operation === 'Sign';
}
