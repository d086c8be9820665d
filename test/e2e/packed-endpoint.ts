/** `strongroom serve` of the installed package, in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A started endpoint. */
export interface PackedEndpoint {
  readonly url: string;
  readonly port: number;
  /** The variables that it printed to be set. */
  readonly variables: Readonly<Record<string, string>>;
  readonly token: string;
  readonly process: ChildProcess;
  /** What it wrote to standard error. */
  errors(): string;
  /** Ends it and returns its exit code. */
  stop(): Promise<number | null>;
}

/** The path of the command, as npm installed it. */
export const commandIn = (dir: string): string => path.join(dir, 'node_modules/.bin/strongroom');

/** Starts an endpoint and waits until it printed how to use it. */
export async function startEndpoint(dir: string, args: readonly string[] = [], environment = {}) {
  const child = spawn(commandIn(dir), ['serve', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let text = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('/reset\n')) break;
  }
  const variables = Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name, value]) => [name ?? '', value ?? '']),
  );
  const url = variables['AWS_ENDPOINT_URL_KMS'];
  if (url === undefined) throw new Error(`The endpoint did not start.\n${text}${errors}`);
  const endpoint: PackedEndpoint = {
    url,
    port: Number(new URL(url).port),
    variables,
    token: /Bearer ([^']+)'/.exec(text)?.[1] ?? '',
    process: child,
    errors: () => errors,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
  return endpoint;
}
