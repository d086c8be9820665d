/** Finds a load of calls in the log that a program made with retries. */
import type { EventFact } from './event-facts.ts';
import type { RetriesPattern } from './predicate.ts';
import { memberAt } from './scope.ts';

/** Retries with the same number that it takes to compare their longest delay with that of others. */
const MIN_SAMPLE = 10;

/** Events of a load that count as one comparison. */
const EVENTS_PER_STEP = 100;

/** Delays of the retries of a load in milliseconds, by the number of the attempt. */
type Delays = ReadonlyMap<number, readonly number[]>;

const attemptOf = ({ sidecar }: EventFact): number => {
  const attempt = memberAt(sidecar, 'attempt');
  return typeof attempt === 'number' ? attempt : 1;
};

const delayOf = ({ sidecar }: EventFact): number => {
  const delay = memberAt(sidecar, 'delayMs');
  return typeof delay === 'number' ? delay : 0;
};

function delaysOf(load: readonly EventFact[]): Delays {
  const delays = new Map<number, number[]>();
  for (const event of load) {
    const attempt = attemptOf(event);
    if (attempt === 1) continue;
    const known = delays.get(attempt);
    if (known === undefined) delays.set(attempt, [delayOf(event)]);
    else known.push(delayOf(event));
  }
  return delays;
}

/** Whether the longest delay of each attempt is at least that of the one before, and the last one is longer. */
function grow(delays: Delays): boolean {
  const longest = [...delays]
    .filter(([, sample]) => sample.length >= MIN_SAMPLE)
    .toSorted(([one], [other]) => one - other)
    .map(([, sample]) => Math.max(...sample));
  const [first] = longest;
  const last = longest.at(-1);
  return (
    first !== undefined &&
    last !== undefined &&
    last > first &&
    longest.every((value, index) => index === 0 || value >= (longest[index - 1] as number))
  );
}

/** Whether no attempt that several calls made had the same delay in all of them. */
function vary(delays: Delays): boolean {
  const samples = [...delays.values()].filter((sample) => sample.length > 1);
  return samples.length > 0 && samples.every((sample) => new Set(sample).size > 1);
}

/** Whether a load is as a pattern says. */
function suits(load: readonly EventFact[], { maxAttempt, maxDelayMs, grows, varies }: RetriesPattern): boolean {
  if (maxAttempt !== undefined && load.some((event) => attemptOf(event) > maxAttempt)) return false;
  if (maxDelayMs !== undefined && load.some((event) => delayOf(event) > maxDelayMs)) return false;
  if (grows !== true && varies !== true) return true;
  const delays = delaysOf(load);
  return (grows !== true || grow(delays)) && (varies !== true || vary(delays));
}

/**
 * Returns the calls of the first load that suits: consecutive ones among `calls`, from a first attempt on, in which as
 * many as the pattern says succeeded. Undefined: no load has.
 * @param calls those that succeeded or were throttled, oldest first
 * @param spend counts a step for each part of a load that is compared
 */
export function findRetries(
  calls: readonly EventFact[],
  pattern: RetriesPattern,
  spend: () => void,
): readonly EventFact[] | undefined {
  let end = 0;
  let succeeded = 0;
  for (let start = 0; start < calls.length; start++) {
    while (succeeded < pattern.jobs && end < calls.length) if (calls[end++]?.error === undefined) succeeded++;
    if (succeeded < pattern.jobs) return undefined;
    const first = calls[start] as EventFact;
    if (attemptOf(first) === 1) {
      const size = end - start;
      for (let counted = 0; counted < size; counted += EVENTS_PER_STEP) spend();
      const load = size > (pattern.maxCalls ?? Infinity) ? [] : calls.slice(start, end);
      if (load.length > 0 && suits(load, pattern)) return load;
    }
    if (first.error === undefined) succeeded--;
  }
  return undefined;
}
