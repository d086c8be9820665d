/** The command line of `strongroom`. */
import { isIP } from 'node:net';
import { parseCheckLab, type CheckLabOptions } from './parse-check-lab.ts';
import { parseOptions, UsageError } from './parse-options.ts';
import { isLoopback } from './request-rules.ts';

/** Options of `strongroom serve`. */
export interface ServeOptions {
  /** 0: any free port. */
  readonly port: number;
  /** IP address to listen on. Omitted: both loopback addresses. */
  readonly host?: string;
  /** Lower-case host names, besides `localhost` and IP addresses, that requests may name. */
  readonly allowedHosts: readonly string[];
  /** Origins of pages that may send requests. */
  readonly allowedOrigins: readonly string[];
  /** Number of newest events to keep. Omitted: all. */
  readonly keepEvents?: number;
  /** File of a seed document. Omitted: the sandbox is empty. */
  readonly seedFile?: string;
  /** Token of the control paths. Omitted: a random one. */
  readonly token?: string;
}

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'serve'; readonly options: ServeOptions }
  | { readonly kind: 'check-lab'; readonly options: CheckLabOptions };

/** Port of the endpoint unless another is given. */
export const DEFAULT_PORT = 4599;

const TOKEN_VARIABLE = 'STRONGROOM_TOKEN';
const MIN_TOKEN_LENGTH = 16;

/** Text of `strongroom --help`. */
export const USAGE = `Usage: strongroom serve [options]
       strongroom check-lab [options] <file>...

serve answers AWS KMS, AWS STS and AWS CloudTrail over HTTP on this computer. Everything is in memory.
check-lab validates files of labs and proves them: it runs their starts, solutions and mistakes in memory.

Options of serve:
  --port <number>          port, 0 for any free one (default ${DEFAULT_PORT})
  --host <address>         IP address to listen on (default: 127.0.0.1 and ::1). Any other than
                           loopback replaces the documented access key by a new one
  --allow-host <name>      a further host name that requests may name; can be repeated
  --allow-origin <origin>  a web origin whose pages may send requests; can be repeated
  --keep-events <number>   newest events of the audit log to keep (default: all)
  --seed <file>            seed document (JSON): what the sandbox contains, after each reset too

Options of check-lab:
  --language <tag>         language of titles and hints (default en)
  --json                   print the findings and the proof as JSON

--help, --version

Environment of serve:
  ${TOKEN_VARIABLE}         token of the control paths, ${MIN_TOKEN_LENGTH} characters or more (default: a random one)
`;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
  'keep-events': { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

function parseInteger(option: string, text: string, min: number, max: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  const range = max === Infinity ? `of ${min} or greater` : `from ${min} to ${max}`;
  throw new UsageError(`--${option} must be an integer ${range}; got "${text}".`);
}

function parseHost(text: string): string {
  if (text === 'localhost') return '127.0.0.1';
  if (isIP(text) === 0) throw new UsageError(`--host must be an IP address or localhost; got "${text}".`);
  return text;
}

function parseHostName(text: string): string {
  if (!/^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i.test(text))
    throw new UsageError(`--allow-host must be a host name without a port; got "${text}".`);
  return text.toLowerCase();
}

function parseOrigin(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin === 'null' || origin !== text.replace(/\/$/, '').toLowerCase())
    throw new UsageError(`--allow-origin must be an origin such as http://localhost:5173; got "${text}".`);
  return origin;
}

function parseToken(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^[\w.~+/=-]+$/.test(text) || text.length < MIN_TOKEN_LENGTH)
    throw new UsageError(
      `${TOKEN_VARIABLE} must have ${MIN_TOKEN_LENGTH} or more letters, digits and characters of "-._~+/=".`,
    );
  return text;
}

/**
 * Parses the arguments after the name of the program.
 * @throws {UsageError} with a sentence that names the argument
 */
export function parseCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Command {
  if (args[0] === 'check-lab') {
    const options = parseCheckLab(args.slice(1));
    return options === 'help' ? { kind: 'help' } : { kind: 'check-lab', options };
  }
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [name, ...others] = positionals;
  if (name === undefined) throw new UsageError('The command is missing: strongroom serve or strongroom check-lab.');
  if (name !== 'serve')
    throw new UsageError(
      `"${name}" is not a command. The commands are serve and check-lab; options follow the command.`,
    );
  if (others.length > 0) throw new UsageError(`serve takes options alone; got "${others.join(' ')}".`);
  const host = values.host === undefined ? undefined : parseHost(values.host);
  const keep = values['keep-events'];
  const token = parseToken(environment[TOKEN_VARIABLE]);
  return {
    kind: 'serve',
    options: {
      port: values.port === undefined ? DEFAULT_PORT : parseInteger('port', values.port, 0, 65_535),
      ...(host === undefined ? {} : { host }),
      allowedHosts: (values['allow-host'] ?? []).map(parseHostName),
      allowedOrigins: (values['allow-origin'] ?? []).map(parseOrigin),
      ...(keep === undefined ? {} : { keepEvents: parseInteger('keep-events', keep, 1, Infinity) }),
      ...(values.seed === undefined ? {} : { seedFile: values.seed }),
      ...(token === undefined ? {} : { token }),
    },
  };
}

/** Whether other computers can reach the endpoint. */
export const isReachable = ({ host }: ServeOptions): boolean => host !== undefined && !isLoopback(host);
