/**
 * Suggests changes that allow a denied call, ranked by least privilege: another request, narrow statements, then wide
 * changes. Tries candidates with the evaluator itself, and of each kind takes the one that changes the fewest cells.
 */
import type { AccessCell, Fix, FixChange } from '../../model/decision.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import type { DryRunDecision } from '../pipeline/request-pipeline.ts';
import { nameOfChange } from '../transaction/read-names.ts';
import { findFixCandidates, type FixCandidate } from './fix-candidates.ts';
import { diffConditions, openingsOf } from './access-matrix.ts';
import { findRequestFixes, requestConditions } from './request-fixes.ts';

/** Maximum number of changes in a fix. */
const MAX_FIX_STEPS = 5;

/** Dependencies of the search for a fix. */
export interface FixDependencies {
  /** Evaluates the call again, with changes applied, and with other input members. */
  decide(supposed: readonly Change[], input?: Readonly<Record<string, unknown>>): Promise<DryRunDecision>;
  /** Returns the access matrix of a key, with changes applied. */
  matrix(key: KeyRecord, supposed: readonly Change[]): Promise<readonly AccessCell[]>;
}

interface Tried {
  readonly candidate: FixCandidate;
  readonly considered: DryRunDecision;
  readonly matrix: readonly AccessCell[];
  /** Number of cells that it changes. */
  readonly alters: number;
}

/** Reason of a denial, to detect whether a change led to another one. */
const reasonOf = ({ decision, denied }: DryRunDecision): string =>
  JSON.stringify([decision.decidedBy, denied?.verdict.missingAllow, denied?.resource.role, denied?.resource.action]);

/** A later change of the same record replaces an earlier one. */
function merged(supposed: readonly Change[], next: Change): readonly Change[] {
  const name = nameOfChange(next);
  return [...supposed.filter((change) => nameOfChange(change) !== name), next];
}

function mergedChanges(changes: readonly FixChange[], next: FixChange): readonly FixChange[] {
  const idOf = (change: FixChange): string =>
    'keyArn' in change ? change.keyArn : 'arn' in change ? change.arn : change.id;
  const same = changes.find((change) => change.kind === next.kind && idOf(change) === idOf(next));
  if (same === undefined) return [...changes, next];
  return changes.map((change) => (change === same ? { ...same, ...next } : change));
}

/** Changes that together allow the call, and the access matrix with them. */
interface Found {
  readonly says: string;
  readonly isNarrow: boolean;
  readonly changes: readonly FixChange[];
  readonly matrix: readonly AccessCell[];
}

/** Searches for changes, one policy after the other. Undefined if none allow the call. */
async function findChanges(
  considered: DryRunDecision,
  before: readonly AccessCell[],
  parts: FixDependencies,
  allowsNarrow: boolean,
): Promise<Found | undefined> {
  const key = considered.denied?.resource.key;
  let now = considered;
  let supposed: readonly Change[] = [];
  let changes: readonly FixChange[] = [];
  let isNarrow = true;
  const says: string[] = [];
  for (let round = 0; round < MAX_FIX_STEPS && now.denied !== undefined; round++) {
    const { conditions } = await requestConditions(now);
    const all = await findFixCandidates(now.request, now.denied, now.context, conditions);
    // A narrow statement has a wide counterpart only if conditions tell them apart.
    const wide = all.filter(({ narrow }) => narrow !== true);
    const tried: Tried[] = [];
    for (const candidate of allowsNarrow || wide.length === 0 ? all : wide) {
      const with_ = merged(supposed, candidate.previewChange);
      const then = await parts.decide(with_);
      if (!then.decision.allowed && reasonOf(then) === reasonOf(now)) continue;
      const matrix = key === undefined ? [] : await parts.matrix(key, with_);
      tried.push({ candidate, considered: then, matrix, alters: diffConditions(before, matrix).length });
    }
    tried.sort(
      (one, other) =>
        Number(other.considered.decision.allowed) - Number(one.considered.decision.allowed) ||
        Number(other.candidate.narrow ?? false) - Number(one.candidate.narrow ?? false) ||
        one.alters - other.alters,
    );
    const [best] = tried;
    if (best === undefined) return undefined;
    supposed = merged(supposed, best.candidate.previewChange);
    changes = mergedChanges(changes, best.candidate.change);
    says.push(best.candidate.says);
    isNarrow &&= best.candidate.narrow === true;
    now = best.considered;
    if (now.decision.allowed) return { says: says.join(' '), isNarrow, changes, matrix: best.matrix };
  }
  return undefined;
}

/** Returns the fixes for a denial, the one of least privilege first. Empty if nothing would allow the call. */
export async function suggestFixes(considered: DryRunDecision, parts: FixDependencies): Promise<readonly Fix[]> {
  const key = considered.denied?.resource.key;
  const before = key === undefined ? [] : await parts.matrix(key, []);
  const requests = await findRequestFixes(considered, (input) => parts.decide([], input));
  const narrow = await findChanges(considered, before, parts, true);
  const wide = await findChanges(considered, before, parts, false);
  const isOther = JSON.stringify(wide?.changes) !== JSON.stringify(narrow?.changes);
  const fixOf = ({ says, isNarrow, changes, matrix }: Found): Fix => ({
    says,
    kind: isNarrow ? 'narrow' : 'wide',
    changes,
    alters: diffConditions(before, matrix),
    opens: openingsOf(before, matrix, narrow?.matrix),
  });
  return [...requests, ...(narrow ? [fixOf(narrow)] : []), ...(wide && isOther ? [fixOf(wide)] : [])];
}
