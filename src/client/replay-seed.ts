/** Sends a seed document to the worker. */
import type { ImportReport, ReplayOptions } from '../model/seed-document.ts';
import type { AskSandbox } from './ask-sandbox.ts';
import { copyDocument } from './copy-document.ts';
import { copyInput } from './copy-input.ts';
import { SeedError } from './seed-error.ts';

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
