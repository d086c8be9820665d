/** One test for each case. */
import { expect } from 'chai';
import type { Case } from './case.ts';
import { judgeFixes } from './fixes.ts';
import { judge, judgeBySdk } from './judge.ts';

/** Judges each of `cases` in both ways; a denied one is fixed, unless it says why nothing can. */
export function judgeCases(cases: readonly Case[]): void {
  for (const row of cases) {
    it(`${row.rule}: ${row.says}`, async () => {
      const judged = await judge(row);
      await judgeBySdk(row);
      const { fix, fixes = [] } = 'decision' in judged.simulation ? judged.simulation.decision : {};
      const hopeless = row.then.allowed !== false || row.then.noFix !== undefined;
      expect(fix === undefined, row.then.noFix ?? 'has no fix').to.equal(hopeless);
      expect(fixes[0]).to.equal(fix);
      await judgeFixes(judged, fixes);
    });
  }
}
