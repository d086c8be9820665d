/**
 * B8: a file of 512 MiB through the envelope, unsigned ÷ the same frames by bare SubtleCrypto; without output ÷ reading
 * alone.
 */
import { wrap } from 'comlink';
import fileWorkerUrl from './file-worker.ts?worker&url';
import type { Files } from './file-worker.ts';
import { alternate, compare, type Effort, type Row } from './measure.ts';
import { startWorker } from './start-worker.ts';

const BYTES = 512 * 2 ** 20;

/** What is compared with what. */
const PAIRS = [
  ['envelope encrypts into a file', 'bare frames encrypted into a file', 0.9],
  ['envelope decrypts into a file', 'bare frames decrypted into a file', 0.9],
  ['envelope encrypts, output discarded', 'input read alone', 0.75],
  ['envelope decrypts, output discarded', 'message read alone', 0.75],
  // The upper bound: what bare SubtleCrypto leaves of reading, with as many frames in flight as the envelope has.
  ['bare frames encrypted, 8 in flight, output discarded', 'input read alone', undefined],
  ['bare frames decrypted, 8 in flight, output discarded', 'message read alone', undefined],
  ['envelope encrypts, output discarded', 'bare frames encrypted, 8 in flight, output discarded', undefined],
  ['envelope decrypts, output discarded', 'bare frames decrypted, 8 in flight, output discarded', undefined],
] as const;

/** The rows of B8. */
export async function b8({ rounds = 5, scale }: Effort): Promise<readonly Row[]> {
  const worker = startWorker(fileWorkerUrl);
  const files = wrap<Files>(worker);
  await files.prepare(BYTES * scale);
  const rows: Row[] = [];
  for (const [ours, theirs, goal] of PAIRS) {
    const [first, second] = await alternate(
      [ours, theirs].map((name) => ({ name, run: () => files.run(name) })),
      rounds,
    );
    rows.push(
      compare(
        { id: 'B8', what: `${(BYTES * scale) / 2 ** 20} MiB, ${ours} ÷ ${theirs}`, goal, unit: 'MB/s' },
        first,
        second,
      ),
    );
  }
  return rows;
}
