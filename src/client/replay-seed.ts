/** Sends a seed document to the worker. */
import type { ImportReport, ReplayOptions } from '../model/seed-document.ts';
import type { AskSandbox } from './ask-sandbox.ts';
import { copyInput } from './copy-input.ts';
import { SeedError } from './seed-error.ts';

function copyDocument(document: unknown): object {
  try {
    if (Object.prototype.toString.call(document) !== '[object Object]')
      throw new TypeError('A seed document must be an object.');
    return copyInput(document as object);
  } catch (error) {
    // A function, a symbol, or more levels than any document has.
    throw new SeedError([{ path: [], reason: 'not-valid', message: (error as Error).message }]);
  }
}

/**
 * Replays a document on a sandbox.
 * @returns undefined with `onlyNew` if the sandbox is not new
 * @throws {SeedError} if the document is refused
 */
export async function replaySeed(
  ask: AskSandbox,
  document: unknown,
  options: ReplayOptions = {},
): Promise<ImportReport | undefined> {
  const outcome = await ask('replayDocument', copyDocument(document), copyInput(options));
  if (outcome?.ok === false) throw new SeedError(outcome.problems);
  return outcome?.report;
}
