#!/usr/bin/env node
/** Entry of the command `strongroom`. */
import { version } from '../../package.json';
import { createRequestListener } from './answer-request.ts';
import { listen, ListenError } from './listen.ts';
import { isReachable, parseCommand, USAGE, type ServeOptions } from './parse-command.ts';
import { UsageError } from './parse-options.ts';
import { readSeed } from './read-seed.ts';
import { startText } from './start-text.ts';

const createToken = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function serve(options: ServeOptions): Promise<void> {
  const { port, host, keepEvents, seedFile, token = createToken(), allowedHosts, allowedOrigins } = options;
  const freshCredentials = isReachable(options);
  // Loads the library, which the help and a wrong argument do not need.
  const { openEndpointSandbox } = await import('./endpoint-sandbox.ts');
  const seed = seedFile === undefined ? undefined : await readSeed(seedFile);
  const { sandbox, credentials } = await openEndpointSandbox({ keepEvents, freshCredentials, seed });
  const rules = { allowedHosts, allowedOrigins };
  const listening = await listen(createRequestListener({ sandbox, rules, token }), port, host);
  // Before the text: who starts the command may end it as soon as the text is read.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      listening.close();
      // No caller waits for timers of the sandbox.
      process.exit(0);
    });
  process.stdout.write(startText({ host, port: listening.port, token, credentials }));
}

async function run(): Promise<void> {
  const command = parseCommand(process.argv.slice(2), process.env);
  if (command.kind === 'help') return void process.stdout.write(USAGE);
  if (command.kind === 'version') return void process.stdout.write(`${version}\n`);
  if (command.kind === 'serve') {
    await serve(command.options);
    return;
  }
  const { checkLabs } = await import('./check-labs.ts');
  const isProved = await checkLabs(command.options, (text) => process.stdout.write(text));
  // A step that did not end in time can still run: it must not keep the process alive.
  if (!isProved) process.stdout.write('', () => process.exit(1));
}

run().catch((error: unknown) => {
  const isExpected = error instanceof UsageError || error instanceof ListenError;
  process.stderr.write(
    isExpected
      ? `strongroom: ${error.message}\n`
      : `strongroom: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  if (error instanceof UsageError) process.stderr.write('strongroom --help lists the options.\n');
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
