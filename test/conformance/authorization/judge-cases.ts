/** One test for each case. */
import { expect } from 'chai';
import type { Case } from './case.ts';
import { judgeFixes } from './fixes.ts';
import { judge, judgeBySdk } from './judge.ts';

/**
 * Judges each of `cases` by the engine, and says whether a denied one has a fix. Those of `thorough` are called by the
 * AWS SDK too, and their fixes are applied.
 */
export function judgeCases(cases: readonly Case[], thorough: readonly Case[] = cases): void {
  const isThorough = new Set(thorough);
  for (const row of cases) {
    it(`${row.rule}: ${row.says}`, async () => {
      const judged = await judge(row);
      const { fix, fixes = [] } = 'decision' in judged.simulation ? judged.simulation.decision : {};
      const hopeless = row.then.allowed !== false || row.then.noFix !== undefined;
      expect(fix === undefined, row.then.noFix ?? 'has no fix').to.equal(hopeless);
      expect(fixes[0]).to.equal(fix);
      if (!isThorough.has(row)) return;
      await judgeBySdk(row);
      await judgeFixes(judged, fixes);
    });
  }
}

/** The first case of each rule that is allowed, the first that is denied, and the first that fails otherwise. */
export function firstOfEachRule(cases: readonly Case[]): readonly Case[] {
  const first = new Map<string, Case>();
  for (const row of cases) {
    const name = `${row.rule} ${String(row.then.allowed)}`;
    if (!first.has(name)) first.set(name, row);
  }
  return [...first.values()];
}
