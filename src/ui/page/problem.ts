/** Errors prepared for display: of AWS KMS, of envelope encryption, and of the browser. */
import { EnvelopeError } from '../../envelope/envelope-error.ts';
import { ERRORS, type KmsErrorName } from '../../model/errors.ts';
import { ENVELOPE_ERROR_WORDS } from './envelope-error-texts.ts';
import { BROWSER_WORDS, ERROR_WORDS, GAP_WORDS, type ErrorWords } from './error-texts.ts';

/** An error prepared for display. `name` and `message` are verbatim. */
export interface Problem {
  readonly name: string;
  readonly message: string;
  readonly words?: ErrorWords;
  /** Explanation added by the sandbox; AWS does not send it. */
  readonly note?: string;
  /** True when AWS accepts the request and the sandbox does not implement it. */
  readonly gap?: boolean;
  /** Set for AccessDeniedException: names the decision of the call. */
  readonly requestId?: string;
}

const isKmsName = (name: string): name is KmsErrorName => Object.hasOwn(ERRORS, name);

function wordsFor(error: Error): ErrorWords | undefined {
  if (isKmsName(error.name)) return ERROR_WORDS[error.name];
  if (error instanceof EnvelopeError) return ENVELOPE_ERROR_WORDS[error.code];
  return error instanceof DOMException ? BROWSER_WORDS[error.name] : undefined;
}

/** `error` as a Problem. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { note, gap, $metadata } = error as { note?: unknown; gap?: unknown; $metadata?: { requestId?: string } };
  const isGap = gap !== undefined;
  const words = isGap ? GAP_WORDS : wordsFor(error);
  return {
    name: error.name,
    message: error.message,
    ...(words ? { words } : {}),
    ...(typeof note === 'string' ? { note } : {}),
    ...(isGap ? { gap: true } : {}),
    ...(error.name === 'AccessDeniedException' && $metadata?.requestId ? { requestId: $metadata.requestId } : {}),
  };
}
