/**
 * Suggests changes that allow a denied call, ranked by least privilege: another request, narrow statements and grants,
 * then wide changes. Tries candidates with the evaluator itself, and of each kind takes the one that changes the fewest
 * cells.
 */
import type { AccessCell, Fix, FixChange, FixKind } from '../../model/decision.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import type { DryRunDecision } from '../pipeline/request-pipeline.ts';
import { nameOfChange } from '../transaction/read-names.ts';
import { findFixCandidates, type FixCandidate } from './fix-candidates.ts';
import { findGrantCandidates, withoutPreviewIds, type DecideCall } from './grant-candidates.ts';
import { diffConditions, openingsOf, rowsOf } from './access-matrix.ts';
import { rowName } from './matrix-principals.ts';
import { findRequestFixes, requestConditions } from './request-fixes.ts';

/** Maximum number of changes in a fix. */
const MAX_FIX_STEPS = 5;

/** Dependencies of the search for a fix. */
export interface FixDependencies {
  /** Evaluates the call again, with changes applied, and with other input members. */
  decide(supposed: readonly Change[], input?: Readonly<Record<string, unknown>>): Promise<DryRunDecision>;
  /** Evaluates another call. */
  readonly decideCall: DecideCall;
  /**
   * Returns the access matrix of a key, with changes applied, and with at least the given rows. `endpoint`: that of
   * requests through this VPC endpoint.
   */
  readonly matrix: (
    key: KeyRecord,
    supposed: readonly Change[],
    rows?: ReadonlySet<string>,
    endpoint?: string,
  ) => Promise<readonly AccessCell[]>;
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
  if (next.kind === 'create-grant') return [...changes, next];
  const idOf = (change: FixChange): string =>
    'keyArn' in change ? change.keyArn : 'arn' in change ? change.arn : change.id;
  const same = changes.find((change) => change.kind === next.kind && idOf(change) === idOf(next));
  if (same === undefined) return [...changes, next];
  return changes.map((change) => (change === same ? { ...same, ...next } : change));
}

type PolicyFixKind = Exclude<FixKind, 'request'>;

/** Changes that together allow the call, and the access matrix with them. */
interface Found {
  readonly says: string;
  readonly kind: PolicyFixKind;
  readonly changes: readonly FixChange[];
  readonly matrix: readonly AccessCell[];
}

/**
 * Searches for changes, one policy after the other. Undefined if none allow the call.
 * @param wanted the kind to prefer: only grants for `grant`, wide statements instead of narrow ones for `wide`
 */
async function findChanges(
  considered: DryRunDecision,
  before: readonly AccessCell[],
  parts: FixDependencies,
  wanted: PolicyFixKind,
): Promise<Found | undefined> {
  const key = considered.denied?.resource.key;
  const rows = rowsOf(before);
  let now = considered;
  let supposed: readonly Change[] = [];
  let changes: readonly FixChange[] = [];
  let isNarrow = true;
  const says: string[] = [];
  for (let round = 0; round < MAX_FIX_STEPS && now.denied !== undefined; round++) {
    const { conditions } = await requestConditions(now);
    const all =
      wanted === 'grant'
        ? await findGrantCandidates(now, { before, conditions, supposed, decide: parts.decideCall })
        : await findFixCandidates(now.request, now.denied, now.context, conditions);
    // A narrow statement has a wide counterpart only if conditions tell them apart.
    const wide = all.filter(({ narrow }) => narrow !== true);
    const tried: Tried[] = [];
    for (const candidate of wanted !== 'wide' || wide.length === 0 ? all : wide) {
      const with_ = merged(supposed, candidate.previewChange);
      const then = await parts.decide(with_);
      if (!then.decision.allowed && reasonOf(then) === reasonOf(now)) continue;
      const matrix = key === undefined ? [] : await parts.matrix(key, with_, rows);
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
    if (now.decision.allowed) {
      const kind = wanted === 'grant' ? wanted : isNarrow ? 'narrow' : 'wide';
      return { says: says.join(' '), kind, changes, matrix: best.matrix };
    }
  }
  return undefined;
}

/** Returns the access matrix before any fix, with a row for the caller if it is a session or service. */
async function matrixWithCaller(
  { request }: DryRunDecision,
  key: KeyRecord,
  { matrix }: FixDependencies,
): Promise<readonly AccessCell[]> {
  const cells = await matrix(key, []);
  const rows = rowsOf(cells);
  const { arn, principal, sessionRecord } = request.caller;
  // Credentials from STS have their session from their access key.
  const row = rowName(arn, sessionRecord?.arn === arn ? undefined : sessionRecord?.arn);
  // A session that nothing tells apart is in the row of its role.
  const hasRow = rows.has(row) || (principal.kind === 'role' && sessionRecord === undefined);
  return hasRow ? cells : matrix(key, [], new Set([...rows, row]));
}

/** Adds the cells of requests through the VPC endpoint of the call, if it has a policy. */
function withEndpoint({ request: { endpoint } }: DryRunDecision, given: FixDependencies): FixDependencies {
  if (endpoint?.policy === undefined) return given;
  return {
    ...given,
    matrix: async (key, supposed, rows) => [
      ...(await given.matrix(key, supposed, rows)),
      ...(await given.matrix(key, supposed, rows, endpoint.id)),
    ],
  };
}

/** Returns the fixes for a denial, the one of least privilege first. Empty if nothing would allow the call. */
export async function suggestFixes(considered: DryRunDecision, given: FixDependencies): Promise<readonly Fix[]> {
  const parts = withEndpoint(considered, given);
  const key = considered.denied?.resource.key;
  const before = key === undefined ? [] : await matrixWithCaller(considered, key, parts);
  const requests = await findRequestFixes(considered, (input) => parts.decide([], input));
  const narrow = await findChanges(considered, before, parts, 'narrow');
  const grant = await findChanges(considered, before, parts, 'grant');
  const wide = await findChanges(considered, before, parts, 'wide');
  const isOther = JSON.stringify(wide?.changes) !== JSON.stringify(narrow?.changes);
  /** @param narrower whose conditions count as lifted where the fix does not require them */
  const fixOf = ({ says, kind, changes, matrix }: Found, narrower: Found | undefined): Fix => {
    // Of other changes, the cells of all requests tell about those through the endpoint, too.
    const isOfEndpoint = changes.some((change) => change.kind === 'put-endpoint');
    const isTold = ({ endpoint }: Pick<AccessCell, 'endpoint'>): boolean => isOfEndpoint || endpoint === undefined;
    return {
      says,
      kind,
      changes,
      alters: withoutPreviewIds(diffConditions(before, matrix)).filter(isTold),
      opens: openingsOf(before, matrix, narrower?.matrix).filter(isTold),
    };
  };
  const isConstrained = (change: FixChange): boolean =>
    change.kind === 'create-grant' && change.grant.Constraints !== undefined;
  const found = [
    ...(narrow ? [fixOf(narrow, narrow)] : []),
    // The same condition is another test in a grant than in a statement: it is not lifted.
    ...(grant ? [fixOf(grant, grant.changes.every(isConstrained) ? undefined : narrow)] : []),
    ...(wide && isOther ? [fixOf(wide, narrow)] : []),
  ];
  // The first search may have found wide changes alone.
  return [...requests, ...found.toSorted((one, other) => Number(one.kind === 'wide') - Number(other.kind === 'wide'))];
}
