/** Texts of the picture *key-lifecycle*. */
import { countOf } from '../kit/format.ts';
import { span } from './picture-times.ts';
import type { Move } from './key-lifecycle.ts';

const OF: Readonly<Record<NonNullable<Move['of']>, string>> = {
  imported: 'with imported key material',
  'in key stores': 'in a custom key store',
  'multi-Region': 'for a multi-Region key',
};

export const TEXTS = {
  map: 'Key states',
  noKey: 'No key',
  works: 'Decrypt succeeds.',
  fails: (error: string) => `Decrypt answers ${error}.`,
  move: ({ operation, of }: Move, toWords: string) =>
    `${operation} → ${toWords}${of === undefined ? '' : `, ${OF[of]}`}`,
  byItself: 'AWS KMS ends this state.',
  deletion: (seconds: number) => `Deleted in ${span(seconds)}`,
  heartbeat: 'Heartbeat of the app',
  none: 'No app has used a key yet.',
  lanes: { time: 'Time', key: (name: string) => `Key ${name}`, app: (name: string) => `App ${name}` },
  omitted: (count: number) => `${countOf(count, 'older mark', 'older marks')} not shown.`,
  after: (seconds: number) => `+ ${span(seconds)}`,
  noState: 'Deleted',
  events: { start: 'Started', restart: 'Restarted', write: 'Wrote an order', read: 'Read an order' } as Readonly<
    Record<string, string>
  >,
  dataKeys: {
    cached: 'with the data key in memory',
    fetched: 'with a data key from AWS KMS',
    none: 'without a data key',
  } as Readonly<Record<string, string>>,
  stopped: (error: string) => `and stopped: ${error}`,
  delay: (beats: number, seconds: number) =>
    `The app stopped ${span(seconds)} after its key, and worked ${countOf(beats, 'time', 'times')} in between.`,
  goesOn: (beats: number, seconds: number) =>
    `The key has refused calls for ${span(seconds)}. The app still works: ${countOf(beats, 'time', 'times')} since then.`,
};
