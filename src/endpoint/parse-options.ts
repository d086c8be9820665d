/** Parses options of the command line. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** An argument that the command cannot take. */
export class UsageError extends Error {}

/**
 * Parses arguments that begin with options or not.
 * @throws {UsageError} with a sentence that names the argument
 */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Node's hints follow the first sentence, in the same line or in lines of their own.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\.\s/);
    const isValueWrong = (error as { code?: string }).code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE';
    const hint = isValueWrong ? '. Write a value that begins with a hyphen as --option=value.' : '.';
    throw new UsageError(`${sentence}${hint}`);
  }
}
