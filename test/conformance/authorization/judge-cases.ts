/** One test for each case. */
import type { Case } from './case.ts';
import { judgeFix } from './fixes.ts';
import { judge, judgeBySdk } from './judge.ts';

/** Judges each of `cases` in both ways; a denied one that has a fix is fixed. */
export function judgeCases(cases: readonly Case[]): void {
  for (const row of cases) {
    it(`${row.rule}: ${row.says}`, async () => {
      const judged = await judge(row);
      await judgeBySdk(row);
      const fix = 'decision' in judged.simulation ? judged.simulation.decision.fix : undefined;
      if (fix !== undefined) await judgeFix(judged, fix);
    });
  }
}
