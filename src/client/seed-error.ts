/** A seed document that was refused. */
import type { SeedProblem } from '../model/seed-document.ts';

const placeOf = ({ path }: SeedProblem): string => (path.length === 0 ? 'the document' : path.join('.'));

/** The error of `seed`, `import` and `createStrongroom({ seed })`. The sandbox is unchanged. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
  /** Every problem that was found, with its place in the document. */
  readonly problems: readonly SeedProblem[];

  constructor(problems: readonly SeedProblem[]) {
    const [first] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    super(first === undefined ? 'The document is refused.' : `${placeOf(first)}: ${first.message}${more}`);
    this.problems = problems;
  }
}
