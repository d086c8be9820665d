/** The authorization cases as tests of mutants: each through the engine alone, with `explain`. */
import { CASES } from '../conformance/authorization/cases.ts';
import type { Case } from '../conformance/authorization/case.ts';
import { KEY_CASES, OPERATION_CASES, OPERATOR_CASES } from '../conformance/authorization/expand.ts';
import { judgeCall } from '../conformance/authorization/judge.ts';

/** One case. `run` rejects when it does not come true. */
export interface CaseTest {
  readonly id: string;
  readonly rule: string;
  run(): Promise<unknown>;
}

/** Puts the first case of each rule before the second of any: a mutant is noticed soonest by cases that differ. */
function interleaved(rows: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  const ranked = rows.map((row) => {
    const rank = seen.get(row.rule) ?? 0;
    seen.set(row.rule, rank + 1);
    return { row, rank };
  });
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ row }) => row);
}

/** Every case, in the order in which they notice mutants soonest. */
export const CASE_TESTS: readonly CaseTest[] = interleaved([
  ...CASES,
  ...OPERATOR_CASES,
  ...KEY_CASES,
  ...OPERATION_CASES,
]).map((row) => ({ id: `${row.rule}: ${row.says}`, rule: row.rule, run: () => judgeCall(row) }));
