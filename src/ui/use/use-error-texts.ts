/** What an error means for one operation, where that is more specific than page/error-texts.ts. */
import type { ErrorWords } from '../page/error-texts.ts';
import type { Problem } from '../page/problem.ts';
import type { UseOperation } from './use-row.ts';
import { TEXTS } from './use-texts.ts';

interface Row {
  readonly error: string;
  readonly operations: readonly UseOperation[];
  readonly words: ErrorWords;
}

/** The first row that matches applies. */
const ROWS: readonly Row[] = [
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
];

/** `problem` with the words for this operation. Name, message and the words of gaps stay. */
export function inWords(problem: Problem, operation: UseOperation): Problem {
  if (problem.gap) return problem;
  const row = ROWS.find((one) => one.error === problem.name && one.operations.includes(operation));
  return row ? { ...problem, words: row.words } : problem;
}

/** Whether the call failed because of the custody of the key in this browser. */
export function isCustodyRefusal(problem: Problem | undefined): boolean {
  return problem?.reason?.check === 'digest-custody';
}
