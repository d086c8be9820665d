/**
 * B14: sandboxes in Node. The start of one, from `createStrongroom()` of the built package to its first answered
 * CreateKey, and of 1,000 that stay alive in one process ÷ the same of a bare stub: a Map of WebCrypto keys. The goals
 * are 3 ms and 3 s; the table has the ratios that these are on this machine. Builds the library.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from '../../tools/steps.mjs';

const MAX_START_MS = 3;
const MAX_THOUSAND_MS = 3000;

/** The middle one of an odd number of values, the upper of the two middle ones else. @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** A stub of KMS as a test would write it: what it creates is in a Map, and nothing is checked or recorded. */
function createStub() {
  /** @type {Map<string, CryptoKey>} */
  const keys = new Map();
  return {
    keys,
    createKey: async () => {
      const id = crypto.randomUUID();
      keys.set(id, await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']));
      return { KeyMetadata: { KeyId: id } };
    },
  };
}

/** Milliseconds of `count` starts, one after the other; all stay alive. @param {() => Promise<unknown>} start */
async function timeOf(start, count = 1) {
  const alive = [];
  const begin = performance.now();
  for (let at = 0; at < count; at += 1) alive.push(await start());
  const time = performance.now() - begin;
  return alive.length === count ? time : NaN;
}

/** Measures in this process. @param {number} rounds */
async function measure(rounds) {
  // By a variable, so that the type check of this tree does not follow it into the built files.
  const entry = path.join(ROOT, 'library/memory.js');
  const { createStrongroom } = await import(entry);
  const startSandbox = async () => {
    const strongroom = createStrongroom();
    await strongroom.kms().createKey({});
    return strongroom;
  };
  const startStub = async () => {
    const stub = createStub();
    await stub.createKey();
    return stub;
  };
  /** @type {{sandbox: number[], stub: number[]}} */
  const one = { sandbox: [], stub: [] };
  // The first ones load and compile code and are not counted.
  for (let round = -20; round < rounds; round += 1) {
    const [sandbox, stub] = [await timeOf(startSandbox), await timeOf(startStub)];
    if (round < 0) continue;
    one.sandbox.push(sandbox);
    one.stub.push(stub);
  }
  const thousand = { sandbox: await timeOf(startSandbox, 1000), stub: await timeOf(startStub, 1000) };
  return { one: { sandbox: median(one.sandbox), stub: median(one.stub) }, thousand };
}

/**
 * @param {string} id @param {string} what @param {{sandbox: number, stub: number}} times @param {number} max
 * milliseconds
 */
const rowOf = (id, what, { sandbox, stub }, max) => ({
  id,
  what: `${what} ÷ the same of a Map of keys; the goal is ${max} ms`,
  ratio: sandbox / stub,
  goal: max / stub,
  goalIs: 'most',
  unit: 'ms',
  sides: { strongroom: sandbox, stub },
});

/** The rows of B14. @param {{rounds?: number}} [effort] */
export async function b14({ rounds = 101 } = {}) {
  const { build } = await import('vite');
  await build({ root: ROOT, mode: 'library', logLevel: 'error' });
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), String(rounds)]);
  const { one, thousand } = JSON.parse(stdout);
  return [
    rowOf('B14', 'start of a sandbox in Node, to its first CreateKey', one, MAX_START_MS),
    rowOf('B14', 'start of 1,000 sandboxes in one Node process', thousand, MAX_THOUSAND_MS),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(JSON.stringify(await measure(Number(process.argv[2]))));
