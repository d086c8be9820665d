/** The yardsticks of B1 and B2: what a worker does with nothing around it. */
import { expose } from 'comlink';
import { putter } from './put.ts';

let key: Promise<CryptoKey> | undefined;
const put = putter('bench-worker');

/** What the page asks of this worker. */
const yardsticks = {
  /** Encrypts 32 bytes `calls` times, one after the other, a fresh IV each time as AES-GCM needs. Milliseconds. */
  async encrypt(calls: number): Promise<number> {
    key ??= crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const ready = await key;
    const plaintext = crypto.getRandomValues(new Uint8Array(32));
    const start = performance.now();
    for (let call = 0; call < calls; call++) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, ready, plaintext);
    }
    return performance.now() - start;
  },
  echo: <T>(value: T): T => value,
  /** The echo and the put in one call, the put here. */
  async echoAndPut<T>(value: T): Promise<T> {
    await put(value);
    return value;
  },
};

/** The type of this worker. */
export type Yardsticks = typeof yardsticks;

expose(yardsticks);
