/** Errors prepared for display: of AWS KMS, of envelope encryption, and of the browser. */
import type { explainError } from './explain-error.ts';
import type { ErrorWords } from './error-texts.ts';

/** An error prepared for display. `name` and `message` are verbatim. */
export interface Problem {
  readonly name: string;
  readonly message: string;
  /** The explanation, where one exists. */
  readonly words?: ErrorWords;
  /** Explanation added by the sandbox; AWS does not send it. */
  readonly note?: string;
  /** True when AWS accepts the request and the sandbox does not implement it. */
  readonly gap?: boolean;
  /** Set for AccessDeniedException: names the decision of the call. */
  readonly requestId?: string;
}

let explain: typeof explainError | undefined;

/**
 * Resolves when problems carry explanations. These are long, so they are loaded after the first page; an error before
 * that is shown without one.
 */
export const explanationsLoaded: Promise<void> = import('./explain-error.ts').then(
  (loaded) => {
    explain = loaded.explainError;
  },
  () => undefined,
);

/** `error` as a Problem. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { note, gap, $metadata } = error as { note?: unknown; gap?: unknown; $metadata?: { requestId?: string } };
  const isGap = gap !== undefined;
  const words = explain?.(error, isGap);
  return {
    name: error.name,
    message: error.message,
    ...(words ? { words } : {}),
    ...(typeof note === 'string' ? { note } : {}),
    ...(isGap ? { gap: true } : {}),
    ...(error.name === 'AccessDeniedException' && $metadata?.requestId ? { requestId: $metadata.requestId } : {}),
  };
}
