/** The arguments of `strongroom check-lab`. */
import { parseOptions, UsageError } from './parse-options.ts';

/** Options of `strongroom check-lab`. */
export interface CheckLabOptions {
  /** Paths of files, one or more. */
  readonly files: readonly string[];
  /** BCP 47 tag. Omitted: English. */
  readonly language?: string;
  readonly isJson: boolean;
}

const OPTIONS = {
  language: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Parses the arguments after `check-lab`.
 * @throws {UsageError} with a sentence that names the argument
 */
export function parseCheckLab(args: readonly string[]): CheckLabOptions | 'help' {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) return 'help';
  if (positionals.length === 0) throw new UsageError('check-lab needs the path of a lab file.');
  const { language, json = false } = values;
  return { files: positionals, ...(language === undefined ? {} : { language }), isJson: json };
}
