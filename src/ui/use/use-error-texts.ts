/** What an error means for one operation, where that is more specific than page/error-texts.ts. */
import type { KeyMetadata } from '../../model/sdk.ts';
import type { ErrorWords } from '../page/error-texts.ts';
import type { Problem } from '../page/problem.ts';
import type { UseOperation } from './use-row.ts';
import { TEXTS } from './use-texts.ts';

interface Row {
  readonly error: string;
  readonly operations: readonly UseOperation[];
  /** Only for keys that are, or are not, symmetric. Absent: for all. */
  readonly symmetric?: boolean;
  readonly words: ErrorWords;
}

/** The first row that matches applies. */
const ROWS: readonly Row[] = [
  {
    error: 'UnsupportedOperationException',
    operations: ['Sign'],
    words: TEXTS.errors.noDigestHere,
  },
  {
    error: 'InvalidCiphertextException',
    operations: ['Decrypt', 'ReEncrypt'],
    symmetric: false,
    words: TEXTS.errors.wrongCiphertext,
  },
  {
    error: 'InvalidCiphertextException',
    operations: ['Decapsulate'],
    words: TEXTS.errors.wrongEncapsulation,
  },
  {
    error: 'KMSInvalidSignatureException',
    operations: ['Verify'],
    words: TEXTS.errors.wrongSignature,
  },
  {
    error: 'KMSInvalidMacException',
    operations: ['VerifyMac'],
    words: TEXTS.errors.wrongMac,
  },
  {
    error: 'ValidationException',
    operations: ['DeriveSharedSecret'],
    words: TEXTS.errors.wrongPublicKey,
  },
  {
    error: 'ValidationException',
    operations: ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'],
    words: TEXTS.errors.wrongDataKeySize,
  },
];

/** `problem` with the words for this operation and key. Name, message and the words of gaps stay. */
export function inWords(problem: Problem, operation: UseOperation, key: KeyMetadata): Problem {
  if (problem.gap) return problem;
  const symmetric = key.KeySpec === 'SYMMETRIC_DEFAULT';
  const row = ROWS.find(
    (one) =>
      one.error === problem.name && one.operations.includes(operation) && (one.symmetric ?? symmetric) === symmetric,
  );
  return row ? { ...problem, words: row.words } : problem;
}

/** Whether the call failed because of the custody of the key in this browser. */
export function isCustodyRefusal(problem: Problem | undefined, operation: UseOperation): boolean {
  return problem?.name === 'UnsupportedOperationException' && !problem.gap && operation === 'Sign';
}
