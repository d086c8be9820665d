/** Finds the explanation of an error. Not part of the first page: problem.ts loads it. */
import { EnvelopeError } from '../../envelope/envelope-error.ts';
import type { ErrorReason } from '../../model/error-reason.ts';
import { ERRORS, type KmsErrorName } from '../../model/errors.ts';
import { ENVELOPE_ERROR_WORDS } from './envelope-error-texts.ts';
import { reasonWords } from './error-reason-texts.ts';
import { BROWSER_WORDS, ERROR_WORDS, GAP_WORDS, type ErrorWords } from './error-texts.ts';

const isKmsName = (name: string): name is KmsErrorName => Object.hasOwn(ERRORS, name);

/**
 * The explanation of `error`; undefined where there is none. `isGap`: the sandbox does not implement what was asked.
 * `reason`: the check that failed, where the error has it.
 */
export function explainError(error: Error, isGap: boolean, reason?: ErrorReason): ErrorWords | undefined {
  if (isGap) return GAP_WORDS;
  if (isKmsName(error.name)) return (reason && reasonWords(reason)) ?? ERROR_WORDS[error.name];
  if (error instanceof EnvelopeError) return ENVELOPE_ERROR_WORDS[error.code];
  return error instanceof DOMException ? BROWSER_WORDS[error.name] : undefined;
}
