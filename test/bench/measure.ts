/**
 * Measuring two or more sides against each other: in turns within one run, so that whatever else the machine does meets
 * all of them alike.
 */

/**
 * One side: `run` does a piece of work and gives its rate, or its time, in whatever unit all sides of a benchmark
 * share.
 */
export interface Side {
  readonly name: string;
  run(): Promise<number>;
}

/** What one side did in each round. */
export interface Measured {
  readonly name: string;
  readonly rates: readonly number[];
}

/** One line of the table. `ratio` is first side ÷ second side, where not said otherwise. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly ratio: number;
  /** Undefined: the ratio is shown for comparison alone. */
  readonly goal: number | undefined;
  /** `least`: met at `goal` or above; `most`: at `goal` or below. */
  readonly goalIs: 'least' | 'most';
  readonly unit: string;
  /** The median of each side, in `unit`. */
  readonly sides: Readonly<Record<string, number>>;
}

/** How much work is done. */
export interface Effort {
  /** How often each side has its turn; each benchmark has its own default. */
  readonly rounds?: number;
  /** Factor on the bytes of files and on the records of large worlds. */
  readonly scale: number;
  /** Of a benchmark of several cases: those alone whose name contains it, for profiles. */
  readonly only?: string;
}

/** The middle of `values`. Throws TypeError when there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new TypeError('There is no median of nothing.');
  return (low + high) / 2;
}

/**
 * Lets all sides run `rounds` times in turns, every other round backwards, after one round that does not count. No such
 * round is made if the sides `areWarm`.
 */
export async function alternate(
  sides: readonly Side[],
  rounds: number,
  { areWarm = false } = {},
): Promise<readonly Measured[]> {
  const rates = sides.map((): number[] => []);
  for (let round = areWarm ? 0 : -1; round < rounds; round++) {
    const order = sides.map((side, index) => ({ side, index }));
    if (round % 2 === 0) order.reverse();
    for (const { side, index } of order) {
      const rate = await side.run();
      if (round >= 0) rates[index]?.push(rate);
    }
  }
  return sides.map(({ name }, index) => ({ name, rates: rates[index] ?? [] }));
}

/**
 * A row of `ours` against `theirs`: the median of the ratios of each round, which a machine that gets slower between
 * rounds does not move. `goalIs` is `least` when not given.
 */
export function compare(
  row: Pick<Row, 'id' | 'what' | 'goal' | 'unit'> & Partial<Pick<Row, 'goalIs'>>,
  ours: Measured | undefined,
  theirs: Measured | undefined,
): Row {
  if (ours === undefined || theirs === undefined) throw new TypeError(`${row.id} lacks a side.`);
  const ratio = median(ours.rates.map((rate, round) => rate / (theirs.rates[round] ?? NaN)));
  return {
    goalIs: 'least',
    ...row,
    ratio,
    sides: { [ours.name]: median(ours.rates), [theirs.name]: median(theirs.rates) },
  };
}
