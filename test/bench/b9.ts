/**
 * B9: encrypting 64 MiB ÷ libsodium's secretstream ÷ age ÷ the AWS Encryption SDK for JavaScript; signed ÷ its signed
 * default. Beside them the parts of our own rate, and AES-GCM in WebAssembly.
 */
import { wrap } from 'comlink';
import { alternate, compare, type Effort, type Row } from './measure.ts';
import rivalsUrl from './rivals-worker.ts?worker&url';
import type { Rivals } from './rivals-worker.ts';
import { startWorker } from './start-worker.ts';
import { syntheticBlob } from './synthetic.ts';

/**
 * As much as the AWS Encryption SDK for browsers takes in one call, in its own frames: more of them overflow its stack.
 */
const BYTES = 64 * 2 ** 20;

/** Whom we are compared with, as each is when nothing is said, and how many times as fast we are to be. */
const UNSIGNED: Readonly<Record<string, number | undefined>> = {
  'libsodium secretstream': 3,
  age: 8,
  'AWS Encryption SDK, unsigned': 6,
  'AWS Encryption SDK, unsigned, frames of our length': undefined,
};
/** What the rate of ours is made of: for comparison alone. */
const YARDSTICKS: typeof UNSIGNED = {
  'envelope, unsigned, chunks left to garbage collection': undefined,
  'file read alone': undefined,
  'bare SubtleCrypto, the same frames': undefined,
  'bare SubtleCrypto, as many bytes of memory': undefined,
  'AES-GCM in WebAssembly, the same frames': undefined,
};
const SIGNED: Readonly<Record<string, number | undefined>> = {
  'AWS Encryption SDK, signed': 2,
  'AWS Encryption SDK, signed, frames of our length': undefined,
};

/** The rows of B9. */
export async function b9({ rounds = 5, scale }: Effort): Promise<readonly Row[]> {
  const worker = startWorker(rivalsUrl);
  const rivals = wrap<Rivals>(worker);
  await rivals.take(syntheticBlob(BYTES * scale));
  const against = async (name: string, others: typeof UNSIGNED): Promise<readonly Row[]> => {
    const names = Object.keys(others);
    const sides = [name, ...names].map((side) => ({ name: side, run: () => rivals.run(side) }));
    const [ours, ...theirs] = await alternate(sides, rounds);
    return names.map((other, index) => {
      const what = `encrypting ${(BYTES * scale) / 2 ** 20} MiB, ${name} ÷ ${other}`;
      return compare({ id: 'B9', what, goal: others[other], unit: 'MB/s' }, ours, theirs[index]);
    });
  };
  return [
    ...(await against('envelope, unsigned', UNSIGNED)),
    ...(await against('envelope, unsigned', YARDSTICKS)),
    ...(await against('envelope, signed', SIGNED)),
  ];
}
