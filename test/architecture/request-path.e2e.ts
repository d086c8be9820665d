/**
 * Counts our own functions between `kms.encrypt` of the client and `run` of Encrypt, over a channel as between page and
 * worker. Functions that have returned by then, and functions of packages, do not count.
 *
 * `node --import tsx --test test/architecture/request-path.e2e.ts` prints the list.
 */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build, type Rolldown } from 'vite';
import { functionsEntered, tracingPlugin } from './function-trace.ts';
import type * as Entry from './request-path-entry.ts';

/** The bound of the architecture. */
const MAX_FUNCTIONS = 16;

const ROOT = path.join(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'node_modules/.cache/request-path');

let entry: typeof Entry;

before(async () => {
  const { output } = (await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    plugins: [tracingPlugin],
    ssr: { external: true },
    build: {
      ssr: 'test/architecture/request-path-entry.ts',
      target: 'node20',
      write: false,
      minify: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput;
  mkdirSync(FOLDER, { recursive: true });
  const bundle = path.join(FOLDER, 'entry.mjs');
  writeFileSync(bundle, output[0].code);
  entry = (await import(pathToFileURL(bundle).href)) as typeof Entry;
});
after(() => rmSync(FOLDER, { recursive: true, force: true }));

it('passes no more functions between kms.encrypt and the run of Encrypt than it did', async () => {
  const { port1, port2 } = new MessageChannel();
  const ports = new Set<MessagePort>([port1, port2]);
  let client: readonly string[] = [];
  // The call crosses by a port that the page makes.
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (this: MessagePort, ...given: unknown[]) {
    const entered = functionsEntered();
    if (entered[0]?.startsWith('client/kms-client.ts')) {
      client = entered;
      ports.add(this);
    }
    return (postMessage as (...all: unknown[]) => void).apply(this, given);
  };
  entry.serve(entry.createMemoryHost(), port2 as never);
  const kms = entry.connectToWorker(port1 as never).kms();
  try {
    const KeyId = (await kms.createKey()).KeyMetadata?.KeyId;
    const Plaintext = Uint8Array.of(1);
    // What happens at the first call alone is not on the way of the others.
    await kms.encrypt({ KeyId, Plaintext });

    const operation = entry.findOperation('Encrypt') as unknown as { run: (...given: never[]) => unknown };
    const { run } = operation;
    let worker: readonly string[] = [];
    operation.run = (...given) => {
      worker = functionsEntered();
      return run(...given);
    };
    await kms.encrypt({ KeyId, Plaintext });
    const onTheWay = [...client, ...worker];
    for (const [index, name] of onTheWay.entries()) console.log(`${String(index + 1).padStart(3)}  ${name}`);
    console.log(`${onTheWay.length} functions: ${client.length} of the page, ${worker.length} of the worker`);
    assert.ok(client.length > 0 && worker.length > 0, 'one half of the way was not seen');
    assert.ok(onTheWay.length <= MAX_FUNCTIONS, `${onTheWay.length} functions; at most ${MAX_FUNCTIONS}`);
  } finally {
    MessagePort.prototype.postMessage = postMessage;
    for (const port of ports) port.close();
  }
});
