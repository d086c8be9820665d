/** B9: encrypting 64 MiB ÷ libsodium's secretstream ÷ age ÷ the AWS Encryption SDK for JavaScript; signed ÷ its signed default. */
import { wrap } from 'comlink';
import { alternate, compare, type Effort, type Row } from './measure.ts';
import rivalsUrl from './rivals-worker.ts?worker&url';
import type { Rivals } from './rivals-worker.ts';
import { startWorker } from './start-worker.ts';
import { syntheticBlob } from './synthetic.ts';

const BYTES = 64 * 2 ** 20;

/** Whom we are compared with, and how many times as fast we are to be. */
const UNSIGNED = { 'libsodium secretstream': 3, age: 8, 'AWS Encryption SDK, unsigned': 6 } as const;

/** The rows of B9. */
export async function b9({ rounds = 5, scale }: Effort): Promise<readonly Row[]> {
  const worker = startWorker(rivalsUrl);
  const rivals = wrap<Rivals>(worker);
  await rivals.take(syntheticBlob(BYTES * scale));
  const turns = (names: readonly string[]) =>
    alternate(
      names.map((name) => ({ name, run: () => rivals.run(name) })),
      rounds,
    );
  const what = (ours: string, theirs: string) => `encrypting ${(BYTES * scale) / 2 ** 20} MiB, ${ours} ÷ ${theirs}`;
  const [ours, ...theirs] = await turns(['envelope, unsigned', ...Object.keys(UNSIGNED)]);
  const rows = Object.entries(UNSIGNED).map(([name, goal], index) =>
    compare({ id: 'B9', what: what('envelope, unsigned', name), goal, unit: 'MB/s' }, ours, theirs[index]),
  );
  const [signed, signedSdk] = await turns(['envelope, signed', 'AWS Encryption SDK, signed']);
  rows.push(compare({ id: 'B9', what: what('envelope, signed', 'AWS Encryption SDK, signed'), goal: 2, unit: 'MB/s' }, signed, signedSdk));
  worker.terminate();
  return rows;
}
