/** Errors prepared for display: of AWS KMS, of envelope encryption, and of the browser. */
import type { KMSServiceException } from '../../client/exceptions.ts';
import type { ErrorReason } from '../../model/error-reason.ts';
import type { explainError } from './explain-error.ts';
import type { ErrorWords } from './error-texts.ts';
import { whenIdle } from '../kit/when-idle.ts';

/**
 * An error prepared for display. `name` and `message` are verbatim, except that the name of a TypeError is `Error`: it
 * is for programs, and the sandbox reports with it what it cannot take of what a person typed.
 */
export interface Problem {
  readonly name: string;
  readonly message: string;
  /** The explanation, where one exists. */
  readonly words?: ErrorWords;
  /** Explanation added by the sandbox; AWS does not send it. */
  readonly note?: string;
  /** The check that failed. AWS does not send it. */
  readonly reason?: ErrorReason;
  /** True when AWS accepts the request and the sandbox does not implement it. */
  readonly gap?: boolean;
  /** Set for AccessDeniedException: names the decision of the call. */
  readonly requestId?: string;
}

/** What AWS SDKs use as the message of an error to which AWS sends no text. It would explain nothing. */
const NO_TEXT = 'UnknownError';

const hasNoText = (error: Error): boolean => error.message === NO_TEXT && '$metadata' in error;

let explain: typeof explainError | undefined;

/**
 * Resolves when problems carry explanations. These are long, so they are loaded after the first page; an error before
 * that is shown without one.
 */
export const explanationsLoaded: Promise<void> = whenIdle()
  .then(() => import('./explain-error.ts'))
  .then(
    (loaded) => {
      explain = loaded.explainError;
    },
    () => undefined,
  );

/** `error` as a Problem. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { note, gap, reason, $metadata } = error as Partial<KMSServiceException>;
  const isGap = gap !== undefined;
  const words = explain?.(error, isGap, reason);
  return {
    name: error.name === 'TypeError' ? 'Error' : error.name,
    message: hasNoText(error) ? '' : error.message,
    ...(reason ? { reason } : {}),
    ...(words ? { words } : {}),
    ...(typeof note === 'string' ? { note } : {}),
    ...(isGap ? { gap: true } : {}),
    ...(error.name === 'AccessDeniedException' && $metadata?.requestId ? { requestId: $metadata.requestId } : {}),
  };
}
