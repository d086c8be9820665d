/** The bench page: gives `globalThis.bench` to whoever drives it. */
import { b1 } from './b1.ts';
import { b2 } from './b2.ts';
import { b3 } from './b3.ts';
import { b4 } from './b4.ts';
import { b5 } from './b5.ts';
import { FILE_WAYS } from './b10.ts';
import { b13 } from './b13.ts';
import { b14 } from './b14.ts';
import { b6 } from './b6.ts';
import { b7 } from './b7.ts';
import { b8 } from './b8.ts';
import { b9 } from './b9.ts';
import { policy } from './policy.ts';
import type { Effort, Row } from './measure.ts';

const BENCHMARKS: Readonly<Record<string, (effort: Effort) => Promise<readonly Row[]>>> = {
  B1: b1,
  B2: b2,
  B3: b3,
  B4: b4,
  B5: b5,
  B6: b6,
  B7: b7,
  B8: b8,
  B9: b9,
  B13: b13,
  B14: b14,
  policy,
};

/** What the page offers. */
const bench = {
  ids: Object.keys(BENCHMARKS),
  /** The rows of benchmark `id`. */
  run(id: string, effort: Effort): Promise<readonly Row[]> {
    const benchmark = BENCHMARKS[id];
    if (benchmark === undefined) throw new TypeError(`There is no benchmark ${id} here.`);
    return benchmark(effort);
  },
  fileWays: FILE_WAYS,
};

Object.assign(globalThis, { bench });
