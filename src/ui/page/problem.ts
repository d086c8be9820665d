/** Any error as the page shows it: AWS's own, the envelope's, the browser's. */
import { EnvelopeError } from '../../envelope/envelope-error.ts';
import { ERRORS, type KmsErrorName } from '../../model/errors.ts';
import { ENVELOPE_ERROR_WORDS } from './envelope-error-texts.ts';
import { ERROR_WORDS, type ErrorWords } from './error-texts.ts';

/** An error to show. `name` and `message` are verbatim. */
export interface Problem {
  readonly name: string;
  readonly message: string;
  readonly words?: ErrorWords;
  /** The sandbox's own words: AWS would not send them. */
  readonly note?: string;
  /** True: AWS would not refuse this; the sandbox does not support it. */
  readonly gap?: boolean;
  /** Of a denial: the request, to ask why. */
  readonly requestId?: string;
}

const GAP_WORDS: ErrorWords = {
  happened: 'The sandbox does not support this yet.',
  next: 'Leave that part out, or try it on AWS. Settings lists everything that is not supported.',
};

/** What the browser's own errors mean, where a visitor can do something about them. */
const BROWSER_WORDS: Readonly<Record<string, ErrorWords>> = {
  QuotaExceededError: {
    happened: 'The browser has no room left for this.',
    next: 'Free some space on the device, then try again.',
  },
  NotReadableError: {
    happened: 'The file cannot be read any more: it was moved, changed or removed.',
    next: 'Choose it again.',
  },
  NotFoundError: { happened: 'The file is not there any more.', next: 'Choose it again.' },
};

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
