/** The yardsticks of B1, B2 and B3: what a worker does with nothing around it. */
import { expose } from 'comlink';
import { putter } from './put.ts';

const put = putter('bench-worker');
const message = crypto.getRandomValues(new Uint8Array(32));

/** One piece of work, done again and again with keys that are made once. */
type Work = () => Promise<unknown>;

const { subtle } = crypto;
const iv = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(12));

async function aes(): Promise<CryptoKey> {
  return subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

async function signing(
  algorithm: EcKeyGenParams | RsaHashedKeyGenParams,
  parameters: EcdsaParams | RsaPssParams,
): Promise<Work> {
  const pair = (await subtle.generateKey(algorithm, false, ['sign', 'verify'])) as CryptoKeyPair;
  return () => subtle.sign(parameters, pair.privateKey, message);
}

/** The cryptography of each operation and no more, over 32 bytes. */
const WORK = {
  /** A fresh IV each time, as AES-GCM needs. */
  async encrypt(): Promise<Work> {
    const key = await aes();
    return () => subtle.encrypt({ name: 'AES-GCM', iv: iv() }, key, message);
  },
  async dataKey(): Promise<Work> {
    const key = await aes();
    return () => subtle.encrypt({ name: 'AES-GCM', iv: iv() }, key, crypto.getRandomValues(new Uint8Array(32)));
  },
  async decrypt(): Promise<Work> {
    const key = await aes();
    const parameters = { name: 'AES-GCM', iv: iv() };
    const ciphertext = await subtle.encrypt(parameters, key, message);
    return () => subtle.decrypt(parameters, key, ciphertext);
  },
  async mac(): Promise<Work> {
    const key = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']);
    return () => subtle.sign('HMAC', key, message);
  },
  ecdsa: () => signing({ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' }),
  rsa: () =>
    signing(
      { name: 'RSA-PSS', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' },
      { name: 'RSA-PSS', saltLength: 32 },
    ),
};

/** The work that there is. */
export type RawWork = keyof typeof WORK;

const ready = new Map<RawWork, Promise<Work>>();

/** What the page asks of this worker. */
const yardsticks = {
  /** Does `work` so many times, one after the other: nothing overlaps in one thread. Times in a second. */
  async rate(work: RawWork, times: number): Promise<number> {
    const making = ready.get(work) ?? WORK[work]();
    ready.set(work, making);
    const once = await making;
    const start = performance.now();
    for (let time = 0; time < times; time++) await once();
    return (times / (performance.now() - start)) * 1000;
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
