/**
 * A worker that hashes one message: with hash-wasm, several times as fast as JavaScript, or with @noble/hashes where
 * WebAssembly cannot be compiled. Only the response for this file allows WebAssembly.
 */
import { createSHA256, createSHA384 } from 'hash-wasm';
import type { IncrementalHash } from '../base/incremental-hash.ts';
import type { HashWorkerResponse, HashWorkerRequest, MessageHashName } from './message-hash.ts';

declare const self: DedicatedWorkerGlobalScope;

const COMPILED = { 'SHA-256': createSHA256, 'SHA-384': createSHA384 } as const;

async function create(name: MessageHashName): Promise<IncrementalHash> {
  try {
    const hash = await COMPILED[name]();
    return { update: (piece) => void hash.update(piece), digest: () => Uint8Array.from(hash.digest('binary')) };
  } catch {
    const { createIncrementalHash } = await import('../base/incremental-hash.ts');
    return createIncrementalHash(name);
  }
}

const answer = (message: HashWorkerResponse, transfer: Transferable[] = []) => self.postMessage(message, transfer);

let hash: IncrementalHash | undefined;

self.addEventListener('message', async ({ data: order }: MessageEvent<HashWorkerRequest>) => {
  if ('start' in order) {
    hash = await create(order.start);
    answer([]);
    return;
  }
  if (!hash) throw new TypeError('The hash was not started.');
  if ('digest' in order) {
    answer([hash.digest()]);
    return;
  }
  for (const part of order.add) hash.update(part);
  answer(
    order.add,
    order.add.map(({ buffer }) => buffer),
  );
});
