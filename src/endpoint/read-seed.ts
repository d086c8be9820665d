/** Reads the seed document of the option `--seed`. */
import { readFile } from 'node:fs/promises';
import type { SeedDocument } from '../model/seed-document.ts';
import { UsageError } from './parse-options.ts';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Reads a file of JSON. The sandbox checks its form.
 * @throws {UsageError} if the file cannot be read or is not JSON
 */
export async function readSeed(file: string): Promise<SeedDocument> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--seed: the file cannot be read: ${messageOf(error)}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as SeedDocument;
  } catch (error) {
    throw new UsageError(`--seed: ${file} is not JSON: ${messageOf(error)}`);
  }
}
