/** What one run wrote, for comparison with another. Every value is from the run or its parsed message. */
import { toHex } from '../../base/hex.ts';
import { FACT_NAMES } from './comparison-texts.ts';
import type { EnvelopeRun } from './envelope-run.ts';

/** One value. */
export interface RunFact {
  readonly name: string;
  readonly value: string;
}

/** A finished run. */
export interface FinishedRun {
  /** Position among the runs of this visit, from 1. */
  readonly number: number;
  readonly file: string;
  readonly facts: readonly RunFact[];
}

/** One row of a comparison. A value is undefined if that run does not have it. */
export interface ComparedFact {
  readonly name: string;
  readonly first: string | undefined;
  readonly second: string | undefined;
  readonly isEqual: boolean;
}

const pairsText = (context: Readonly<Record<string, string>>) =>
  Object.entries(context)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');

/** Returns the facts of a run. The data key itself is not kept. */
export async function runFacts(run: EnvelopeRun): Promise<readonly RunFact[]> {
  const { file, key, context, dataKey, fields = [], iv, bodyHead, parts } = run;
  const dataKeyHash = dataKey && new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(dataKey)));
  const facts: (readonly [string, string | undefined])[] = [
    [FACT_NAMES.file, file.size === undefined ? undefined : String(file.size)],
    [FACT_NAMES.head, file.head && toHex(file.head)],
    [FACT_NAMES.key, key?.arn],
    [FACT_NAMES.context, pairsText(context)],
    [FACT_NAMES.dataKey, dataKeyHash && toHex(dataKeyHash)],
    ...fields.map(({ name, bytes }) => [name, toHex(bytes)] as const),
    [FACT_NAMES.iv, iv && toHex(iv)],
    [FACT_NAMES.body, bodyHead && toHex(bodyHead)],
    [FACT_NAMES.total, parts && String(parts.total)],
  ];
  const seen = new Map<string, number>();
  return facts.flatMap(([name, value]) => {
    if (value === undefined) return [];
    // A header with several data keys has each of their fields several times.
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return [{ name: nth === 1 ? name : `${name} (${nth})`, value }];
  });
}

/** Compares two runs, in the order of the first one. */
export function compareRuns(first: FinishedRun, second: FinishedRun): readonly ComparedFact[] {
  const valueIn = ({ facts }: FinishedRun, name: string) => facts.find((fact) => fact.name === name)?.value;
  const names = new Set([...first.facts, ...second.facts].map(({ name }) => name));
  return [...names].map((name) => {
    const [a, b] = [valueIn(first, name), valueIn(second, name)];
    return { name, first: a, second: b, isEqual: a === b };
  });
}

/** Maximum number of runs to choose from; the oldest is removed first. */
const MAX_RUNS = 8;

/** Adds a run to those of this visit. */
export async function addRun(runs: readonly FinishedRun[], run: EnvelopeRun): Promise<readonly FinishedRun[]> {
  const number = (runs.at(-1)?.number ?? 0) + 1;
  return [...runs, { number, file: run.file.name, facts: await runFacts(run) }].slice(-MAX_RUNS);
}
