/**
 * Suggests a change that allows a denied call. Tries candidates with the evaluator itself, and takes the one that
 * changes the fewest cells.
 */
import type { AccessCell, Fix, FixChange } from '../../model/decision.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import type { DryRunDecision } from '../pipeline/request-pipeline.ts';
import { nameOfChange } from '../transaction/read-names.ts';
import { findFixCandidates, type FixCandidate } from './fix-candidates.ts';
import { diffAccess } from './access-matrix.ts';

/** Maximum number of changes in a fix. */
const MAX_FIX_STEPS = 5;

/** Dependencies of the search for a fix. */
export interface FixDependencies {
  /** Evaluates the call again, with changes applied. */
  decide(supposed: readonly Change[]): Promise<DryRunDecision>;
  /** Returns the access matrix of a key, with changes applied. */
  matrix(key: KeyRecord, supposed: readonly Change[]): Promise<readonly AccessCell[]>;
}

interface Tried {
  readonly candidate: FixCandidate;
  readonly considered: DryRunDecision;
  readonly alters: readonly AccessCell[];
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

/** Returns a fix for a denial. Undefined if no change in the sandbox would allow the call. */
export async function suggestFix(considered: DryRunDecision, parts: FixDependencies): Promise<Fix | undefined> {
  const key = considered.denied?.resource.key;
  const before = key === undefined ? [] : await parts.matrix(key, []);
  let now = considered;
  let supposed: readonly Change[] = [];
  let changes: readonly FixChange[] = [];
  const says: string[] = [];
  for (let round = 0; round < MAX_FIX_STEPS && now.denied !== undefined; round++) {
    const tried: Tried[] = [];
    for (const candidate of await findFixCandidates(now.request, now.denied, now.context)) {
      const with_ = merged(supposed, candidate.previewChange);
      const then = await parts.decide(with_);
      if (!then.decision.allowed && reasonOf(then) === reasonOf(now)) continue;
      const alters = key === undefined ? [] : diffAccess(before, await parts.matrix(key, with_));
      tried.push({ candidate, considered: then, alters });
    }
    tried.sort(
      (one, other) =>
        Number(other.considered.decision.allowed) - Number(one.considered.decision.allowed) ||
        one.alters.length - other.alters.length,
    );
    const [best] = tried;
    if (best === undefined) return undefined;
    supposed = merged(supposed, best.candidate.previewChange);
    changes = mergedChanges(changes, best.candidate.change);
    says.push(best.candidate.says);
    now = best.considered;
    if (now.decision.allowed) return { says: says.join(' '), changes, alters: best.alters };
  }
  return undefined;
}
