/** Any error as the page shows it: AWS's own, the envelope's, the browser's. */
import { ERRORS, type KmsErrorName } from '../../model/errors.ts';
import { ERROR_WORDS, type ErrorWords } from './error-words.ts';

/** An error to show. `name` and `message` are verbatim. */
export interface Problem {
  readonly name: string;
  readonly message: string;
  readonly words?: ErrorWords;
  /** The sandbox's own words: AWS would not send them. */
  readonly note?: string;
}

const isKmsName = (name: string): name is KmsErrorName => Object.hasOwn(ERRORS, name);

/** `error` as a Problem. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const note = (error as { note?: unknown }).note;
  return {
    name: error.name,
    message: error.message,
    ...(isKmsName(error.name) ? { words: ERROR_WORDS[error.name] } : {}),
    ...(typeof note === 'string' ? { note } : {}),
  };
}
